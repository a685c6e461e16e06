"""Panels of material flows."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cities.models import City
from initiatives.models import IndustrialPark, MaterialFlow
from records.panels import register_panel


@register_panel(
    City,
    key="flows",
    title=_("Material flows"),
    template="initiatives/panels/flows.html",
    order=25,
    folded=True,
)
def list_flows_of_city(city: City) -> QuerySet:
    """Flows in the parks of the city and its districts."""
    return (
        MaterialFlow.objects.published()
        .filter(park__in=IndustrialPark.objects.within(city))
        .order_by("park__name_en", "park", "position", "pk")
    )
