"""Panels on the pages of cities, themes, partners and programmes, and similarities between cities."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cities.models import City
from cities.similar_cities import (
    OwnAndShared,
    PeerGroup,
    SharedFeature,
    fetch_own_and_shared,
    register_similarity,
)
from coalition.models import Event, Exchange, ExchangeCity, Membership, Partner, Programme
from records.choices import Status
from records.models import Theme
from records.panels import fetch_once, register_panel


@register_panel(
    City,
    key="memberships",
    title=_("Memberships"),
    template="coalition/panels/memberships.html",
    order=5,
    slot="facts",
    tags="coalition/panels/memberships_tags.html",
)
def list_memberships_of_city(city: City) -> list[Membership]:
    """Return current memberships of the city and its districts."""
    return fetch_memberships(city).own


@fetch_once
def fetch_memberships(city: City) -> OwnAndShared:
    """Fetch current memberships of a city and its districts, and those of others in the city's networks.

    `met` says whether the member took part in an exchange with one of them.
    """
    family = City.objects.published().within(city)
    current = Membership.objects.published().filter(left="")
    together = ExchangeCity.objects.filter(city__in=family).values("exchange")
    met = Exists(ExchangeCity.objects.filter(city=OuterRef("city"), exchange__in=together))
    return fetch_own_and_shared(
        current.annotate(met=met)
        .select_related("network", "city__parent", "city__region")
        .order_by("network__short_name_en", "role", "city__name_en", "pk"),
        own=Q(city__in=family),
        shared=Q(network__in=current.filter(city=city).values("network")),
        order=["-met", "city__name_en", "network", "pk"],
    )


@register_panel(
    City,
    key="exchanges",
    title=_("Exchanges"),
    template="coalition/panels/exchanges.html",
    order=65,
    folded=True,
    brief=True,
)
def list_exchanges_of_city(city: City) -> list[Exchange]:
    """Return exchanges of the city and its districts. `districts` lists the districts that took part."""
    rows: list[Any] = fetch_exchanges(city)
    for row in rows:
        row.districts = _find_districts(city, [link.city for link in row.links])
    return rows


@fetch_once
def fetch_exchanges(city: City) -> list[Exchange]:
    """Fetch the exchanges of a city and its districts as `for_list()` does, with all cities, in one query."""
    own = ExchangeCity.objects.filter(city__in=City.objects.published().within(city))
    links = (
        ExchangeCity.objects.filter(exchange__in=own.values("exchange"), exchange__status=Status.PUBLISHED)
        .select_related("exchange__theme", "city__parent", "city__region")
        .order_by("-exchange__starts", "exchange__slug", "exchange__pk", "position", "pk")
    )
    exchanges: list[Any] = []
    for exchange, own_links in groupby(links, key=lambda link: link.exchange):
        exchange.links = list(own_links)
        exchanges.append(exchange)
    return exchanges


@register_panel(
    City,
    key="events",
    title=_("Events"),
    template="coalition/panels/events.html",
    order=85,
    folded=True,
)
def list_events_of_city(city: City) -> list[Event]:
    """Return events in the city or its districts.

    `districts` lists the districts that an event names, `cities_count` is the number of cities that it names.
    """
    places: Any = Event.cities.through.objects
    of_event = places.filter(event=OuterRef("event")).order_by().values("event")
    rows = (
        places.filter(city__in=City.objects.published().within(city), event__status=Status.PUBLISHED)
        .select_related("event", "city__parent")
        .annotate(cities_count=Subquery(of_event.annotate(number=Count("pk")).values("number")))
        .order_by("-event__date", "event__slug", "event__pk", "city__name_en", "city__slug")
    )
    events: list[Any] = []
    for event, own in groupby(rows, key=lambda row: row.event):
        named = list(own)
        event.districts = _find_districts(city, [row.city for row in named])
        event.cities_count = named[0].cities_count
        events.append(event)
    return events


def _find_districts(city: City, places: Iterable[City]) -> list[City]:
    """Return the places that are part of the city; an empty list if the city itself is among them."""
    places = list(places)
    if city in places:
        return []
    return [place for place in places if _is_within(place, city)]


def _is_within(place: City, city: City) -> bool:
    """Return whether the place is the city, one of its districts, or part of such a district."""
    parent = place.parent
    return place == city or (parent is not None and city.pk in (parent.pk, parent.parent_id))


@register_similarity(order=10, group=PeerGroup.COALITION)
def find_shared_networks(city: City, family: QuerySet) -> Iterator[SharedFeature]:
    """Find members of the networks of the city. The text includes the role if both have the same."""
    memberships = fetch_memberships(city)
    own_roles = {(row.network_id, row.role) for row in memberships.own if row.city_id == city.pk}
    for row in sorted(memberships.shared, key=lambda row: (row.network.slug, row.pk)):
        network = row.network.short_name
        same_role = (row.network_id, row.role) in own_roles
        yield SharedFeature(
            row.city, f"{network}: {row.get_role_display()}" if same_role else str(network), row
        )


@register_similarity(order=20, group=PeerGroup.COALITION)
def find_shared_exchanges(city: City, family: QuerySet) -> Iterator[SharedFeature]:
    """Find cities that took part in an exchange with the city or with a district, named in the text."""
    for exchange in list_exchanges_of_city(city):
        text = str(exchange.title)
        if exchange.districts:
            names = [str(district.name) for district in exchange.districts]
            text = _now("%(exchange)s (%(district)s)") % {"exchange": text, "district": ", ".join(names)}
        for link in exchange.links:
            if not _is_within(link.city, city):
                yield SharedFeature(link.city, text, exchange)


@register_panel(
    Theme, key="exchanges", title=_("Exchanges"), template="coalition/panels/exchanges.html", order=65
)
def list_exchanges_on_theme(theme: Theme) -> QuerySet:
    return Exchange.objects.published().for_list().filter(theme=theme)


@register_panel(
    Partner, key="exchanges", title=_("Exchanges"), template="coalition/panels/exchanges.html", order=60
)
def list_exchanges_with_partner(partner: Partner) -> QuerySet:
    return Exchange.objects.published().for_list().filter(partners=partner)


@register_panel(
    Programme, key="exchanges", title=_("Exchanges"), template="coalition/panels/exchanges.html", order=60
)
def list_exchanges_of_programme(programme: Programme) -> QuerySet:
    return Exchange.objects.published().for_list().filter(programme=programme)
