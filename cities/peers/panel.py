"""The panel of similar cities: the stored similarities of a city, and the choice of the groups that count."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from cities.choices import PeerGroup
from cities.models import City, CitySimilarity
from cities.peers.reasons import describe_similarity

MAX_SIMILAR_CITIES = 4
#: Reasons that a request for an exchange names: longer addresses of an e-mail aren't opened everywhere.
_REASONS_IN_MAIL = 6
#: A query string of known groups with commas.
PEERS_PATTERN = "(?:{0})(?:,(?:{0})){{0,{1}}}".format("|".join(PeerGroup.values), len(PeerGroup) - 1)


class SharedFeature(NamedTuple):
    """What a peer shares, as a sentence, with the page of the evidence.

    Shared themes have no evidence: the hub itself assigns themes.
    """

    text: str
    url: str = ""


class ExchangeRequest(NamedTuple):
    """A letter that asks for an exchange with a peer, with the reasons."""

    subject: str
    text: str


@dataclass(frozen=True)
class Peer:
    """A city that is similar to another one, with what they share, by label of the group."""

    city: City
    reasons: list[tuple[Any, list[SharedFeature]]]
    request: ExchangeRequest


@dataclass(frozen=True)
class GroupSwitch:
    """A group with the query that switches it on or off; an empty one stands for all groups.

    Of all groups the first switch is on, not each of them.
    """

    label: Any
    is_on: bool
    query: str


@dataclass(frozen=True)
class Peers:
    """What other cities share with a city, and those that are most similar to it in the chosen groups."""

    city: City
    similarities: list[CitySimilarity]
    chosen: Collection[PeerGroup] = tuple(PeerGroup)

    @cached_property
    def groups(self) -> list[PeerGroup]:
        """The groups in which the city has peers."""
        found = {similarity.group for similarity in self.similarities}
        return [group for group in PeerGroup if group in found]

    @property
    def without(self) -> list[Any]:
        """The labels of the other groups."""
        return [group.label for group in PeerGroup if group not in self.groups]

    @property
    def _groups_on(self) -> list[PeerGroup]:
        # A chosen group without peers doesn't hide the others.
        return [group for group in self.groups if group in self.chosen]

    @cached_property
    def peers(self) -> list[Peer]:
        """The most similar cities in the chosen groups, at most `MAX_SIMILAR_CITIES`."""
        ranked = rank_peers(self.city, self.similarities, self._groups_on)
        return [_build_peer(self.city, shared) for shared in ranked[:MAX_SIMILAR_CITIES]]

    @property
    def switches(self) -> list[GroupSwitch]:
        on = self._groups_on
        is_whole = len(on) == len(self.groups)
        switches = [GroupSwitch(pgettext("peers", "All"), is_whole, "")]
        return switches + [_build_switch(group, [] if is_whole else on, self.groups) for group in self.groups]

    @property
    def compare_query(self) -> str:
        """The slugs of the first three."""
        return ",".join(peer.city.slug for peer in self.peers[:3])


def read_peer_groups(text: str) -> list[PeerGroup]:
    """Return the groups that a query parameter names; all, if it names none."""
    named = text.split(",")
    return [group for group in PeerGroup if group in named] or list(PeerGroup)


def fetch_peers(city: City) -> Peers:
    """Fetch what other cities share with a city, in one query."""
    rows = CitySimilarity.objects.published().filter(city=city, group__in=PeerGroup.values)
    return Peers(city, list(rows.select_related("other__region", "other__parent").order_by("position", "pk")))


def rank_peers(
    city: City, similarities: Iterable[CitySimilarity], groups: Collection[PeerGroup]
) -> list[list[CitySimilarity]]:
    """Return what each similar city shares with the city, the most similar one first.

    Those that coal relates come first, then those with most in common, those of the region first.
    """
    by_city: dict[int, list[CitySimilarity]] = defaultdict(list)
    for similarity in similarities:
        if similarity.group in groups:
            by_city[similarity.other_id].append(similarity)

    def get_position(shared: list[CitySimilarity]) -> tuple[Any, ...]:
        other: Any = shared[0].other
        return (
            all(similarity.group != PeerGroup.COAL for similarity in shared),
            -len(shared),
            other.region_id != city.region_id,
            sum(similarity.distance for similarity in shared),
            other.name_en,
            other.pk,
        )

    return sorted(by_city.values(), key=get_position)


def _build_peer(city: City, shared: list[CitySimilarity]) -> Peer:
    reasons: dict[str, list[SharedFeature]] = defaultdict(list)
    for similarity in shared:
        url = f"/{get_language()}{similarity.path}" if similarity.path else ""
        reasons[similarity.group].append(SharedFeature(describe_similarity(city, similarity), url))
    by_group = [(group.label, reasons[group]) for group in PeerGroup if group in reasons]
    other = shared[0].other
    texts = [feature.text for _label, features in by_group for feature in features]
    return Peer(other, by_group, _build_exchange_request(city, other, texts))


def _build_switch(group: PeerGroup, on: list[PeerGroup], groups: list[PeerGroup]) -> GroupSwitch:
    """Return the switch that adds a group to those that are on, or removes it."""
    after = [other for other in groups if (other in on) != (other == group)]
    query = "" if len(after) in (0, len(groups)) else ",".join(after)
    return GroupSwitch(group.label, group in on, query)


def _build_exchange_request(city: City, other: City, reasons: list[str]) -> ExchangeRequest:
    names = {"city": city.name, "other_city": other.name}
    listed = "\n".join(f"- {reason}" for reason in reasons[:_REASONS_IN_MAIL])
    text = _("%(city)s would like an exchange with %(other_city)s. What they have in common:") % names
    return ExchangeRequest(_("Exchange between %(city)s and %(other_city)s") % names, f"{text}\n{listed}")
