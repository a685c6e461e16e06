"""Pages of materials."""

from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from initiatives.filters.materials import MaterialFilter
from initiatives.flows import group_by_sector
from initiatives.models import Facility, IndustrialPark, Material, MaterialFlow
from records.generic_views import RecordDetail, RecordList
from records.list_tables import ListColumn


class MaterialList(RecordList):
    # Materials with flows in most parks come first.
    queryset = (
        Material.objects.with_counts()
        .prefetch_related(Prefetch("flows", MaterialFlow.objects.published()))
        .order_by("-park_count", "-flow_count", "name_en", "pk")
    )
    template_name = "initiatives/material_list.html"
    filterset_class = MaterialFilter
    table_columns = (
        ListColumn(gettext_lazy("Waste area"), lambda material: material.get_waste_area_display()),
        ListColumn(gettext_lazy("EWC code"), lambda material: material.ewc_code),
        ListColumn(gettext_lazy("National waste code"), lambda material: material.national_code),
        ListColumn(pgettext_lazy("figures", "Parks"), lambda material: material.park_count, is_number=True),
        ListColumn(gettext_lazy("Material flows"), lambda material: material.flow_count, is_number=True),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        for material in context["rows"]:
            material.takers = _list_sectors(material.flows.all(), "to_sector")
        return context


class MaterialDetail(RecordDetail):
    """The page of a material: its flows and facilities.

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
        return {
            **super().get_context_data(**kwargs),
            "kinds": list(Material.objects.published().filter(parent=self.object)),
            "flows": sorted(flows, key=lambda flow: not flow.is_amount_of_material),
            "facilities": _find_facilities(self.object),
            "unknown": _list_unknown(self.object, flows),
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


def _list_unknown(material: Material, flows: list[MaterialFlow]) -> list[str]:
    """List the labels of what is not known of a material and its flows."""
    unknown = [] if flows else [_("who supplies and who receives it")]
    if flows and not any(flow.is_amount_of_material for flow in flows):
        unknown.append(_("amounts of the material itself"))
    if flows:
        unknown += [_("distances between the two"), _("contacts"), _("prices")]
    return unknown if material.national_code else [*unknown, _("national waste code")]
