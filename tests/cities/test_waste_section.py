"""The page of a city says where its waste goes: with every number and its source, or that it isn't known."""

import re
from pathlib import Path
from xml.etree import ElementTree as etree

import pytest
from django.conf import settings

from cities.models import City, Indicator
from records.drawings.fonts import measure_text
from tests.factories import (
    make_city,
    make_indicator,
    make_indicator_value,
    make_waste_indicators,
    report_waste,
    text,
    writing,
)
from tests.html_text import find_section, read_rows, strip_tags

pytestmark = pytest.mark.django_db

OLD = {"collected": 100, "treated": 90, "burned": 40, "landfilled": 50}
NEW = {"collected": 120, "treated": 120, "burned": 90.5, "landfilled": 0}


@pytest.fixture
def roles() -> dict[str, Indicator]:
    return make_waste_indicators()


def show(client, slug: str = "aa", language: str = "en") -> str:
    return find_section(client.get(f"/{language}/cities/{slug}/").content.decode(), "waste")


def read(page: str) -> str:
    return " ".join(strip_tags(page).replace("\N{NO-BREAK SPACE}", " ").split())


def report(roles: dict[str, Indicator], *cities: City) -> None:
    with writing():
        for city in cities:
            report_waste(roles, city, 2015, **OLD)
            report_waste(roles, city, 2023, **NEW)


def make_residents(scope: str = "urban_area") -> Indicator:
    return make_indicator(f"{scope}-residents", unit="people", waste_area="", topic="city", scope=scope)


def test_headline_portrait_and_table_have_the_numbers_of_the_records(client, roles):
    report(roles, make_city("aa"))
    page = show(client)
    words = read(page)
    assert "Aa burns 75% of its municipal waste; the yearbook for 2023 shows no landfill" in words
    assert "By the yearbook for 2015, 10% was not treated to the standard" in words
    assert read_rows(page) == [
        "Collected 100 120",
        "Burned 40 (40%) 90.5 (75%)",
        "In sanitary landfill 50 (50%) 0",
        "Other treatment (calculated) 0 29.5 (25%)",
        "Not treated to standard (calculated) 10 (10%) 0",
    ]
    assert page.count("<svg") == page.count("</svg>") == 2
    assert 'class="chip"' in page


def test_a_city_with_a_portrait_is_found_by_search_engines(client, roles):
    report(roles, make_city("aa"))
    make_city("bb")
    sitemap = client.get("/sitemap-city.xml").content.decode()
    assert "/en/cities/aa/" in sitemap
    assert "/en/cities/bb/" not in sitemap
    assert "noindex" not in client.get("/en/cities/aa/").content.decode()
    assert '<meta name="robots" content="noindex">' in client.get("/en/cities/bb/").content.decode()


def test_it_says_what_is_counted_and_how_far_it_was_checked(client, roles):
    report(roles, make_city("aa"))
    words = read(show(client))
    assert "collected in the urban area; ash from burning isn’t counted" in words
    assert "Read in one copy of the yearbook, not checked against print." in words
    chinese = read(show(client, language="zh-hans"))
    assert "城区清运的生活垃圾，不含焚烧灰渣" in chinese
    assert "读自年鉴的一个副本，未与原书核对" in chinese


def test_notes_of_values_stand_below_the_table(client, roles):
    city = make_city("aa")
    report_waste(roles, city, collected=100, treated=100, burned=100)
    make_indicator_value(
        roles["landfilled"], city, 2023, value=0, **text("note", "The jump is not explained.")
    )
    assert "The jump is not explained." in read(show(client))


def test_kilograms_a_resident_are_worked_out_of_one_area_year_and_source(client, roles):
    cities = [make_city(slug) for slug in ("aa", "bb", "cc", "dd", "ee")]
    report(roles, *cities)
    residents = make_residents()
    with writing():
        for number, city in enumerate(cities):
            make_indicator_value(residents, city, 2015, value=200 + 50 * number)
    words = read(show(client))
    assert "500 kg a resident in 2015" in words
    assert "5 cities, from 250 kg in Ee to 500 kg in Aa" in words


def test_a_number_far_beyond_the_others_doesnt_set_the_scale_of_the_strip(client, roles):
    cities = [make_city(slug) for slug in ("aa", "bb", "cc", "dd", "ee", "ff")]
    report(roles, *cities)
    residents = make_residents()
    with writing():
        for city, people in zip(cities, (200, 210, 220, 240, 250, 60), strict=True):
            make_indicator_value(residents, city, 2015, value=people)
    page = show(client)
    words = read(page)
    assert (
        "6 cities, from 400 kg in Ee to 500 kg in Aa · at the edge, beyond the scale: 1,670 kg in Ff" in words
    )
    places = [float(x) for x in re.findall(r'<circle cx="([0-9.]+)%"', page)]
    assert places == [0.0, 15.0, 49.1, 68.6, 98.0]
    assert 'class="own" cx="90.0%"' in page
    assert "1,670 ›" in words


