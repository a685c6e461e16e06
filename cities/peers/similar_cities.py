"""What cities have in common, found for all of them and stored: a projection (`cities/projections.py`).

An app registers in its module `similarities` what cities have that others may have, too:

    @register_similarity(
        order=30, group=PeerGroup.PROGRAMMES, reason="round", depends_on=(ZeroWastePilot, Programme)
    )
    def find_rounds():
        for pilot in ZeroWastePilot.objects.in_round().select_related("programme"):
            yield CityFeature(pilot.city_id, pilot.programme_id, {"programme": …}, pilot.get_absolute_url())

and, for each reason, the sentence that words it (`cities/peers/reasons.py`). Cities are similar if they have
features with the same key. What isn't known of a city is in common with none.

All published rows are compared; what is stored is bounded. A city has rows with the `MAX_STORED` cities with
which it has most in common, as many for each group, and for each of them at most `MAX_REASONS` in a group.
"""

import heapq
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import batched
from typing import Any, NamedTuple

from django.db.models import Model
from django.utils.translation import override

from cities.choices import PeerGroup
from cities.models import City, CitySimilarity

#: Twice what a page shows: readers combine groups, and a city may be withdrawn before the next refresh.
MAX_STORED = 8
MAX_REASONS = 12
_BATCH = 2000


class CityFeature(NamedTuple):
    """What a city has; cities with the same `key` have it in common.

    `params` and `url` are those of the reason for showing this city beside another one: what the sentence
    names, and the page of the evidence. `detail` is for the comparison of the registration.
    """

    city: int
    key: Any
    params: dict[str, Any]
    url: str = ""
    detail: Any = None


class CityPair(NamedTuple):
    """A reason for showing `other` beside `city`."""

    city: int
    other: int
    group: str
    reason: str
    params: dict[str, Any]
    url: str = ""
    distance: float = 0


#: Returns reason and params from the features of a city, and of its districts, and the same one of another.
FeatureComparison = Callable[[int, list[CityFeature], CityFeature], tuple[str, dict[str, Any]]]
FeatureFinder = Callable[[], Iterable[CityFeature]]
PairFinder = Callable[[], Callable[[int], Iterable[CityPair]]]


@dataclass(frozen=True)
class _FeatureKind:
    find: FeatureFinder
    group: PeerGroup
    reason: str
    with_districts: bool
    compare: FeatureComparison | None


_kinds: dict[int, _FeatureKind] = {}
_pair_finders: list[PairFinder] = []
_models: set[type[Model]] = {City}


def register_similarity(
    *,
    order: int,
    group: PeerGroup,
    depends_on: Iterable[type[Model]],
    reason: str = "",
    compare: FeatureComparison | None = None,
    with_districts: bool = False,
) -> Callable[[FeatureFinder], FeatureFinder]:
    """Register a function that yields a feature of all cities, in the order in which reasons are listed.

    It runs in English, and `depends_on` are the models that it reads. The sentence is `reason`, or what
    `compare` returns. `with_districts`: a city also has what its districts have. Reasons with a lower `order`
    are listed first. Raises ValueError if the order is taken.
    """

    def register(find: FeatureFinder) -> FeatureFinder:
        if order in _kinds:
            raise ValueError(f"Order {order} is that of {_kinds[order].find.__name__} already.")
        _kinds[order] = _FeatureKind(find, group, reason, with_districts, compare)
        _models.update(depends_on)
        return find

    return register


def register_pairs(*depends_on: type[Model]) -> Callable[[PairFinder], PairFinder]:
    """Register a function for what isn't the same in both cities.

    It reads the rows of all cities, and returns a function that yields the reasons of one city.
    """

    def register(find: PairFinder) -> PairFinder:
        _pair_finders.append(find)
        _models.update(depends_on)
        return find

    return register


def list_compared_models() -> tuple[type[Model], ...]:
    """Return the models that the registered functions read."""
    return tuple(_models)


@dataclass(frozen=True)
class _Place:
    parent: int | None
    region: int
    #: Its place in the list of all cities by name.
    position: int


