"""The rank of a city's value among the values of other cities."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import Indicator, IndicatorValue
from cities.rankings import Ranking, annotate_rankings, get_ranking
from tests.factories import make_city, make_indicator, make_indicator_value

pytestmark = pytest.mark.django_db


def report(indicator: Indicator, *values: Any, **kwargs: Any) -> list[IndicatorValue]:
    return [make_indicator_value(indicator, make_city(), value=value, **kwargs) for value in values]


def rank(values: list[IndicatorValue]) -> dict[int, Ranking]:
    rows = annotate_rankings(IndicatorValue.objects.filter(pk__in=[value.pk for value in values]))
    return {row.pk: ranking for row in rows if (ranking := get_ranking(row))}


def test_how_many_cities_have_a_higher_a_lower_and_the_same_value() -> None:
    highest, middle, twin, lowest = report(make_indicator(), 30, 20, 20, 10)
    found = rank([highest, middle, lowest])
    assert found == {
        highest.pk: Ranking(higher=0, lower=3, cities=4),
        middle.pk: Ranking(higher=1, lower=1, cities=4),
        lowest.pk: Ranking(higher=3, lower=0, cities=4),
    }
    assert (found[middle.pk].equal, found[lowest.pk].equal) == (1, 0)
    assert twin.pk not in found


def test_other_years_indicators_and_evidence_do_not_count() -> None:
    indicator = make_indicator()
    own, _other = report(indicator, 20, 10)
    report(indicator, 30, year=2021)
    report(indicator, 30, evidence="target")
    report(make_indicator(), 30)
    assert rank([own]) == {own.pk: Ranking(higher=0, lower=1, cities=2)}


def test_bounds_and_parts_of_a_year_have_no_standing_and_give_none() -> None:
    indicator = make_indicator()
    report(indicator, 20, 10)
    for left_out in ({"precision": "at_least"}, {"period_en": "January to May"}):
        (value,) = report(indicator, 30, **left_out)
        assert rank([value]) == {}


def test_a_lone_value_stands_among_none() -> None:
    (value,) = report(make_indicator(), 20)
    assert rank([value]) == {}


def test_it_costs_one_query() -> None:
    values = report(make_indicator(), *range(12))
    with CaptureQueriesContext(connection) as captured:
        assert len(rank(values)) == 12
    assert len(captured) == 1


def test_the_page_of_a_city_says_where_its_value_stands(get: Any) -> None:
    highest, middle, lowest = report(make_indicator(), 30, 20, 10)
    for value, words in ((highest, "0 higher, 2 lower"), (middle, "1 higher, 1 lower")):
        page = " ".join(get(value.city.get_absolute_url()).split())
        assert f"Of 3 cities with a value for this year: {words}" in page
    assert "rank" not in get(lowest.city.get_absolute_url())
