"""Template tags of the Coalition pages."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import npgettext_lazy

from cities.models import City
from coalition.choices import ExchangeRole
from coalition.models import ExchangeCity
from records.texts.formats import join_list

register = template.Library()

#: The label of one or several cities in a role, in the order of the page: `label % number`.
_ROLE_LABELS = {
    ExchangeRole.LEARNER: npgettext_lazy("cities in a role", "Learner", "Learners"),
    ExchangeRole.HOST: npgettext_lazy("cities in a role", "Host", "Hosts"),
    ExchangeRole.PEER: npgettext_lazy("cities in a role", "Peer", "Peers"),
    ExchangeRole.PARTICIPANT: npgettext_lazy("cities in a role", "Participant", "Participants"),
    ExchangeRole.SPEAKER: npgettext_lazy("cities in a role", "Speaker", "Speakers"),
    ExchangeRole.CASE_SHOWN: npgettext_lazy("cities in a role", "Shown as a case", "Shown as cases"),
    ExchangeRole.AUTHOR: npgettext_lazy("cities in a role", "Author", "Authors"),
    ExchangeRole.VENUE: npgettext_lazy("cities in a role", "Venue", "Venues"),
}


#: Roles, and cities in each, in the row of an exchange.
_ROLES_IN_ROW, _CITIES_IN_ROW = 2, 2


@register.inclusion_tag("coalition/includes/pair.html")
def pair(links: Any, countries: bool = False) -> dict[str, Any]:
    """Show cities of an exchange by role, with their countries if `countries` is true.

    Arrows stand only between cities that learned: from learners to hosts, and both ways among peers.
    """
    by_role = _group_by_role(links)
    sides = [
        {"role": _format_role(role, cities), "cities": cities, "arrows": role == ExchangeRole.PEER}
        for role, cities in by_role.items()
    ]
    has_direction = {ExchangeRole.LEARNER, ExchangeRole.HOST} <= by_role.keys()
    return {
        "direction": sides[:2] if has_direction else [],
        "sides": sides[2:] if has_direction else sides,
        "countries": countries,
    }


@register.filter
def first_roles(links: Iterable[ExchangeCity]) -> list[tuple[Any, Any]]:
    """Return the first roles of an exchange, each with its first cities as a text."""
    by_role = list(_group_by_role(links).items())[:_ROLES_IN_ROW]
    return [(_format_role(role, cities), _join_first_cities(cities)) for role, cities in by_role]


def _group_by_role(links: Iterable[ExchangeCity] | None) -> dict[ExchangeRole, list[City]]:
    """Return the cities by role, in the order of the page."""
    by_role: defaultdict[str, list[City]] = defaultdict(list)
    for link in links or ():
        by_role[link.role].append(link.city)
    return {role: by_role[role] for role in _ROLE_LABELS if by_role[role]}


def _format_role(role: ExchangeRole, cities: list[City]) -> str:
    return _ROLE_LABELS[role] % len(cities)


def _join_first_cities(cities: list[City]) -> Any:
    names = join_list(city.full_name for city in cities[:_CITIES_IN_ROW])
    if len(cities) <= _CITIES_IN_ROW:
        return names
    return format_html(_("{names} and others"), names=names)


@register.filter
def linked_cities(links: Iterable[ExchangeCity]) -> list[City]:
    return [link.city for link in links]


@register.filter
def districts_of(places: Iterable[City], record: Any) -> list[City]:
    """Return the places that are part of a city, unless it is among them itself; none for another record."""
    places = list(places)
    if not isinstance(record, City) or record in places:
        return []
    return [
        place for place in places if place.parent and record.pk in (place.parent_id, place.parent.parent_id)
    ]
