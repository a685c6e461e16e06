"""Filter set of materials."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cities.filters import build_region_choices
from initiatives.choices import Sector
from initiatives.models import Material, MaterialFlow
from records.choices import WasteArea
from records.filters import (
    CodesFilter,
    FacetedFilterSet,
    RelatedCodesFilter,
    TextSearchFilter,
    TotalOrdering,
)

#: The code of the API for an empty field.
_NOT_WASTE = "not_recorded"
_FLOWS = MaterialFlow.objects.published()


class FlowSectorFilter(RelatedCodesFilter):
    """Filter by the sector that gives or receives a material in published parks."""

    def __init__(self, field_name: str, *, label: Any) -> None:
        super().__init__(field_name, rows=_FLOWS, owner="material", choices=self.list_sectors, label=label)

    def list_sectors(self) -> list[tuple[str, Any]]:
        present = set(_FLOWS.order_by().values_list(self.field_name, flat=True).distinct())
        return [(code, label) for code, label in Sector.choices if code in present]


class MaterialFilter(FacetedFilterSet):
    q = TextSearchFilter(
        "name", "lede", plain_fields=("ewc_code", "national_code"), label=_("Name, code or words")
    )
    waste_area = CodesFilter(
        "waste_area",
        choices=[*WasteArea.choices, (_NOT_WASTE, _("Not waste"))],
        unknown=_NOT_WASTE,
        label=_("Waste area"),
    )
    taken_by = FlowSectorFilter("to_sector", label=_("Received by"))
    given_by = FlowSectorFilter("from_sector", label=_("Supplied by"))
    region = RelatedCodesFilter(
        "park__city__region__slug",
        rows=_FLOWS,
        owner="material",
        choices=build_region_choices(_FLOWS, "park__city__region"),
        label=_("Region"),
    )
    sort = TotalOrdering(
        fields=[("name_en", "name"), ("waste_area", "waste_area")],
        label=_("Sort"),
    )
    sort_labels = {"name": _("Name"), "waste_area": _("Waste area")}
    default_sort_label = _("Most material flows")

    class Meta:
        model = Material
        fields: list[str] = []
