"""Panels on the pages of cities, themes, partners and programmes, and similarities between cities."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cities.models import City
from cities.similar_cities import MAX_CANDIDATES, SharedFeature, register_similarity
from coalition.models import Event, Exchange, ExchangeCity, Membership, Partner, Programme
from records.choices import Status
from records.models import Theme
from records.panels import register_panel


@register_panel(
    City,
    key="memberships",
    title=_("Memberships"),
    template="coalition/panels/memberships.html",
    order=5,
    slot="facts",
    tags="coalition/panels/memberships_tags.html",
)
def list_memberships_of_city(city: City) -> QuerySet:
    """Return current memberships of the city and its districts."""
    return (
        Membership.objects.published()
        .filter(city__in=City.objects.published().within(city), left="")
        .select_related("network", "city")
        .order_by("network__short_name_en", "role", "city__name_en", "pk")
    )


@register_panel(
    City, key="exchanges", title=_("Exchanges"), template="coalition/panels/exchanges.html", order=65
)
def list_exchanges_of_city(city: City) -> list[Exchange]:
    """Return exchanges of the city and its districts. `districts` lists the districts that took part."""
    taking_part = ExchangeCity.objects.filter(city__in=City.objects.published().within(city))
    rows = list(Exchange.objects.published().for_list().filter(pk__in=taking_part.values("exchange")))
    for row in rows:
        row.districts = _find_districts(city, [link.city for link in row.cities.all()])
    return rows


@register_panel(City, key="events", title=_("Events"), template="coalition/panels/events.html", order=85)
def list_events_of_city(city: City) -> list[Event]:
    """Return events in the city or its districts. `districts` lists the districts that an event names."""
    rows = list(
        Event.objects.published()
        .for_list()
        .filter(cities__in=City.objects.published().within(city))
        .distinct()
    )
    for row in rows:
        row.districts = _find_districts(city, row.cities.all())
    return rows


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


@register_similarity(order=10)
def find_shared_networks(city: City, family: QuerySet) -> Iterator[SharedFeature]:
    """Find members of the networks of the city. The text includes the role if both have the same."""
    current = Membership.objects.published().filter(left="")
    own = current.filter(city=city)
    together = ExchangeCity.objects.filter(city__in=family).values("exchange")
    met = ExchangeCity.objects.filter(city=OuterRef("city"), exchange__in=together)
    rows = (
        current.filter(network__in=own.values("network"))
        .exclude(city__in=family)
        .annotate(
            met=Exists(met),
            same_role=Exists(own.filter(network=OuterRef("network"), role=OuterRef("role"))),
        )
        .select_related("network", "city__parent", "city__region")
        .order_by("-met", "city__name_en", "network", "pk")[:MAX_CANDIDATES]
    )
    for row in rows:
        network = row.network.short_name
        text = f"{network}: {row.get_role_display()}" if row.same_role else str(network)
        yield SharedFeature(row.city, text, row)


@register_similarity(order=20)
def find_shared_exchanges(city: City, family: QuerySet) -> Iterator[SharedFeature]:
    """Find cities that took part in an exchange with the city or with a district, named in the text."""
    together = ExchangeCity.objects.filter(city__in=family, exchange__status=Status.PUBLISHED)
    rows = (
        ExchangeCity.objects.filter(exchange__in=together.values("exchange"))
        .select_related("exchange", "city__parent", "city__region")
        .order_by("-exchange__starts", "exchange", "position", "pk")
    )
    for exchange, links in groupby(rows, key=lambda row: row.exchange):
        places = [link.city for link in links]
        districts = _find_districts(city, places)
        text = str(exchange.title)
        if districts:
            names = [str(district.name) for district in districts]
            text = _now("%(exchange)s (%(district)s)") % {"exchange": text, "district": ", ".join(names)}
        yield from (SharedFeature(place, text, exchange) for place in places if not _is_within(place, city))


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
