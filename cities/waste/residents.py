"""Municipal waste per resident, only where tonnes and residents are of one area and one year."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cities.choices import CoveredArea
from cities.models import IndicatorValue
from cities.statistics import get_comparable_values
from cities.waste.amounts import round_figures
from cities.waste.treatment import CityWaste
from records.choices import Unit
from records.texts.formats import format_number
from records.version_cache import VersionOf, cache_value

_KILOGRAMS = 1000


#: Fewer cities are no strip.
_MIN_CITIES = 5
#: A dot with so many others at its place has their number under it.
_PILE = 8
#: A number more than so many times the next one doesn't set the scale: it stands at the edge.
_BEYOND = 1.5
#: Where the scale ends then and where the edge is, in percent of the strip.
_END_OF_SCALE, _EDGE = 90, 98.0


@dataclass(frozen=True)
class WastePerResident:
    """Kilograms of a year for each resident of the area where the waste was collected."""

    year: int
    kilograms: float
    residents: IndicatorValue

    @property
    def number(self) -> str:
        return format_number(round_figures(self.kilograms))


@dataclass(frozen=True)
class ResidentDot:
    """A place on a strip, in percent of its width, and how many cities are there."""

    x: float
    count: int = 1

    @property
    def is_pile(self) -> bool:
        return self.count >= _PILE


@dataclass(frozen=True)
class ResidentEnd:
    city: str
    number: str


@dataclass(frozen=True)
class ResidentStrip:
    """All cities of a year on a line from the least to the most; `own` is the place of this one.

    `beyond` is at the right edge: so much more than all others that it's off the scale.
    """

    dots: list[ResidentDot]
    own: float
    lowest: ResidentEnd
    highest: ResidentEnd
    count: int
    beyond: ResidentEnd | None = None


def fetch_waste_per_resident(waste: Mapping[int, CityWaste]) -> dict[int, WastePerResident]:
    """Return that of the newest year in which residents of the same area are known, by city.

    One query for the `waste` of all cities, with which it is kept.
    """
    known: dict[int, WastePerResident] = cache_value(
        ("waste per resident",), VersionOf(waste), lambda: _build_waste_per_resident(waste)
    )
    return known


def _build_waste_per_resident(waste: Mapping[int, CityWaste]) -> dict[int, WastePerResident]:
    found: dict[int, WastePerResident] = {}
    for value in _fetch_residents(waste):
        own = waste[value.city_id]
        year = own.years.get(value.year)
        if year and own.scope == value.indicator.scope and value.value:
            value.city = own.city
            kilograms = year.collected * _KILOGRAMS / float(value.value)
            found[value.city_id] = WastePerResident(value.year, kilograms, value)
    return found


def _fetch_residents(waste: Mapping[int, CityWaste]) -> Any:
    """Fetch the residents of these areas, the newest year last."""
    scopes = {own.scope for own in waste.values() if own.scope}
    values = get_comparable_values().filter(
        indicator__unit=Unit.PEOPLE, indicator__scope__in=scopes, city__in=list(waste)
    )
    return values.select_related("indicator").order_by("year", "pk")


def build_resident_strip(
    pk: int, found: Mapping[int, WastePerResident], waste: Mapping[int, CityWaste]
) -> ResidentStrip | None:
    """Return the strip of all cities of the same year; None if they are few or the city isn't compared."""
    numbers = {
        other: one.kilograms
        for other, one in found.items()
        if one.year == found[pk].year and waste[other].is_comparable
    }
    if pk not in numbers or len(numbers) < _MIN_CITIES:
        return None
    order = sorted(numbers, key=numbers.__getitem__)
    is_beyond = numbers[order[-1]] > _BEYOND * numbers[order[-2]]
    beyond = order.pop() if is_beyond else None
    ends = [order[0], order[-1]]
    least, most = (numbers[end] for end in ends)
    end_of_scale = _END_OF_SCALE if is_beyond else 100

    def place(kilograms: float) -> float:
        if kilograms > most:
            return _EDGE
        return round(end_of_scale * (kilograms - least) / (most - least), 1) if most > least else 50.0

    places = Counter(place(kilograms) for other, kilograms in numbers.items() if other != pk)
    lowest, highest, *edge = (
        ResidentEnd(waste[end].name, found[end].number) for end in [*ends, beyond] if end is not None
    )
    dots = [ResidentDot(x, count) for x, count in sorted(places.items())]
    return ResidentStrip(dots, place(numbers[pk]), lowest, highest, len(numbers), *edge)


def fetch_whole_city_residents(waste: CityWaste) -> IndicatorValue | None:
    """Return the newest number of residents of the whole city, by which tonnes of a part aren't divided."""
    values = get_comparable_values().filter(city=waste.city.pk, indicator__unit=Unit.PEOPLE)
    values = values.filter(indicator__scope=CoveredArea.WHOLE_CITY).select_related("indicator", "city")
    return values.order_by("-year", "pk").first()
