"""The values of an indicator as dots, a row for each city; of many cities, `year_strips.py` draws years."""

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
class DotScale:
    """A scale from `start` to `end` with a tick at each `step`."""

    start: float
    step: float
    end: float

    def place(self, value: float | Decimal) -> float:
        """Return the position of a value in percent."""
        return round(100 * (float(value) - self.start) / (self.end - self.start), 2)

    @property
    def ticks(self) -> list[tuple[float, float]]:
        """Values with their positions in percent."""
        number = round((self.end - self.start) / self.step)
        values = [self.start + self.step * place for place in range(number + 1)]
        return [(value, self.place(value)) for value in values]

    @property
    def grid(self) -> list[str]:
        """The positions of the ticks as attributes of SVG."""
        return [f"{place}%" for _value, place in self.ticks]

    @property
    def has_long_ticks(self) -> bool:
        """Whether phones have no room for the numbers of all ticks."""
        return any(len(format_number(value)) > _SHORT_TICK for value, _place in self.ticks)


@dataclass(frozen=True)
class DotPlot:
    """Rows of dots on one scale."""

    rows: list[DotRow]
    scale: DotScale

    @property
    def dots(self) -> list[Dot]:
        return [dot for row in self.rows for dot in row.dots]

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
    """Return the dots of one indicator; None for many cities, and for fewer than three values.

    These a sentence says better.
    """
    known = [value for value in values if value.value is not None]
    if len(known) < MIN_DOTS or len({value.city_id for value in known}) > MAX_CITY_ROWS:
        return None
    scale = choose_scale([float(value.value or 0) for value in known], known[0].indicator.unit)
    return DotPlot([DotRow(label, _build_dots(own, scale)) for label, own in _group_by_city(known)], scale)


def choose_scale(values: list[float], unit: str) -> DotScale:
    """Return the scale of some values; only one of percent may start above zero."""
    low, high = min(*values, 0.0), max(values)
    if unit == Unit.PERCENT and high <= 100:
        return DotScale(50.0, 10.0, 100.0) if min(values) >= 52 else DotScale(0.0, 20.0, 100.0)
    span = (high - low) or 1.0
    power = 10.0 ** floor(log10(span / 4))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor * 4.5 >= span)
    first = floor(low / step) * step
    steps = max(1, -floor(-(high - first) / step))
    return DotScale(first, step, first + step * steps)


def _group_by_city(values: list[IndicatorValue]) -> list[tuple[Any, list[IndicatorValue]]]:
    """Group by city; the cities with the newest and then with the largest last values come first."""
    cities: dict[int, list[IndicatorValue]] = defaultdict(list)
    for value in sorted(values, key=lambda value: value.year):
        cities[value.city_id].append(value)
    recent = timezone.localdate().year - OLD_YEARS
    ranked = sorted(cities.values(), key=lambda own: (own[-1].year <= recent, -(own[-1].value or 0)))
    return [(own[0].city.distinct_title, own) for own in ranked]


def _build_dots(values: list[IndicatorValue], scale: DotScale) -> list[Dot]:
    """Build the dots of a city. Years are above and below in turn; one without space is left out.

    Of two dots that cover each other, both years stand in one label.
    """
    recent = timezone.localdate().year - OLD_YEARS
    last: dict[int, float] = {}
    dots: list[Dot] = []
    for value in sorted(values, key=lambda value: (value.value or 0, value.year)):
        x, label = scale.place(value.value or 0), str(value.year)
        free = (place for place in (1, -1) if x - last.get(place, -100.0) >= _LABEL_WIDTH)
        level = next(free, 0)
        if level:
            last[level] = x
        else:
            _join_years(dots, x, label, last)
        is_old, is_partial = value.year <= recent, not is_comparable(value)
        dots.append(Dot(value, x, is_old, is_partial, label, level))
    return dots


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
