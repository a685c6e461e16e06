"""Pages of materials."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from initiatives.filters.materials import MaterialFilter
from initiatives.models import Material, MaterialFlow
from records.pages import RecordDetail, RecordList


class MaterialList(RecordList):
    template_name = "initiatives/material_list.html"
    filterset_class = MaterialFilter

    def get_queryset(self) -> QuerySet:
        # What most parks have an answer for comes first.
        return (
            Material.objects.published().with_counts().order_by("-park_count", "-flow_count", "name_en", "pk")
        )


class MaterialDetail(RecordDetail):
    template_name = "initiatives/material_detail.html"

    def get_queryset(self) -> QuerySet:
        return Material.objects.published().select_related("parent")

    def page_context(self, context: dict[str, Any]) -> dict[str, Any]:
        flows = list(
            MaterialFlow.objects.published()
            .filter(material=self.record)
            .order_by("to_sector", "park__name_en", "position", "pk")
        )
        return {
            **super().page_context(context),
            "kinds": list(Material.objects.published().filter(parent=self.record)),
            "flows": flows,
            "park_count": len({flow.park_id for flow in flows}),
            "givers": _sectors(flow.get_from_sector_display() for flow in flows if flow.from_sector),
            "takers": _sectors(flow.get_to_sector_display() for flow in flows if flow.to_sector),
        }

    def cited(self, context: dict[str, Any]) -> list[Any]:
        return [*super().cited(context), *context["flows"]]


def _sectors(labels: Iterable[str]) -> list[tuple[str, int]]:
    """Each sector with the number of its flows, the most frequent first."""
    return Counter(labels).most_common()
