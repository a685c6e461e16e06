"""Indicator statistics equal a plain Python count over the starting content."""

from collections import defaultdict
from statistics import median, quantiles
from typing import Any

import pytest

from cities.models import IndicatorValue
from cities.statistics import MIN_VALUES
from cities.statistics import get_comparable_values as comparable_rows
from cities.values.time_series import is_comparable
from stats.definitions import HUB
from tests.expected_counts import count_expected, count_rows, in_city, rows_of

pytestmark = pytest.mark.usefixtures("content")


def reported() -> list[IndicatorValue]:
    return list(
        IndicatorValue.objects.published().select_related(
            "indicator__framework", "city__region", "city__parent"
        )
    )


def test_entries_by_framework_and_by_why_there_is_no_value() -> None:
    assert count_rows("indicator-values") == count_expected(
        reported(),
        lambda value: in_city(value.city),
        lambda value: {"framework": value.indicator.framework.slug, "reason": value.reason},
    )


def test_values_by_framework_and_year() -> None:
    assert count_rows("indicator-values-by-year") == count_expected(
        [value for value in reported() if value.value is not None],
        lambda value: [(HUB, "")],
        lambda value: {"framework": value.indicator.framework.slug, "year": value.year},
    )


def test_only_values_are_compared_that_a_line_may_join() -> None:
    assert set(comparable_rows()) == set(filter(is_comparable, reported()))


def test_medians_and_quartiles() -> None:
    groups: dict[Any, list[float]] = defaultdict(list)
    for value in filter(is_comparable, reported()):
        groups[value.indicator.slug, value.year, value.evidence].append(float(value.value))
    told = rows_of("indicator-quartiles", "indicator")
    assert len(told) == 3 * len({slug for slug, _year, _evidence in groups})
    for row in told:
        found = groups[row.slug, row.dimensions["year"], row.dimensions["evidence"]]
        measure = row.dimensions["measure"]
        assert row.n == len(found)
        if len(found) < MIN_VALUES:
            assert (row.value, row.reason) == (None, "too_few")
        elif measure == "median":
            assert float(row.value) == pytest.approx(median(found), rel=0.005)
        else:
            lower, _middle, upper = quantiles(found, method="inclusive")
            assert float(row.value) == pytest.approx(lower if measure == "lower" else upper, rel=0.005)


def test_the_hub_has_those_with_a_median() -> None:
    at_hub = rows_of("indicator-quartiles", HUB)
    enough = [row for row in rows_of("indicator-quartiles", "indicator") if row.n >= MIN_VALUES]
    assert at_hub
    assert sorted(str(row.dimensions) for row in at_hub) == sorted(str(row.dimensions) for row in enough)
