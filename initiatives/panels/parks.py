"""What this app shows of parks, and of what programmes have named, on the pages of other records."""

from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet, Window
from django.utils.translation import gettext_lazy as _

from cities.models import City, Region
from coalition.models import Programme
from initiatives import themes
from initiatives.models import Designation, IndustrialPark, ParkFigure
from records.models import Theme
from records.panels import panel

_SHOWN_ON_THEME = 10


@panel(City, key="parks", title=_("Industrial parks"), template="initiatives/panels/parks.html", order=20)
def parks_of_city(city: City) -> QuerySet:
    """The parks of the city and its districts with their facilities, the fullest record first."""
    return (
        IndustrialPark.objects.published()
        .within(city)
        .select_related("city")
        .prefetch_related("facilities", Prefetch("key_facts", ParkFigure.objects.filter(key="area")))
        .with_counts()
        .order_by("-facility_count", "-flow_count", "name_en", "pk")
    )


@panel(
    City, key="designations", title=_("Named by programmes"),
    template="initiatives/panels/designations.html", order=30,
)  # fmt: skip
def designations_of_city(city: City) -> QuerySet:
    """What programmes have named: the city, its districts, and their parks."""
    places = City.objects.published().within(city)
    return (
        Designation.objects.published()
        .filter(Q(city__in=places) | Q(park__city__in=places))
        .select_related("programme", "city", "park__city")
        # The places themselves before their parks: SQLite and PostgreSQL differ on where NULL sorts.
        .order_by(F("city__name_en").asc(nulls_last=True), "park__name_en", "programme__name_en", "pk")
    )


@panel(
    Programme, key="designations", title=_("Recorded here"),
    template="initiatives/panels/designations_programme.html", order=20,
)  # fmt: skip
def list_designations_of_programme(programme: Programme) -> QuerySet:
    """The parks and cities on record that the programme has named."""
    return (
        Designation.objects.published()
        .filter(programme=programme)
        .select_related("programme", "city__parent", "park__city__parent")
        .order_by(F("city__name_en").asc(nulls_last=True), "park__name_en", "pk")
    )


@panel(
    Region, key="parks", title=_("Industrial parks"),
    template="initiatives/panels/parks_list.html", order=20,
)  # fmt: skip
def list_parks_of_region(region: Region) -> QuerySet:
    """The parks of the region's cities."""
    return _list_parks().filter(city__region=region)


@panel(
    Theme, key="parks", title=_("Industrial parks that apply symbiosis"),
    template="initiatives/panels/parks_theme.html", order=20,
)  # fmt: skip
def list_parks_of_theme(theme: Theme) -> Any:
    """Under the theme of industrial symbiosis: of the parks recorded to apply it those with most on record.

    Each has `all_parks`: how many there are.
    """
    if theme.slug != themes.SYMBIOSIS:
        return []
    parks = _list_parks().filter(applies_symbiosis=True).annotate(all_parks=Window(Count("pk")))
    recorded = (F("facility_count") + F("flow_count")).desc()
    return parks.order_by(recorded, "city__name_en", "name_en", "pk")[:_SHOWN_ON_THEME]


def _list_parks() -> QuerySet:
    return (
        IndustrialPark.objects.published()
        .select_related("city__parent")
        .with_counts()
        .order_by("city__name_en", "name_en", "pk")
    )
