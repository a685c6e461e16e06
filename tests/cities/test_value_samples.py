"""Of an indicator with many values, a refresh stores which of them its page draws and what all show."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import Indicator, IndicatorValue, ValueSample
from cities.values import charted_values
from cities.values.charted_values import ChartedValues, fetch_charted_values
from cities.values.time_series import ValueSpread
from stats import invalidation, refresh
from tests.factories import make_city, make_indicator, make_indicator_value, writing

pytestmark = [pytest.mark.django_db, pytest.mark.content_listeners]


@pytest.fixture(autouse=True)
def few(monkeypatch):
    """More than eight values are many, of which those of the newest year are drawn."""
    monkeypatch.setattr(charted_values, "MAX_DRAWN", 8)
    invalidation.ensure_marks(["value-samples"])


@pytest.fixture
def indicator() -> Indicator:
    indicator = make_indicator("residents")
    with writing():
        for number in range(6):
            city = make_city(f"city-{number}")
            for year in (2020, 2021):
                make_indicator_value(indicator, city, value=10 * number + year, year=year)
    return indicator


def store() -> None:
    refresh.refresh_stale(["value-samples"], due_only=False)


def fetch(indicator: Indicator) -> tuple[ChartedValues, int]:
    """What the page draws, and by how many queries."""
    loaded = Indicator.objects.select_related("sample").get(pk=indicator.pk)
    with CaptureQueriesContext(connection) as queries:
        charted = fetch_charted_values(loaded)
    return charted, len(queries)


def describe(charted: ChartedValues) -> dict[str, Any]:
    spread = charted.series
    assert isinstance(spread, ValueSpread)
    return {
        "drawn": [value.slug for value in charted.values],
        "count": charted.count,
        "cities": charted.cities,
        "year": spread.year,
        "lowest": [value.slug for value in spread.lowest],
        "highest": [value.slug for value in spread.highest],
        "among": spread.cities,
        "ends": tuple(spread.ends),
    }


def test_a_stored_sample_shows_the_same_with_one_query(indicator):
    live, many_queries = fetch(indicator)
    store()
    stored, queries = fetch(indicator)
    assert describe(stored) == describe(live)
    assert (queries, many_queries) == (1, 7)
    assert stored.is_newest_only
    assert describe(stored)["count"] == 12


def test_every_city_of_the_newest_year_is_drawn(indicator):
    charted, _queries = fetch(indicator)
    assert sorted(value.city.slug for value in charted.values) == [f"city-{number}" for number in range(6)]
    assert {value.year for value in charted.values} == {2021}


def test_of_a_year_with_very_many_cities_none_is_drawn(indicator, monkeypatch):
    monkeypatch.setattr(charted_values, "MAX_DRAWN_OF_YEAR", 5)
    charted, _queries = fetch(indicator)
    assert charted.values == []
    assert describe(charted)["among"] == 6


def test_an_indicator_with_few_values_has_no_sample():
    indicator = make_indicator("residents")
    make_indicator_value(indicator, make_city("aa"), value=1)
    store()
    assert not ValueSample.objects.exists()
    assert not fetch(indicator)[0].is_newest_only


def test_a_refresh_follows_values_that_came_and_went(indicator):
    store()
    make_indicator_value(indicator, make_city("newcomer"), value=9_999, year=2021)
    store()
    charted = fetch(indicator)[0]
    assert (charted.count, charted.cities) == (13, 7)
    assert describe(charted)["highest"] == ["residents-newcomer-2021"]


def test_a_changed_end_is_not_told_as_it_was_before(indicator):
    store()
    highest = IndicatorValue.objects.get(city__slug="city-5", year=2021)
    with writing() as changes:
        highest.value = 1
        changes.save(highest)
    charted = fetch(indicator)[0]  # before the next refresh
    assert describe(charted)["lowest"] == [highest.slug]


def test_a_withdrawn_value_is_not_drawn(indicator):
    store()
    lowest = IndicatorValue.objects.get(city__slug="city-0", year=2021)
    with writing() as changes:
        changes.withdraw(lowest)
    assert lowest.slug not in str(describe(fetch(indicator)[0]))


def test_a_sample_ends_with_its_many_values(indicator):
    store()
    with writing() as changes:
        for value in IndicatorValue.objects.filter(year=2020):
            changes.withdraw(value)
    store()
    assert not ValueSample.objects.exists()


def test_a_refresh_without_changes_writes_nothing(indicator):
    store()
    assert charted_values.update_samples() == 0
