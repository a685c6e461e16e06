"""Cities that have something in common with a city, by groups that readers switch on and off.

An app registers a function for each kind of common feature:

    @register_similarity(order=10, group=PeerGroup.COALITION)
    def find_shared_networks(city):
        yield SharedFeature(other_city, "Both are in GCCC", membership)

What isn't known of a city is in common with none.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property, wraps
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    ExpressionWrapper,
    F,
    IntegerField,
    Q,
    QuerySet,
    When,
    Window,
)
from django.db.models.enums import TextChoices
from django.utils.translation import pgettext_lazy

from cities.compiled_rows import build_stand_in, compile_rows
from cities.models import City, ProfileSection
from records.choices import Status
from records.models import Part, Record
from records.panels import ROWS_SHOWN, FirstRows, fetch_once

MAX_SIMILAR_CITIES = 4
#: Cities read for one feature, those of the same region first: a network may have thousands.
MAX_CANDIDATES = 24
#: Rows among which candidates are looked for, the oldest: comparing all would take longer with each new city.
MAX_ROWS_COMPARED = 400
#: Sections of a profile, which a person has written; few have more than ten.
MAX_SECTIONS = 60


class PeerGroup(TextChoices):
    """Why cities are peers, in the order of the page. The codes are those of the query parameter `peers`."""

    COAL = "coal", pgettext_lazy("peers", "Coal transition")
    MATERIALS = "materials", pgettext_lazy("peers", "Industries and materials")
    PROGRAMMES = "programmes", pgettext_lazy("peers", "Programmes")
    COALITION = "coalition", pgettext_lazy("peers", "Networks and exchange")
    SIZE = "size", pgettext_lazy("peers", "Size and place")
    THEMES = "themes", pgettext_lazy("peers", "Themes")


@dataclass(frozen=True)
class SharedFeature:
    """A feature that another city shares, as a sentence, with the record or part that is its evidence.

    Shared themes have no record: the hub itself assigns themes. `group` is set by the registration, unless
    a function finds features of several groups. `distance` orders cities with as many features.
    """

    city: City
    text: str
    claim: Record | Part | None = None
    group: PeerGroup | None = None
    distance: float = 0

    @property
    def url(self) -> str:
        """The page that shows the evidence with its sources."""
        if isinstance(self.claim, Part):
            return f"{self.claim.record.get_absolute_url()}#{self.claim.key}"
        return self.claim.get_absolute_url() if self.claim else ""


SimilarityFinder = Callable[[City], Iterable[SharedFeature]]

_finders: dict[int, tuple[SimilarityFinder, PeerGroup | None]] = {}


def register_similarity(
    *, order: int, group: PeerGroup | None = None
) -> Callable[[SimilarityFinder], SimilarityFinder]:
    """Register a function that yields the features shared with a city.

    It is called with the city. The yielded cities must have `parent` and `region` loaded. Features with a
    lower `order` are listed first. Raises ValueError if the order is taken.
    """

    def register(finder: SimilarityFinder) -> SimilarityFinder:
        if order in _finders:
            raise ValueError(f"Order {order} is that of {_finders[order][0].__name__} already.")
        _finders[order] = finder, group
        return finder

    return register


@fetch_once
def fetch_shared_features(city: City) -> dict[PeerGroup, list[SharedFeature]]:
    """Return what other cities share with a city, by group. Parents of the city are left out."""
    parents = {city.parent_id, city.parent.parent_id if city.parent else None}
    found: dict[PeerGroup, list[SharedFeature]] = defaultdict(list)
    for _order, (finder, group) in sorted(_finders.items()):
        for shared in finder(city):
            if shared.city.pk not in parents:
                found[shared.group or group or PeerGroup.THEMES].append(shared)
    return found


def find_similar_cities(city: City, groups: Collection[PeerGroup] = tuple(PeerGroup)) -> list[City]:
    """Return similar cities, at most `MAX_SIMILAR_CITIES`.

    Those that coal relates come first, then those with most shared features, those of the region first.
    Districts and parents of the city are left out. `shared`, a list of `SharedFeature`, and `reasons`, the
    same by label of their group, are set on each city.
    """
    candidates: dict[int, Any] = {}
    features: dict[int, dict[PeerGroup, dict[str, SharedFeature]]] = defaultdict(lambda: defaultdict(dict))
    for group, found in fetch_shared_features(city).items():
        for shared in found if group in groups else ():
            candidate = candidates.setdefault(shared.city.pk, shared.city)
            features[candidate.pk][group].setdefault(shared.text, shared)
    for pk, candidate in candidates.items():
        by_group = {group: list(features[pk][group].values()) for group in PeerGroup if group in features[pk]}
        candidate.reasons = [(group.label, found) for group, found in by_group.items()]
        candidate.shared = [shared for found in by_group.values() for shared in found]
    return sorted(
        candidates.values(),
        key=lambda candidate: (
            PeerGroup.COAL not in features[candidate.pk],
            -len(candidate.shared),
            candidate.region_id != city.region_id,
            sum(shared.distance for shared in candidate.shared),
            candidate.name_en,
            candidate.pk,
        ),
    )[:MAX_SIMILAR_CITIES]


@dataclass(frozen=True)
class OwnAndShared:
    """The rows of a city, and the rows of other cities that have something in common with them.

    `fetch` returns the first of both, with `is_own`; it is called when they are read.
    """

    fetch: Callable[[], list[Any]]
    every: Callable[[], Any]
    limit: int

    @cached_property
    def own(self) -> FirstRows:
        return FirstRows(lambda: [row for row in self.fetch() if row.is_own], self.every, self.limit)

    @cached_property
    def shared(self) -> list[Any]:
        return [row for row in self.fetch() if not row.is_own]


@dataclass(frozen=True)
class ComparedRows:
    """Which rows are those of a city, and which of others have something in common with them.

    Of the oldest `MAX_ROWS_COMPARED` rows that match `shared` and not `own`, a few are fetched: those of a
    `place` (the city) with several rows first, then those that match `near`, then by `order`.
    """

    rows: QuerySet
    own: Q
    shared: Q
    near: Q
    order: Iterable[Any]
    limit: int = ROWS_SHOWN
    most_shared: int = MAX_CANDIDATES
    place: Any = None
    #: Which rows of the city come before all others.
    first: Q = field(default_factory=Q)

    def select(self) -> QuerySet:
        """Return the first rows of the city, with `is_own`, and some of others, in the order of `rows`."""
        rows = self.rows
        often = Window(Count("pk"), partition_by=[self.place or F("city")])
        is_near = Case(When(self.near, then=0), default=1, output_field=IntegerField())
        compared = rows.filter(self.shared).exclude(self.own).order_by("pk").values("pk")[:MAX_ROWS_COMPARED]
        ranked = rows.filter(pk__among=compared).order_by(often.desc(), is_near, *self.order)
        candidates = ranked.values("pk")[: self.most_shared]
        first = self.select_own().filter(self.first).values("pk")[: self.limit + 1]
        # SQLite has no LIMIT inside of a UNION, but inside of its subqueries.
        keys = rows.model._default_manager.order_by().values("pk")
        chosen = keys.filter(pk__in=first).union(keys.filter(pk__in=candidates))
        is_own = ExpressionWrapper(self.own, BooleanField())
        return rows.filter(pk__among=chosen).annotate(is_own=is_own)

    def select_own(self) -> QuerySet:
        return self.rows.filter(self.own)


def compare_rows(build: Callable[[City], ComparedRows]) -> Callable[[City], OwnAndShared]:
    """Decorate a function that says which rows of a city are compared. They are fetched in one query.

    `compile_rows()` says what the function may use of the city.
    """

    @compile_rows
    def fetch_compared(city: City) -> QuerySet:
        return build(city).select()

    @cache
    def find_limit() -> int:
        return build(build_stand_in(1)).limit

    @fetch_once
    @wraps(build)
    def fetch(city: City) -> OwnAndShared:
        return OwnAndShared(lambda: fetch_compared(city), lambda: build(city).select_own(), find_limit())

    return fetch


@compare_rows
def fetch_sections(city: City) -> ComparedRows:
    """Fetch the profile sections of a city, and those of other cities on the same themes."""
    sections = ProfileSection.objects.select_related("theme", "city__parent", "city__region")
    themes = ProfileSection.objects.filter(city=city).values("theme")
    return ComparedRows(
        sections.order_by("position", "pk"),
        own=Q(city=city),
        shared=Q(theme__in=themes, city__status=Status.PUBLISHED) & ~Q(city__in=city.family),
        near=Q(city__region=city.region_id),
        order=["city__name_en", "city", "position", "pk"],
        limit=MAX_SECTIONS,
    )


@register_similarity(order=40, group=PeerGroup.THEMES)
def find_shared_themes(city: City) -> Iterable[SharedFeature]:
    return [SharedFeature(row.city, str(row.theme.name)) for row in fetch_sections(city).shared]
