"""Two to four records side by side: what differs, what is not known, and what can't be compared."""

import re
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cities.comparison import list_indicator_rows
from cities.models import City, Indicator, IndicatorValue
from initiatives.models import IndustrialPark, ProcurementCase, ZeroWastePilot
from records.comparison.rows import _is_great_difference, choose_figures
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
    make_region,
    text,
    writing,
)
from tests.fetched_rows import count_fetched

pytestmark = pytest.mark.django_db


def compare(get: Any, *slugs: str, kind: str = "cities") -> str:
    return get(f"/en/compare/?{kind}={','.join(slugs)}")


def row(html: str, label: str) -> str:
    """The row with this label, as HTML."""
    rows = re.findall(r"<tr.*?</tr>", html, re.DOTALL)
    return next(found for found in rows if label in words(found.partition("<td")[0]))


def cells(html: str, label: str) -> list[str]:
    """The cells of a row, without the name that stands in each on phones."""
    found = re.findall(r"<td.*?</td>", row(html, label), re.DOTALL)
    return [
        words(re.sub(r'<span class="compared-numbers__of">.*?</span>.*?</span>', "", cell)).strip()
        for cell in found
    ]


@pytest.fixture
def two() -> list[City]:
    cities = [make_city("aa"), make_city("bb")]
    with writing():
        for city, value in zip(cities, (10, 40), strict=True):
            make_city_figure(city, value=value, year=2020)
    return cities


def test_values_stand_beside_each_other_with_their_year(get, two):
    html = compare(get, "aa", "bb")
    assert cells(html, "Area") == ["10 km²", "40 km²"]
    assert "Area 2020" in words(row(html, "Area"))


def test_years_that_differ_stand_beside_the_values(get, two):
    make_city_figure(make_city("cc"), value=50, year=2021)
    assert cells(compare(get, "aa", "cc"), "Area") == ["10 km² 2020", "50 km² 2021"]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"year": 2021}, "the years differ"),
        ({"year": None}, "year or area differ, or are not known"),
        ({"unit": "t"}, "the units differ"),
        ({"amount_type": "capacity"}, "not the same type of amount"),
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
    assert "≠" in found


def test_units_of_one_dimension_are_compared_by_what_they_measure(get):
    make_city_figure(make_city("aa"), value=10, unit="km2", year=2020)
    make_city_figure(make_city("bb"), value=1000, unit="ha", year=2020)
    found = row(compare(get, "aa", "bb"), "Area")
    assert "≠" not in found
    assert "Not comparable" not in found


def test_what_is_missing_is_a_word(get, two):
    make_city_attribute(two[0], "port")
    assert cells(compare(get, "aa", "bb"), "Setting")[1] == "Not known"


def test_what_all_have_is_said(get, two):
    for city in two:
        make_city_attribute(city, "port")
    make_city_attribute(two[0], "coastal")
    assert "All have: Port" in words(row(compare(get, "aa", "bb"), "Setting"))


def test_figures_of_one_city_alone_are_gathered(get, two):
    make_city_figure(two[0], "forest", **text("label", "Forest"), year=2019)
    html = compare(get, "aa", "bb")
    assert "1 fact" in words(row(html, "Known for only one"))
    assert [("Forest: 10 km²" in cell) for cell in cells(html, "Known for only one")] == [True, False]


def test_of_three_cities_texts_of_one_alone_are_gathered_too(get, two):
    make_city("cc")
    make_city_attribute(two[1], "port")
    html = compare(get, "aa", "bb", "cc")
    assert ["Port" in cell for cell in cells(html, "Known for only one")] == [False, True, False]


def test_what_is_known_of_none_is_one_line(get, two):
    html = compare(get, "aa", "bb")
    line = words(
        re.findall(r"<p>Left out because nothing is known for any of them.*?</p>", html, re.DOTALL)[0]
    )
    assert "Main industries" in line
    assert "Setting" in line
    assert html.count("Main industries") == 1


def list_folds(html: str) -> list[tuple[str, bool]]:
    """The titles of the folds, and whether they are open."""
    folds = re.findall(r'<details class="fold"([^>]*)>\s*<summary>\s*<h2[^>]*>([^<]+)', html)
    return [(title.strip(), "open" in attributes) for attributes, title in folds]


