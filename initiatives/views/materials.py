"""Pages of materials."""

from typing import Any

from django.db.models import Prefetch

from initiatives.filters.materials import MaterialFilter
from initiatives.flows import group_amount_ranges, group_by_sector
from initiatives.models import Facility, IndustrialPark, Material, MaterialFlow
from records.generic_views import RecordDetail, RecordList


class MaterialList(RecordList):
    # Materials with flows in most parks come first.
    queryset = (
        Material.objects.with_counts()
        .prefetch_related(Prefetch("flows", MaterialFlow.objects.published()))
        .order_by("-park_count", "-flow_count", "name_en", "pk")
    )
    template_name = "initiatives/material_list.html"
    filterset_class = MaterialFilter

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        for material in context["rows"]:
            material.takers = _list_sectors(material.flows.all(), "to_sector")
        return context


class MaterialDetail(RecordDetail):
    """The page of a material: its flows, amounts and facilities.

    Then the panels registered with `@register_panel(Material, order=…)`.
    """

    queryset = Material.objects.select_related("parent")
    template_name = "initiatives/material_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        flows = list(
            MaterialFlow.objects.published()
            .filter(material=self.object)
            .select_related("park__city__region")
            .order_by("to_sector", "park__name_en", "position", "pk")
        )
        parks = {flow.park_id: flow.park for flow in flows}
        facilities = _find_facilities(self.object)
        return {
            **super().get_context_data(**kwargs),
            "kinds": list(Material.objects.published().filter(parent=self.object)),
            "flows": flows,
            "operating_count": sum(flow.status == "operating" for flow in flows),
            "quantified_count": sum(flow.value is not None for flow in flows),
            "parks": sorted(parks.values(), key=_get_sort_key),
            "city_count": len({park.city_id for park in parks.values()}),
            "givers": group_by_sector(flows, lambda flow: flow.from_sector),
            "takers": group_by_sector(flows, lambda flow: flow.to_sector),
            "amounts": group_amount_ranges(flows),
            "facilities": facilities,
            "facilities_operating": sum(facility.status == "operating" for facility in facilities),
        }

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        return [*super().get_cited_records(context), *context["flows"], *context["facilities"]]


def _list_sectors(flows: Any, field: str) -> list[str]:
    rows = group_by_sector(flows, lambda flow: getattr(flow, field))
    return [str(row.label) for row in rows if row.sector]


def _find_facilities(material: Material) -> list[Facility]:
    """Find the facilities of the kind that treats the material."""
    if not material.treated_by:
        return []
    return list(
        Facility.objects.filter(kind=material.treated_by, park__in=IndustrialPark.objects.published())
        .select_related("park__city__parent")
        .order_by("status", "park__name_en", "position", "pk")
    )


def _get_sort_key(park: Any) -> tuple[str, str, str]:
    return park.city.region.name_en, park.city.name_en, park.name_en
