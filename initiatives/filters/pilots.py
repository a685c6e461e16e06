"""Filter set of zero-waste pilots."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.filters import build_region_choices
from coalition.models import Programme
from initiatives.choices import Naming, PilotKind
from initiatives.models import ZeroWastePilot
from records.choices import SourceType, Status, WasteArea
from records.filters import (
    CodesFilter,
    FacetedFilterSet,
    ListedCodesFilter,
    TextSearchFilter,
    TotalOrdering,
)


def list_round_choices() -> list[tuple[str, str]]:
    """Return programmes with published pilots, by start date."""
    programmes = Programme.objects.published().filter(pilots__status=Status.PUBLISHED)
    return [(entry.slug, entry.name.plain) for entry in programmes.order_by("starts", "slug").distinct()]


class PilotFilter(FacetedFilterSet):
    api_parameters: ClassVar[dict[str, str]] = {"naming": Naming.NATIONAL_LIST.value}
    q = TextSearchFilter("city__name", "lede", label=_("Name or words"))
    programme = CodesFilter(
        "programme__slug", choices=list_round_choices, label=pgettext_lazy("pilots", "Round")
    )
    kind = CodesFilter("kind", choices=PilotKind.choices, label=_("Type"))
    waste_area = ListedCodesFilter("waste_areas", choices=WasteArea.choices, label=_("Waste area"))
    region = CodesFilter(
        "city__region__slug",
        choices=build_region_choices(ZeroWastePilot.objects.published(), "city__region"),
        page_only=True,
        label=_("Region"),
    )
    source_type = CodesFilter(
        "source_type", choices=SourceType.choices, page_only=True, label=_("Source type")
    )
    sort = TotalOrdering(
        fields=[("city__name_en", "name"), ("city__region__name_en", "region")], label=_("Sort")
    )
    sort_labels = {"name": _("Name"), "region": _("Region")}
    default_sort_label = pgettext_lazy("sort", "By round")

    class Meta:
        model = ZeroWastePilot
        fields: list[str] = []
