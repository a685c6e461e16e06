"""The rank of a city's value among the values of other cities."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import CityFigure, Indicator, IndicatorValue, ValueRanking
from cities.rankings import Ranking, get_ranking
from stats import invalidation, refresh
from stats.models import Refresh
from tests.factories import make_city, make_city_figure, make_indicator, make_indicator_value, text, writing

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


# -- key facts ------------------------------------------------------------------------------------------


def state(value: int, **kwargs: Any) -> CityFigure:
    city = kwargs.pop("city", None) or make_city()
    return make_city_figure(city, value=value, **{"year": 2020, **kwargs})


def rank_facts(*facts: CityFigure) -> list[Ranking | None]:
    invalidation.ensure_marks(["fact-rankings"])
    refresh.refresh_stale(["fact-rankings"], due_only=False)
    rows = (
        CityFigure.objects.filter(pk__in=[fact.pk for fact in facts]).select_related("ranking").order_by("pk")
    )
    return [get_ranking(row) for row in rows]


def test_key_facts_of_one_name_year_and_unit_are_ranked() -> None:
    highest, lowest = state(30), state(10)
    state(20)
    assert rank_facts(highest, lowest) == [Ranking(0, 2, 3), Ranking(2, 0, 3)]


@pytest.mark.parametrize(
    "other",
    [
        {"year": 2021},
        {"year": None},
        {"unit": "t"},
        {"amount_type": "capacity"},
        {"evidence": "target"},
        {"period_en": "as of 1 November 2020", "period_zh_hans": "2020年11月1日"},
        {"precision": "at_least"},
        text("label", "Built-up area"),
    ],
)
def test_a_fact_of_another_scope_does_not_count(other: dict[str, Any]) -> None:
    own = state(30)
    state(20)
    different = state(90, **other)
    assert rank_facts(own, different) == [Ranking(0, 1, 2), None]


def test_districts_and_cities_with_two_values_of_a_fact_do_not_count() -> None:
    own, city = state(30), make_city()
    state(20)
    district = state(90, city=make_city(parent=city))
    twins = [state(5, city=city), state(6, city=city, key="area-again")]
    assert rank_facts(own, district, *twins) == [Ranking(0, 1, 2), None, None, None]


def test_the_page_of_a_city_doesnt_say_where_its_value_stands(get: Any) -> None:
    highest, *_others = report(make_indicator(), 30, 20, 10, 5, 2)
    rank([highest])
    page = " ".join(get(highest.city.get_absolute_url()).split())
    assert "with a value for this year" not in page
    assert "rank" not in page
