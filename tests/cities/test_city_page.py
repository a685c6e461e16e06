"""The page of a city: sections in view, and its record in at most six folds, each thing once."""

import re
from typing import Any

import pytest

from cities.models import City
from coalition.models import ExchangeCity
from records.pages.panels import list_panels
from tests.factories import (
    make_city,
    make_city_attribute,
    make_city_figure,
    make_event,
    make_exchange,
    make_indicator,
    make_indicator_value,
    make_park,
    make_pilot,
    make_programme,
    make_section,
    save,
    save_part,
    text,
)

pytestmark = pytest.mark.django_db

#: The slots that the page of a city places: sections in view, rows of the facts, and folds.
SLOTS = {"themes", "facts", "figures", "place", "programmes", "cooperation"}


def list_folds(html: str) -> list[str]:
    return re.findall(r'<summary>\s*<h2 id="([\w-]+)"', html)


def test_each_panel_of_a_city_has_its_place_on_the_page() -> None:
    assert {panel.slot for panel in list_panels(City)} == SLOTS


def test_a_city_with_everything_has_six_folds(get: Any) -> None:
    city = make_city("aa")
    make_section(city)
    make_city_figure(city, "coal-output", **text("label", "Coal output"))
    make_city_attribute(city, "port")
    make_park("park", city=city)
    make_pilot("pilot", city=city)
    save_part(ExchangeCity(exchange=make_exchange("exchange"), city=city, role="host"))
    save(make_event("event"), cities=[city])
    folds = list_folds(get("/en/cities/aa/"))
    assert folds == ["all-figures", "facts", "programmes", "cooperation", "cite", "sources-label"]


def make_town(city: City) -> None:
    town = {"unit": "people", "measured_property": "settlement_population", "year": None}
    make_city_figure(city, "settlement-population", value=118_721, **text("label", "In the town"), **town)


def test_the_population_of_the_town_stands_only_where_none_of_the_city_is_known(get: Any) -> None:
    residents = make_indicator("residents", unit="people", scope="whole_city", measured_property="population")
    for slug in ("alone", "with-value", "with-fact"):
        make_town(make_city(slug))
    make_indicator_value(residents, City.objects.get(slug="with-value"), 2023, value=870_000)
    fact = {"unit": "people", "measured_property": "population", "value": 870_000}
    make_city_figure(City.objects.get(slug="with-fact"), "population", **fact)
    for path in ("", "briefing/"):
        pages = {
            slug: get(f"/en/cities/{slug}/{path}").partition('id="history"')[0]
            for slug in ("alone", "with-value", "with-fact")
        }
        assert [slug for slug, page in pages.items() if "118,721" in page] == ["alone"]


def test_the_address_of_the_population_of_a_town_leads_to_its_place_on_the_page(get: Any) -> None:
    make_town(make_city("alone"))
    assert get("/en/cities/alone/").count('id="settlement-population"') == 1


def test_the_population_of_the_town_stands_in_no_comparison(get: Any) -> None:
    for slug in ("aa", "bb"):
        make_town(make_city(slug))
    assert "In the town" not in get("/en/compare/?cities=aa,bb")


def test_a_city_of_which_little_is_known_has_no_empty_fold(get: Any) -> None:
    make_city("aa")
    html = get("/en/cities/aa/")
    assert list_folds(html) == ["facts", "cite", "sources-label"]
    assert 'href="#numbers"' not in html
    assert 'id="themes"' not in html


def test_a_park_stands_once_in_its_fold(get: Any) -> None:
    make_park("park", city=make_city("aa"))
    html = get("/en/cities/aa/")
    assert html.count('href="/en/parks/park/"') == 1
    fold = html.partition('<h2 id="programmes">')[2].partition("</details>")[0]
    assert 'href="/en/parks/park/"' in fold


def test_the_line_above_the_name_says_since_when_it_is_a_zero_waste_city(get: Any) -> None:
    city, area = make_city("aa"), make_city("bb")
    for year in (2022, 2019):
        make_pilot(f"pilot-{year}", city=city, named=str(year), programme=make_programme(f"round-{year}"))
    make_pilot("area", city=area, named="2022", kind="special_area")
    assert _find_pilot_link(get("/en/cities/aa/")) == (
        "/en/zero-waste/pilot-2019/",
        "Zero-waste city since 2019",
    )
    assert _find_pilot_link(get("/en/cities/bb/")) == ("/en/zero-waste/area/", "Zero-waste area since 2022")


def _find_pilot_link(html: str) -> tuple[str, str]:
    [link] = re.findall(r'<a href="([^"]+)">\s*(Zero-waste [^<]+?)\s*</a>', html.partition("<h1>")[0])
    return link
