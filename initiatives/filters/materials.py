"""What the list of materials can be narrowed by and sorted by."""

from django.utils.translation import gettext_lazy as _

from initiatives.models import Material
from records.choices import WasteArea
from records.filters import CodesFilter, FacetedFilterSet, TotalOrdering


class MaterialFilter(FacetedFilterSet):
    waste_area = CodesFilter("waste_area", choices=WasteArea.choices, label=_("Waste area"))
    sort = TotalOrdering(
        fields=[("name_en", "name"), ("waste_area", "waste_area")],
        label=_("Sort"),
    )
    sort_labels = {"name": _("Name"), "waste_area": _("Waste area")}
    default_sort_label = _("Most precedents")

    class Meta:
        model = Material
        fields: list[str] = []
