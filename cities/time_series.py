"""Time series of an indicator: which values are comparable, and what they show."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from cities.models import City, IndicatorValue
from records.choices import Precision

#: Bounds are not comparable: "at least 18" in one year and 21 in another may be a rise or a fall.
_BOUNDS = {Precision.AT_LEAST, Precision.UP_TO}


@dataclass(frozen=True)
class ValueSpread:
    """The lowest and highest values of several cities in one year."""

    year: int
    lowest: list[IndicatorValue]
    highest: list[IndicatorValue]
    cities: int

    @property
    def is_one(self) -> bool:
        """Whether all cities have the same value."""
        return self.lowest[0].value == self.highest[0].value

    @property
    def lowest_cities(self) -> list[str]:
        return [value.city.full_name for value in self.lowest]

    @property
    def highest_cities(self) -> list[str]:
        return [value.city.full_name for value in self.highest]


@dataclass(frozen=True)
class ValueChange:
    """The first and last value of one city."""

    first: IndicatorValue
    last: IndicatorValue


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
    """Return what the values show: the newest year with several cities, else the city with most values.

    None if no two values are comparable.
    """
    by_year: dict[int, list[IndicatorValue]] = defaultdict(list)
    for value in filter(is_comparable, values):
        by_year[value.year].append(value)
    shared_years = [year for year, of_year in by_year.items() if len(of_year) > 1]
    if shared_years:
        return _build_spread(max(shared_years), by_year[max(shared_years)])
    series = build_lines(values)
    if not series:
        return None
    longest = max(series.values(), key=len)
    return ValueChange(longest[0], longest[-1])


def _build_spread(year: int, values: list[IndicatorValue]) -> ValueSpread:
    amounts = [value.value for value in values if value.value is not None]
    lowest, highest = min(amounts), max(amounts)
    return ValueSpread(
        year,
        [value for value in values if value.value == lowest],
        [value for value in values if value.value == highest],
        len(values),
    )
