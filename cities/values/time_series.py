"""Time series of an indicator: which values are comparable, and what they show."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import ngettext

from cities.models import City, IndicatorValue
from records.choices import Precision
from stats.aggregations import FEWEST_FOR_A_SENTENCE

#: Bounds are not comparable: "at least 18" in one year and 21 in another may be a rise or a fall.
#: Cities with the same lowest or highest value that a sentence names; the others are counted.
MAX_NAMED = 5
_BOUNDS = {Precision.AT_LEAST, Precision.UP_TO}


@dataclass(frozen=True)
class ValueSpread:
    """The lowest and highest values of several cities in one year."""

    year: int
    lowest: list[IndicatorValue]
    highest: list[IndicatorValue]
    cities: int
    #: The numbers of lowest and of highest values, of which the first are listed.
    ends: tuple[int, int]

    @property
    def ends_shown(self) -> list[IndicatorValue]:
        return [self.lowest[0]] if self.is_one else [self.lowest[0], self.highest[0]]

    @property
    def is_one(self) -> bool:
        """Whether all cities have the same value."""
        return self.lowest[0].value == self.highest[0].value

    @property
    def zeros(self) -> int:
        """How many values are 0. Whether nothing was counted or no number was given is not known."""
        return self.ends[0] if self.lowest[0].value == 0 else 0

    @property
    def lowest_cities(self) -> list[str]:
        return _list_names(self.lowest, self.ends[0])

    @property
    def highest_cities(self) -> list[str]:
        return _list_names(self.highest, self.ends[1])


def _list_names(values: list[IndicatorValue], count: int) -> list[str]:
    names = [str(value.city.full_name) for value in values]
    if count <= MAX_NAMED:
        return names
    more = count - MAX_NAMED + 1
    return [*names[: MAX_NAMED - 1], ngettext("%(count)s more", "%(count)s more", more) % {"count": more}]


@dataclass(frozen=True)
class ValueChange:
    """The first and last value of one city."""

    first: IndicatorValue
    last: IndicatorValue

    @property
    def ends_shown(self) -> list[IndicatorValue]:
        return [self.first, self.last]


def is_comparable(value: IndicatorValue) -> bool:
    """Return whether a line may connect the value with others: it covers a whole year and is not a bound."""
    return value.value is not None and not value.period and value.precision not in _BOUNDS


def build_lines(values: Iterable[IndicatorValue]) -> dict[City, list[IndicatorValue]]:
    """Return the comparable values of each city that has at least two, oldest first."""
    by_city: dict[City, list[IndicatorValue]] = defaultdict(list)
    for value in sorted(filter(is_comparable, values), key=lambda value: value.year):
        by_city[value.city].append(value)
    return {city: points for city, points in by_city.items() if len(points) > 1}


def describe_series(values: list[IndicatorValue]) -> ValueSpread | ValueChange | None:
    """Return what the values show: the newest year with enough cities, else the city with most values.

    None if too few values are comparable: of a few, the list itself is the answer.
    """
    by_year: dict[int, list[IndicatorValue]] = defaultdict(list)
    for value in filter(is_comparable, values):
        by_year[value.year].append(value)
    shared_years = [year for year, of_year in by_year.items() if len(of_year) >= FEWEST_FOR_A_SENTENCE]
    if shared_years:
        return _build_spread(max(shared_years), by_year[max(shared_years)])
    longest = max(build_lines(values).values(), key=len, default=[])
    if len(longest) < FEWEST_FOR_A_SENTENCE:
        return None
    return ValueChange(longest[0], longest[-1])


def _build_spread(year: int, values: list[IndicatorValue]) -> ValueSpread:
    amounts = [value.value for value in values if value.value is not None]
    lowest, highest = min(amounts), max(amounts)
    return ValueSpread(
        year,
        [value for value in values if value.value == lowest],
        [value for value in values if value.value == highest],
        len(values),
        (amounts.count(lowest), amounts.count(highest)),
    )
