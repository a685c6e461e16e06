"""Panels of programmes on the pages of regions and themes."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cities.models import City, Region
from coalition.models import Exchange, Programme
from initiatives.models import Designation, IndustrialPark, ProcurementCase, ZeroWastePilot
from records.choices import ThemeRecords
from records.models import Theme
from records.panels import register_panel


@register_panel(
    Region,
    key="designations",
    title=_("Selected by programmes"),
    template="initiatives/panels/programmes_region.html",
    order=30,
)
def list_programmes_in_region(region: Region) -> list[Programme]:
    """Return programmes with records in the region.

    `here` and `in_all` are the numbers of records in the region and in total.
    """
    in_region = Q(city__among=City.objects.filter(region=region).values("pk"))
    parks = IndustrialPark.objects.filter(in_region).values("pk")
    here: Counter[int] = Counter()
    in_all: Counter[int] = Counter()
    for records, inside in [
        (Designation.objects.published(), in_region | Q(park__among=parks)),
        (ZeroWastePilot.objects.in_round(), in_region),
    ]:
        found = _count_by_programme(records.filter(inside))
        here.update(found)
        in_all.update(_count_by_programme(records.filter(programme__in=found)) if found else {})
    programmes = Programme.objects.published().filter(pk__in=here)
    rows = list(programmes.prefetch_related("official_sizes").order_by("name_en", "pk"))
    for row in rows:
        row.here, row.in_all = here[row.pk], in_all[row.pk]
    return rows


def _count_by_programme(records: QuerySet[Any]) -> dict[int, int]:
    return dict(records.order_by().values("programme").annotate(n=Count("pk")).values_list("programme", "n"))


@register_panel(
    Theme,
    key="programmes",
    title=_("Programmes"),
    template="initiatives/panels/programmes_theme.html",
    order=70,
)
def list_programmes_of_theme(theme: Theme) -> Iterable[Programme]:
    """Return programmes of the theme's exchanges, and of the pilots, cases or parks shown on its page."""
    behind = Q(exchanges__in=Exchange.objects.published().filter(theme=theme))
    if theme.records_shown == ThemeRecords.ZERO_WASTE:
        behind |= Q(pk__in=ZeroWastePilot.objects.published().values("programme"))
    if theme.records_shown == ThemeRecords.PROCUREMENT:
        behind |= Q(pk__in=ProcurementCase.objects.published().values("programme"))
    if theme.records_shown == ThemeRecords.SYMBIOSIS:
        parks = IndustrialPark.objects.published().filter(applies_symbiosis=True)
        behind |= Q(pk__in=Designation.objects.published().filter(park__in=parks).values("programme"))
    return (
        Programme.objects.published()
        .filter(behind)
        .prefetch_related("official_sizes")
        .distinct()
        .order_by("name_en", "pk")
    )
