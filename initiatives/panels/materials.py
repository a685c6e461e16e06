"""Panels of material flows."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cities.models import City
from cities.similar_cities import OwnAndShared, fetch_own_and_shared
from initiatives.models import IndustrialPark, MaterialFlow
from records.panels import fetch_once, register_panel


@register_panel(
    City,
    key="flows",
    title=_("Material flows"),
    template="initiatives/panels/flows.html",
    order=25,
    folded=True,
)
def list_flows_of_city(city: City) -> list[MaterialFlow]:
    """Flows in the parks of the city and its districts."""
    return fetch_flows(city).own


@fetch_once
def fetch_flows(city: City) -> OwnAndShared:
    """Fetch the flows in the parks of a city and its districts, and flows of the same materials elsewhere."""
    here = Q(park__in=IndustrialPark.objects.within(city))
    flows = MaterialFlow.objects.published()
    order = ["park__name_en", "park", "position", "pk"]
    return fetch_own_and_shared(
        flows.select_related("material", "park__city__parent", "park__city__region").order_by(*order),
        own=here,
        shared=Q(material__in=flows.filter(here).values("material")),
        order=order,
    )
