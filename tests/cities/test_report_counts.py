"""How many cities report what a value of a city says."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import Indicator, IndicatorValue, ReportCount
from cities.values.report_counts import get_report_count
from stats import invalidation, refresh
from stats.models import Refresh
from tests.factories import make_city, make_indicator, make_indicator_value, writing

pytestmark = [pytest.mark.django_db, pytest.mark.content_listeners]


def report(indicator: Indicator, *values: Any, **kwargs: Any) -> list[IndicatorValue]:
    return [make_indicator_value(indicator, make_city(), value=value, **kwargs) for value in values]


@pytest.fixture(autouse=True)
def _marks() -> None:
    invalidation.ensure_marks(["report-counts"])


def read(values: list[IndicatorValue]) -> Any:
    rows = IndicatorValue.objects.filter(pk__in=[value.pk for value in values]).order_by("pk")
    return rows.select_related("report_count")


def count(*values: IndicatorValue) -> list[int]:
    refresh.refresh_stale(["report-counts"], due_only=False)
    return [get_report_count(row) for row in read(list(values))]


def test_other_years_indicators_and_evidence_do_not_count() -> None:
    indicator = make_indicator()
    own, other = report(indicator, 20, 10)
    report(indicator, 30, year=2021)
    report(indicator, 30, evidence="target")
    report(make_indicator(), 30)
    assert count(own, other) == [2, 2]


def test_bounds_parts_of_a_year_and_what_one_city_reports_count_none() -> None:
    indicator = make_indicator()
    report(indicator, 20, 10)
    left_out = [{"precision": "at_least"}, {"period_en": "January to May"}, {"year": 2021}]
    assert count(*(report(indicator, 30, **change)[0] for change in left_out)) == [0, 0, 0]


def test_reading_them_costs_no_query_of_its_own() -> None:
    values = report(make_indicator(), *range(12))
    count(*values)
    with CaptureQueriesContext(connection) as captured:
        assert [get_report_count(value) for value in read(values)] == [12] * 12
    assert len(captured) == 1


def test_an_edit_makes_them_stale_and_a_refresh_writes_only_what_changed() -> None:
    indicator = make_indicator()
    moved, *rest = report(indicator, 30, 20, 10)
    others = report(make_indicator(), 2, 1)
    count(*others)
    assert invalidation.find_stale_keys(["report-counts"]) == []
    with writing() as changes:
        moved.year = 2021
        changes.save(moved)
    assert count(moved, *rest) == [0, 2, 2]
    assert Refresh.objects.filter(statistic="report-counts").first().changed == 3


def test_a_withdrawn_value_counts_no_more() -> None:
    withdrawn, *rest = report(make_indicator(), 30, 10, 20)
    count(withdrawn)
    with writing() as changes:
        changes.withdraw(withdrawn)
    assert count(*rest) == [2, 2]
    assert set(ReportCount.objects.values_list("value", flat=True)) == {value.pk for value in rest}
