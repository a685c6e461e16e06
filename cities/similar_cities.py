"""Cities that have something in common with a city.

An app registers a function for each kind of common feature:

    @register_similarity(order=10)
    def find_shared_networks(city, family):
        yield SharedFeature(other_city, "GCCC: Endorsing", membership)
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from cities.models import City, ProfileSection
from records.choices import Status
from records.models import Record
from records.panels import fetch_once

MAX_SIMILAR_CITIES = 6
#: Cities read for one feature: a network may have thousands, and the page shows six.
MAX_CANDIDATES = 200


@dataclass(frozen=True)
class SharedFeature:
    """A feature that another city shares, as text, with the record that is its evidence.

    Shared themes have no record: the hub itself assigns themes.
    """

    city: City
    text: str
    claim: Record | None = None


SimilarityFinder = Callable[[City, QuerySet], Iterable[SharedFeature]]

_finders: dict[int, SimilarityFinder] = {}


def register_similarity(*, order: int) -> Callable[[SimilarityFinder], SimilarityFinder]:
    """Register a function that yields the features shared with a city.

    It is called with the city and its family: the queryset of the city and its districts. The yielded cities
    must have `parent` and `region` loaded. Features with a lower `order` are listed first. Raises ValueError
    if the order is taken.
    """

    def register(finder: SimilarityFinder) -> SimilarityFinder:
        if order in _finders:
            raise ValueError(f"Order {order} is that of {_finders[order].__name__} already.")
        _finders[order] = finder
        return finder

    return register


def find_similar_cities(city: City) -> list[City]:
    """Return at most six cities, by number of shared features, then those of the same region.

    Districts and parents of the city are left out. `shared`, a list of `SharedFeature`, and `also_cited`, the
    records that its card cites, are set on each city.
    """
    family = City.objects.published().within(city)
    parents = {city.parent_id, city.parent.parent_id if city.parent else None}
    candidates: dict[int, Any] = {}
    features: dict[int, list[SharedFeature]] = defaultdict(list)
    for _order, finder in sorted(_finders.items()):
        for shared in finder(city, family):
            if shared.city.pk in parents:
                continue
            candidate = candidates.setdefault(shared.city.pk, shared.city)
            if shared.text not in [other.text for other in features[candidate.pk]]:
                features[candidate.pk].append(shared)
    ranked = sorted(
        candidates.values(),
        key=lambda candidate: (
            -len(features[candidate.pk]),
            candidate.region_id != city.region_id,
            candidate.name_en,
            candidate.pk,
        ),
    )[:MAX_SIMILAR_CITIES]
    for candidate in ranked:
        candidate.shared = features[candidate.pk]
        candidate.also_cited = [shared.claim for shared in candidate.shared if shared.claim]
    return ranked


@dataclass(frozen=True)
class OwnAndShared:
    """The rows of a city, and the rows of other cities that have something in common with them."""

    own: list[Any]
    shared: list[Any]


def fetch_own_and_shared(rows: QuerySet, own: Q, shared: Q, order: Iterable[str]) -> OwnAndShared:
    """Fetch the rows of a city and those of others in one query, in the order of `rows`.

    Of the rows that match `shared` and not `own`, the first 200 by `order` are fetched.
    """
    candidates = rows.filter(shared).exclude(own).order_by(*order).values("pk")[:MAX_CANDIDATES]
    is_own = ExpressionWrapper(own, BooleanField())
    fetched = list(rows.filter(own | Q(pk__in=candidates)).annotate(is_own=is_own))
    return OwnAndShared([row for row in fetched if row.is_own], [row for row in fetched if not row.is_own])


@fetch_once
def fetch_sections(city: City) -> OwnAndShared:
    """Fetch the profile sections of a city, and those of other cities on the same themes."""
    sections = ProfileSection.objects.select_related("theme", "city__parent", "city__region")
    themes = ProfileSection.objects.filter(city=city).values("theme")
    family = City.objects.published().within(city)
    return fetch_own_and_shared(
        sections.order_by("position", "pk"),
        own=Q(city=city),
        shared=Q(theme__in=themes, city__status=Status.PUBLISHED) & ~Q(city__in=family),
        order=["city__name_en", "city", "position", "pk"],
    )


@register_similarity(order=40)
def find_shared_themes(city: City, family: QuerySet) -> Iterable[SharedFeature]:
    return [SharedFeature(row.city, str(row.theme.name)) for row in fetch_sections(city).shared]
