"""Panels of material flows."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cities.models import City
from initiatives.loops.drawings import MAX_FLOWS
from initiatives.models import Facility, IndustrialPark, Material, MaterialFlow
from initiatives.models.material import build_amount_order
from records.pages.panels import register_panel

_SHOWN_ON_CITY = 6


@register_panel(
    Material,
    key="flows",
    title=_("Who supplies, who receives"),
    template="initiatives/panels/flows_material.html",
    order=10,
    slot="flows",
    limit=30,
)
def list_flows_of_material(material: Material) -> QuerySet:
    """Flows with an amount of the material itself come first."""
    return (
        MaterialFlow.objects.published()
        .filter(material=material)
        .select_related("park__city__parent")
        .order_by(build_amount_order(), "to_sector", "park__name_en", "position", "pk")
    )


@register_panel(
    Material,
    key="facilities",
    title=_("Plants that treat it"),
    template="initiatives/panels/facilities_material.html",
    order=20,
    slot="facilities",
    limit=20,
)
def list_facilities_for_material(material: Material) -> Any:
    """Facilities of the kind that treats the material."""
    if not material.treated_by:
        return []
    return (
        Facility.objects.filter(kind=material.treated_by, park__in=IndustrialPark.objects.published())
        .select_related("park__city__parent")
        .order_by("status", "park__name_en", "position", "pk")
    )


@register_panel(
    IndustrialPark,
    key="flows",
    title=_("Material flows"),
    template="initiatives/panels/flows_park.html",
    order=10,
    slot="flows",
    limit=MAX_FLOWS,
)
def list_flows_of_park(park: IndustrialPark) -> QuerySet:
    return park.flows.select_related("material")


@register_panel(
    IndustrialPark,
    key="facilities",
    title=_("Plants"),
    template="initiatives/panels/parks_facilities_page.html",
    order=12,
    slot="facilities",
    limit=30,
)
def list_facilities_of_park(park: IndustrialPark) -> QuerySet:
    return park.facilities.all()


@register_panel(
    City,
    key="flows",
    title=_("Material flows"),
    template="initiatives/panels/flows.html",
    order=25,
    slot="programmes",
    limit=_SHOWN_ON_CITY,
)
def list_flows_of_city(city: City) -> QuerySet:
    """Return flows in the parks of the city and its districts."""
    return (
        MaterialFlow.objects.published()
        .filter(park__city__in=city.family)
        .order_by("park__name_en", "park", "position", "pk")
    )
