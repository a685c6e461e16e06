"""Two to four records side by side: what differs, what is not known, and what can't be compared."""

import csv
import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cities.models import City, IndicatorValue
from cities.rankings import update_rankings
from initiatives.models import IndustrialPark, ProcurementCase, ZeroWastePilot
from records.comparison import choose_figures
from tests.content_checks.test_city_pages import words
from tests.factories import (
    make_case,
    make_city,
    make_city_attribute,
    make_city_figure,
    make_indicator,
    make_indicator_value,
    make_park,
    make_pilot,
    text,
    writing,
)

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def compare(get: Any, *slugs: str, kind: str = "cities") -> str:
    return get(f"/en/compare/?{kind}={','.join(slugs)}")


def row(html: str, label: str) -> str:
    """The row with this label, as HTML."""
    rows = re.findall(r"<tr.*?</tr>", html, re.DOTALL)
    return next(found for found in rows if label in words(found.partition("<td")[0]))


def cells(html: str, label: str) -> list[str]:
    return [words(cell).strip() for cell in re.findall(r"<td.*?</td>", row(html, label), re.DOTALL)]


@pytest.fixture
def two() -> list[City]:
    cities = [make_city("aa"), make_city("bb")]
    for city, value in zip(cities, (10, 40), strict=True):
        make_city_figure(city, value=value, year=2020)
    return cities


def test_values_stand_beside_each_other_with_their_years(get, two):
    assert cells(compare(get, "aa", "bb"), "Area") == ["10 km² 2020", "40 km² 2020"]


def test_a_row_whose_largest_value_is_twice_the_smallest_is_marked_in_words_too(get, two):
    found = row(compare(get, "aa", "bb"), "Area")
    assert 'class="is-different"' in found
    assert "Differs:" in words(found)


def test_values_that_are_nearly_equal_are_not_marked(get):
    for slug, value in (("aa", 10), ("bb", 19)):
        make_city_figure(make_city(slug), value=value, year=2020)
    assert "is-different" not in row(compare(get, "aa", "bb"), "Area")


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"year": 2021}, "the years differ"),
        ({"year": None}, "the year of a value is not known"),
        ({"unit": "t"}, "the units differ"),
        ({"basis": "capacity"}, "not the same type of amount"),
        ({"evidence": "target"}, "a plan or target"),
        ({"precision": "at_least"}, "lower or upper bound"),
        (text("period", "first half of 2020"), "the periods differ"),
    ],
)
def test_what_is_not_comparable_says_why_and_is_not_marked(get, values: dict[str, Any], reason: str):
    make_city_figure(make_city("aa"), year=2020)
    make_city_figure(make_city("bb"), **{"year": 2020, "value": 90, **values})
    found = row(compare(get, "aa", "bb"), "Area")
    assert reason in words(found).partition("Not comparable:")[2]
    assert "is-different" not in found


def test_units_of_one_dimension_are_compared_by_what_they_measure(get):
    make_city_figure(make_city("aa"), value=10, unit="km2", year=2020)
    make_city_figure(make_city("bb"), value=1000, unit="ha", year=2020)
    found = row(compare(get, "aa", "bb"), "Area")
    assert "is-different" not in found
    assert "Not comparable" not in found


def test_what_is_missing_is_a_word(get, two):
    make_city_attribute(two[0], "port")
    assert cells(compare(get, "aa", "bb"), "Place")[1] == "Not known"


def test_what_all_have_is_said(get, two):
    for city in two:
        make_city_attribute(city, "port")
    make_city_attribute(two[0], "coastal")
    assert "All have: Port" in words(row(compare(get, "aa", "bb"), "Place"))


def test_figures_of_one_city_alone_are_gathered(get, two):
    make_city_figure(two[0], "forest", **text("label", "Forest"), year=2019)
    found = row(compare(get, "aa", "bb"), "Only known of Aa")
    assert "1 figure" in words(found)
    assert "Forest: 10 km²" in words(found)


def test_of_several_years_the_common_one_is_chosen(two):
    indicator = make_indicator("waste")
    for city, years in zip(two, ((2019, 2021), (2018, 2019)), strict=True):
        for year in years:
            make_indicator_value(indicator, city, year)
    values = [list(IndicatorValue.objects.filter(city=city)) for city in two]
    assert [value.year for value in choose_figures(values)] == [2019, 2019]


