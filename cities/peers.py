"""Other cities that have something in common with a city. What they share is said; nobody is ranked.

An app registers what two cities can share:

    @shares(order=10)
    def networks(city, family):
        yield Shared(other_city, "GCCC: Endorsing", membership)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from cities.models import City, ProfileSection
from records.choices import Status
from records.models import Record

MOST_PEERS = 6
#: A network or round may have thousands of cities; the page needs six of them.
MOST_READ = 200


@dataclass(frozen=True)
class Shared:
    """What another city has in common with this one, in words, and the record that says so of the other.

    Themes are the hub's own order: no record has to say them.
    """

    city: City
    text: str
    claim: Record | None = None


Finder = Callable[[City, QuerySet], Iterable[Shared]]

_finders: list[tuple[int, Finder]] = []


def shares(*, order: int) -> Callable[[Finder], Finder]:
    """Register a function from a city and its family (itself and its districts) to what others share with it.

    The other cities come with parent and region. What has a lower `order` is named first.
    """

    def register(finder: Finder) -> Finder:
        _finders.append((order, finder))
        return finder

    return register


def peers_of(city: City) -> list[City]:
    """At most six other cities, those with most in common first, then those of its region.

    Its districts and the city to which it belongs are none. Each has `shared`, a list of `Shared`, and
    `also_cited`: the records that its card names besides.
    """
    family = City.objects.published().within(city)
    above = {city.parent_id, city.parent.parent_id if city.parent else None}
    found: dict[int, Any] = {}
    for _order, finder in sorted(_finders, key=lambda entry: entry[0]):
        for shared in finder(city, family):
            if shared.city.pk in above:
                continue
            peer = found.setdefault(shared.city.pk, shared.city)
            peer.shared = getattr(peer, "shared", [])
            if shared.text not in [other.text for other in peer.shared]:
                peer.shared.append(shared)
    ranked = sorted(
        found.values(),
        key=lambda peer: (-len(peer.shared), peer.region_id != city.region_id, peer.name_en, peer.pk),
    )[:MOST_PEERS]
    for peer in ranked:
        peer.also_cited = [shared.claim for shared in peer.shared if shared.claim]
    return ranked


@shares(order=40)
def themes(city: City, family: QuerySet) -> Iterable[Shared]:
    """Cities whose profile has a section under the same theme."""
    own = ProfileSection.objects.filter(city=city).values("theme")
    rows = (
        ProfileSection.objects.filter(theme__in=own, city__status=Status.PUBLISHED)
        .exclude(city__in=family)
        .select_related("theme", "city__parent", "city__region")
        .order_by("city__name_en", "city", "position", "pk")[:MOST_READ]
    )
    return [Shared(row.city, str(row.theme.name)) for row in rows]
