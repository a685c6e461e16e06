"""Panels of industrial parks and designations."""

from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, When, Window
from django.utils.translation import gettext_lazy as _

from cities.models import City, Region
from cities.place_names import mark_same_cities
from coalition.models import Programme
from initiatives.models import Designation, IndustrialPark, ParkFigure
from records.choices import ThemeRecords
from records.models import Theme
from records.pages.panels import register_panel

_SHOWN_ON_THEME = 10
_PARKS_OF_CITY = 6
_FIGURES_SHOWN = 40


def _list_cited(park: IndustrialPark) -> list[IndustrialPark | ParkFigure]:
    area = getattr(park, "area", None)
    return [park, area] if area else [park]


@register_panel(
    City,
    key="parks",
    title=_("Industrial parks"),
    template="initiatives/panels/parks.html",
    order=20,
    slot="programmes",
    limit=_PARKS_OF_CITY,
    cited=_list_cited,
)
def list_parks_of_city(city: City) -> QuerySet:
    """Return parks of the city and its districts, those with most facilities and flows first."""
    return (
        IndustrialPark.objects.published()
        .within(city)
        .select_related("city")
        .with_area()
        .with_counts()
        .order_by("-facility_count", "-flow_count", "name_en", "pk")
    )


@register_panel(
    City,
    key="designations",
    title=_("Selected by programmes"),
    template="initiatives/panels/designations.html",
    order=30,
    slot="programmes",
)
def list_designations_of_city(city: City) -> QuerySet:
    """Return designations of the city, its districts and their parks."""
    parks = IndustrialPark.objects.within(city)
    return (
        Designation.objects.published()
        .filter(Q(city__in=city.family) | Q(park__among=parks))
        .select_related("programme", "city", "park__city")
        # Cities before parks. SQLite and PostgreSQL sort NULL differently.
        .order_by(F("city__name_en").asc(nulls_last=True), "park__name_en", "programme__name_en", "pk")
    )


@register_panel(
    IndustrialPark,
    key="figures",
    title=_("Key figures"),
    template="initiatives/panels/figures.html",
    order=5,
    slot="figures",
    limit=_FIGURES_SHOWN,
)
def list_figures_of_park(park: IndustrialPark) -> QuerySet:
    """Return the figures, first the area."""
    return park.key_facts.order_by(Case(When(key="area", then=0), default=1), "position", "pk")


@register_panel(
    IndustrialPark,
    key="designations",
    title=_("Selected by programmes"),
    template="initiatives/panels/designations_park.html",
    order=30,
    slot="designations",
)
def list_designations_of_park(park: IndustrialPark) -> QuerySet:
    return Designation.objects.published().filter(park=park).select_related("programme", "park")


@register_panel(
    IndustrialPark,
    key="others",
    title=_("Other parks of the city"),
    template="initiatives/park_others.html",
    order=40,
    slot="others",
    limit=20,
)
def list_other_parks(park: IndustrialPark) -> QuerySet:
    """Return the other parks of the city, those of the same type first, with their area."""
    is_unlike = Case(When(city=park.city_id, kind=park.kind, then=0), default=1)
    return (
        IndustrialPark.objects.published()
        .within(park.city)
        .exclude(pk=park.pk)
        .select_related("city")
        .with_area()
        .order_by(is_unlike, "name_en", "pk")
    )


def _mark_cities(programme: Programme, designations: list[Designation]) -> list[Designation]:
    places = (row.place for row in designations)
    mark_same_cities(place if isinstance(place, City) else place.city for place in places)
    return designations


@register_panel(
    Programme,
    key="designations",
    title=_("Listed here"),
    template="initiatives/panels/designations_programme.html",
    order=20,
    limit=30,
    arrange=_mark_cities,
)
def list_designations_of_programme(programme: Programme) -> QuerySet:
    return (
        Designation.objects.published()
        .filter(programme=programme)
        .select_related(
            "programme", "city__parent", "city__region", "park__city__parent", "park__city__region"
        )
        .order_by(F("city__name_en").asc(nulls_last=True), "park__name_en", "pk")
    )


@register_panel(
    Region,
    key="parks",
    title=_("Industrial parks"),
    template="initiatives/panels/parks_list.html",
    order=20,
    limit=12,
)
def list_parks_of_region(region: Region) -> QuerySet:
    return _list_parks().filter(city__among=City.objects.filter(region=region).values("pk"))


@register_panel(
    Theme,
    key="parks",
    title=_("Industrial parks that apply symbiosis"),
    template="initiatives/panels/parks_theme.html",
    order=20,
)
def list_parks_of_theme(theme: Theme) -> Any:
    """Return parks that apply symbiosis, those with most facilities and flows first.

    Only the page of that theme has them. `all_parks` is their total number.
    """
    if theme.records_shown != ThemeRecords.SYMBIOSIS:
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
