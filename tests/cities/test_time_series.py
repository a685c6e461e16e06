"""Which values a line of a chart connects, and the finding in its title."""

import pytest

from cities.models import IndicatorValue
from cities.values.time_series import ValueChange, ValueSpread, build_lines, describe_series, is_comparable
from tests.factories import make_city, make_indicator, make_indicator_value, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator():
    return make_indicator()


@pytest.mark.parametrize(
    ("kwargs", "joins"),
    [
        ({}, True),
        ({"precision": "about"}, True),
        ({"precision": "at_least"}, False),
        ({"precision": "up_to"}, False),
        (text("period", "January to May"), False),
        ({"value": None, "reason": "missing"}, False),
    ],
)
def test_only_whole_years_that_are_no_bounds_are_joined(indicator, kwargs, joins):
    assert is_comparable(make_indicator_value(indicator, make_city(), 2020, **kwargs)) is joins


def test_a_line_runs_through_the_years_of_one_city(indicator):
    city = make_city()
    values = [make_indicator_value(indicator, city, year) for year in (2021, 2019, 2020)]
    assert [value.year for value in build_lines(values)[city]] == [2019, 2020, 2021]


def test_values_of_different_cities_and_years_show_nothing_together(indicator):
    values = [make_indicator_value(indicator, make_city(), 2020 + number) for number in range(3)]
    assert describe_series(values) is None


def test_cities_with_one_value_each_give_the_span_of_their_year(indicator):
    values = [make_indicator_value(indicator, make_city(), 2020, value=number) for number in range(5)]
    found = describe_series(values)
    assert isinstance(found, ValueSpread)
    assert (found.year, found.cities) == (2020, 5)


def test_of_a_few_cities_nothing_is_said(indicator):
    values = [make_indicator_value(indicator, make_city(), 2020, value=number) for number in range(4)]
    assert describe_series(values) is None


def test_one_city_gives_its_first_and_last_value(indicator):
    city = make_city()
    values = [make_indicator_value(indicator, city, year, value=year) for year in range(2017, 2022)]
    found = describe_series(values)
    assert isinstance(found, ValueChange)
    assert (found.first.year, found.last.year) == (2017, 2021)
    assert describe_series(values[1:]) is None


def test_several_cities_give_the_span_of_their_newest_common_year(indicator):
    one, other, *rest = (make_city(slug) for slug in ("one", "other", "aa", "bb", "cc"))
    for city, year, value in [(one, 2014, 3), (one, 2015, 4), (other, 2015, 9), (other, 2022, 1)]:
        make_indicator_value(indicator, city, year, value=value)
    for city in rest:
        make_indicator_value(indicator, city, 2015, value=5)
    found = describe_series(list(IndicatorValue.objects.select_related("city__parent")))
    assert isinstance(found, ValueSpread)
    assert (found.year, found.cities, found.lowest_cities, found.highest_cities) == (
        2015,
        5,
        ["One"],
        ["Other"],
    )


def test_cities_with_the_same_value_are_not_put_in_order(indicator):
    values = [make_indicator_value(indicator, make_city(), 2015) for _number in range(5)]
    values += [make_indicator_value(indicator, values[-1].city, 2013)]
    found = describe_series(values)
    assert isinstance(found, ValueSpread)
    assert found.is_one
