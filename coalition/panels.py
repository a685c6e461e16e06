"""Panels on the pages of cities, themes, partners and programmes."""

from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cities.models import City
from cities.place_names import mark_same_cities
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
from coalition.programme_coverage import SIZES_SHOWN, annotate_totals, build_size_coverage
from records.models import Record, Theme
from records.pages.panels import register_panel

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
def list_memberships_of_city(city: City) -> QuerySet:
    """Return current memberships of the city and its districts."""
    return (
        Membership.objects.published()
        .filter(left="", city__in=city.family)
        .select_related("network", "city")
        .order_by("network__short_name_en", "role", "city__name_en", "pk")
    )


@register_panel(
    City,
    key="exchanges",
    title=_("Exchanges"),
    template="coalition/panels/exchanges.html",
    order=65,
    slot="cooperation",
)
def list_exchanges_of_city(city: City) -> QuerySet:
    """Return exchanges of the city and its districts; their `links` include those to these places."""
    links = ExchangeCity.objects.filter(city__in=city.family)
    return Exchange.objects.published().filter(pk__in=links.values("exchange")).for_list(city.family)


@register_panel(
    City,
    key="events",
    title=_("Events"),
    template="coalition/panels/events.html",
    order=85,
    slot="cooperation",
)
def list_events_of_city(city: City) -> QuerySet:
    """Return events in the city or its districts, with the `named` of them.

    `cities_count` is the number of all cities that an event names.
    """
    named = Event.cities.through.objects.filter(city__in=city.family)
    places = City.objects.filter(pk__in=city.family).select_related("parent").order_by("name_en", "slug")
    return (
        Event.objects.published()
        .filter(pk__in=named.values("event"))
        .annotate(cities_count=Count("cities"))
        .prefetch_related(Prefetch("cities", places, to_attr="named"))
        .order_by("-date", "slug", "pk")
    )


def _mark_cities_of_rows(record: Record, rows: list[Any]) -> list[Any]:
    mark_same_cities(row.city for row in rows)
    return rows


def _mark_cities(event: Event, cities: list[City]) -> list[City]:
    mark_same_cities(cities)
    return cities


@register_panel(
    Exchange,
    key="cities",
    title=_("Cities and their roles"),
    template="coalition/panels/cities_exchange.html",
    order=10,
    slot="cities",
    cites=False,
    limit=_CITIES_SHOWN,
    arrange=_mark_cities_of_rows,
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
    arrange=_mark_cities,
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
    cited=lambda coverage: coverage.cited,
    arrange=build_size_coverage,
)
def list_sizes_of_programme(programme: Programme) -> QuerySet:
    return annotate_totals(programme.official_sizes.all())


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
    arrange=_mark_cities_of_rows,
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
    title=capfirst(_("networks")),
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