def test_a_recycling_rate_beside_the_portrait_says_that_it_is_counted_differently(client, roles):
    city = make_city("aa")
    report(roles, city)
    rate = make_indicator("rate", unit="percent", waste_area="domestic", measured_property="recycling_rate")
    assert "counted differently" not in read(show(client))
    with writing():
        make_indicator_value(rate, city, 2022, value=41)
        make_indicator_value(rate, city, 2023, value=50)
        make_indicator_value(rate, city, 2030, value=75, evidence="target")
    words = read(show(client))
    assert "Rate in 2023: 50 " in words
    assert "It is counted differently and can’t be added to the shares above." in words


@pytest.mark.parametrize(("scope", "year"), [("whole_city", 2015), ("urban_area", 2016)])
def test_residents_of_another_area_or_year_are_not_used(client, roles, scope, year):
    city = make_city("aa")
    report(roles, city)
    make_indicator_value(make_residents(scope), city, year, value=200)
    words = read(show(client))
    assert "kg a resident" not in words
    whole = "the tonnes are for the urban area, the population (200 people, 2015) for the whole city"
    assert (whole if scope == "whole_city" else "no number of residents of the same area") in words


def test_a_city_without_data_asks_one_question_and_tells_of_the_others(client, roles, settings):
    make_city("aa")
    report(roles, make_city("bb"))
    page = show(client)
    words = read(page)
    assert "Where the municipal waste of Aa goes is not known here" in words
    assert "How many tonnes are burned and landfilled in a year is not known here." in words
    assert "In the 1 city of which it is known, " in words
    assert "75% of the waste collected in 2023 was burned, 0% went to sanitary landfill" in words
    assert "and 25% was treated in other ways" in words
    assert page.count("Not known: what of its municipal waste") == 1
    assert "<table" not in page


@pytest.mark.parametrize("tonnes", [{"collected": 0}, {"collected": 100, "treated": 150, "burned": 150}])
def test_figures_that_show_no_way_are_not_called_unknown(client, roles, tonnes):
    report_waste(roles, make_city("aa"), 2023, **tonnes)
    words = read(show(client))
    assert "The figures of its municipal waste known here don’t show which way it went." in words
    assert "No figure of its municipal waste" not in words


def test_tonnes_of_one_way_are_told_without_a_total(client, roles):
    report_waste(roles, make_city("aa"), 2023, landfilled=5)
    words = read(show(client))
    assert (
        "Aa sent 5 t of municipal waste to landfill in 2023; how much was burned is not known here" in words
    )
    assert "burned: not known" in words
    assert "landfilled: 5 t, 2023" in words
    assert "Not known: what else became of its municipal waste." in words


def test_of_a_city_with_a_rate_only_the_rate_is_told(client, roles):
    rate = make_indicator("rate", unit="percent", waste_role="treated_share", waste_area="domestic")
    make_indicator_value(rate, make_city("aa"), 2023, value=99.5)
    words = read(show(client))
    assert "Rate in 2023: 99.5" in words
    assert "by which way is not known here." in words


def test_places_abroad_and_districts_have_no_empty_drawing(client, roles):
    city = make_city("aa")
    make_city("district", parent=city)
    make_city("abroad", country="DE", kind="city")
    for slug in ("district", "abroad"):
        assert 'id="waste"' not in client.get(f"/en/cities/{slug}/").content.decode()


def test_a_page_asks_no_more_for_more_cities(client, roles, django_assert_max_num_queries):
    def count(slug: str) -> int:
        show(client, slug)
        with django_assert_max_num_queries(100) as counted:
            client.get(f"/en/cities/{slug}/?sources=1")
        return len(counted)

    cities = [make_city(f"city-{number}") for number in range(6)]
    report(roles, *cities[:2])
    few = count("city-0")
    report(roles, *cities[2:])
    assert count("city-0") == few


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_on_a_phone_what_is_not_known_is_in_letters_of_at_least_12_px(client, roles, language: str) -> None:
    make_city("aa")
    drawings = re.findall(r"<svg[^>]*portrait--unknown.*?</svg>", show(client, "aa", language), re.DOTALL)
    [tall] = [etree.fromstring(drawing) for drawing in drawings if "portrait--tall" in drawing]
    width = float(tall.get("viewBox", "").split()[2])
    css = (Path(settings.BASE_DIR) / "static/css/components/portrait.css").read_text(encoding="utf-8")
    [size] = re.findall(r"\.portrait--tall :is\([^)]*\.unknown\) \{ font-size: ([\d.]+)px", css)
    assert float(size) * 288 / width >= 12
    labels = {(label.text or "").strip(): float(label.get("x", 0)) for label in tall.iter("text")}
    assert next(iter(labels)) == ("burned: not known" if language == "en" else "焚烧：不详")
    for label, x in labels.items():
        assert measure_text(label, float(size), 400, language) <= width - x, label
