"""Filter set of procurement cases."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cities.filters import build_region_choices
from coalition.models import Programme
from initiatives.choices import CaseCategory
from initiatives.models import ProcurementCase
from records.choices import Status
from records.filters import (
    CodesFilter,
    FacetedFilterSet,
    TextSearchFilter,
    TotalOrdering,
    build_year_choices,
)

#: Code for cases without a recorded programme; their `programme_note` may still mention one.
_NO_PROGRAMME = "not_recorded"


def list_case_programme_choices() -> list[tuple[str, str]]:
    """Return programmes with published cases, and the choice of none."""
    programmes = Programme.objects.published().filter(procurement_cases__status=Status.PUBLISHED)
    named = [(entry.slug, entry.name.plain) for entry in programmes.order_by("name_en", "slug").distinct()]
    return [*named, (_NO_PROGRAMME, _("Programme not known"))]


class CaseProgrammeFilter(CodesFilter):
    """Filter by programme, including cases without one."""

    def condition(self, code: str) -> Q:
        return Q(programme__isnull=True) if code == _NO_PROGRAMME else super().condition(code)


class CaseFilter(FacetedFilterSet):
    q = TextSearchFilter("title", "lede", "city__name", label=_("Title or words"))
    region = CodesFilter(
        "city__region__slug",
        choices=build_region_choices(ProcurementCase.objects.published(), "city__region"),
        page_only=True,
        label=_("Region"),
    )
    category = CodesFilter("category", choices=CaseCategory.choices, label=_("Product category"))
    programme = CaseProgrammeFilter(
        "programme__slug",
        choices=list_case_programme_choices,
        unknown=_NO_PROGRAMME,
        label=_("Programme"),
    )
    year = CodesFilter(
        "year", choices=build_year_choices(ProcurementCase, "year"), page_only=True, label=_("Year")
    )
    sort = TotalOrdering(fields=[("title_en", "title"), ("city__name_en", "city")], label=_("Sort"))
    sort_labels = {"title": _("Title"), "city": _("City")}
    default_sort_label = _("Newest first")

    class Meta:
        model = ProcurementCase
        fields: list[str] = []
