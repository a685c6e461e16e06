"""Lists of records on maps: dots and clusters of places, and the same places as a list."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db.models import Avg, Count, F, QuerySet
from django.db.models.functions import Floor

from cities.maps.marks import MapItem, PlaceMap, build_place_maps
from cities.models import City, Region
from cities.place_names import mark_same_cities
from records.filters import CommaSeparatedSelect
from records.pages.generic_views import RecordList
from records.pages.list_tables import ListTable
from records.texts.links import build_list_url

#: Size in degrees of a cell in which records are counted if there are too many to show: of the whole map, and
#: of that of some regions.
_CELL, _CELL_OF_REGION = 1.75, 0.5


@dataclass
class MappedPlace:
    """A city with records of a list, or None for records without a city."""

    city: City | None
    rows: list[Any] = field(default_factory=list)

    @property
    def full_name(self) -> str:
        return self.city.full_name if self.city else ""

    @property
    def is_peer(self) -> bool:
        """Whether it is a city of a list of cities with base data only."""
        return self.rows == [self.city] and not self.rows[0].has_profile

    @property
    def anchor(self) -> str:
        return f"place-{self.city.slug}" if self.city else "place-none"

    def get_absolute_url(self) -> str:
        """Return the address of the only record, or of the place in the list below the map."""
        return self.rows[0].get_absolute_url() if len(self.rows) == 1 else f"#{self.anchor}"


class _NoRegion:
    """In place of the region of records without a city."""

    slug = name = ""


_NO_REGION = _NoRegion()


def _list_place_items(places: list[MappedPlace]) -> list[MapItem]:
    """Return each place with its region and the number of its records."""
    return [
        MapItem(place.city.lon, place.city.lat, len(place.rows), place.city.region, place)
        if place.city
        else MapItem(None, None, len(place.rows), _NO_REGION, place)
        for place in places
    ]


def count_by_cell(rows: QuerySet, path: str, size: float) -> list[MapItem]:
    """Count rows by region and cell of `size` degrees, in two queries. `path`: from a row to its city.

    The database returns a row for each cell that has any, however many records there are.
    """
    # values() on a queryset with annotations would group by them too.
    plain = rows.model._default_manager.filter(pk__in=rows.order_by().values("pk")).order_by()
    cells = plain.values(
        region_slug=F(f"{path}region__slug"),
        cell_column=Floor(F(f"{path}lon") / size),
        cell_line=Floor(F(f"{path}lat") / size),
    ).annotate(records=Count("pk"), mean_lon=Avg(f"{path}lon"), mean_lat=Avg(f"{path}lat"))
    counted = list(cells.order_by("region_slug", "cell_column", "cell_line"))
    slugs = {row["region_slug"] for row in counted}
    regions = {region.slug: region for region in Region.objects.filter(slug__in=slugs)}
    return [
        MapItem(row["mean_lon"], row["mean_lat"], row["records"], regions.get(row["region_slug"], _NO_REGION))
        for row in counted
    ]


class PlacedRecordList(RecordList):
    """A list of records with a `city`, also on maps. `queryset` fetches `city__parent` and `city__region`.

    The facet `region` enlarges a map to its regions, so that map and list always show the same records.
    """

    map_template = "cities/city_maps.html"
    #: From a record to its city.
    place_path: ClassVar[str] = "city__"

    def group_by_place(self, rows: list[Any]) -> list[MappedPlace]:
        """Group records by their `city`, in the order of the first record of each."""
        places: dict[Any, list[Any]] = defaultdict(list)
        for row in rows:
            places[row.city].append(row)
        return [MappedPlace(city, own) for city, own in places.items()]

    def build_table(self, rows: list[Any]) -> ListTable:
        mark_same_cities(row.city if self.place_path else row for row in rows)
        return super().build_table(rows)

    def build_maps(self, rows: list[Any], matching: QuerySet) -> list[PlaceMap]:
        selected = (
            set()
            if self.problems
            else set(CommaSeparatedSelect().value_from_datadict(self.request.GET, {}, "region"))
        )

        def build_url(slugs: list[str]) -> str:
            """Return the map of some regions, or the list of those that the map shows already."""
            url = build_list_url(self.request, "region", [",".join(slugs)] if slugs else [])
            return url.replace("view=map", "view=list") if set(slugs) == selected else url

        if rows:
            places = self.group_by_place(rows)
            mark_same_cities(place.city for place in places)
            items = _list_place_items(places)
        else:
            items = count_by_cell(matching, self.place_path, _CELL_OF_REGION if selected else _CELL)
        return build_place_maps(items, build_url, selected, is_of_cities=not self.place_path)
