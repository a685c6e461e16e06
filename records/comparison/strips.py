"""Strips: the value of each compared record as a lettered square, those of all others as dots on one line.

Left is less and right is more: a strip has no places and no order of merit. Its numbers are pixels.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import log10

from records.choices import Unit

#: Values of fewer others are no comparison.
MIN_OTHERS = 5
WIDTH, MARGIN = 340, 12
#: The side of a square with one sign, the width of one with two, and how far apart squares stand at least.
SQUARE, WIDE_SQUARE, GAP = 16, 20, 2
#: Where the scale of amounts begins if the lowest is 0, which has no logarithm.
_AFTER_ZERO = 24
#: So many dots at one spot have their number below.
_MANY = 8
#: Units of shares and rates, which don't grow with the size of a place; years, steps, what is worked out.
LINEAR_UNITS = (
    "",
    Unit.PERCENT,
    Unit.CNY_PER_PERSON,
    Unit.CNY_PER_T,
    Unit.KG_PER_PERSON_DAY,
    Unit.KG_PER_10000_CNY,
    Unit.CALENDAR_YEAR,
    Unit.MILESTONE,
)


@dataclass(frozen=True)
class StripSpot:
    """Dots of other records at one pixel."""

    x: int
    count: int

    @property
    def has_number(self) -> bool:
        return self.count >= _MANY

    @property
    def anchor(self) -> str:
        """The side at which the number keeps inside of the drawing."""
        return "start" if self.x < 2 * MARGIN else "end" if self.x > WIDTH - 2 * MARGIN else "middle"


@dataclass(frozen=True)
class StripSquare:
    """A compared record: its dot at `x`, its square with the middle at `middle`."""

    x: float
    middle: float
    letters: str
    width: int

    @property
    def left(self) -> float:
        return round(self.middle - self.width / 2, 1)


@dataclass(frozen=True)
class StripScale:
    """A scale from the lowest to the highest value; of amounts, it is logarithmic from the lowest above 0."""

    lowest: float
    highest: float
    lowest_amount: float | None

    def place(self, value: float) -> float:
        """Return the pixel of a value."""
        end = WIDTH - MARGIN
        if self.lowest_amount is None:
            start, share = MARGIN, (value - self.lowest) / (self.highest - self.lowest)
        elif value <= 0:
            start, share = MARGIN, 0.0
        else:
            start = MARGIN + (_AFTER_ZERO if self.lowest <= 0 else 0)
            span = log10(self.highest / self.lowest_amount)
            share = log10(value / self.lowest_amount) / span if span else 1.0
        return round(start + share * (end - start), 1)


@dataclass(frozen=True)
class ComparisonStrip:
    """The strip of a row. `lowest` and `highest` are words, `count` the number of all values in words."""

    spots: list[StripSpot]
    squares: list[StripSquare]
    lowest: str
    highest: str
    count: str

    @property
    def dots(self) -> str:
        """The path of the dots: a line without a length, which has round ends."""
        return "".join(f"M{spot.x} 22h0" for spot in self.spots)

    @property
    def piles(self) -> list[StripSpot]:
        return [spot for spot in self.spots if spot.has_number]


def build_strip(
    values: Sequence[Decimal | None],
    others: Sequence[Decimal],
    *,
    letters: Sequence[str],
    is_linear: bool,
    format_value: Callable[[float], str],
    count: Callable[[int], str],
) -> ComparisonStrip | None:
    """Return the strip of the values of compared records; None if few others have one, or all are alike.

    `count` words the number of all values.
    """
    known = [(float(value), own) for value, own in zip(values, letters, strict=True) if value is not None]
    numbers = [*(value for value, _own in known), *map(float, others)]
    if not known or len(others) < MIN_OTHERS or min(numbers) == max(numbers):
        return None
    scale = _choose_scale(numbers, is_linear)
    spots = Counter(round(scale.place(float(value))) for value in others)
    return ComparisonStrip(
        spots=[StripSpot(x, number) for x, number in sorted(spots.items())],
        squares=_arrange_squares([(scale.place(value), own) for value, own in known]),
        lowest=format_value(min(numbers)),
        highest=format_value(max(numbers)),
        count=count(len(numbers)),
    )


def _choose_scale(numbers: Sequence[float], is_linear: bool) -> StripScale:
    lowest, highest = min(numbers), max(numbers)
    least = None if is_linear or lowest < 0 else min(number for number in numbers if number > 0)
    return StripScale(lowest, highest, least)


def _arrange_squares(points: Sequence[tuple[float, str]]) -> list[StripSquare]:
    """Push squares apart to the right, then back from the right edge, in the order of their values."""
    points = sorted(points)
    width = max(WIDE_SQUARE if len(letters) > 1 else SQUARE for _x, letters in points)
    step = width + GAP
    middles: list[float] = []
    for x, _letters in points:
        middles.append(max(x, middles[-1] + step) if middles else max(x, width / 2))
    edge = WIDTH - width / 2
    for position in reversed(range(len(middles))):
        middles[position] = min(middles[position], edge)
        edge = middles[position] - step
    return [
        StripSquare(x, round(middle, 1), letters, width)
        for (x, letters), middle in zip(points, middles, strict=True)
    ]
