"""Panels of this app on the pages of cities and themes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cities.choices import Topic, TraitGroup
from cities.models import City, CityAttribute, IndicatorValue, ProfileSection
from cities.peers import Peers, build_peers, fetch_attributes, fetch_values
from cities.rankings import get_ranking
from cities.similar_cities import PeerGroup
from records.choices import Status, WasteArea
from records.models import Theme
from records.panels import register_panel


@register_panel(
    City,
    key="indicators",
    title=_("Indicators"),
    template="cities/panels/indicators.html",
    order=80,
    folded=True,
)
def get_city_indicator_values(city: City) -> list[IndicatorValue]:
    """Return the values of the city and its districts by framework and subject, newest first.

    `standing` is set on each value: its ranking among other cities, or None.
    """
    values: list[Any] = fetch_values(city).own
    for value in values:
        value.standing = get_ranking(value)
    # Waste areas come first, then topics; the sort is stable.
    subjects = [*WasteArea, *Topic]
    return sorted(
        values, key=lambda value: (value.indicator.framework_id, subjects.index(value.indicator.subject))
    )


@register_panel(
    City,
    key="attributes",
    title=_("What marks it"),
    template="cities/panels/attributes.html",
    order=82,
    folded=True,
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


@register_panel(Theme, key="cities", title=_("Cities"), template="cities/panels/sections.html", order=10)
def get_theme_sections(theme: Theme) -> Any:
    return (
        ProfileSection.objects.filter(theme=theme, city__status=Status.PUBLISHED)
        .select_related("city__parent")
        .order_by("city__name_en", "position", "pk")
    )
