"""The values of many cities for an indicator: a strip for each year, on which every city has its dot."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cities.models import IndicatorValue
from cities.values.dot_plots import MAX_CITY_ROWS, DotScale, choose_scale
from records.texts.formats import format_amount_text, format_number, join_list
from stats.aggregations import FEWEST_FOR_A_SENTENCE

#: So many on one spot are a column with their number below it.
MANY = 8
#: Percent of the width within which dots stand on one spot: the least with which numbers don't touch.
_SPOT_WIDTHS = (1.0, 2.0, 5.0)
#: Percent of the width that a number and a name need.
_NUMBER_WIDTH, _NAME_WIDTH = 5.0, 14.0
#: The height of the lowest dot of a spot, and from one dot to the next.
_BASE, _STEP = 50.0, 6.5


@dataclass(frozen=True)
class Spot:
    """A place on a strip, in percent of its width, with its values; `name` is written below it."""

    x: float
    values: list[IndicatorValue]
    name: str = ""

    @property
    def is_pile(self) -> bool:
        """Whether a column stands for all, with their number."""
        return len(self.values) >= MANY

    @property
    def place(self) -> str:
        """Its position as an attribute of SVG, where numbers are not localized."""
        return f"{self.x}%"

    @property
    def heights(self) -> list[str]:
        """The height of each dot, or of the ends of the column."""
        if self.is_pile:
            return [f"{_BASE}", f"{_BASE - _STEP * (MANY - 1)}"]
        return [f"{_BASE - _STEP * position}" for position in range(len(self.values))]

    @property
    def label(self) -> str:
        return str(len(self.values)) if self.is_pile else self.name

    @property
    def anchor(self) -> str:
        edge = (_NUMBER_WIDTH if self.is_pile else _NAME_WIDTH) / 2
        return "start" if self.x < edge else "end" if self.x > 100 - edge else "middle"

    @property
    def title(self) -> str:
        """Cities and values in words, for the pointer."""
        shown = self.values[: MANY - 1]
        words = [f"{value.city.distinct_title} {format_amount_text(value)}" for value in shown]
        more = len(self.values) - len(shown)
        return join_list(words) + (f" + {format_number(more)}" if more else "")


@dataclass(frozen=True)
class YearStrip:
    year: int
    spots: list[Spot]


@dataclass(frozen=True)
class YearStrips:
    """Strips on one scale, the newest year first; `has_all_years`: none has too few cities for a strip."""

    rows: list[YearStrip]
    scale: DotScale
    has_all_years: bool


def build_year_strips(values: Iterable[IndicatorValue]) -> YearStrips | None:
    """Return strips of the years with several cities; None for few cities, which have rows of their own."""
    known = [value for value in values if value.value is not None]
    if len({value.city_id for value in known}) <= MAX_CITY_ROWS:
        return None
    scale = choose_scale([float(value.value or 0) for value in known], known[0].indicator.unit)
    counts = Counter(value.year for value in known)
    years = [year for year, count in counts.items() if count >= FEWEST_FOR_A_SENTENCE] or list(counts)
    rows = [
        YearStrip(year, _find_spots([value for value in known if value.year == year], scale))
        for year in sorted(years, reverse=True)
    ]
    return YearStrips(rows, scale, has_all_years=len(years) == len(counts))


def _find_spots(values: list[IndicatorValue], scale: DotScale) -> list[Spot]:
    """Return the spots from left to right."""
    rows = sorted(values, key=lambda value: (value.value or 0, value.city_id))
    for width in _SPOT_WIDTHS:
        spots = _group_by_spot(rows, scale, width)
        piles = [spot.x for spot in spots if spot.is_pile]
        if all(after - before >= _NUMBER_WIDTH for before, after in pairwise(piles)):
            break
    return _mark_ends(spots)


def _group_by_spot(rows: Iterable[IndicatorValue], scale: DotScale, width: float) -> list[Spot]:
    cells: dict[int, list[IndicatorValue]] = {}
    for row in rows:
        cells.setdefault(int(scale.place(row.value or 0) / width), []).append(row)
    return [
        Spot(round(sum(scale.place(row.value or 0) for row in own) / len(own), 2), own)
        for own in cells.values()
    ]


def _mark_ends(spots: Sequence[Spot]) -> list[Spot]:
    """Name the lowest and the highest where they stand alone and no number stands near."""
    named = list(spots)
    counts = Counter(row.value for spot in spots for row in spot.values)
    for position in {0, len(spots) - 1}:
        spot = spots[position]
        others = [other for other in named if other is not spot and other.label]
        is_alone = len(spot.values) == 1 and counts[spot.values[0].value] == 1
        if is_alone and all(abs(other.x - spot.x) >= _NAME_WIDTH for other in others):
            named[position] = replace(spot, name=str(spot.values[0].city.distinct_title))
    return named
