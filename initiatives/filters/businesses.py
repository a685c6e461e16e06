"""Filter set of circular businesses."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cities.filters import HasCityFilter, build_region_choices
from initiatives.choices import Sector
from initiatives.models import BusinessInitiative
from records.choices import SourceType, Status
from records.filters import (
    CodesFilter,
    FacetedFilterSet,
    TextSearchFilter,
    TotalOrdering,
    build_year_choices,
)


def list_sector_choices() -> list[tuple[str, Any]]:
    """Return sectors with published initiatives. Most of the vocabulary is used by material flows only."""
    rows = BusinessInitiative.objects.filter(status=Status.PUBLISHED).order_by("sector")
    return [(code, Sector(code).label) for code in rows.values_list("sector", flat=True).distinct()]


class BusinessFilter(FacetedFilterSet):
    q = TextSearchFilter("title", "lede", "city__name", label=_("Title or words"))
    region = CodesFilter(
        "city__region__slug",
        choices=build_region_choices(BusinessInitiative.objects.published(), "city__region"),
        page_only=True,
        label=_("Region"),
    )
    sector = CodesFilter("sector", choices=list_sector_choices, bytewise=True, label=_("Sector"))
    has_city = HasCityFilter(
        "city",
        choices=[
            ("true", _("In a city")),
            ("false", _("Nationwide, or city not known")),
        ],
        label=_("Place"),
    )
    year = CodesFilter(
        "year", choices=build_year_choices(BusinessInitiative, "year"), page_only=True, label=_("Year")
    )
    source_type = CodesFilter(
        "source_type", choices=SourceType.choices, page_only=True, label=_("Source type")
    )
    sort = TotalOrdering(fields=[("title_en", "title"), ("sector", "sector")], label=_("Sort"))
    sort_labels = {"title": _("Title"), "sector": _("Sector")}
    default_sort_label = _("Newest first")

    class Meta:
        model = BusinessInitiative
        fields: list[str] = []
