"""The rules of indicator statistics, on a few records each."""

from decimal import Decimal
from statistics import quantiles
from typing import Any

import pytest
from django.utils.translation import override

from cities.models import Indicator
from stats.definitions import get_statistics
from tests.expected_counts import render_finding, rows_of
from tests.factories import make_city, make_framework, make_indicator, make_indicator_value

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def report(indicator: Indicator, *values: Any, **kwargs: Any) -> None:
    """Each value by a city of its own."""
    for value in values:
        make_indicator_value(indicator, make_city(), value=value, **kwargs)


def told(indicator: Indicator, year: int = 2020) -> dict[str, Any]:
    rows = rows_of("indicator-quartiles", "indicator")
    return {
        str(row.dimensions["measure"]): row.value
        for row in rows
        if (row.slug, row.dimensions["year"]) == (indicator.slug, year)
    }


@pytest.mark.sampled(3)
@pytest.mark.parametrize("size", range(5, 14))
def test_quartiles_between_two_values_lie_in_proportion(size: int) -> None:
    indicator, values = make_indicator(), [Decimal(place * place) for place in range(size)]
    report(indicator, *reversed(values))
    lower, middle, upper = quantiles(values, method="inclusive")
    assert {name: float(value) for name, value in told(indicator).items()} == {
        "lower": float(lower), "median": float(middle), "upper": float(upper)
    }  # fmt: skip


def test_equal_values_have_that_value_as_median_and_quartiles() -> None:
    indicator = make_indicator()
    report(indicator, 4, 4, 4, 4, 4)
    assert told(indicator) == {"lower": 4, "median": 4, "upper": 4}


def test_too_few_values_have_no_median_and_say_so() -> None:
    indicator = make_indicator()
    report(indicator, 1, 2)
    rows = rows_of("indicator-quartiles", "indicator")
    assert {(row.value, row.n, row.reason) for row in rows} == {(None, 2, "too_few")}
    assert render_finding("indicator-quartiles") == "No median yet: it takes 3 values for the same year"


def test_a_median_of_three_has_no_quartiles() -> None:
    indicator = make_indicator()
    report(indicator, 1, 2, 9)
    assert told(indicator) == {"lower": None, "median": 2, "upper": None}
    assert render_finding("indicator-quartiles") == "Median in 2020: 2\N{NO-BREAK SPACE}t (3 cities)"


def test_a_median_has_the_unit_of_its_indicator() -> None:
    indicator = make_indicator(unit="mt")
    report(indicator, 1, 6, 9)
    assert render_finding("indicator-quartiles") == "Median in 2020: 6 million\N{NO-BREAK SPACE}t (3 cities)"
    with override("zh-hans"):
        assert "600万吨" in render_finding("indicator-quartiles")


def test_years_and_evidence_are_kept_apart() -> None:
    indicator = make_indicator()
    report(indicator, 1, 2, 3)
    report(indicator, 10, 20, 30, year=2021)
    report(indicator, 100, 200, 300, evidence="target", year=2021)
    medians = [
        (row.dimensions["year"], row.dimensions["evidence"], row.value)
        for row in rows_of("indicator-quartiles", "indicator")
        if row.dimensions["measure"] == "median"
    ]
    assert sorted(medians) == [(2020, "stated", 2), (2021, "stated", 20), (2021, "target", 200)]


@pytest.mark.parametrize(
    "left_out",
    [{"period_en": "January to May"}, {"precision": "at_least"}, {"precision": "up_to"}],
    ids=["part of a year", "at least", "up to"],
)
def test_parts_of_a_year_and_bounds_are_left_out(left_out: dict[str, str]) -> None:
    indicator = make_indicator()
    report(indicator, 1, 2, 3)
    report(indicator, 100, **left_out)
    assert told(indicator)["median"] == 2


def test_two_versions_of_a_framework_are_kept_apart() -> None:
    for edition in ("2019", "2021"):
        framework = make_framework(f"indicators-{edition}", edition=edition)
        report(make_indicator(framework=framework), 1, 2, 3)
    frameworks = {row.dimensions["framework"] for row in rows_of("indicator-quartiles", "hub")}
    assert frameworks == {"indicators-2019", "indicators-2021"}


def test_an_entry_without_a_value_is_counted_with_its_reason() -> None:
    make_indicator_value(make_indicator(), make_city(), value=None, reason="withheld")
    assert [row.dimensions["reason"] for row in rows_of("indicator-values", "hub")] == ["withheld"]
    assert rows_of("indicator-values-by-year") == []
    assert render_finding("indicator-values") == (
        "0 of 1 indicator entry has a value; the rest give the reason why not"
    )


def test_no_column_of_a_table_is_headed_like_that_of_its_values():
    dimensions = [dimension for one in get_statistics().values() for dimension in one.dimensions.values()]
    headings = {str(dimension.label) for dimension in dimensions}
    assert "Value" not in headings
