"""Panels of this app on the pages of cities and themes."""

from dataclasses import replace
from typing import Any

from django.db.models import Case, QuerySet, When
from django.utils.translation import gettext_lazy as _

from cities.charted_values import fetch_newest_values
from cities.choices import CityTrait, TraitGroup
from cities.models import City, CityAttribute, CityFigure, Indicator, ProfileSection, Region
from cities.peer_strips import MIN_CITIES
from cities.peers import VALUES_SHOWN, Peers, build_peers, fetch_attributes, fetch_values
from cities.place_names import mark_same_cities
from cities.rankings import get_ranking
from cities.similar_cities import MAX_SECTIONS, PeerGroup, fetch_sections
from records.choices import Status
from records.models import Theme
from records.panels import FirstRows, fetch_once, register_panel

#: Values on the page of an indicator, and figures on that of a city.
_VALUES_OF_INDICATOR, _FIGURES_OF_CITY = 40, 40
#: Figures that stand among the facts of a city.
BASE_FIGURES = ("population", "area")


def _rank_values(city: City, values: list[Any]) -> None:
    """Set `standing` on each value: its ranking among at least five cities, or None."""
    for value in values:
        ranking = get_ranking(value)
        value.standing = ranking if ranking and ranking.cities >= MIN_CITIES else None


def _mark_cities(indicator: Indicator, values: list[Any]) -> None:
    mark_same_cities(value.city for value in values)


@register_panel(
    City,
    key="indicators",
    title=_("Indicators"),
    template="cities/panels/indicators.html",
    order=80,
    folded=True,
    limit=VALUES_SHOWN,
    complete=_rank_values,
)
def get_city_indicator_values(city: City) -> FirstRows:
    """Return the values of the city and its districts by framework and subject, newest first.

    First comes the newest of each indicator.
    """

    def find_others(values: list[Any]) -> bool:
        return any(value.has_others for value in values)

    return replace(fetch_values(city).own, find_others=find_others)


@register_panel(
    Region,
    key="cities",
    title=_("With a full profile"),
    template="cities/panels/profiled_cities.html",
    order=10,
    slot="cities",
    limit=15,
)
def list_profiled_cities(region: Region) -> QuerySet:
    cities: Any = City.objects.published().with_place().by_completeness()
    return cities.with_profile().filter(region=region)


@register_panel(
    Region,
    key="others",
    title=_("Basic data only"),
    template="cities/panels/other_cities.html",
    order=12,
    slot="others",
    limit=24,
)
def list_unprofiled_cities(region: Region) -> QuerySet:
    cities: Any = City.objects.published().with_place().by_completeness()
    return cities.exclude(pk__in=City.objects.with_profile().values("pk")).filter(region=region)


@register_panel(
    Indicator,
    key="values",
    title=_("Values"),
    template="cities/panels/values.html",
    order=10,
    slot="values",
    limit=_VALUES_OF_INDICATOR,
    complete=_mark_cities,
)
def list_newest_values(indicator: Indicator) -> FirstRows:
    return fetch_newest_values(indicator, _VALUES_OF_INDICATOR)


@register_panel(
    City,
    key="attributes",
    title=_("Characteristics"),
    template="cities/panels/attributes.html",
    order=82,
    folded=True,
    limit=len(CityTrait),
)
def list_attributes(city: City) -> list[CityAttribute]:
    """Return the attributes of the city by group, in the order of the groups."""
    groups = list(TraitGroup)
    return sorted(fetch_attributes(city).own, key=lambda attribute: groups.index(attribute.group))


@register_panel(
    City, key="peers", title=_("Similar cities"), template="cities/panels/peers.html", order=90, cites=False
)
def list_peers(city: Any) -> list[Peers]:
    """Return the peers as one row. The page sets `peer_groups`, the groups that its reader chose."""
    peers = build_peers(city, getattr(city, "peer_groups", PeerGroup))
    return [peers] if peers else []


@register_panel(
    Theme, key="cities", title=_("Cities"), template="cities/panels/sections.html", order=10, limit=20
)
def get_theme_sections(theme: Theme) -> Any:
    return (
        ProfileSection.objects.filter(theme=theme, city__status=Status.PUBLISHED)
        .select_related("city__parent")
        .order_by("city__name_en", "position", "pk")
    )


@fetch_once
def fetch_first_figures(city: City) -> list[CityFigure]:
    """Fetch the figures of a city that its page shows and one more, first population and area."""
    is_base = Case(When(key__in=BASE_FIGURES, then=0), default=1)
    figures = city.key_facts.order_by(is_base, "position", "pk")
    return list(figures[: len(BASE_FIGURES) + _FIGURES_OF_CITY + 1])


@register_panel(
    City,
    key="figures",
    title=_("Key figures"),
    template="cities/panels/figures.html",
    order=1,
    slot="figures",
    limit=_FIGURES_OF_CITY,
)
def list_figures_of_city(city: City) -> FirstRows:
    return FirstRows(
        lambda: [figure for figure in fetch_first_figures(city) if figure.key not in BASE_FIGURES],
        lambda: city.key_facts.exclude(key__in=BASE_FIGURES).order_by("position", "pk"),
        limit=_FIGURES_OF_CITY,
    )


@register_panel(
    City,
    key="themes",
    title=_("What it does"),
    template="cities/panels/themes.html",
    order=2,
    slot="themes",
    limit=MAX_SECTIONS,
)
def list_sections_of_city(city: City) -> FirstRows:
    return fetch_sections(city).own
