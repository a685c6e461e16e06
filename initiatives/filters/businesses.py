"""Filter set of circular businesses."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from initiatives.choices import Sector
from initiatives.models import BusinessInitiative
from records.choices import Status
from records.filters import CodesFilter, FacetedFilterSet, TotalOrdering


def list_sector_choices() -> list[tuple[str, Any]]:
    """Return sectors with published initiatives. Most of the vocabulary is used by material flows only."""
    rows = BusinessInitiative.objects.filter(status=Status.PUBLISHED).order_by("sector")
    return [(code, Sector(code).label) for code in rows.values_list("sector", flat=True).distinct()]


class BusinessPlaceFilter(CodesFilter):
    """Filter by whether an initiative is in a recorded city."""

    def condition(self, code: str) -> Q:
        return Q(city__isnull=code == "nationwide")

    def counts(self, qs: QuerySet) -> dict[str, int]:
        cities = list(qs.order_by().values_list("city", flat=True))
        nationwide = cities.count(None)
        return {"city": len(cities) - nationwide, "nationwide": nationwide}


class BusinessFilter(FacetedFilterSet):
    sector = CodesFilter("sector", choices=list_sector_choices, label=_("Sector"))
    place = BusinessPlaceFilter(
        "city",
        choices=[
            ("city", _("In a city")),
            ("nationwide", _("Nationwide, or city not known")),
        ],
        label=_("Place"),
    )
    sort = TotalOrdering(fields=[("title_en", "title"), ("sector", "sector")], label=_("Sort"))
    sort_labels = {"title": _("Title"), "sector": _("Sector")}
    default_sort_label = _("Newest first")

    class Meta:
        model = BusinessInitiative
        fields: list[str] = []
