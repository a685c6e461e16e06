"""Template tags of the Coalition pages."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.translation import npgettext_lazy

from cities.models import City
from coalition.choices import ExchangeRole
from coalition.models import ExchangeCity
from coalition.models.exchange import CITIES_IN_LIST

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


@register.inclusion_tag("coalition/includes/pair.html")
def pair(links: Any, countries: bool = False) -> dict[str, Any]:
    """Show cities of an exchange by role, with their countries if `countries` is true.

    Arrows stand only between cities that learned: from learners to hosts, and both ways among peers.
    """
    by_role: defaultdict[str, list[City]] = defaultdict(list)
    for link in links or ():
        by_role[link.role].append(link.city)
    sides = [
        {"role": label % len(cities), "cities": cities, "arrows": role == ExchangeRole.PEER}
        for role, label in _ROLE_LABELS.items()
        if (cities := by_role[role])
    ]
    has_direction = bool(by_role[ExchangeRole.LEARNER] and by_role[ExchangeRole.HOST])
    return {
        "direction": sides[:2] if has_direction else [],
        "sides": sides[2:] if has_direction else sides,
        "countries": countries,
    }


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


register.filter("first_cities", lambda rows: (rows or [])[:CITIES_IN_LIST])
register.filter("has_others", lambda rows: len(rows or []) > CITIES_IN_LIST)