class _Comparer:
    """All published cities with their features."""

    def __init__(self) -> None:
        rows = City.objects.published().order_by("name_en", "pk").values_list("pk", "parent", "region")
        self.places = {pk: _Place(parent, region, at) for at, (pk, parent, region) in enumerate(rows)}
        self.families = self._find_families()
        self.features: dict[int, list[tuple[int, CityFeature]]] = defaultdict(list)
        #: Of a city and its districts, where these count.
        self.own: dict[int, dict[tuple[int, Hashable], list[CityFeature]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self.cities_by_feature: dict[tuple[int, Hashable], set[int]] = defaultdict(set)
        for order, kind in sorted(_kinds.items()):
            for feature in kind.find():
                if feature.city in self.places:
                    self._add_feature(order, kind, feature)
        self.pair_finders = [prepare() for prepare in _pair_finders]

    def _find_families(self) -> dict[int, set[int]]:
        """Return, for each city, itself with its districts and with the cities of which it is a part."""
        families = {pk: {pk} for pk in self.places}
        for pk in self.places:
            for ancestor in self._iter_ancestors(pk):
                families[pk].add(ancestor)
                families[ancestor].add(pk)
        return families

    def _iter_ancestors(self, pk: int) -> Iterator[int]:
        parent = self.places[pk].parent
        if parent is not None and parent in self.places:
            yield parent
            yield from self._iter_ancestors(parent)

    def _add_feature(self, order: int, kind: _FeatureKind, feature: CityFeature) -> None:
        key = order, feature.key
        self.features[feature.city].append((order, feature))
        self.cities_by_feature[key].add(feature.city)
        owners = self._iter_ancestors(feature.city) if kind.with_districts else ()
        for owner in (feature.city, *owners):
            self.own[owner][key].append(feature)

    def find_pairs(self, city: int) -> Iterator[CityPair]:
        """Yield the reasons for the similar cities of a city, each city's in the order of the page."""
        pairs: dict[int, list[CityPair]] = defaultdict(list)
        for find in self.pair_finders:
            for pair in find(city):
                if pair.other in self.places and pair.other not in self.families[city]:
                    pairs[pair.other].append(pair)
        for other in self._choose_others(city, pairs):
            numbers: Counter[str] = Counter()
            seen = set()
            for pair in (*self._compare(city, other), *pairs.get(other, ())):
                reason = pair.reason, _encode(pair.params)
                if reason not in seen and numbers[pair.group] < MAX_REASONS:
                    seen.add(reason)
                    numbers[pair.group] += 1
                    yield pair

    def _choose_others(self, city: int, pairs: Mapping[int, list[CityPair]]) -> list[int]:
        """Return the cities with most in common, those with most in each group, and those related by coal."""
        numbers: dict[str, Counter[int]] = defaultdict(Counter)
        distances: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        for key in self.own[city]:
            numbers[_kinds[key[0]].group].update(self.cities_by_feature[key])
        for found in pairs.values():
            for pair in found:
                distances[pair.group][pair.other] += pair.distance
                numbers[pair.group][pair.other] += 1
        for other in self.families[city]:
            for counter in numbers.values():
                counter.pop(other, None)
        chosen = [self._rank(city, counter, distances[group]) for group, counter in numbers.items()]
        in_all = sum((numbers[group] for group in PeerGroup), Counter())
        coal = Counter({other: in_all[other] for other in numbers[PeerGroup.COAL]})
        # Of the groups of peers, only sizes have distances.
        chosen += [self._rank(city, counter, distances[PeerGroup.SIZE]) for counter in (in_all, coal)]
        return list(dict.fromkeys(other for ranked in chosen for other in ranked))

    def _rank(self, city: int, numbers: Counter[int], distances: Mapping[int, float]) -> list[int]:
        """Return the cities with most in common, those of the region first, then those at least distance."""
        fewest = min(heapq.nlargest(MAX_STORED, numbers.values()), default=0)
        candidates = [other for other, number in numbers.items() if number >= fewest]
        region = self.places[city].region
        return heapq.nsmallest(
            MAX_STORED,
            candidates,
            key=lambda other: (
                -numbers[other],
                self.places[other].region != region,
                distances.get(other, 0),
                self.places[other].position,
            ),
        )

    def _compare(self, city: int, other: int) -> Iterator[CityPair]:
        """Yield what a city has in common with another one, in the order of the features of the other."""
        for order, feature in self.features[other]:
            own, kind = self.own[city].get((order, feature.key)), _kinds[order]
            if not own:
                continue
            if kind.compare:
                reason, params = kind.compare(city, own, feature)
            else:
                reason, params = kind.reason, feature.params
            yield CityPair(city, other, kind.group, reason, params, feature.url)


def _encode(params: dict[str, Any]) -> str:
    return json.dumps(params, sort_keys=True, ensure_ascii=False)


_COLUMNS = ("city_id", "other_id", "group", "position", "reason", "params", "path", "distance")


def find_similarities() -> Iterator[CitySimilarity]:
    """Yield the rows of all cities, as they are stored."""
    with override("en"):  # paths have no language
        comparer = _Comparer()
        for city in comparer.places:
            positions: Counter[int] = Counter()
            for pair in comparer.find_pairs(city):
                positions[pair.other] += 1
                yield CitySimilarity(
                    city_id=city,
                    other_id=pair.other,
                    group=pair.group,
                    position=positions[pair.other],
                    reason=pair.reason,
                    params=pair.params,
                    path=pair.url.removeprefix("/en"),
                    distance=pair.distance,
                )


def update_similarities() -> int:
    """Compare all cities and write what changed; return the number of rows that changed."""
    fresh = {_build_key(*(getattr(row, name) for name in _COLUMNS)): row for row in find_similarities()}
    removed = []
    for pk, *columns in CitySimilarity.objects.values_list("pk", *_COLUMNS).iterator(_BATCH):
        if fresh.pop(_build_key(*columns), None) is None:
            removed.append(pk)
    for pks in batched(removed, _BATCH):
        CitySimilarity.objects.filter(pk__in=pks).delete()
    CitySimilarity.objects.bulk_create(fresh.values(), batch_size=_BATCH)
    return len(removed) + len(fresh)


def _build_key(*columns: Any) -> tuple[Any, ...]:
    return tuple(_encode(column) if isinstance(column, dict) else column for column in columns)
