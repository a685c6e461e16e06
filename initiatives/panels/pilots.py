"""Panels of zero-waste pilots."""

from collections.abc import Iterable

from django.db.models import Count, F, Prefetch, Q, Window, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from cities.models import City, Region
from cities.similar_cities import OwnAndShared, fetch_own_and_shared
from coalition.models import Programme
from initiatives.choices import Naming
from initiatives.models import PilotFigure, ZeroWastePilot
from initiatives.pilot_rounds import SIZE_KEYS, get_official_sizes
from records.choices import ThemeRecords
from records.models import Theme
from records.panels import fetch_once, register_panel

_SHOWN_ON_THEME = 10


@register_panel(
    City,
    key="pilots",
    title=_("Zero-waste cities"),
    template="initiatives/panels/pilots_city.html",
    order=40,
    folded=True,
    brief=True,
)
def list_pilots_of_city(city: City) -> Iterable[ZeroWastePilot]:
    """Return pilots of the city and its districts, those of the city itself first.

    `plan_figures` lists the figures of the plan.
    """
    pilots = fetch_pilots(city).own
    plan = PilotFigure.objects.filter(is_plan=True)
    prefetch_related_objects(pilots, Prefetch("results", plan, to_attr="plan_figures"))
    return sorted(pilots, key=lambda pilot: pilot.city_id != city.pk)


@fetch_once
def fetch_pilots(city: City) -> OwnAndShared:
    """Fetch the pilots of a city and its districts, and other pilots of the city's rounds."""
    pilots = ZeroWastePilot.objects.published()
    order = ["named", "city__name_en", "pk"]
    return fetch_own_and_shared(
        pilots.for_list().select_related("city__region", "city__parent", "programme").order_by(*order),
        own=Q(city__in=City.objects.published().within(city)),
        shared=Q(
            naming=Naming.NATIONAL_LIST,
            programme__in=ZeroWastePilot.objects.in_round().filter(city=city).values("programme"),
        ),
        order=order,
    )


@register_panel(
    Region,
    key="pilots",
    title=_("Zero-waste cities"),
    template="initiatives/panels/pilots_theme.html",
    order=40,
)
def list_pilots_of_region(region: Region) -> Iterable[ZeroWastePilot]:
    pilots = ZeroWastePilot.objects.in_round().filter(city__region=region).for_list()
    return pilots.order_by("city__name_en", "city", "named", "pk")


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


@register_panel(
    Programme,
    key="pilots",
    title=_("Zero-waste cities"),
    template="initiatives/panels/pilots_programme.html",
    order=40,
)
def list_pilots_of_programme(programme: Programme) -> Iterable[ZeroWastePilot]:
    """Return pilots of a round by kind. `official_size` is the official number of pilots of the same kind."""
    pilots = list(
        ZeroWastePilot.objects.in_round()
        .filter(programme=programme)
        .select_related("city__parent")
        .order_by("kind", "city__name_en", "pk")
    )
    sizes = get_official_sizes(programme) if pilots else {}
    for pilot in pilots:
        pilot.official_size = sizes.get(SIZE_KEYS[pilot.kind])
    return pilots
