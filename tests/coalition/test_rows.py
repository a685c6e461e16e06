"""Dense rows in lists of the Coalition, on factories."""

import re

import pytest

from coalition.models import ExchangeCity, Resource
from tests import factories as make
from tests.html_text import read_row, strip_tags

pytestmark = pytest.mark.django_db


def count_links(row: str) -> int:
    return len(re.findall("<a ", row))


def name_cities(exchange, **roles):
    for role, names in roles.items():
        for name in names:
            city = make.make_city(name.lower(), **make.text("name", name))
            make.save_part(ExchangeCity(exchange=exchange, city=city, role=role))


def test_the_row_of_an_exchange_says_who_learns_from_whom(get):
    exchange = make.make_exchange("a-tour", starts="2019-05")
    name_cities(exchange, host=["Seoul"], learner=["Alpha", "Beta", "Gamma"], speaker=["Delta"])
    make.make_exchange("no-city")
    page = get("/en/coalition/exchanges/")
    row = read_row(page, "exchange-a-tour")
    assert count_links(row) == 1
    assert strip_tags(row) == (
        "A-Tour Study tour · May 2019 · What happened. Learners: Alpha, Beta and others Host: Seoul"
    )
    assert strip_tags(read_row(page, "exchange-no-city")).endswith("What happened. No city named.")
    chinese = strip_tags(read_row(get("/zh-hans/coalition/exchanges/"), "exchange-a-tour"))
    assert chinese.endswith("学习方： Alpha（中文）、Beta（中文）等 东道方： Seoul（中文）")


def test_the_row_of_an_exchange_says_that_only_one_page_tells_of_it(get):
    make.make_exchange("a-tour", source_type="hub_page_only")
    row = strip_tags(read_row(get("/en/coalition/exchanges/"), "exchange-a-tour"))
    assert "Study tour · ICLEI’s page only · What happened." in row


def test_the_row_of_an_event_has_its_date_as_precise_as_it_is_known(get):
    place = make.text("place", "Turku")
    make.make_event("a-day", date="2019-06-10", end="2019-06-14", **place)
    make.make_event("a-month", date="2018-05")
    make.make_event("a-year", date="2017")
    make.make_event("undated", date="")
    page = get("/en/coalition/events/")
    said = {
        slug: strip_tags(read_row(page, f"event-{slug}")) for slug in re.findall(r'id="event-([^"]*)', page)
    }
    assert said == {
        "a-day": "A-Day Turku · It took place. 10–14 June 2019",
        "a-month": "A-Month It took place. May 2018 only the month is known",
        "a-year": "A-Year It took place. 2017 only the year is known",
        "undated": "Undated It took place. Date not known",
    }
    assert count_links(read_row(page, "event-a-day")) == 1


def test_the_row_of_a_programme_has_its_total_and_how_many_are_listed(get):
    counted = make.make_programme("counted", starts="2018-03", **make.text("about", "It tries out rules."))
    make.make_programme_figure(counted, "planned", value=50, **make.text("label", "Places planned"))
    make.make_programme_figure(
        counted, "named", value=35, year=2018, counts_all_named=True, **make.text("label", "Places named")
    )
    unclear = make.make_programme("unclear")
    for key, value in {"a": 60, "b": 73}.items():
        make.make_programme_figure(unclear, key, value=value, **make.text("label", f"Total {key}"))
    for programme in (counted, unclear):
        make.make_designation(programme, city=make.make_city())
    make.make_programme("unknown")
    page = get("/en/programmes/")
    said = {
        slug: strip_tags(read_row(page, f"programme-{slug}")) for slug in ("counted", "unclear", "unknown")
    }
    assert said == {
        "counted": "Counted Counted（中文） National · March 2018 · 1 listed here · It tries out rules. "
        "35 Places named 2018",
        "unclear": "Unclear Unclear（中文） National · 1 listed here 60 Total a",
        "unknown": "Unknown Unknown（中文） National",
    }
    assert count_links(read_row(page, "programme-counted")) == 1


def test_the_row_of_a_partner_says_since_when(get):
    make.make_network("coalition", is_coalition=True)
    make.make_partner("a-partner", since="2018")
    make.make_partner("another", source_type="hub_page_only")
    for path in ("/en/coalition/", "/en/coalition/?section=partners"):
        page = get(path)
        row = read_row(page, "partner-a-partner")
        assert count_links(row) == 2, "the name and its sources"
        assert re.fullmatch(r"A-Partner An organisation\. [\d, ]*Since 2018", strip_tags(row))
        assert "ICLEI’s page only · An organisation." in strip_tags(read_row(page, "partner-another"))
        assert "Since" not in read_row(page, "partner-another")


def test_the_name_of_a_resource_leads_to_its_site_if_it_has_one(get):
    make.make_network("coalition", is_coalition=True)
    for slug, address, year in (("a-guide", "https://www.example.org/guide", 2020), ("a-report", "", None)):
        values = {**make.text("title", slug.title()), **make.text("about", "How to begin.")}
        make.save(Resource(slug=slug, kind="handbook", url=address, year=year, **values))
    page = get("/en/coalition/?section=resources")
    guide, report = (read_row(page, f"resource-{slug}") for slug in ("a-guide", "a-report"))
    assert '<a href="https://www.example.org/guide" rel="external noopener">A-Guide</a>' in guide
    assert strip_tags(guide).endswith("Handbook 2020")
    assert "<a href" not in report.partition("</h3>")[0]
    assert strip_tags(report).endswith("Handbook")
