"""Filter set of industrial parks."""

from typing import Any

from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.filters import build_region_choices
from coalition.models import Programme
from initiatives.choices import ParkKind, ParkLevel
from initiatives.models import Designation, IndustrialPark
from records.choices import SourceType
from records.filters import (
    CodesFilter,
    FacetedFilterSet,
    RelatedCodesFilter,
    TextSearchFilter,
    TotalOrdering,
)

_NOT_RECORDED = "not_recorded"


_DESIGNATIONS = Designation.objects.published().filter(park__isnull=False)


def list_designating_programme_choices() -> list[tuple[str, str]]:
    programmes = Programme.objects.published().filter(designations__in=_DESIGNATIONS)
    return [(programme.slug, programme.name.plain) for programme in programmes.distinct()]


class SymbiosisFilter(CodesFilter):
    """Filter by whether a park applies industrial symbiosis: yes, no, or not recorded."""

    def condition(self, code: str) -> Q:
        if code == _NOT_RECORDED:
            return Q(applies_symbiosis__isnull=True)
        return Q(applies_symbiosis=code == "true")

    def build_code(self) -> Any:
        return Case(
            When(applies_symbiosis=True, then=Value("true")),
            When(applies_symbiosis=False, then=Value("false")),
            default=Value(_NOT_RECORDED),
        )


class ParkFilter(FacetedFilterSet):
    q = TextSearchFilter("name", "lede", "city__name", label=_("Name or words"))
    region = CodesFilter(
        "city__region__slug",
        choices=build_region_choices(IndustrialPark.objects.published(), "city__region"),
        page_only=True,
        label=_("Region"),
    )
    level = CodesFilter(
        "level",
        choices=[*ParkLevel.choices, (_NOT_RECORDED, _("Not known"))],
        unknown=_NOT_RECORDED,
        label=_("Level"),
    )
    kind = CodesFilter("kind", choices=ParkKind.choices, label=_("Type"))
    applies_symbiosis = SymbiosisFilter(
        "applies_symbiosis",
        choices=[
            ("true", pgettext_lazy("answer", "Yes")),
            ("false", pgettext_lazy("answer", "No")),
            (_NOT_RECORDED, _("Not known")),
        ],
        unknown=_NOT_RECORDED,
        label=_("Applies industrial symbiosis"),
    )
    programme = RelatedCodesFilter(
        "programme__slug",
        rows=_DESIGNATIONS,
        owner="park",
        choices=list_designating_programme_choices,
        label=_("Selected by"),
    )
    source_type = CodesFilter(
        "source_type", choices=SourceType.choices, page_only=True, label=_("Source type")
    )
    sort = TotalOrdering(
        fields=[("name_en", "name"), ("city__name_en", "city"), ("city__region__name_en", "region")],
        label=_("Sort"),
    )
    sort_labels = {"name": _("Name"), "city": _("City"), "region": _("Region")}
    default_sort_label = _("Most complete")

    class Meta:
        model = IndustrialPark
        fields: list[str] = []