def test_an_indicator_says_its_place_among_all_cities(get, two):
    indicator = make_indicator("waste", **text("name", "Waste"))
    for city, value in zip((*two, make_city("cc")), (5, 7, 9), strict=True):
        make_indicator_value(indicator, city, value=value)
    update_rankings()
    html = compare(get, "aa", "bb")
    assert "place 3 of 3 cities" in cells(html, "Waste")[0]
    assert "place 2 of 3 cities" in cells(html, "Waste")[1]
    assert "A framework (2021)" in words(html)


def test_parks_pilots_and_cases_are_compared_too(get):
    for make, kind, path in (
        (make_park, "parks", "Type"),
        (make_pilot, "pilots", "Programme"),
        (make_case, "cases", "Approach"),
    ):
        first, second = make("one"), make("two")
        assert len(cells(compare(get, first.slug, second.slug, kind=kind), path)) == 2


# -- addresses --------------------------------------------------------------------------------------


def test_without_a_choice_the_page_says_how_to_choose(get, two):
    html = get("/en/compare/")
    assert "Choose two to four" in words(html)
    assert '<option value="aa">Aa</option>' in html
    assert '<option value="bb">Bb</option>' in get("/en/compare/?cities=aa")


def test_more_than_four_are_refused_with_a_message(get, two):
    others = [make_city(f"city-{number}").slug for number in range(4)]
    html = get(f"/en/compare/?cities={','.join(['aa', 'bb', *others])}", status=400)
    assert "At most 4 are compared" in words(html)
    assert len(cells(html, "Area")) == 4


def test_an_unknown_or_unpublished_city_is_named(get, two):
    make_city("draft", publish=False)
    for slug in ("nowhere", "draft"):
        html = get(f"/en/compare/?cities=aa,bb,{slug}", status=400)
        assert f"“{slug}” isn’t listed here" in words(html)
        assert len(cells(html, "Area")) == 2


def test_one_type_stands_on_a_page(get, two):
    html = get(f"/en/compare/?cities=aa,bb&parks={make_park().slug}", status=400)
    assert "Records of one type are compared" in words(html)


def test_a_former_slug_leads_to_the_present_address(client: Client, two):
    with writing() as changes:
        changes.rename(two[0], "new")
    answer = client.get("/en/compare/?cities=bb,aa")
    assert (answer.status_code, answer["Location"]) == (301, "/en/compare/?cities=bb,new")


def test_what_a_form_sends_leads_to_the_usual_address(client: Client, two):
    answer = client.get("/en/compare/?cities=aa&cities=&cities=bb")
    assert (answer.status_code, answer["Location"]) == (301, "/en/compare/?cities=aa,bb")


def test_search_engines_keep_the_form_alone(get, two):
    assert "noindex" in compare(get, "aa", "bb")
    assert "noindex" not in get("/en/compare/")


@pytest.mark.parametrize("path", ["/en/cities/", "/en/cities/aa/"])
def test_lists_and_pages_have_a_link_that_adds_a_city(get, two, path: str):
    assert 'href="/en/compare/?cities=aa"' in get(path)


# -- the file ---------------------------------------------------------------------------------------


def test_the_file_has_the_same_values_with_unit_and_year(client: Client, two):
    answer = client.get("/en/compare/csv/?cities=aa,bb")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    lines = list(csv.DictReader(io.StringIO(answer.content.decode().removeprefix("\ufeff"))))
    areas = [line for line in lines if line["Item"] == "Area"]
    assert [(line["slug"], line["Value"], line["Unit"], line["Year"]) for line in areas] == [
        ("aa", "10", "km2", "2020"),
        ("bb", "40", "km2", "2020"),
    ]
    assert {line["Remark"] for line in areas} == {"differs"}


def test_without_a_comparison_there_is_no_file(get, two):
    assert "Choose two to four" in words(get("/en/compare/csv/?cities=aa"))


# -- queries ----------------------------------------------------------------------------------------


def count_queries(client: Client, path: str) -> int:
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


@pytest.mark.parametrize(
    ("kind", "model"),
    [("cities", City), ("parks", IndustrialPark), ("pilots", ZeroWastePilot), ("cases", ProcurementCase)],
)
def test_four_records_cost_no_more_queries_than_two(content, client: Client, kind: str, model: Any):
    slugs = list(model.objects.published().order_by("pk").values_list("slug", flat=True)[:4])
    two, four = (count_queries(client, f"/en/compare/?{kind}={','.join(slugs[:n])}") for n in (2, 4))
    assert four <= two <= 20
