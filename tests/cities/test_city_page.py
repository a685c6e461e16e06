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
