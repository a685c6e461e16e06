"""Lists of records on maps: a dot for each city, with the records of the city."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, ClassVar

from cities.map_projection import CityMap, build_maps
from cities.models import City
from records.generic_views import RecordList


@dataclass
class MappedPlace:
    """A city with records of a list, or None for records without a city. Maps draw it like a city."""

    city: City | None
    rows: list[Any] = field(default_factory=list)
    has_profile: ClassVar[bool] = True

    @property
    def lat(self) -> float | None:
        return self.city.lat if self.city else None

    @property
    def lon(self) -> float | None:
        return self.city.lon if self.city else None

    @property
    def full_name(self) -> str:
        return self.city.full_name if self.city else ""

    @property
    def anchor(self) -> str:
        return f"place-{self.city.slug}" if self.city else "place-none"

    def get_absolute_url(self) -> str:
        """Return the address of the only record, or of the place in the list below the map."""
        return self.rows[0].get_absolute_url() if len(self.rows) == 1 else f"#{self.anchor}"


def group_by_place(rows: list[Any]) -> list[MappedPlace]:
    """Group records by their `city`, in the order of the first record of each."""
    places: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        places[row.city].append(row)
    return [MappedPlace(city, own) for city, own in places.items()]


class PlacedRecordList(RecordList):
    """A list of records with a `city`, also on maps. `queryset` fetches `city__parent` and `city__region`."""

    map_template = "cities/city_maps.html"

    def build_maps(self, rows: list[Any]) -> list[CityMap]:
        return build_maps(group_by_place(rows))
