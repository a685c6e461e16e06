"""Panels of programmes on the pages of regions and themes."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cities.models import City, Region
from coalition.models import Exchange, Programme, ProgrammeFigure
from coalition.programme_coverage import prefetch_first_sizes
from initiatives.choices import Naming
from initiatives.models import Designation, IndustrialPark, ProcurementCase, ZeroWastePilot
from records.choices import Status, ThemeRecords
from records.models import Theme
from records.models.related_counts import count_related
from records.pages.panels import register_panel


def _filter_named_in_region(region: Region) -> tuple[QuerySet, QuerySet]:
    """Return the designations and the pilots of rounds in the region."""
    in_region = Q(city__among=City.objects.filter(region=region).values("pk"))
    parks = IndustrialPark.objects.filter(in_region).values("pk")
    designations = Designation.objects.published().filter(in_region | Q(park__among=parks))
    return designations.order_by(), ZeroWastePilot.objects.in_round().filter(in_region).order_by()


def _count_here(records: QuerySet) -> Coalesce:
    """Return the number of these records of a programme, as a subquery."""
    of_programme = records.filter(programme=OuterRef("pk")).values("programme")
    return Coalesce(Subquery(of_programme.annotate(number=Count("pk")).values("number")), 0)


def _list_cited(programme: Any) -> list[Programme | ProgrammeFigure]:
    return [programme, *programme.first_sizes]


@register_panel(
    Region,
    key="designations",
    title=_("Selected by programmes"),
    template="initiatives/panels/programmes_region.html",
    order=30,
    cited=_list_cited,
)
def list_programmes_in_region(region: Region) -> QuerySet:
    """Return programmes with records in the region: `here` is their number, `in_all` that of all records."""
    designations, pilots = _filter_named_in_region(region)
    named = Q(pk__in=designations.values("programme")) | Q(pk__in=pilots.values("programme"))
    in_all = count_related(Programme, "designations", status=Status.PUBLISHED) + count_related(
        Programme, "pilots", status=Status.PUBLISHED, naming=Naming.NATIONAL_LIST
    )
    here = _count_here(designations) + _count_here(pilots)
    programmes = Programme.objects.published().filter(named).annotate(here=here, in_all=in_all)
    return programmes.prefetch_related(prefetch_first_sizes()).order_by("name_en", "pk")


@register_panel(
    Theme,
    key="programmes",
    title=_("Programmes"),
    template="initiatives/panels/programmes_theme.html",
    order=70,
    cited=_list_cited,
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
        .prefetch_related(prefetch_first_sizes())
        .distinct()
        .order_by("name_en", "pk")
    )
