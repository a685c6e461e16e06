"""Dense rows in lists of the Coalition, on factories."""

import re

import pytest

from coalition.models import ExchangeCity
from tests import factories as make
from tests.html_text import read_row, strip_tags

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


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
    assert "Study tour · ICLEI’s page only What happened." in row


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
