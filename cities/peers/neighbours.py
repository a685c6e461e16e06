"""Cities to show beside a city: the nearest, one with like tonnes, one that treats more another way.

Districts are no neighbours of a city. Values are compared of one indicator and year.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from heapq import nlargest
from math import cos, log, radians, sin

from cities.choices import CoveredArea, NeighbourGroup, WasteFate, WasteRole
from cities.models import City, Indicator, IndicatorValue
from cities.peers.similar_cities import CityPair, register_pairs
from cities.waste.treatment import MOST_RESIDENTS, WasteYear, fetch_all_waste
from records.choices import Unit
from records.distances import measure_distance

_NEAREST = 2
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


@register_pairs(IndicatorValue, Indicator)
def prepare_amounts() -> Callable[[int], Iterator[CityPair]]:
    residents = _fetch_residents()
    years: dict[int, dict[int, WasteYear]] = defaultdict(dict)
    for pk, waste in fetch_all_waste().items():
        for year in waste.years.values() if waste.is_comparable else ():
            years[year.year][pk] = year
    newest = sorted(years.items(), reverse=True)
    treated: dict[int, WasteYear] = {}
    for _year, of_year in newest:
        treated = {
            pk: year for pk, year in of_year.items() if year.other is not None
        } | treated  # newest last

    def find_like_amounts(pk: int) -> Iterator[CityPair]:
        yield from _find_like_tonnes(pk, newest)
        yield from _find_other_treatment(pk, residents, treated)

    return find_like_amounts


def _find_like_tonnes(pk: int, newest: Iterable[tuple[int, Mapping[int, WasteYear]]]) -> Iterator[CityPair]:
    """Yield the city whose waste of the newest year known of both is most like that of a city."""
    for year, cities in newest:
        others = [other for other in cities if other != pk]
        if pk in cities and others:
            own = cities[pk].collected
            distance, other = min((abs(log(cities[other].collected / own)), other) for other in others)
            params = {"year": year, "number": str(own), "other_number": str(cities[other].collected)}
            url = _get_url(cities[other], WasteRole.COLLECTED)
            yield CityPair(pk, other, NeighbourGroup.TONNES, "tonnes", params, url, distance)
            return


def _get_url(year: WasteYear, role: WasteRole) -> str:
    value = year.find_value(role)
    return value.get_absolute_url() if value else ""


def _find_other_treatment(
    pk: int, residents: Mapping[int, Mapping[int, float]], treated: Mapping[int, WasteYear]
) -> Iterator[CityPair]:
    """Yield the city of like size, in its newest year, with the largest share treated another way."""
    for _year, numbers in sorted(residents.items(), reverse=True):
        if own := numbers.get(pk):
            shares = {
                other: year.share(WasteFate.OTHER) or 0
                for other, year in treated.items()
                if other != pk and own / _LIKE_SIZE <= numbers.get(other, 0) <= own * _LIKE_SIZE
            }
            if shares:
                other = max(shares, key=lambda other: (shares[other], -other))
                year, share = treated[other], shares[other]
                params = {"year": year.year, "share": round(share, 4)}
                url = _get_url(year, WasteRole.TREATED)
                yield CityPair(pk, other, NeighbourGroup.TREATMENT, "another-way", params, url, 1 - share)
            return
