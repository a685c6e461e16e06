"""Cities beside a city on its page, each with the reason in words, and the nearest ones for the map."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from cities.choices import NeighbourGroup, PeerGroup
from cities.models import City, CitySimilarity
from cities.peers.neighbours import MOST_BESIDE
from cities.peers.panel import fetch_peers, rank_peers
from cities.peers.reasons import describe_similarity, list_strong_reasons
from cities.waste.amounts import format_share, format_tonnes
from cities.waste.sentences import write_headline
from cities.waste.treatment import CityWaste
from records.texts.formats import format_number

#: Cities near by that the map names beside those.
_MOST_NEAR = 3
#: Cities that are alike in more than their waste.
_MOST_ALIKE = 4


@dataclass(frozen=True)
class BesideCity:
    """A city with the reason for standing there; `waste` if its portrait can be drawn."""

    city: City
    reason: str
    waste: CityWaste | None = None

    @property
    def sentence(self) -> str:
        """What its small portrait shows."""
        return write_headline(self.waste) if self.waste else ""


@dataclass(frozen=True)
class Neighbours:
    """At most four cities beside a city, others near by, and those alike by reason in words."""

    beside: list[BesideCity] = field(default_factory=list)
    near: list[City] = field(default_factory=list)
    alike: dict[str, list[City]] = field(default_factory=dict)

    @property
    def cities(self) -> list[City]:
        return [entry.city for entry in self.beside]


def fetch_neighbours(city: City, waste: dict[int, CityWaste]) -> Neighbours:
    """Return the cities to set beside a city. One query; another one where the waste of none is known.

    A district stands beside its city. Then these are the cities with which it has most in common.
    """
    rows: list[Any] = list(
        CitySimilarity.objects.published()
        .filter(
            Q(group__in=[*NeighbourGroup.values, PeerGroup.COAL]) | Q(reason__in=list_strong_reasons()),
            city=city,
        )
        .select_related("other__region", "other__parent")
        .order_by("distance", "other__name_en", "pk")
    )
    beside = [
        BesideCity(row.other, describe_neighbour(row), waste.get(row.other_id))
        for row in rows
        if row.group == NeighbourGroup.BESIDE
    ]
    parent = city.parent
    if parent and parent.pk in waste:
        whole = waste[parent.pk]
        beside.insert(0, BesideCity(whole.city, _("the city that it is a part of"), whole))
    if not beside:
        peers = fetch_peers(city).peers
        beside = [BesideCity(peer.city, peer.reasons[0][1][0].text) for peer in peers]
    beside = beside[:MOST_BESIDE]
    shown = {entry.city.pk for entry in beside}
    nearest = [row.other for row in rows if row.group == NeighbourGroup.NEAREST]
    return Neighbours(
        beside,
        [other for other in nearest if other.pk not in shown][:_MOST_NEAR],
        _group_alike(city, [row for row in rows if row.other_id not in shown]),
    )


def _group_alike(city: City, rows: list[CitySimilarity]) -> dict[str, list[City]]:
    """Return other cities by what they strongly share with the city: coal first, then an exchange."""
    alike: dict[str, list[City]] = {}
    for shared in rank_peers(city, rows, [PeerGroup.COAL, PeerGroup.COALITION])[:_MOST_ALIKE]:
        alike.setdefault(_describe_alike(city, shared), []).append(shared[0].other)
    return alike


def _describe_alike(city: City, shared: list[CitySimilarity]) -> str:
    """Word what counts most: coal, else what is strong of itself."""
    coal = [row for row in shared if row.group == PeerGroup.COAL]
    words = list_strong_reasons()
    strong = [row for row in coal or shared if row.reason in words]
    return str(words[strong[0].reason]) if strong else describe_similarity(city, coal[0])


def describe_neighbour(row: CitySimilarity) -> str:
    """Return why a city stands beside another one, in the active language."""
    params = row.params
    if row.reason == "nearest":
        return _("%(number)s km away") % {"number": format_number(params["km"])}
    if row.reason == "tonnes":
        return _("about as much waste: %(amount)s") % {"amount": format_tonnes(float(params["number"]))}
    if row.reason == "residents":
        return _("about as many residents: %(number)s") % {"number": format_number(float(params["number"]))}
    share = format_share(params["share"])
    return _("half to twice as many residents, treats %(share)s of its waste in other ways") % {
        "share": share
    }
