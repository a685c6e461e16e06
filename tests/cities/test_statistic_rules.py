"""The rules of indicator statistics, on a few records each."""

from decimal import Decimal
from statistics import quantiles
from typing import Any

import pytest
from django.utils.translation import override

from cities.models import Indicator
from stats.definitions import get_statistics
from tests.expected_counts import render_headline, rows_of
from tests.factories import make_city, make_framework, make_indicator, make_indicator_value, writing

pytestmark = pytest.mark.django_db


def report(indicator: Indicator, *values: Any, **kwargs: Any) -> None:
    """Each value by a city of its own."""
    with writing():
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
@pytest.mark.parametrize("size", range(10, 18))
def test_quartiles_between_two_values_lie_in_proportion(size: int) -> None:
    indicator, values = make_indicator(), [Decimal(place * place) for place in range(size)]
    report(indicator, *reversed(values))
    lower, middle, upper = (float(f"{value:.3g}") for value in quantiles(values, method="inclusive"))
    assert {name: float(value) for name, value in told(indicator).items()} == {
        "lower": lower, "median": middle, "upper": upper
    }  # fmt: skip


def test_a_median_has_three_significant_figures() -> None:
    indicator = make_indicator()
    report(indicator, *[494_260.925] * 10)
    assert told(indicator)["median"] == 494_000


def test_equal_values_have_that_value_as_median_and_quartiles() -> None:
    indicator = make_indicator()
    report(indicator, *[4] * 10)
    assert told(indicator) == {"lower": 4, "median": 4, "upper": 4}


def test_too_few_values_have_no_median_and_say_so() -> None:
    indicator = make_indicator()
    report(indicator, *range(1, 10))
    rows = rows_of("indicator-quartiles", "indicator")
    assert {(row.value, row.n, row.reason) for row in rows} == {(None, 9, "too_few")}
    assert rows_of("indicator-quartiles", "hub") == []
    assert render_headline("indicator-quartiles") == "No median yet: it takes 10 values for the same year"


def test_a_median_has_the_unit_of_its_indicator() -> None:
    indicator = make_indicator(unit="mt")
    report(indicator, *[1] * 4, 6, 6, *[9] * 4)
    assert (
        render_headline("indicator-quartiles") == "Median in 2020: 6 million\N{NO-BREAK SPACE}t (10 cities)"
    )
    with override("zh-hans"):
        assert "600万吨" in render_headline("indicator-quartiles")


def test_one_year_and_evidence_stand_for_an_indicator() -> None:
    """The newest with enough values: medians of other cities in another year would tell a false trend."""
    indicator = make_indicator()
    report(indicator, *range(1, 21))
    report(indicator, *range(10, 20), year=2021)
    report(indicator, *range(100, 109), evidence="target", year=2021)
    report(indicator, 500, 600, year=2022)
    chosen = {
        (row.dimensions["year"], row.dimensions["evidence"], row.n)
        for row in rows_of("indicator-quartiles", "indicator", "hub")
    }
    assert chosen == {(2021, "stated", 10)}


@pytest.mark.parametrize(
    "left_out",
    [{"period_en": "January to May"}, {"precision": "at_least"}, {"precision": "up_to"}],
    ids=["part of a year", "at least", "up to"],
)
def test_parts_of_a_year_and_bounds_are_left_out(left_out: dict[str, str]) -> None:
    indicator = make_indicator()
    report(indicator, *[2] * 10)
    report(indicator, *[100] * 20, **left_out)
    assert told(indicator)["median"] == 2


def test_two_versions_of_a_framework_are_kept_apart() -> None:
    for edition in ("2019", "2021"):
        framework = make_framework(f"indicators-{edition}", edition=edition)
        report(make_indicator(framework=framework), *range(10))
    frameworks = {row.dimensions["framework"] for row in rows_of("indicator-quartiles", "hub")}
    assert frameworks == {"indicators-2019", "indicators-2021"}


def test_an_entry_without_a_value_is_counted_with_its_reason() -> None:
    make_indicator_value(make_indicator(), make_city(), value=None, reason="withheld")
    assert [row.dimensions["reason"] for row in rows_of("indicator-values", "hub")] == ["withheld"]
    assert rows_of("indicator-values-by-year") == []
    assert render_headline("indicator-values") == (
        "0 of 1 indicator entry has a value; the rest give the reason why not"
    )


def test_no_column_of_a_table_is_headed_like_that_of_its_values():
    dimensions = [dimension for one in get_statistics().values() for dimension in one.dimensions.values()]
    headings = {str(dimension.label) for dimension in dimensions}
    assert "Value" not in headings
