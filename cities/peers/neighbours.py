"""Cities to show beside a city: the nearest of all, for the map, and four whose waste is known.

Districts are no neighbours of a city. Values are compared of one indicator and year.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nlargest
from math import cos, log, radians, sin
from typing import Any

from cities.choices import CoveredArea, NeighbourGroup, WasteFate
from cities.models import City, Indicator, IndicatorValue
from cities.peers.similar_cities import CityPair, register_pairs
from cities.waste.treatment import MOST_RESIDENTS, CityWaste, fetch_all_waste
from records.choices import Unit
from records.distances import measure_distance

#: Cities beside a city, and the nearest of all: as many more as a map names.
MOST_BESIDE = 4
_NEAREST = MOST_BESIDE + 3
#: Of those beside it, as many are the nearest.
_NEAREST_BESIDE = 2
#: Cities of like size have half to twice as many residents.
_LIKE_SIZE = 2
#: One that treats more another way treats at least so much more of its waste.
_MORE = 0.05
#: Reasons for which at most one city stands beside another.
_ONCE = ("another-way", "residents")


@dataclass(frozen=True)
class _Places:
    """All published cities, and the direction of each from the centre of the Earth."""

    cities: Mapping[int, City]
    directions: Mapping[int, tuple[float, float, float]]

    def find_nearest(self, pk: int, others: Iterable[int], count: int) -> list[tuple[int, float]]:
        """Return the nearest of some cities with their distance in kilometres, without a part of itself."""
        if pk not in self.directions:
            return []
        (x, y, z), root = self.directions[pk], _get_root(self.cities[pk])

        def multiply(other: int) -> float:
            # The nearer two places are, the larger is the product of their directions.
            direction = self.directions[other]
            return x * direction[0] + y * direction[1] + z * direction[2]

        found = nlargest(count, (other for other in others if other not in (pk, root)), multiply)
        return [(other, measure_distance(self.cities[pk], self.cities[other]) or 0) for other in found]


def _fetch_places() -> _Places:
    cities = {city.pk: city for city in City.objects.published().select_related("parent")}
    directions = {
        pk: _find_direction(city.lat, city.lon)
        for pk, city in cities.items()
        if city.lat is not None and city.lon is not None
    }
    return _Places(cities, directions)


def _get_root(city: City) -> int:
    """Return the city of which a place is a part, or itself."""
    parent = city.parent
    return (parent.parent_id or parent.pk) if parent else city.pk


def _find_direction(lat: float, lon: float) -> tuple[float, float, float]:
    phi, theta = radians(lat), radians(lon)
    return cos(phi) * cos(theta), cos(phi) * sin(theta), sin(phi)


@register_pairs(City)
def prepare_nearest() -> Callable[[int], Iterator[CityPair]]:
    places = _fetch_places()
    others = [pk for pk in places.directions if places.cities[pk].parent_id is None]

    def find_nearest(pk: int) -> Iterator[CityPair]:
        for other, distance in places.find_nearest(pk, others, _NEAREST):
            yield CityPair(pk, other, NeighbourGroup.NEAREST, "near", {}, "", distance)

    return find_nearest


@dataclass(frozen=True)
class _Candidates:
    """Cities whose waste is known, with what they are compared by."""

    places: _Places
    waste: Mapping[int, CityWaste]
    residents: Mapping[int, Mapping[int, float]]

    def list_beside(self, pk: int) -> Iterator[tuple[int, str, dict[str, Any]]]:
        """Yield other cities with the reason, the best first for each reason; some more than once."""
        country = self.places.cities[pk].country
        known = [
            other
            for other in self.waste
            if other in self.places.directions and self.places.cities[other].country == country
        ]
        own = self.waste.get(pk)
        nearest = self.places.find_nearest(pk, known, MOST_BESIDE)
        for other, distance in nearest[: _NEAREST_BESIDE if own else MOST_BESIDE]:
            yield other, "nearest", {"km": round(distance)}
        if own:
            like = self._list_like_tonnes(pk, own)
            seen = {other for other, _distance in nearest[:_NEAREST_BESIDE]}
            yield from [entry for entry in like if entry[0] not in seen][:1]
            yield from self._list_other_treatment(pk, own)
            yield from self._list_like_residents(pk)
            yield from like

    def _list_like_tonnes(self, pk: int, own: CityWaste) -> list[tuple[int, str, dict[str, Any]]]:
        """Return the cities whose waste of the same year is most like that of a city."""
        year = own.new
        if year is None:
            return []
        tonnes = {
            other: waste.years[year.year].collected
            for other, waste in self.waste.items()
            if other != pk and year.year in waste.years
        }
        alike = sorted(tonnes, key=lambda other: (abs(log(tonnes[other] / year.collected)), other))
        return [
            (other, "tonnes", {"year": year.year, "number": str(tonnes[other])})
            for other in alike[: 2 * MOST_BESIDE]
        ]

    def _list_like_residents(self, pk: int) -> Iterator[tuple[int, str, dict[str, Any]]]:
        """Yield the cities with about as many residents, in its newest year."""
        for year, numbers in sorted(self.residents.items(), reverse=True):
            if size := numbers.get(pk):
                known = [other for other in self.waste if other != pk and numbers.get(other)]
                for other in sorted(known, key=lambda other: (abs(log(numbers[other] / size)), other)):
                    if size / _LIKE_SIZE <= numbers[other] <= size * _LIKE_SIZE:
                        yield other, "residents", {"year": year, "number": str(numbers[other])}
                return

    def _list_other_treatment(self, pk: int, own: CityWaste) -> Iterator[tuple[int, str, dict[str, Any]]]:
        """Yield the cities of like size, in its newest year, that treat much more another way."""
        for _year, numbers in sorted(self.residents.items(), reverse=True):
            if size := numbers.get(pk):
                shares = {
                    other: _get_other_share(waste)
                    for other, waste in self.waste.items()
                    if other != pk and size / _LIKE_SIZE <= numbers.get(other, 0) <= size * _LIKE_SIZE
                }
                least = _get_other_share(own) + _MORE
                for other in sorted(shares, key=lambda other: (-shares[other], other))[:MOST_BESIDE]:
                    if shares[other] > least:
                        yield other, "another-way", {"share": round(shares[other], 4)}
                return


def _get_other_share(waste: CityWaste) -> float:
    return (waste.new.share(WasteFate.OTHER) if waste.new else None) or 0


def _fetch_residents() -> dict[int, dict[int, float]]:
    """Return the residents of whole cities by year and city, without places of the size of a province."""
    values = IndicatorValue.objects.published().filter(value__isnull=False, city__parent=None).order_by("-pk")
    residents: dict[int, dict[int, float]] = defaultdict(dict)
    rows = values.filter(indicator__unit=Unit.PEOPLE, indicator__scope=CoveredArea.WHOLE_CITY)
    for year, pk, number in rows.values_list("year", "city", "value"):
        residents[year][pk] = float(number)
    provinces = {pk for year in residents.values() for pk, number in year.items() if number > MOST_RESIDENTS}
    return {
        year: {pk: number for pk, number in numbers.items() if pk not in provinces}
        for year, numbers in residents.items()
    }


@register_pairs(City, IndicatorValue, Indicator)
def prepare_beside() -> Callable[[int], Iterator[CityPair]]:
    waste = {
        pk: entry
        for pk, entry in fetch_all_waste().items()
        if entry.is_comparable and entry.new and entry.new.is_stated
    }
    candidates = _Candidates(_fetch_places(), waste, _fetch_residents())

    def find_beside(pk: int) -> Iterator[CityPair]:
        chosen = _choose(candidates.list_beside(pk), candidates.places, pk)
        for place, (other, (reason, params)) in enumerate(chosen.items()):
            yield CityPair(pk, other, NeighbourGroup.BESIDE, reason, params, "", place)

    return find_beside


def _choose(
    found: Iterable[tuple[int, str, dict[str, Any]]], places: _Places, pk: int
) -> dict[int, tuple[str, dict[str, Any]]]:
    """Return the first cities, each with its first reason; of two cities with a reason of `_ONCE`, one."""
    chosen: dict[int, tuple[str, dict[str, Any]]] = {}
    families: Collection[int] = (pk, _get_root(places.cities[pk]))
    for other, reason, params in found:
        is_second = reason in _ONCE and any(known == reason for known, _params in chosen.values())
        if other not in chosen and other not in families and not is_second:
            chosen[other] = reason, params
        if len(chosen) == MOST_BESIDE:
            break
    return chosen
