"""The numbers of a city as rows: which ones, and where each stands among all other cities."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import City, Indicator, IndicatorValue
from cities.values.number_rows import NumberRow, build_number_rows, choose_values
from cities.waste.treatment import fetch_all_waste
from records.version_cache import clear_values
from tests.factories import (
    make_city,
    make_city_figure,
    make_indicator,
    make_indicator_value,
    make_source,
    text,
    writing,
)
from tests.projections import run_worker

pytestmark = pytest.mark.django_db


def make_rate(slug: str = "rate", **kwargs: Any) -> Indicator:
    values = {
        "unit": "percent", "direction": "higher_is_better", "measured_property": "recycling_rate", **kwargs,
    }  # fmt: skip
    return make_indicator(slug, **values)


def make_residents() -> Indicator:
    return make_indicator("residents", unit="people", scope="whole_city", waste_area="", topic="city")


def report(indicator: Indicator, *amounts: Any, **kwargs: Any) -> list[IndicatorValue]:
    """Return a value each of the cities aa, bb, cc …"""
    cities = [City.objects.filter(slug=slug).first() or make_city(slug) for slug in list_slugs(len(amounts))]
    return [
        make_indicator_value(indicator, city, value=amount, **kwargs)
        for city, amount in zip(cities, amounts, strict=True)
    ]


def list_slugs(number: int) -> list[str]:
    return [chr(ord("a") + at) * 2 for at in range(number)]


def build(city: City) -> list[NumberRow]:
    return build_number_rows(city, choose_values(city), fetch_all_waste())


def build_one(city: City) -> NumberRow:
    (row,) = build(city)
    return row


def test_residents_and_output_come_first_then_a_rate_of_each_subject():
    city = make_city("aa")
    indicators = [
        make_rate("construction", waste_area="construction"),
        make_rate("domestic-treated", waste_area="domestic", measured_property="treatment_rate"),
        make_rate("domestic", waste_area="domestic"),
        make_rate("green", waste_area="construction", measured_property="green_share"),
        make_rate("share", waste_area="", topic="city", direction="neutral"),
        make_indicator("output", unit="cny_per_person", scope="whole_city", waste_area="", topic="city"),
        make_residents(),
        make_indicator("tonnes", unit="t"),
    ]
    with writing():
        for indicator in indicators:
            make_indicator_value(indicator, city)
    found = [row.value.indicator.slug for row in build(city)]
    assert found == ["residents", "output", "domestic", "construction"]


def test_the_newest_value_stands_for_an_indicator_and_a_target_for_none():
    city, rate = make_city("aa"), make_rate()
    for year in (2021, 2023, 2022):
        make_indicator_value(rate, city, year)
    make_indicator_value(rate, city, 2025, evidence="target")
    assert build_one(city).value.year == 2023


def test_what_was_treated_is_left_out_where_the_page_says_where_the_waste_goes():
    city = make_city("aa")
    district = make_city("part", parent=city)
    rate = make_rate(waste_area="domestic", measured_property="treatment_rate")
    for place in (city, district):
        make_indicator_value(rate, place)
    assert build(city) == []
    assert len(build(district)) == 1


def test_a_strip_has_each_other_city_as_a_dot_from_the_lowest_to_the_highest():
    own, *_others = report(make_rate(), 30, 10, 20, 40, 45, 50)
    strip = build_one(own.city).strip
    assert strip is not None
    assert (strip.own, sorted(strip.dots)) == (50, [0, 25, 75, 87.5, 100])
    assert [label for label, _value in strip.ends] == ["Bb", "Ff"]
    assert "".join(strip.layers).count("M") == 5


def test_eight_or_more_cities_on_one_spot_have_their_number_under_it():
    own, *_others = report(make_rate(), 30, *[60] * 8, 10, 110)
    strip = build_one(own.city).strip
    assert strip is not None
    assert strip.piles == [(50, 8)]


def test_the_number_of_cities_at_an_end_is_said_once():
    own, *_others = report(make_rate(), 30, *[100] * 8, 10)
    strip = build_one(own.city).strip
    assert strip is not None
    assert strip.piles == []
    assert [label for label, _value in strip.ends] == ["Jj", "8 cities"]


def test_fewer_than_five_other_cities_of_the_year_are_named():
    rate = make_rate()
    own, *_others = report(rate, 30, 10, 20)
    make_indicator_value(rate, City.objects.get(slug="bb"), 2024, value=12)
    row = build_one(own.city)
    assert row.strip is None
    assert [(other.city.slug, other.year) for other in row.others] == [("bb", 2020), ("cc", 2020)]


def test_where_no_other_city_has_the_year_those_of_other_years_are_named_if_they_are_few():
    rate = make_rate()
    own, other, *_others = report(rate, 30, 10, year=2020)
    make_indicator_value(rate, own.city, 2022, value=31)
    make_indicator_value(rate, other.city, 2021, value=11)
    assert [(row.city.slug, row.year) for row in build_one(own.city).others] == [("bb", 2021)]
    with writing():
        for number in range(5):
            make_indicator_value(rate, make_city(f"city-{number}"), 2021)
    assert build_one(own.city).others == []


def test_a_value_that_no_other_city_has_stands_alone():
    (own,) = report(make_rate(), 30)
    assert (build_one(own.city).strip, build_one(own.city).others) == (None, [])


def test_values_of_other_years_and_of_districts_are_on_no_strip():
    rate = make_rate()
    own, *others = report(rate, 30, 10, 20, 40, 45, 50)
    make_indicator_value(rate, others[0].city, 2019, value=1)
    make_indicator_value(rate, make_city("part", parent=others[0].city), value=99)
    strip = build_one(own.city).strip
    assert strip is not None
    assert (strip.spread.lowest.value, strip.spread.highest.value) == (10, 50)


def test_a_place_of_the_size_of_a_province_is_on_no_strip():
    residents, rate = make_residents(), make_rate()
    amounts = (1, 2, 3, 4, 5, 6, 31_900_000)
    values = report(residents, *amounts)
    report(rate, 10, 20, 30, 40, 50, 60, 99)
    for row in build(values[0].city):
        assert row.strip is not None
        assert row.strip.spread.highest.city.slug == "ff"
    assert [row.strip for row in build(values[-1].city)] == [None, None]


@pytest.mark.content_listeners
def test_of_two_alike_the_one_that_most_cities_report_is_shown():
    rare, common = make_rate("a-rare"), make_rate("common")
    report(rare, 30, year=2024)
    report(common, 30, 20, 10, year=2023)
    run_worker()
    assert build_one(City.objects.get(slug="aa")).value.indicator == common


def test_many_cities_cost_as_many_queries_as_few():
    rate = make_rate()
    report(rate, 30, 10, 20, 40, 45, 50)
    city = City.objects.get(slug="aa")

    def count() -> int:
        clear_values()
        with CaptureQueriesContext(connection) as captured:
            assert build_one(city).strip
        return len(captured)

    few = count()
    with writing():
        for number in range(20):
            make_indicator_value(rate, make_city(f"city-{number}"), value=number)
    assert count() == few <= 5
    with CaptureQueriesContext(connection) as captured:
        build_one(city)
    assert len(captured) == 2


# -- the page ---------------------------------------------------------------------------------------


def make_city_with_line(slug: str) -> City:
    return make_city(slug, lists={"lede_sources": [make_source()]}, **text("lede", "It has a line."))


def read_words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\N{NO-BREAK SPACE}", " ").split())


def test_without_a_line_residents_stand_in_the_head_and_not_below(get: Any):
    own, *_others = report(make_residents(), *range(100, 107))
    html = get("/en/cities/aa/")
    assert "100 people Residents" in read_words(html.partition('class="head-numbers"')[2])
    assert 'id="numbers"' not in html
    with_line = make_city_with_line("with-line")
    make_indicator_value(own.indicator, with_line, value=100)
    html = get("/en/cities/with-line/")
    assert "head-numbers" not in html
    assert "100 people Residents" in read_words(html.partition('id="numbers"')[2])


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_page_doesnt_say_a_place_among_cities(get: Any, language: str):
    report(make_rate(), 30, 20, 10, 40, 45, 50, 55)
    words = read_words(get(f"/{language}/cities/aa/").partition('id="numbers"')[2].partition("</section>")[0])
    assert "55%" in words
    assert not re.search(r"\brank|highest|lowest|best|worst|第\d|名次|排名|排位|最高|最低", words)


def test_a_city_without_numbers_to_compare_opens_with_its_figures(get: Any):
    city = make_city_with_line("aa")
    make_city_figure(city, "coal-output", **text("label", "Coal output"))
    make_city_figure(city, "population", **text("label", "Population in the census"))
    words = read_words(get("/en/cities/aa/").partition('id="numbers"')[2].partition("</section>")[0])
    assert words.index("Population in the census") < words.index("Coal output")