def test_numbers_are_open_and_all_else_is_folded(get, two):
    for city in two:
        make_city_attribute(city, "port")
    html = compare(get, "aa", "bb")
    assert html.index(">Key numbers<") < html.index('<th scope="row">') < html.index(">What it is<")
    folds = list_folds(html)
    assert [title for title, _is_open in folds[:2]] == ["What it is", "Industries and attributes"]
    assert not any(is_open for _title, is_open in folds)


def test_without_numbers_the_first_fold_is_open(get):
    for slug in ("aa", "bb"):
        make_city(slug)
    assert list_folds(compare(get, "aa", "bb"))[0] == ("What it is", True)


def test_a_page_shows_eight_rows_of_numbers_and_folds_the_others(get, two):
    with writing():
        for number in range(12):
            for city in two:
                make_city_figure(city, f"fact-{number}", **text("label", f"Fact {number}"), year=2020)
    html = compare(get, "aa", "bb")
    numbers, _head, folded = html.partition("What it is")
    assert len(re.findall(r'<th scope="row">', numbers)) == 8
    assert len(re.findall(r'<th scope="row">\s*Fact', folded)) == 5


def test_of_several_years_the_common_one_is_chosen(two):
    indicator = make_indicator("waste")
    with writing():
        for city, years in zip(two, ((2019, 2021), (2018, 2019)), strict=True):
            for year in years:
                make_indicator_value(indicator, city, year)
    values = [list(IndicatorValue.objects.filter(city=city)) for city in two]
    assert [value.year for value in choose_figures(values)] == [2019, 2019]


def test_only_the_chosen_values_of_an_indicator_are_fetched(two):
    """The database chooses as `choose_figures()` does, also of years without a value and with several."""
    random = Random(7)
    for number in range(5):
        indicator = make_indicator(f"indicator-{number}")
        for city in two:
            for year in random.sample(range(2015, 2022), random.randint(0, 6)):
                for period in random.sample(["", "first half"], random.randint(1, 2)):
                    known = {} if random.random() < 0.7 else {"value": None, "reason": "withheld"}
                    value = make_indicator_value(
                        indicator, city, year, slug=f"{number}-{city.slug}-{year}-{bool(period)}",
                        **text("period", period), **known,
                    )  # fmt: skip
                    IndicatorValue.objects.filter(pk=value.pk).update(
                        status=random.choice(["published", "published", "draft"])
                    )
    expected = {}
    for indicator in Indicator.objects.all():
        values = IndicatorValue.objects.published().filter(indicator=indicator).order_by("-year", "pk")
        expected[str(indicator.name)] = choose_figures([list(values.filter(city=city)) for city in two])
    with count_fetched() as fetched:
        rows = list_indicator_rows(two)
    shown = {str(row.label): [cell[0].figure if cell else None for cell in row.cells] for row in rows}
    assert shown == {label: figures for label, figures in expected.items() if any(figures)}
    assert len(shown) > 2
    assert (fetched.queries, fetched.rows) == (
        1,
        sum(figure is not None for row in shown.values() for figure in row),
    )


def test_values_that_can_be_compared_come_first(get, two):
    for city in two:
        make_city_figure(city, "undated", **text("label", "Undated"), value=5)
        make_city_figure(city, "dated", **text("label", "Dated"), value=5, year=2020)
    labels = list_labels(compare(get, "aa", "bb"))
    order = [next(i for i, label in enumerate(labels) if name in label) for name in ("Dated", "Undated")]
    assert order == sorted(order)


def test_a_year_beside_an_answer_is_no_difference(get):
    first, second = (
        make_park("one", applies_symbiosis=True),
        make_park("two", applies_symbiosis=True, symbiosis_since=2011),
    )
    found = row(compare(get, first.slug, second.slug, kind="parks"), "Applies industrial symbiosis")
    assert "≠" not in found
    assert "since 2011" in found


# -- only what differs ------------------------------------------------------------------------------


def list_labels(html: str) -> list[str]:
    return [words(label).strip() for label in re.findall(r'<th scope="row">.*?</th>', html, re.DOTALL)]


