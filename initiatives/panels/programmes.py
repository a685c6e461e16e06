"""Panels of programmes on the pages of regions and themes."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from cities.models import City, Region
from coalition.models import Exchange, Programme
from initiatives.choices import Naming
from initiatives.models import Designation, IndustrialPark, ProcurementCase, ZeroWastePilot
from records.choices import Status, ThemeRecords
from records.models import Theme
from records.panels import register_panel
from records.related_counts import count_related


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
    designations = Designation.objects.published().filter(in_region | Q(park__among=parks))
    here: Counter[int] = Counter()
    for records in (designations, ZeroWastePilot.objects.in_round().filter(in_region)):
        here.update(dict(records.order_by().values_list("programme").annotate(Count("pk"))))
    in_all = count_related(Programme, "designations", status=Status.PUBLISHED) + count_related(
        Programme, "pilots", status=Status.PUBLISHED, naming=Naming.NATIONAL_LIST
    )
    programmes = Programme.objects.published().filter(pk__in=here).annotate(in_all=in_all)
    rows: list[Any] = list(programmes.prefetch_related("official_sizes").order_by("name_en", "pk"))
    for row in rows:
        row.here = here[row.pk]
    return rows


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
