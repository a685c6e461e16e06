"""Panels on the pages of cities, themes, partners and programmes, and similarities between cities."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cities.compiled_rows import compile_rows
from cities.models import City
from cities.place_names import mark_same_cities
from cities.similar_cities import (
    ComparedRows,
    PeerGroup,
    SharedFeature,
    compare_rows,
    register_similarity,
)
from coalition.models import (
    Event,
    Exchange,
    ExchangeCity,
    Membership,
    Network,
    Partner,
    Programme,
    Resource,
)
from coalition.models.exchange import CITIES_IN_LIST
from coalition.programme_coverage import SIZES_SHOWN, annotate_totals, attach_coverage, fetch_first_sizes
from records.formats import join_list
from records.models import Theme
from records.panels import ROWS_SHOWN, FirstRows, fetch_once, register_panel

#: Of an exchange or an event, on its page.
_CITIES_SHOWN = 60


@register_panel(
    City,
    key="memberships",
    title=_("Memberships"),
    template="coalition/panels/memberships.html",
    order=5,
    slot="facts",
    tags="coalition/panels/memberships_tags.html",
)
def list_memberships_of_city(city: City) -> FirstRows:
    """Return current memberships of the city and its districts."""
    return fetch_memberships(city).own


@compare_rows
def fetch_memberships(city: City) -> ComparedRows:
    """Fetch current memberships of a city and its districts, and those of others in the city's networks.

    `met` says whether the member took part in an exchange with one of them.
    """
    current = Membership.objects.published().filter(left="")
    together = ExchangeCity.objects.filter(city__in=city.family).values("exchange")
    met = Exists(ExchangeCity.objects.filter(city=OuterRef("city"), exchange__in=together))
    return ComparedRows(
        current.annotate(met=met)
        .select_related("network", "city__parent", "city__region")
        .order_by("network__short_name_en", "role", "city__name_en", "pk"),
        own=Q(city__in=city.family),
        shared=Q(network__in=current.filter(city=city).values("network")),
        near=Q(city__region=city.region_id),
        order=["-met", "city__name_en", "network", "pk"],
    )


def _set_districts_of_exchanges(city: City, exchanges: list[Any]) -> None:
    """Set `districts`, the districts that took part."""
    for exchange in exchanges:
        exchange.districts = _find_districts(city, [link.city for link in exchange.links])


@register_panel(
    City,
    key="exchanges",
    title=_("Exchanges"),
    template="coalition/panels/exchanges.html",
    order=65,
    folded=True,
    brief=True,
    complete=_set_districts_of_exchanges,
)
def list_exchanges_of_city(city: City) -> FirstRows:
    """Return exchanges of the city and its districts."""
    return FirstRows(lambda: fetch_exchanges(city), lambda: _filter_exchanges(city).for_list())


@fetch_once
def fetch_exchanges(city: City) -> list[Exchange]:
    """Fetch the newest exchanges of a city and its districts as `for_list()` does, in one query."""
    exchanges: list[Any] = []
    for exchange, own_links in groupby(_fetch_links(city), key=lambda link: link.exchange):
        exchange.links = list(own_links)
        exchanges.append(exchange)
    return exchanges


@compile_rows
def _fetch_links(city: City) -> QuerySet:
    """Fetch the links of the newest exchanges to their first cities, and to the city and its districts."""
    place = Window(RowNumber(), partition_by=[F("exchange")], order_by=["position", "pk"])
    newest = _filter_exchanges(city).order_by("-starts", "slug", "pk").values("pk")[: ROWS_SHOWN + 1]
    return (
        ExchangeCity.objects.filter(exchange__in=newest)
        .annotate(place=place)
        .filter(Q(place__lte=CITIES_IN_LIST + 1) | Q(city__in=city.family))
        .select_related("exchange__theme", "city__parent", "city__region")
        .order_by("-exchange__starts", "exchange__slug", "exchange__pk", "position", "pk")
    )


def _filter_exchanges(city: City) -> Any:
    own = ExchangeCity.objects.filter(city__in=city.family)
    return Exchange.objects.published().filter(pk__in=own.values("exchange"))


def _set_districts_of_events(city: City, events: list[Any]) -> None:
    """Set `districts`, the districts that an event names."""
    for event in events:
        event.districts = _find_districts(city, event.named)


@register_panel(
    City,
    key="events",
    title=_("Events"),
    template="coalition/panels/events.html",
    order=85,
    folded=True,
    complete=_set_districts_of_events,
)
def list_events_of_city(city: City) -> FirstRows:
    """Return events in the city or its districts, with the `named` of them.

    `cities_count` is the number of all cities that an event names.
    """
    return FirstRows(lambda: _fetch_events(city), lambda: _list_events(city))


def _fetch_events(city: City) -> list[Any]:
    events: list[Any] = []
    for event, own in groupby(_fetch_named_cities(city), key=lambda row: row.event):
        named = list(own)
        event.named, event.cities_count = [row.city for row in named], named[0].cities_count
        events.append(event)
    return events


def _list_events(city: City) -> QuerySet:
    named = City.objects.filter(pk__in=city.family).select_related("parent").order_by("name_en", "slug")
    counted = _filter_events(city).annotate(cities_count=_count_cities(OuterRef("pk")))
    return counted.prefetch_related(Prefetch("cities", named, to_attr="named"))


@compile_rows
def _fetch_named_cities(city: City) -> QuerySet:
    """Fetch the places that the newest events name, with their events."""
    newest = _filter_events(city).values("pk")[: ROWS_SHOWN + 1]
    return (
        Event.cities.through.objects.filter(city__in=city.family, event__in=newest)
        .select_related("event", "city__parent")
        .annotate(cities_count=_count_cities(OuterRef("event")))
        .order_by("-event__date", "event__slug", "event__pk", "city__name_en", "city__slug")
    )


def _filter_events(city: City) -> QuerySet:
    named = Event.cities.through.objects.filter(city__in=city.family)
    return Event.objects.published().filter(pk__in=named.values("event")).order_by("-date", "slug", "pk")


def _count_cities(event: OuterRef) -> Subquery:
    places: Any = Event.cities.through.objects.order_by()
    return Subquery(places.filter(event=event).values("event").annotate(number=Count("pk")).values("number"))


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


def _mark_cities_of_rows(_record: Any, rows: list[Any]) -> None:
    mark_same_cities(row.city for row in rows)


@register_similarity(order=10, group=PeerGroup.COALITION)
def find_shared_networks(city: City) -> Iterator[SharedFeature]:
    """Find members of the networks of the city. The text names the role if both have the same."""
    memberships = fetch_memberships(city)
    own_roles = {(row.network_id, row.role) for row in memberships.own if row.city_id == city.pk}
    for row in sorted(memberships.shared, key=lambda row: (row.network.slug, row.pk)):
        values = {"network": row.network.short_name, "role": row.get_role_display()}
        if (row.network_id, row.role) in own_roles:
            text = gettext("Both have the same role in %(network)s: %(role)s") % values
        else:
            text = gettext("Both are in %(network)s") % values
        yield SharedFeature(row.city, text, row)


@register_similarity(order=20, group=PeerGroup.COALITION)
def find_shared_exchanges(city: City) -> Iterator[SharedFeature]:
    """Find cities that took part in an exchange with the city or with a district, named in the text."""
    exchanges: list[Any] = fetch_exchanges(city)[:ROWS_SHOWN]
    _set_districts_of_exchanges(city, exchanges)
    for exchange in exchanges:
        text = str(exchange.title)
        if exchange.districts:
            names = [str(district.name) for district in exchange.districts]
            text = gettext("%(exchange)s (%(district)s)") % {"exchange": text, "district": join_list(names)}
        for link in exchange.links:
            if not _is_within(link.city, city):
                yield SharedFeature(link.city, text, exchange)


@register_panel(
    Exchange,
    key="cities",
    title=_("Cities and their roles"),
    template="coalition/panels/cities_exchange.html",
    order=10,
    slot="cities",
    cites=False,
    limit=_CITIES_SHOWN,
    complete=_mark_cities_of_rows,
)
def list_cities_of_exchange(exchange: Exchange) -> QuerySet:
    return exchange.cities.select_related("city__parent", "city__region")


@register_panel(
    Exchange,
    key="candidates",
    title=_("Cities it could learn from"),
    template="coalition/panels/candidates.html",
    order=12,
    slot="candidates",
)
def list_candidates_of_exchange(exchange: Exchange) -> QuerySet:
    return exchange.candidates.select_related("city__parent").order_by("position", "pk")


@register_panel(
    Exchange,
    key="partners",
    title=_("Partners"),
    template="coalition/panels/partners.html",
    order=14,
    slot="partners",
)
def list_partners_of_exchange(exchange: Any) -> QuerySet:
    return exchange.partners.published()


@register_panel(
    Event,
    key="cities",
    title=_("Cities"),
    template="coalition/panels/cities_event.html",
    order=10,
    slot="cities",
    cites=False,
    limit=_CITIES_SHOWN,
    complete=lambda event, cities: mark_same_cities(cities),
)
def list_cities_of_event(event: Event) -> QuerySet:
    return City.objects.published().with_place().filter(pk__in=event.cities.values("pk"))


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
    Programme,
    key="sizes",
    title=_("Official totals"),
    template="coalition/panels/sizes.html",
    order=10,
    slot="sizes",
    limit=SIZES_SHOWN,
    complete=attach_coverage,
)
def list_sizes_of_programme(programme: Programme) -> FirstRows:
    return FirstRows(
        lambda: fetch_first_sizes(programme),
        lambda: annotate_totals(programme.official_sizes.all()),
        limit=SIZES_SHOWN,
    )


@register_panel(
    Programme, key="results", title=_("Results"), template="coalition/panels/results.html", order=15, limit=26
)
def list_results_of_programme(programme: Programme) -> QuerySet:
    return programme.results.order_by("position", "pk")


@register_panel(
    Programme, key="exchanges", title=_("Exchanges"), template="coalition/panels/exchanges.html", order=60
)
def list_exchanges_of_programme(programme: Programme) -> QuerySet:
    return Exchange.objects.published().for_list().filter(programme=programme)


@register_panel(
    Network,
    key="members",
    title=_("Members"),
    template="coalition/panels/members.html",
    order=10,
    slot="members",
    complete=_mark_cities_of_rows,
)
def list_members_of_network(network: Network) -> QuerySet:
    return (
        Membership.objects.published()
        .filter(network=network)
        .select_related("network", "city__parent", "city__region")
        .order_by("role", "city__name_en", "pk")
    )


@register_panel(
    Network,
    key="partners",
    title=_("Knowledge partners"),
    template="coalition/panels/partners.html",
    order=20,
    slot="partners",
)
def list_partners_of_network(network: Network) -> Any:
    return Partner.objects.published() if network.is_coalition else []


@register_panel(
    Network,
    key="resources",
    title=_("Resources"),
    template="coalition/panels/resources.html",
    order=30,
    slot="resources",
)
def list_resources_of_network(network: Network) -> Any:
    return Resource.objects.published() if network.is_coalition else []


@register_panel(
    Network,
    key="networks",
    title=capfirst(Network._meta.verbose_name_plural),
    template="coalition/panels/networks.html",
    order=40,
    slot="networks",
)
def list_other_networks(network: Network) -> Any:
    """Return the networks other than the Coalition, on its page."""
    others = Network.objects.published().exclude(pk=network.pk).order_by("slug")
    return others if network.is_coalition else []


@register_panel(
    Network, key="aims", title=_("Aims"), template="coalition/panels/aims.html", order=50, slot="aims"
)
def list_aims_of_network(network: Network) -> QuerySet:
    return network.aims.order_by("position", "pk")


@register_panel(
    Network,
    key="related",
    title=_("Related work"),
    template="coalition/panels/related.html",
    order=60,
    slot="related",
)
def list_related_work_of_network(network: Network) -> QuerySet:
    return network.related.order_by("position", "pk")
