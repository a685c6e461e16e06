"""Panels of zero-waste pilots."""

from collections.abc import Iterable
from typing import Any

from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    Prefetch,
    Q,
    QuerySet,
    When,
    Window,
    prefetch_related_objects,
)
from django.utils.translation import gettext_lazy as _

from cities.models import City, Region
from cities.place_names import mark_same_cities
from cities.similar_cities import ComparedRows, compare_rows
from coalition.models import Programme, ProgrammeFigure
from coalition.programme_coverage import SIZES_SHOWN, fetch_first_sizes
from initiatives.choices import Naming
from initiatives.models import PilotFigure, ZeroWastePilot
from initiatives.pilot_rounds import SIZE_KEYS, filter_round_sizes
from records.choices import ThemeRecords
from records.models import Theme
from records.panels import FirstRows, register_panel

_SHOWN_ON_THEME = 10
#: Of each pilot on the page of its city; the page of the pilot has all.
_PLAN_FIGURES_SHOWN = 8


def _fetch_plan_figures(city: City, pilots: list[Any]) -> None:
    """Set `plan_figures`, the first figures of the plan; `plan_count` is the number of all."""
    plan = PilotFigure.objects.filter(is_plan=True).order_by("position", "pk")[:_PLAN_FIGURES_SHOWN]
    prefetch_related_objects(pilots, Prefetch("results", plan, to_attr="plan_figures"))
    for pilot in pilots:
        pilot.also_cited = pilot.plan_figures


@register_panel(
    City,
    key="pilots",
    title=_("Zero-waste cities"),
    template="initiatives/panels/pilots_city.html",
    order=40,
    folded=True,
    brief=True,
    complete=_fetch_plan_figures,
)
def list_pilots_of_city(city: City) -> FirstRows:
    """Return pilots of the city and its districts, those of the city itself first."""
    return fetch_pilots(city).own


@compare_rows
def fetch_pilots(city: City) -> ComparedRows:
    """Fetch the pilots of a city and its districts, and other pilots of the city's rounds."""
    pilots = ZeroWastePilot.objects.published()
    order = ["named", "city__name_en", "pk"]
    is_district = Case(When(city=city, then=0), default=1, output_field=IntegerField())
    return ComparedRows(
        pilots.for_list()
        .select_related("city__region", "city__parent", "programme")
        .order_by(is_district, *order),
        own=Q(city__in=city.family),
        shared=Q(
            naming=Naming.NATIONAL_LIST,
            programme__in=ZeroWastePilot.objects.in_round().filter(city=city).values("programme"),
        ),
        near=Q(city__region=city.region_id),
        order=order,
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


def _count_pilots_by_kind(programme: Programme, pilots: list[Any]) -> None:
    """Set `official_size` and `recorded`: the numbers of pilots of the kind, official and listed here.

    Cities of one name are told apart.
    """
    mark_same_cities(pilot.city for pilot in pilots)
    if not pilots:
        return
    sizes = _fetch_round_sizes(programme)
    kinds = ZeroWastePilot.objects.in_round().filter(programme=programme).order_by().values_list("kind")
    recorded = dict(kinds.annotate(number=Count("pk")))
    for pilot in pilots:
        pilot.official_size = sizes.get(SIZE_KEYS[pilot.kind])
        pilot.also_cited = [pilot.official_size] if pilot.official_size else []
        pilot.recorded = recorded[pilot.kind]


def _fetch_round_sizes(programme: Programme) -> dict[str, ProgrammeFigure]:
    """Return the official sizes of a round by key; the page of a programme has mostly fetched them."""
    first = fetch_first_sizes(programme)
    sizes = first if len(first) <= SIZES_SHOWN else filter_round_sizes(programme.official_sizes)
    return {size.key: size for size in sizes}


@register_panel(
    Programme,
    key="pilots",
    title=_("Zero-waste cities"),
    template="initiatives/panels/pilots_programme.html",
    order=40,
    limit=120,
    complete=_count_pilots_by_kind,
)
def list_pilots_of_programme(programme: Programme) -> QuerySet:
    """Return pilots of a round by kind."""
    return (
        ZeroWastePilot.objects.in_round()
        .filter(programme=programme)
        .select_related("city__parent", "city__region")
        .order_by("kind", "city__name_en", "pk")
    )
