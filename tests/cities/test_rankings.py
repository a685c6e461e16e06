"""The rank of a city's value among the values of other cities."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import Indicator, IndicatorValue, ValueRanking
from cities.rankings import Ranking, get_ranking
from stats import invalidation, refresh
from stats.models import Refresh
from tests.factories import make_city, make_indicator, make_indicator_value, writing

pytestmark = [pytest.mark.django_db, pytest.mark.content_listeners]


def report(indicator: Indicator, *values: Any, **kwargs: Any) -> list[IndicatorValue]:
    return [make_indicator_value(indicator, make_city(), value=value, **kwargs) for value in values]


@pytest.fixture(autouse=True)
def _marks() -> None:
    invalidation.ensure_marks(["indicator-rankings"])


def read(values: list[IndicatorValue]) -> Any:
    return IndicatorValue.objects.filter(pk__in=[value.pk for value in values]).select_related("ranking")


def rank(values: list[IndicatorValue]) -> dict[int, Ranking]:
    refresh.refresh_stale(["indicator-rankings"], due_only=False)
    rows = read(values)
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


def test_reading_them_costs_no_query_of_its_own() -> None:
    values = report(make_indicator(), *range(12))
    rank(values)
    with CaptureQueriesContext(connection) as captured:
        assert all(get_ranking(value) for value in read(values))
    assert len(captured) == 1


def test_an_edit_makes_them_stale_and_a_refresh_writes_only_what_changed() -> None:
    highest, middle, lowest = report(make_indicator(), 30, 20, 10)
    others = report(make_indicator(), 2, 1)
    rank([highest, *others])
    assert invalidation.find_stale_keys(["indicator-rankings"]) == []
    with writing() as changes:
        lowest.value = 40
        changes.save(lowest)
    found = rank([highest, middle, lowest])
    assert [found[value.pk].higher for value in (highest, middle, lowest)] == [1, 2, 0]
    assert Refresh.objects.filter(statistic="indicator-rankings").first().changed == 3


def test_a_withdrawn_value_stands_nowhere() -> None:
    highest, lowest = report(make_indicator(), 30, 10)
    rank([highest])
    with writing() as changes:
        changes.withdraw(lowest)
    assert rank([highest]) == {}
    assert list(ValueRanking.objects.values_list("value", flat=True)) == [highest.pk]


def test_the_page_of_a_city_doesnt_say_where_its_value_stands(get: Any) -> None:
    highest, *_others = report(make_indicator(), 30, 20, 10, 5, 2)
    rank([highest])
    page = " ".join(get(highest.city.get_absolute_url()).split())
    assert "with a value for this year" not in page
    assert "rank" not in page
