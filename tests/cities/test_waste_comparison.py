"""Where the waste of compared cities went: shares, kilograms per resident, and portraits side by side."""

import re
from typing import Any

import pytest
from django.utils.translation import override

from cities.models import Indicator
from cities.waste.comparison import list_waste_rows
from cities.waste.residents import fetch_waste_per_resident
from cities.waste.treatment import fetch_all_waste
from tests.api.api_client import BASE, get_json
from tests.content_checks.test_city_pages import words
from tests.factories import (
    make_city,
    make_indicator,
    make_indicator_value,
    make_source,
    make_waste_indicators,
    report_waste,
    text,
    writing,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def cities(module_rows: None) -> list[Any]:
    """Eight cities: of 2023 the first landfills all, the second a half, the others nothing."""
    indicators, sources = make_waste_indicators(), [make_source("yearbook")]
    made = []
    with writing():
        for number in range(8):
            city = make_city(f"city-{number}", **text("name", f"{'ABCDEFGH'[number]} town"))
            for year, landfilled in ((2015, 80), (2023, {0: 100, 1: 50}.get(number, 0))):
                parts = {
                    "collected": 100,
                    "treated": 100,
                    "landfilled": landfilled,
                    "burned": 100 - landfilled,
                }
                report_waste(indicators, city, year, sources=sources, **parts)
            made.append(city)
    return made


def report_residents(city: Any, number: int, year: int = 2023, scope: str = "urban_area") -> None:
    slug = f"people-{scope.replace('_', '-')}"
    indicator = Indicator.objects.filter(slug=slug).first() or make_indicator(
        slug, unit="people", scope=scope
    )
    make_indicator_value(indicator, city, year, value=number)


def test_shares_stand_first_with_all_other_cities(get: Any, cities: list[Any]):
    html = get("/en/compare/?cities=city-0,city-1,city-2")
    labels = [words(row) for row in re.findall(r'<th scope="row">(.*?)</th>', html, re.DOTALL)[:5]]
    assert [label.split()[0] for label in labels] == [
        "In",
        "In",
        "Burned",
        "Other",
        "Collected",
    ]
    rows = list(list_waste_rows(cities[:3]))
    assert [str(item.text) for cell in rows[0].cells for item in cell] == ["100%", "50%", "0%"]
    assert all(len(row.others or ()) == 5 for row in rows[:4])


def test_a_nought_of_one_copy_is_0_in_the_yearbook(get: Any, cities: list[Any]):
    html = get("/en/compare/?cities=city-2,city-1,city-3")
    (lede,) = re.findall(r'<p class="lede">(.*?)</p>', html, re.DOTALL)
    assert words(lede).strip() == (
        "Share of municipal waste in sanitary landfill in 2023:"
        " B town 50%; C town and D town 0 in the yearbook."
    )


@pytest.mark.parametrize(("language", "word"), [("en", "0 by subtraction"), ("zh-hans", "按差额为0")])
def test_a_share_of_an_empty_cell_is_worked_out(cities: list[Any], language: str, word: str):
    city = make_city("datong")
    indicators = {indicator.waste_role: indicator for indicator in Indicator.objects.all()}
    for year, landfilled in ((2015, None), (2023, 0)):
        parts = {"collected": 100, "treated": 100, "burned": 100, "landfilled": landfilled}
        report_waste(indicators, city, year, **parts)
    with override(language):
        rows = list(list_waste_rows([cities[0], city]))
        assert [str(rows[number].cells[1][0].text) for number in (0, 1)] == ["0%", word]


def test_a_nought_that_was_checked_is_none(get: Any, cities: list[Any]):
    indicators = {indicator.waste_role: indicator for indicator in Indicator.objects.all()}
    for slug in ("aa", "bb"):
        parts = {"collected": 100, "treated": 100, "landfilled": 0, "burned": 100}
        report_waste(indicators, make_city(slug), sources=[make_source("a"), make_source("b")], **parts)
    assert "Aa and Bb none." in words(get("/en/compare/?cities=aa,bb"))


def test_kilograms_per_resident_need_tonnes_and_residents_of_one_area_and_year(cities: list[Any]):
    report_residents(cities[0], 200)
    report_residents(cities[1], 200, year=2022)
    report_residents(cities[2], 200, scope="whole_city")
    known = fetch_waste_per_resident(fetch_all_waste())
    assert {pk: own.kilograms for pk, own in known.items()} == {cities[0].pk: 500}


def test_two_that_have_them_have_a_row_and_one_alone_a_sentence(get: Any, cities: list[Any]):
    report_residents(cities[0], 200)
    html = words(get("/en/compare/?cities=city-0,city-1"))
    assert "whose residents are known for A town only (500 kg in 2023)" in html
    report_residents(cities[1], 100)
    html = words(get("/en/compare/?cities=city-0,city-1"))
    assert "per resident, kg 2023 , urban area" in html
    assert "Per resident: not worked out" not in html


def test_portraits_stand_side_by_side_and_say_what_they_count(get: Any, cities: list[Any]):
    make_city("unknown")
    html = get("/en/compare/?cities=city-0,unknown")
    (section,) = re.findall(r'<section class="compared-portraits".*?</section>', html, re.DOTALL)
    assert section.count('class="portrait portrait--small"') == 2
    said = words(section)
    assert "In 2023 A town sent all of its municipal waste to sanitary landfill" in said
    assert "U Unknown Not known" in said
    assert "ash from burning isn’t counted" in said
    assert "not checked against print" in said


def test_without_data_nothing_is_drawn(get: Any):
    for slug in ("aa", "bb"):
        make_city(slug)
    assert "compared-portraits" not in get("/en/compare/?cities=aa,bb")


def test_the_file_has_shares_as_numbers_with_their_sources(client: Any, cities: list[Any]):
    found = get_json(client, f"{BASE}/comparison/?cities=city-0,city-1&page_size=200")["results"]
    rows = [
        row
        for row in found
        if (row["item"], row["unit"], row["year"]) == ("In sanitary landfill", "percent", 2023)
    ]
    assert [(row["text"], row["value"], row["unit"]) for row in rows] == [
        (None, 100, "percent"),
        (None, 50, "percent"),
    ]
    assert all([source["slug"] for source in row["sources"]] == ["yearbook"] for row in rows)


def test_the_file_says_how_each_share_was_found_and_how_far_it_was_checked(client: Any, cities: list[Any]):
    indicators = {indicator.waste_role: indicator for indicator in Indicator.objects.all()}
    parts = {"collected": 100, "treated": 100, "burned": 100, "landfilled": None}
    report_waste(indicators, make_city("empty"), 2023, sources=[make_source("a"), make_source("b")], **parts)
    for city in cities[:2]:
        report_residents(city, 200)
    found = get_json(client, f"{BASE}/comparison/?cities=city-0,city-1,empty&page_size=200")["results"]
    rows = {(row["code"], row["record"]["slug"]): row for row in found if row["year"] == 2023}
    states = [
        (row["state"], row["copy_check"])
        for key in (("landfilled-share", "city-0"), ("landfilled-share", "empty"), ("collected", "city-0"))
        for row in [rows[key]]
    ]
    assert states == [("calculated", "one_copy"), ("by_subtraction", None), ("stated", "one_copy")]
    assert rows["waste-per-resident", "city-0"]["unit"] == "kg_per_person_year"


@pytest.mark.parametrize(("language", "amount"), [("en", "1,480 kg"), ("zh-hans", "1480千克")])
def test_kilograms_are_those_of_the_page_of_the_city(cities: list[Any], language: str, amount: str):
    for number, residents in ((0, 67.48), (1, 50)):
        report_residents(cities[number], residents)
    known = fetch_waste_per_resident(fetch_all_waste())
    with override(language):
        *_others, row = list_waste_rows(cities[:2])
        text = str(row.cells[0][0].text).replace("\N{NO-BREAK SPACE}", " ")
        assert text == amount
        assert text.startswith(known[cities[0].pk].number)


def test_an_embedded_comparison_says_what_is_counted_and_how_it_was_checked(get: Any, cities: list[Any]):
    html = get("/en/embed/compare/?cities=city-0,city-1")
    assert "Municipal waste collected in the urban area; ash from burning isn’t counted." in html
    assert "not checked against print." in html


def test_a_city_that_is_no_part_of_another_is_not_called_unknown(get: Any):
    shenzhen = make_city("shenzhen")
    for slug in ("aa", "bb"):
        make_city(slug, parent=shenzhen if slug == "aa" else None)
    row = get("/en/compare/?cities=aa,bb").partition(">Belongs to<")[2].partition("</tr>")[0]
    assert "Shenzhen" in row
    assert "Doesn’t apply" in row
    assert "Not known" not in row
