"""Circular businesses: who leads them, where, and what they report."""

from typing import Any

import pytest
from django.conf import settings
from yaml import safe_load

from cities.models import City
from initiatives.models import BusinessInitiative
from records.texts.formats import format_number
from tests.factories import writing
from tests.html_text import extract_ids, find_missing, read_text


def facts_of(entry: dict[str, Any]) -> list[str]:
    """What the content says of an initiative in English, as its page must say it."""
    facts = [entry[name]["en"] for name in ("title", "lead", "summary")]
    facts += [partner["en"] for partner in entry.get("partners", [])]
    facts += [str(entry["year"])] if "year" in entry else []
    facts += [] if "city" in entry else ["Nationwide, or city not known"]
    for figure in entry["results"]:
        when = figure["period"]["en"] if "period" in figure else str(figure.get("year", "year not stated"))
        facts += [figure["label"]["en"], format_number(figure["value"]), when]
        facts += [figure["note"]["en"]] if "note" in figure else []
    return facts


def test_every_fact_of_the_content_stands_on_its_page(content: None, get) -> None:
    entries = safe_load((settings.CONTENT_DIR / "business.yaml").read_text(encoding="utf-8"))
    for entry in entries:
        html = get(f"/en/businesses/{entry['slug']}/")
        assert not find_missing(facts_of(entry), read_text(html)), entry["slug"]
        assert {figure["key"] for figure in entry["results"]} <= set(extract_ids(html)), entry["slug"]
        if "city" in entry:
            assert f'href="/en/cities/{entry["city"]}/"' in html


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", "22 initiatives"),
        ("sector=construction", "3 initiatives"),
        ("has_city=false", "12 initiatives"),
        ("has_city=true", "10 initiatives"),
        ("has_city=true,false", "22 initiatives"),
        ("sector=construction&has_city=false", "1 initiative"),
    ],
)
def test_the_list_is_narrowed_by_sector_and_place(content: None, get, query: str, count: str) -> None:
    assert f" {count} " in read_text(get(f"/en/businesses/?{query}"))


@pytest.mark.parametrize("query", ["sector=magic", "has_city=abroad"])
def test_an_unknown_value_is_answered_with_400(content: None, get, query: str) -> None:
    get(f"/en/businesses/?{query}", status=400)


def test_the_latest_come_first_and_those_without_a_year_last(content: None, client) -> None:
    years = [row.year for row in client.get("/en/businesses/").context["rows"]]
    dated = [year for year in years if year]
    assert years == sorted(dated, reverse=True) + [None] * (len(years) - len(dated))


def test_a_figure_of_two_years_stands_under_one_label(content: None, get) -> None:
    page = read_text(get("/en/businesses/state-post-green-packaging/"))
    assert "Cartons used again 640 million cartons to the end of September 2022 at least 600" in page


def test_results_stand_before_the_facts(content: None, get) -> None:
    page = read_text(get("/en/businesses/qingdao-construction-waste/"))
    result = "Results Construction waste handled at least 5.5 million t"
    assert page.index(result) < page.index("Facts Led by")
    assert page.count("Companies of Qingdao handled") == 1, "the summary is said once"


def test_a_period_is_never_drawn_as_a_year(content: None, get) -> None:
    assert 'class="trend"' not in get("/en/businesses/state-post-green-packaging/")


def test_the_first_figure_stands_at_the_side_of_its_row(content: None, get) -> None:
    html = get("/en/businesses/")
    assert html.count('class="result__mark') == 17, "one row each for those with a result"
    assert "at least 5.5 million t Construction waste handled first quarter 2018" in read_text(html)


def test_a_period_and_its_year_are_one_phrase(content: None, get) -> None:
    assert '<span>first quarter <span class="num">2018</span></span>' in get(
        "/en/businesses/qingdao-construction-waste/"
    )
    assert "<span>一季度（2018年）</span>" in get("/zh-hans/businesses/qingdao-construction-waste/")


def test_related_initiatives_say_why(content: None, get) -> None:
    html = get("/en/businesses/sf-express-packaging/")
    related = read_text(html).split("Related businesses")[-1].split("Versions")[0]
    assert related.count("Same sector") == 3, "of the five others the newest three"
    assert "Green parcel packaging programme" in related
    assert "Packaging reduction at SF Express" not in related, "itself"
    assert "Guidance and re-use sites" not in related, "the one without a year"
    assert '<a href="/en/businesses/?sector=logistics_packaging">' in html
    assert "Related businesses" not in read_text(get("/en/businesses/tomra-partner/"))


def test_an_initiative_of_the_same_city_is_related(content: None, get) -> None:
    other = BusinessInitiative.objects.get(slug="qingdao-construction-waste")
    with writing() as changes:
        other.city = City.objects.get(slug="foshan")
        changes.save(other)
    page = read_text(get("/en/businesses/brunp-battery-recycling/"))
    assert "Same city" in page.split("Recycling of construction waste in Qingdao")[1]


def test_an_initiative_stands_on_its_city_and_theme(content: None, get) -> None:
    assert 'href="/en/businesses/qingdao-construction-waste/"' in get("/en/cities/qingdao/")
    theme = get("/en/themes/building-and-construction/")
    assert theme.count('id="business-') == 3
    assert 'href="/en/businesses/construction-waste-35-cities/"' in theme


def test_what_is_not_published_is_shown_nowhere(content: None, get) -> None:
    with writing() as changes:
        changes.withdraw(BusinessInitiative.objects.get(slug="qingdao-construction-waste"))
    for path in ["businesses/", "cities/qingdao/", "themes/building-and-construction/"]:
        assert "qingdao-construction-waste" not in get(f"/en/{path}")
    get("/en/businesses/qingdao-construction-waste/", status=410)
