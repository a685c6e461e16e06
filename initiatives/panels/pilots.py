"""Panels of zero-waste pilots."""

from collections.abc import Iterable

from django.db.models import Count, F, Window
from django.utils.translation import gettext_lazy as _

from cities.models import City, Region
from coalition.models import Programme
from initiatives.models import ZeroWastePilot
from initiatives.pilot_rounds import SIZE_KEYS, get_official_sizes
from records.choices import ThemeRecords
from records.models import Theme
from records.panels import register_panel

_SHOWN_ON_THEME = 10


@register_panel(
    City, key="pilots", title=_("Zero-waste pilots"), template="initiatives/panels/pilots_city.html", order=40
)
def list_pilots_of_city(city: City) -> Iterable[ZeroWastePilot]:
    """Return pilots of the city and its districts, those of the city itself first."""
    within = City.objects.published().within(city)
    pilots = ZeroWastePilot.objects.published().filter(city__in=within).for_list().with_plan_figures()
    ordered = pilots.order_by("named", "city__name_en", "pk")
    return sorted(ordered, key=lambda pilot: pilot.city_id != city.pk)


@register_panel(
    Region,
    key="pilots",
    title=_("Zero-waste pilots"),
    template="initiatives/panels/pilots_theme.html",
    order=40,
)
def list_pilots_of_region(region: Region) -> Iterable[ZeroWastePilot]:
    pilots = ZeroWastePilot.objects.published().filter(city__region=region).for_list()
    return pilots.order_by("city__name_en", "city", "named", "pk")


@register_panel(
    Theme,
    key="pilots",
    title=_("Zero-waste pilots"),
    template="initiatives/panels/pilots_theme.html",
    order=40,
)
def list_pilots_of_theme(theme: Theme) -> Iterable[ZeroWastePilot]:
    """Return the pilots with most actions and results. `all_pilots` is their total number."""
    if theme.records_shown != ThemeRecords.PILOTS:
        return []
    pilots = ZeroWastePilot.objects.published().for_list().annotate(all_pilots=Window(Count("pk")))
    recorded = (F("actions_count") + F("results_count")).desc()
    return pilots.order_by(recorded, "named", "city__name_en", "pk")[:_SHOWN_ON_THEME]


@register_panel(
    Programme,
    key="pilots",
    title=_("Zero-waste pilots"),
    template="initiatives/panels/pilots_programme.html",
    order=40,
)
def list_pilots_of_programme(programme: Programme) -> Iterable[ZeroWastePilot]:
    """Return pilots of a round by kind. `official_size` is the official number of pilots of the same kind."""
    pilots = list(
        ZeroWastePilot.objects.published()
        .filter(programme=programme)
        .select_related("city__parent")
        .order_by("kind", "city__name_en", "pk")
    )
    sizes = get_official_sizes(programme) if pilots else {}
    for pilot in pilots:
        pilot.official_size = sizes.get(SIZE_KEYS[pilot.kind])
    return pilots
