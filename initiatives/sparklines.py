"""Sparklines of yearly values, on a scale that starts at zero."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from records.choices import Precision, Unit
from records.texts.formats import format_number

# The drawing is 300 by 120 units; these are the bounds of the plot area.
_LEFT, _RIGHT, TOP, BOTTOM = 40, 250, 16, 92


@dataclass(frozen=True)
class SparklinePoint:
    """One value. Coordinates are strings, so that templates don't localize the decimal point."""

    x: str
    y: str
    year: int
    amount: str


@dataclass(frozen=True)
class Sparkline:
    """Points by year, and the marks of the scale as (y coordinate, label)."""

    points: list[SparklinePoint]
    marks: list[tuple[str, str]]

    @property
    def line(self) -> str:
        return " ".join(f"{point.x},{point.y}" for point in self.points)


def build_sparkline(figures: Iterable[Any]) -> Sparkline | None:
    """Return the line of figures of one label, unit and type of amount, or None below two comparable years.

    Values are comparable if they have the same evidence, cover whole years and are not bounds ("at least").
    """
    values: dict[str, dict[int, Decimal]] = {}
    for figure in figures:
        if figure.year and not figure.period and figure.precision in ("", Precision.ABOUT):
            values.setdefault(figure.evidence, {}).setdefault(figure.year, figure.value)
    longest: dict[int, Decimal] = max(values.values(), key=len, default={})
    if len(longest) < 2 or min(longest.values()) < 0:
        return None
    unit = next(figure.unit for figure in figures)
    years = sorted(longest)
    top = _calculate_top(max(longest.values()), unit)
    return Sparkline(
        [
            SparklinePoint(
                _scale_x(year, years), _scale_y(longest[year], top), year, format_number(longest[year])
            )
            for year in years
        ],
        [(_scale_y(mark, top), format_number(mark)) for mark in (Decimal(0), top / 2, top)],
    )


def _calculate_top(highest: Decimal, unit: str) -> Decimal:
    """Return the end of the scale: 100 for a share, else the next 1, 2 or 5 times a power of ten."""
    if unit == Unit.PERCENT and highest <= 100:
        return Decimal(100)
    step = Decimal(10) ** (highest.adjusted() if highest else 0)
    return next(step * factor for factor in (1, 2, 5, 10) if step * factor >= highest)


def _scale_x(year: int, years: list[int]) -> str:
    return f"{_LEFT + (_RIGHT - _LEFT) * (year - years[0]) / (years[-1] - years[0]):.1f}"


def _scale_y(value: Decimal, top: Decimal) -> str:
    return f"{BOTTOM - (BOTTOM - TOP) * float(value / top):.1f}"
