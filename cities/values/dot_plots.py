"""The values of an indicator as dots: a row for each city, or for each year if there are many cities."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from math import floor, log10
from typing import Any

from django.utils import timezone

from cities.models import IndicatorValue
from cities.values.time_series import is_comparable
from records.choices import Unit
from records.texts.formats import (
    format_amount_text,
    format_number,
    format_stated_date,
    is_chinese,
    join_label,
)

#: With more cities, a row is a year.
MAX_CITY_ROWS = 24
#: Fewer values are a sentence.
MIN_DOTS = 3
#: Values of so many years ago are rings.
OLD_YEARS = 10
#: Percent of the width that the year at a dot needs.
_LABEL_WIDTH = 11.0
#: Percent of the width in which dots cover each other on a phone.
_DOT_WIDTH = 4.0
#: Longer numbers at the ticks are too many for a phone.
_SHORT_TICK = 4


@dataclass(frozen=True)
class Dot:
    """A value at `x` percent of the width. `level` is -1, 0 or 1: its label is above, none, or below."""

    value: IndicatorValue
    x: float
    is_old: bool
    is_partial: bool
    label: str
    level: int

    @property
    def place(self) -> str:
        """Its position as an attribute of SVG, where numbers are not localized."""
        return f"{self.x}%"

    @property
    def title(self) -> str:
        """City, year and value in words, for the pointer."""
        amount = format_amount_text(self.value)
        name, year = str(self.value.city.distinct_title), format_stated_date(self.value.year)
        label = f"{name}{year}" if is_chinese() else f"{name}, {year}"
        return join_label(label, amount) if amount else label


@dataclass(frozen=True)
class DotRow:
    label: Any
    dots: list[Dot]


@dataclass(frozen=True)
class DotPlot:
    """Rows of dots on one scale from `start` to `end`; `ticks` are values with their position in percent."""

    rows: list[DotRow]
    start: float
    ticks: list[tuple[float, float]]
    is_by_year: bool

    @property
    def dots(self) -> list[Dot]:
        return [dot for row in self.rows for dot in row.dots]

    @property
    def grid(self) -> list[str]:
        """The positions of the ticks as attributes of SVG."""
        return [f"{place}%" for _value, place in self.ticks]

    @property
    def has_long_ticks(self) -> bool:
        """Whether phones have no room for the numbers of all ticks."""
        return any(len(format_number(value)) > _SHORT_TICK for value, _place in self.ticks)

    @property
    def has_old(self) -> bool:
        return any(dot.is_old for dot in self.dots)

    @property
    def has_recent(self) -> bool:
        return any(not dot.is_old for dot in self.dots)

    @property
    def has_partial(self) -> bool:
        return any(dot.is_partial for dot in self.dots)


def build_dot_plot(values: Iterable[IndicatorValue]) -> DotPlot | None:
    """Return the dots of one indicator; None for fewer than three values, which a sentence says better."""
    known = [value for value in values if value.value is not None]
    if len(known) < MIN_DOTS:
        return None
    is_by_year = len({value.city_id for value in known}) > MAX_CITY_ROWS
    start, step, end = _choose_scale([float(value.value or 0) for value in known], known[0].indicator.unit)
    scale = _Scale(start, end)
    number = round((end - start) / step)
    ticks = [(start + step * place, scale.place(start + step * place)) for place in range(number + 1)]
    groups = _group_by_year(known) if is_by_year else _group_by_city(known)
    rows = [DotRow(label, _build_dots(own, scale, is_by_year)) for label, own in groups]
    return DotPlot(rows, start, ticks, is_by_year)


@dataclass(frozen=True)
class _Scale:
    start: float
    end: float

    def place(self, value: float | Decimal) -> float:
        return round(100 * (float(value) - self.start) / (self.end - self.start), 2)


def _choose_scale(values: list[float], unit: str) -> tuple[float, float, float]:
    """Return start, step and end of the scale; only a scale of percent may start above zero."""
    low, high = min(*values, 0.0), max(values)
    if unit == Unit.PERCENT and high <= 100:
        return (50.0, 10.0, 100.0) if min(values) >= 52 else (0.0, 20.0, 100.0)
    span = (high - low) or 1.0
    power = 10.0 ** floor(log10(span / 4))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor * 4.5 >= span)
    first = floor(low / step) * step
    steps = max(1, -floor(-(high - first) / step))
    return first, step, first + step * steps


def _group_by_city(values: list[IndicatorValue]) -> list[tuple[Any, list[IndicatorValue]]]:
    """Group by city; the cities with the newest and then with the largest last values come first."""
    cities: dict[int, list[IndicatorValue]] = defaultdict(list)
    for value in sorted(values, key=lambda value: value.year):
        cities[value.city_id].append(value)
    recent = timezone.localdate().year - OLD_YEARS
    ranked = sorted(cities.values(), key=lambda own: (own[-1].year <= recent, -(own[-1].value or 0)))
    return [(own[0].city.distinct_title, own) for own in ranked]


def _group_by_year(values: list[IndicatorValue]) -> list[tuple[Any, list[IndicatorValue]]]:
    years: dict[int, list[IndicatorValue]] = defaultdict(list)
    for value in sorted(values, key=lambda value: value.value or 0):
        years[value.year].append(value)
    return sorted(years.items(), reverse=True)


def _build_dots(values: list[IndicatorValue], scale: _Scale, is_by_year: bool) -> list[Dot]:
    """Build the dots of a row. Labels are above and below in turn; one without space is left out.

    A row of a city has the year at each dot, a row of a year the names of its lowest and highest where these
    stand alone. Of two dots that cover each other, both years stand in one label.
    """
    recent = timezone.localdate().year - OLD_YEARS
    last: dict[int, float] = {}
    dots: list[Dot] = []
    ends = _find_ends(values) if is_by_year else set()
    for value in sorted(values, key=lambda value: (value.value or 0, value.year)):
        x = scale.place(value.value or 0)
        name = str(value.city.distinct_title) if id(value) in ends else ""
        label = name if is_by_year else str(value.year)
        level = 0
        if label:
            free = (place for place in (1, -1) if x - last.get(place, -100.0) >= _LABEL_WIDTH)
            level = next(free, 0)
            if level:
                last[level] = x
            elif not is_by_year:
                _join_years(dots, x, label, last)
        is_old, is_partial = value.year <= recent, not is_comparable(value)
        dots.append(Dot(value, x, is_old, is_partial, label, level))
    return dots


def _find_ends(values: list[IndicatorValue]) -> set[int]:
    """Return the lowest and the highest of sorted values, unless others are the same."""
    ends = [(values[0], values[1]), (values[-1], values[-2])] if len(values) > 1 else []
    return {id(end) for end, neighbour in ends if end.value != neighbour.value}


def _join_years(dots: list[Dot], x: float, year: str, last: dict[int, float]) -> None:
    """Write the year of a dot at `x` to that of the dot that it covers, if that has a label and space."""
    for index, dot in reversed(list(enumerate(dots))):
        if not dot.level or x - dot.x > _DOT_WIDTH or len(dot.label) != len(year):
            continue
        before = max(
            (other.x for other in dots if other is not dot and other.level == dot.level), default=-100.0
        )
        if dot.x - before >= 1.5 * _LABEL_WIDTH:
            separator = "、" if is_chinese() else ", "
            dots[index] = replace(dot, label=separator.join(sorted([dot.label, year])))
            last[dot.level] = dot.x + _LABEL_WIDTH / 2
            return
