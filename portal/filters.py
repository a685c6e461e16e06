"""Filters of the list of findings."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.models import Finding
from records.filters import (
    CodesFilter,
    FacetedFilterSet,
    ListedCodesFilter,
    TextSearchFilter,
    build_year_choices,
)


class FindingSubjectFilter(ListedCodesFilter):
    """Filters by the types of record that a finding is about: the names of its relations."""

    def condition(self, code: str) -> Q:
        return Q(**{f"{code}__isnull": False})


class FindingFilter(FacetedFilterSet):
    q = TextSearchFilter("title", "text", label=_("Title or words"))
    about = FindingSubjectFilter(
        "cities",
        choices=[
            ("cities", _("Cities")),
            ("parks", _("Industrial parks")),
            ("materials", _("Materials")),
            ("pilots", _("Zero-waste cities")),
            ("procurement_cases", _("Green procurement cases")),
            ("businesses", _("Circular businesses")),
            ("exchanges", _("Exchanges")),
        ],
        label=pgettext_lazy("finding", "About"),
    )
    year = CodesFilter("year", choices=build_year_choices(Finding, "year"), page_only=True, label=_("Year"))

    class Meta:
        model = Finding
        fields: list[str] = []
