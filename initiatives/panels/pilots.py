"""Panels of zero-waste pilots."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    Prefetch,
    QuerySet,
    When,
    Window,
)
from django.utils.translation import gettext_lazy as _

from cities.models import City, Region
from cities.place_names import mark_same_cities
from cities.row_marks import RowMark, register_row_marks
from coalition.models import Programme, ProgrammeFigure
from initiatives.choices import PilotKind
from initiatives.models import PilotFigure, ZeroWastePilot
from initiatives.pilot_rounds import SIZE_KEYS, filter_round_sizes
from records.choices import ThemeRecords
from records.models import Theme
from records.pages.panels import register_panel

_SHOWN_ON_THEME = 10
#: The rounds of the zero-waste programme, as lists of cities mark them.
_ROUND_MARKS = {
    1: RowMark("round-1", _("zero-waste city, first round")),
    2: RowMark("round-2", _("second round")),
}
#: Of each pilot on the page of its city; the page of the pilot has all.
_PLAN_FIGURES_SHOWN = 8


@register_panel(
    City,
    key="pilots",
    title=_("Zero-waste cities"),
    template="initiatives/panels/pilots_city.html",
    tags="initiatives/panels/pilots_tags.html",
    order=40,
    slot="programmes",
    cited=lambda pilot: [pilot, *pilot.plan_figures],
)
def list_pilots_of_city(city: City) -> QuerySet:
    """Return pilots of the city and its districts, those of the city itself first.

    `plan_figures` are the first figures of the plan; `plan_count` is the number of all.
    """
    is_district = Case(When(city=city, then=0), default=1, output_field=IntegerField())
    plan = PilotFigure.objects.filter(is_plan=True).order_by("position", "pk")[:_PLAN_FIGURES_SHOWN]
    return (
        ZeroWastePilot.objects.published()
        .with_counts()
        .filter(city__in=city.family)
        .prefetch_related(Prefetch("results", plan, to_attr="plan_figures"))
        .order_by(is_district, "named", "city__name_en", "pk")
    )


@register_panel(
    Region,
    key="pilots",
    title=_("Zero-waste cities"),
    template="initiatives/panels/pilots_region.html",
    order=40,
    limit=30,
)
def list_pilots_of_region(region: Region) -> Iterable[ZeroWastePilot]:
    """Return the pilots of a region, then by round those of which only the selection is known."""
    pilots = ZeroWastePilot.objects.in_round().filter(city__region=region).for_list()
    return pilots.order_by("is_named_only", "named", "programme", "city__name_en", "pk")


@register_panel(
    Theme,
    key="pilots",
    title=_("Zero-waste cities"),
    template="initiatives/panels/pilots_theme.html",
    order=40,
)
def list_pilots_of_theme(theme: Theme) -> Iterable[ZeroWastePilot]:
    """Return the pilots with most actions and results. `all_pilots` is their total number."""
    if theme.records_shown != ThemeRecords.ZERO_WASTE:
        return []
    pilots = ZeroWastePilot.objects.in_round().for_list().annotate(all_pilots=Window(Count("pk")))
    recorded = (F("actions_count") + F("results_count")).desc()
    return pilots.order_by(recorded, "named", "city__name_en", "pk")[:_SHOWN_ON_THEME]


@dataclass(frozen=True)
class PilotsOfKind:
    """Pilots of a round of one kind; `recorded` is the number of all that are listed here."""

    kind: str
    official: ProgrammeFigure | None
    recorded: int
    pilots: list[Any]

    @property
    def cited(self) -> list[Any]:
        return [*self.pilots, *([self.official] if self.official else [])]


def _group_by_kind(programme: Programme, pilots: list[Any]) -> list[PilotsOfKind]:
    """Return the pilots of a round by kind, with the official sizes. Cities of one name are told apart."""
    mark_same_cities(pilot.city for pilot in pilots)
    sizes = {size.key: size for size in filter_round_sizes(programme.official_sizes)} if pilots else {}
    grouped = [(kind, list(rows)) for kind, rows in groupby(pilots, key=lambda pilot: pilot.kind)]
    return [
        PilotsOfKind(kind, sizes.get(SIZE_KEYS[PilotKind(kind)]), rows[0].recorded, rows)
        for kind, rows in grouped
    ]


@register_panel(
    Programme,
    key="pilots",
    title=_("Zero-waste cities"),
    template="initiatives/panels/pilots_programme.html",
    order=40,
    limit=120,
    cited=lambda group: group.cited,
    arrange=_group_by_kind,
)
def list_pilots_of_programme(programme: Programme) -> QuerySet:
    """Return pilots of a round by kind; `recorded` is their number."""
    return (
        ZeroWastePilot.objects.in_round()
        .filter(programme=programme)
        .select_related("city__parent", "city__region")
        .annotate(recorded=Window(Count("pk"), partition_by=["kind"]))
        .order_by("kind", "city__name_en", "pk")
    )


@register_row_marks(ZeroWastePilot, Programme, kinds=_ROUND_MARKS.values())
def fetch_round_marks(cities: Collection[int]) -> dict[int, list[RowMark]]:
    """Return the rounds in which cities were named."""
    pilots = ZeroWastePilot.objects.in_round().filter(
        city__in=cities, programme__zero_waste_round__in=_ROUND_MARKS
    )
    rounds = pilots.order_by().values_list("city", "programme__zero_waste_round").distinct()
    found: dict[int, list[RowMark]] = {}
    for city, number in sorted(rounds):
        found.setdefault(city, []).append(_ROUND_MARKS[number])
    return found
