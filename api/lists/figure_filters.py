"""Filters of the list of figures."""

from datetime import datetime
from typing import Any

from api.records.filters import DistrictsFilter, SnapshotFilterSet, UpdatedSince
from cities.models import City, Region
from records.field_kinds.filters import ChosenRecords, SlugsFilter
from records.figures.filters import FigureFilter
from records.models import Publication


class PlaceFilter(SlugsFilter):
    """Matches figures of records in cities, or in the cities of regions. `paths` are those of a city."""

    def filter(self, qs: Any, value: ChosenRecords | None) -> Any:
        if value is None:
            return qs
        is_alone = self.parent.data.get("districts") == "0"
        keys = value.own if is_alone else value.contained
        cities = City.objects.filter(**{f"{self.paths[0]}__in": keys})
        return qs.filter(place__in=cities.values("slug"))


class FiguresUpdatedSince(UpdatedSince):
    """Matches figures of records whose present version was published since a time."""

    def filter(self, qs: Any, value: datetime | None) -> Any:
        if value is None:
            return qs
        first = Publication.objects.filter(at__gte=value).order_by("at", "number").first()
        return qs.filter(number__gte=first.number) if first else qs.none()


class FigureApiFilter(SnapshotFilterSet, FigureFilter):
    city = PlaceFilter("pk", model=City, may_lack=False, label="The city of the record.")
    region = PlaceFilter("region", model=Region, may_lack=False, label="The region of the city.")
    districts = DistrictsFilter(
        choices=[("0", "without"), ("1", "with")],
        label="`0`: without the districts of the cities in `city`. They are included by default.",
    )

    updated_since = FiguresUpdatedSince(
        label="Figures of records changed on this date or since this time. "
        "A date begins at midnight in Shanghai."
    )

    class Meta(FigureFilter.Meta):
        pass
