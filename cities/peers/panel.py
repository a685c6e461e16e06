"""Similar cities: those with which a city has most in common in some groups, from what is stored."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.translation import get_language

from cities.choices import PeerGroup
from cities.models import City, CitySimilarity
from cities.peers.reasons import describe_similarity

MAX_SIMILAR_CITIES = 4


class SharedFeature(NamedTuple):
    """What a peer shares, as a sentence, with the page of the evidence.

    Shared themes have no evidence: the hub itself assigns themes.
    """

    text: str
    url: str = ""


@dataclass(frozen=True)
class Peer:
    """A city that is similar to another one, with what they share, by label of the group."""

    city: City
    reasons: list[tuple[Any, list[SharedFeature]]]


@dataclass(frozen=True)
class Peers:
    """What other cities share with a city, and those that are most similar to it in the chosen groups."""

    city: City
    similarities: list[CitySimilarity]
    chosen: Collection[PeerGroup] = tuple(PeerGroup)

    @cached_property
    def peers(self) -> list[Peer]:
        """The most similar cities in the chosen groups, at most `MAX_SIMILAR_CITIES`."""
        ranked = rank_peers(self.city, self.similarities, self.chosen)
        return [_build_peer(self.city, shared) for shared in ranked[:MAX_SIMILAR_CITIES]]


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
    return Peer(shared[0].other, by_group)
