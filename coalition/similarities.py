"""Networks and exchanges that cities have in common."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cities.choices import PeerGroup
from cities.models import City, CitySimilarity
from cities.peers.reasons import register_reason
from cities.peers.similar_cities import CityFeature, register_similarity
from coalition.choices import MembershipRole
from coalition.models import Exchange, ExchangeCity, Membership, Network
from records.choices import Status
from records.texts.formats import join_list
from records.texts.translation import get_columns, get_text_from_columns


def _compare_roles(city: int, own: list[CityFeature], other: CityFeature) -> tuple[str, dict[str, Any]]:
    """Name the role if both have the same in the network."""
    if other.detail in [membership.detail for membership in own]:
        return "network-role", {**other.params, "role": other.detail}
    return "network", other.params


@register_similarity(
    order=10, group=PeerGroup.COALITION, depends_on=(Membership, Network), compare=_compare_roles
)
def find_networks() -> Iterator[CityFeature]:
    members = Membership.objects.published().filter(left="").select_related("network")
    for row in members.order_by("network__slug", "pk"):
        names = {"network": get_columns(row.network, "short_name")}
        yield CityFeature(row.city_id, row.network_id, names, row.get_absolute_url(), row.role)


@register_reason("network")
def describe_network(city: City, similarity: CitySimilarity) -> str:
    return _("Both are in %(network)s") % {"network": similarity.get_name("network")}


@register_reason("network-role")
def describe_network_role(city: City, similarity: CitySimilarity) -> str:
    return _("Both have the same role in %(network)s: %(role)s") % {
        "network": similarity.get_name("network"),
        "role": MembershipRole(similarity.params["role"]).label,
    }


def _compare_places(city: int, own: list[CityFeature], other: CityFeature) -> tuple[str, dict[str, Any]]:
    """Name the districts of a city that took part, unless the city itself did."""
    if any(part.city == city for part in own):
        return "exchange", other.params
    return "exchange", {**other.params, "districts": [part.detail for part in own]}


@register_similarity(
    order=20,
    group=PeerGroup.COALITION,
    depends_on=(Exchange, ExchangeCity),
    compare=_compare_places,
    with_districts=True,
)
def find_exchanges() -> Iterator[CityFeature]:
    """Yield who took part in exchanges, the newest first."""
    links = ExchangeCity.objects.filter(exchange__status=Status.PUBLISHED).select_related("exchange", "city")
    for row in links.order_by("-exchange__starts", "exchange__slug", "exchange__pk", "position", "pk"):
        title = {"exchange": get_columns(row.exchange, "title")}
        url = row.exchange.get_absolute_url()
        yield CityFeature(row.city_id, row.exchange_id, title, url, get_columns(row.city, "name"))


@register_reason("exchange", strong=gettext_lazy("Also took part in exchanges with"))
def describe_exchange(city: City, similarity: CitySimilarity) -> str:
    title = str(similarity.get_name("exchange"))
    if districts := similarity.params.get("districts"):
        names = join_list(str(get_text_from_columns(name)) for name in districts)
        return _("%(exchange)s (%(district)s)") % {"exchange": title, "district": names}
    return title
