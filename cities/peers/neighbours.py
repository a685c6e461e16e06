"""Cities to show beside a city: the nearest, one with like tonnes, one that treats more another way.

Districts are no neighbours of a city. Values are compared of one indicator and year.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nlargest
from math import cos, log, radians, sin

from cities.choices import CoveredArea, NeighbourGroup, WasteRole
from cities.models import City, Indicator, IndicatorValue
from cities.peers.similar_cities import CityPair, register_pairs
from records.choices import Unit
from records.distances import measure_distance

_NEAREST = 2
#: A place with more has the size of a province, as the whole municipality of Chongqing. It isn't compared.
_MOST_RESIDENTS = 30_000_000
#: What is treated in no stated way is none of it if the stated ways make up all but this share.
_TOLERANCE = 0.005
#: Cities of like size have half to twice as many residents.
_LIKE_SIZE = 2


def _fetch_cities() -> dict[int, City]:
    return {city.pk: city for city in City.objects.published().select_related("parent")}


def _get_root(city: City) -> int:
    """Return the city of which a place is a part, or itself."""
    parent = city.parent
    return (parent.parent_id or parent.pk) if parent else city.pk


@register_pairs(City)
def prepare_nearest() -> Callable[[int], Iterator[CityPair]]:
    cities = _fetch_cities()
    # The nearer two places are, the larger is the product of their directions from the centre of the Earth.
    directions = {
        pk: _find_direction(city.lat, city.lon)
        for pk, city in cities.items()
        if city.lat is not None and city.lon is not None
    }
    others = [pk for pk in directions if cities[pk].parent_id is None]

    def find_nearest(pk: int) -> Iterator[CityPair]:
        if pk not in directions:
            return
        (x, y, z), root = directions[pk], _get_root(cities[pk])

        def multiply(other: int) -> float:
            direction = directions[other]
            return x * direction[0] + y * direction[1] + z * direction[2]

        for other in nlargest(_NEAREST, (other for other in others if other not in (pk, root)), multiply):
            distance = measure_distance(cities[pk], cities[other]) or 0
            yield CityPair(
                pk, other, NeighbourGroup.NEAREST, "nearest", {"km": round(distance)}, "", distance
            )

    return find_nearest


def _find_direction(lat: float, lon: float) -> tuple[float, float, float]:
    phi, theta = radians(lat), radians(lon)
    return cos(phi) * cos(theta), cos(phi) * sin(theta), sin(phi)


@dataclass(frozen=True)
class _Amounts:
    """The numbers of cities, by year and city."""

    residents: Mapping[int, Mapping[int, float]]
    waste: Mapping[WasteRole, Mapping[int, Mapping[int, float]]]
    #: The page of the value.
    urls: Mapping[tuple[WasteRole, int, int], str]


def _fetch_amounts() -> _Amounts:
    values = IndicatorValue.objects.published().filter(value__isnull=False, city__parent=None)
    values = values.select_related("indicator", "city").order_by("-pk")
    residents: dict[int, dict[int, float]] = defaultdict(dict)
    for row in values.filter(indicator__unit=Unit.PEOPLE, indicator__scope=CoveredArea.WHOLE_CITY):
        residents[row.year][row.city_id] = float(row.value)
    provinces = {
        pk for of_year in residents.values() for pk, number in of_year.items() if number > _MOST_RESIDENTS
    }
    waste: dict[WasteRole, dict[int, dict[int, float]]] = defaultdict(lambda: defaultdict(dict))
    urls = {}
    for row in values.exclude(indicator__waste_role="").exclude(city__in=provinces):
        role = WasteRole(row.indicator.waste_role)
        waste[role][row.year][row.city_id] = float(row.value)
        urls[role, row.year, row.city_id] = row.get_absolute_url()
    for of_year in residents.values():
        for pk in provinces:
            of_year.pop(pk, None)
    return _Amounts(residents, waste, urls)


@register_pairs(IndicatorValue, Indicator)
def prepare_amounts() -> Callable[[int], Iterator[CityPair]]:
    amounts = _fetch_amounts()
    shares = _find_shares(amounts)

    def find_like_amounts(pk: int) -> Iterator[CityPair]:
        yield from _find_like_tonnes(pk, amounts)
        yield from _find_other_treatment(pk, amounts, shares)

    return find_like_amounts


def _find_like_tonnes(pk: int, amounts: _Amounts) -> Iterator[CityPair]:
    """Yield the city whose waste of the newest year known of both is most like that of a city."""
    for year, tonnes in sorted(amounts.waste[WasteRole.COLLECTED].items(), reverse=True):
        own = tonnes.get(pk)
        others = [other for other in tonnes if other != pk and tonnes[other]]
        if own and others:
            other = min(others, key=lambda other: (abs(log(tonnes[other] / own)), other))
            params = {"year": year, "number": str(own), "other_number": str(tonnes[other])}
            url = amounts.urls[WasteRole.COLLECTED, year, other]
            distance = abs(log(tonnes[other] / own))
            yield CityPair(pk, other, NeighbourGroup.TONNES, "tonnes", params, url, distance)
            return


def _find_shares(amounts: _Amounts) -> dict[int, tuple[int, float]]:
    """Return the newest year in which it is known of a city what was treated another way, and its share."""
    shares: dict[int, tuple[int, float]] = {}
    for year, collected in sorted(amounts.waste[WasteRole.COLLECTED].items()):
        for pk, tonnes in collected.items():
            treated, burned, landfilled = (
                amounts.waste[role][year].get(pk)
                for role in (WasteRole.TREATED, WasteRole.BURNED, WasteRole.LANDFILLED)
            )
            another_way = _find_rest(treated, burned, landfilled)
            if another_way is not None and tonnes:
                shares[pk] = year, another_way / tonnes
    return shares


def _find_rest(treated: float | None, burned: float | None, landfilled: float | None) -> float | None:
    """Return what was treated neither by burning nor by landfill; None if it isn't known.

    A way that the source leaves empty counts as 0 only if the other makes up all that was treated.
    """
    if treated is None or (burned is None and landfilled is None):
        return None
    rest = treated - (burned or 0) - (landfilled or 0)
    if None in (burned, landfilled) and abs(rest) > _TOLERANCE * treated:
        return None
    return max(rest, 0)


def _find_other_treatment(
    pk: int, amounts: _Amounts, shares: Mapping[int, tuple[int, float]]
) -> Iterator[CityPair]:
    """Yield the city of like size, in its newest year, with the largest share treated another way."""
    for _year, residents in sorted(amounts.residents.items(), reverse=True):
        if own := residents.get(pk):
            others = [
                other
                for other in shares
                if other != pk and own / _LIKE_SIZE <= residents.get(other, 0) <= own * _LIKE_SIZE
            ]
            if others:
                other = max(others, key=lambda other: (shares[other][1], -other))
                year, share = shares[other]
                params = {"year": year, "share": round(share, 4)}
                url = amounts.urls[WasteRole.TREATED, year, other]
                yield CityPair(pk, other, NeighbourGroup.TREATMENT, "another-way", params, url, 1 - share)
            return
