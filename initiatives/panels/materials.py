"""Panels of material flows."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cities.models import City
from cities.similar_cities import ComparedRows, compare_rows
from initiatives.models import Facility, IndustrialPark, Material, MaterialFlow
from initiatives.models.material import build_amount_order
from records.panels import FirstRows, register_panel

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
    limit=30,
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
    folded=True,
    limit=_SHOWN_ON_CITY,
)
def list_flows_of_city(city: City) -> FirstRows:
    """Flows in the parks of the city and its districts."""
    return fetch_flows(city).own


@compare_rows
def fetch_flows(city: City) -> ComparedRows:
    """Fetch the flows in the parks of a city and its districts, and flows of the same materials elsewhere."""
    here = Q(park__city__in=city.family)
    flows = MaterialFlow.objects.published()
    order = ["park__name_en", "park", "position", "pk"]
    return ComparedRows(
        flows.select_related("material", "park__city__parent", "park__city__region").order_by(*order),
        own=here,
        shared=Q(material__in=flows.filter(here).values("material")),
        near=Q(park__city__region=city.region_id),
        place=F("park__city"),
        order=order,
        limit=_SHOWN_ON_CITY,
    )
