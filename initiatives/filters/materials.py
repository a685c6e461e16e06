"""Filter set of materials."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from initiatives.choices import Sector
from initiatives.models import Material, MaterialFlow
from records.choices import WasteArea
from records.filters import CodesFilter, FacetedFilterSet, TotalOrdering


class FlowSectorFilter(CodesFilter):
    """Filter by the sector that gives or receives a material in published parks."""

    def __init__(self, field_name: str, *, label: Any) -> None:
        super().__init__(field_name, choices=self.sectors, label=label)

    def sectors(self) -> list[tuple[str, Any]]:
        flows = MaterialFlow.objects.published().exclude(**{self.field_name: ""}).order_by()
        present = set(flows.values_list(self.field_name, flat=True))
        return [(code, label) for code, label in Sector.choices if code in present]

    def condition(self, code: str) -> Q:
        return Q(flows__in=MaterialFlow.objects.published().filter(**{self.field_name: code}))

    def counts(self, qs: QuerySet) -> dict[str, int]:
        flows = MaterialFlow.objects.published().filter(material__in=qs.order_by().values("pk")).order_by()
        rows = flows.values_list(self.field_name).annotate(rows=Count("material", distinct=True))
        return {code: count for code, count in rows if code}


class MaterialFilter(FacetedFilterSet):
    waste_area = CodesFilter("waste_area", choices=WasteArea.choices, label=_("Waste area"))
    taken_by = FlowSectorFilter("to_sector", label=_("Received by"))
    given_by = FlowSectorFilter("from_sector", label=_("Supplied by"))
    sort = TotalOrdering(
        fields=[("name_en", "name"), ("waste_area", "waste_area")],
        label=_("Sort"),
    )
    sort_labels = {"name": _("Name"), "waste_area": _("Waste area")}
    default_sort_label = _("Most examples")

    class Meta:
        model = Material
        fields: list[str] = []