def test_rows_that_are_nearly_equal_can_be_left_out(get, two):
    for city in two:
        make_city_figure(city, "same", **text("label", "Same"), value=5, year=2020)
        make_city_figure(city, "unlike", **text("label", "Unlike"), value=5, year=2019 + city.pk % 2)
        make_city_attribute(city, "port")
    make_city_attribute(two[0], "coal_based")
    make_city_attribute(two[1], "steel")
    html = get("/en/compare/?cities=aa,bb&only=differences")
    labels = list_labels(html)
    assert [any(name in label for label in labels) for name in ("Area", "Economy")] == [True, True]
    assert not any(name in label for name in ("Same", "Unlike", "Setting", "sentence") for label in labels)
    assert "rows are left out" in words(html)


def test_the_switch_is_two_links_that_keep_the_choice(get, two):
    html = compare(get, "aa", "bb")
    assert 'href="/en/compare/?cities=aa,bb" aria-current="true"' in html
    short = get("/en/compare/?cities=aa,bb&only=differences")
    assert 'href="/en/compare/?cities=aa,bb"' in short
    assert '<link rel="canonical" href="http://testserver/en/compare/?cities=aa%2Cbb">' in short


def test_that_nothing_differs_is_said(get):
    region = make_city("other").region
    for slug in ("aa", "bb"):
        make_city_figure(make_city(slug, region=region), value=10, year=2020)
    assert "Nothing that is known for all of them differs much." in words(
        get("/en/compare/?cities=aa,bb&only=differences")
    )


def test_another_value_of_the_switch_is_refused(get, two):
    html = get("/en/compare/?cities=aa,bb&only=all", status=400)
    assert "This can only be “differences”." in words(html)


def test_a_former_slug_keeps_the_switch(client: Client, two):
    with writing() as changes:
        changes.rename(two[0], "new")
    answer = client.get("/en/compare/?cities=bb,aa&only=differences")
    assert answer["Location"] == "/en/compare/?cities=bb,new&only=differences"


def test_parks_pilots_and_cases_are_compared_too(get):
    for make, kind, path in (
        (make_park, "parks", "Type"),
        (make_pilot, "pilots", "Programme"),
        (make_case, "cases", "Approach"),
    ):
        first, second = make("one"), make("two")
        assert len(cells(compare(get, first.slug, second.slug, kind=kind), path)) == 2


# -- addresses --------------------------------------------------------------------------------------


def test_cities_to_add_have_the_order_of_pinyin(get):
    for slug, name in (("hefei", "合肥市"), ("aksu", "阿克苏"), ("sanya", "三亚市")):
        make_city(slug, **text("name", slug.title(), name))
    html = get("/zh-hans/compare/")
    assert re.findall(r'<option value="(\w+)"', html)[:3] == ["aksu", "hefei", "sanya"]


def test_without_a_choice_the_page_says_how_to_choose(get, two):
    html = get("/en/compare/")
    assert "Choose two to four" in words(html)
    assert '<option value="aa">Aa</option>' in html
    assert '<option value="bb">Bb</option>' in get("/en/compare/?cities=aa")


def test_two_cities_of_one_name_have_their_region_beside_it(get) -> None:
    for slug in ("fujian", "jiangxi"):
        region = make_region(slug, **text("name", slug.title()))
        make_city(f"fuzhou-{slug}", **text("name", "Fuzhou"), region=region)
    html = get("/en/compare/?cities=")
    assert '<option value="fuzhou-fujian">Fuzhou (Fujian)</option>' in html
    assert '<option value="fuzhou-jiangxi">Fuzhou (Jiangxi)</option>' in html


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


# -- queries ----------------------------------------------------------------------------------------


def count_queries(client: Client, path: str) -> int:
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


@pytest.mark.content_check
@pytest.mark.parametrize(
    ("kind", "model"),
    [("cities", City), ("parks", IndustrialPark), ("pilots", ZeroWastePilot), ("cases", ProcurementCase)],
)
def test_four_records_cost_no_more_queries_than_two(content, client: Client, kind: str, model: Any):
    slugs = list(model.objects.published().order_by("pk").values_list("slug", flat=True)[:4])
    two, four = (count_queries(client, f"/en/compare/?{kind}={','.join(slugs[:n])}") for n in (2, 4))
    assert four <= two <= 20


@pytest.mark.parametrize(
    ("values", "is_great"),
    [([1, 2], True), ([2, 1, 1], True), ([100, 199], False), ([5], False), ([3, 3], False), ([0, 1], True)],
)
def test_numbers_differ_if_one_is_at_least_twice_another(values, is_great):
    assert _is_great_difference([Decimal(value) for value in values]) is is_great
