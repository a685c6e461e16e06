"""Line charts of yearly values: only comparable values are connected, and the scale starts at zero."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from initiatives.sparklines import BOTTOM, TOP, build_sparkline


def figure(year: int | None, value: str, **other: Any) -> SimpleNamespace:
    answers = {"unit": "percent", "period": "", "precision": "", "evidence": "stated", **other}
    return SimpleNamespace(year=year, value=Decimal(value), **answers)


def test_a_share_stands_on_a_scale_from_zero_to_a_hundred() -> None:
    line = build_sparkline([figure(2020, "0"), figure(2022, "100")])
    assert [point.y for point in line.points] == [f"{BOTTOM:.1f}", f"{TOP:.1f}"]
    assert [mark for _y, mark in line.marks] == ["0", "50", "100"]


@pytest.mark.parametrize(
    ("highest", "top"), [("26", "50"), ("51", "100"), ("1", "1"), ("120000", "200,000"), ("0.3", "0.5")]
)
def test_an_amount_stands_below_the_next_round_number(highest: str, top: str) -> None:
    line = build_sparkline([figure(2020, "0", unit="t"), figure(2021, highest, unit="t")])
    assert line.marks[-1][1] == top


@pytest.mark.parametrize(
    "second",
    [
        figure(2020, "50"),
        figure(None, "50"),
        figure(2022, "50", period="first quarter"),
        figure(2022, "50", precision="at_least"),
        figure(2022, "50", evidence="target"),
        figure(2022, "-5"),
    ],
)
def test_what_can_not_be_compared_makes_no_line(second: SimpleNamespace) -> None:
    assert build_sparkline([figure(2020, "41"), second]) is None


def test_years_stand_as_far_apart_as_they_are() -> None:
    line = build_sparkline([figure(2020, "1"), figure(2021, "2"), figure(2024, "3")])
    first, second, last = (float(point.x) for point in line.points)
    assert (last - first) == pytest.approx(4 * (second - first))


def test_nothing_but_noughts_is_a_line_at_the_foot() -> None:
    line = build_sparkline([figure(2020, "0", unit="t"), figure(2021, "0", unit="t")])
    assert {point.y for point in line.points} == {f"{BOTTOM:.1f}"}
