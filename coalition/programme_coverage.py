"""Number of records of a programme, compared with its official sizes.

Parks, cities and pilots of a programme are models of other apps. Each app registers a counter:

    @register_counter
    def count_designations(programmes):
        rows = Designation.objects.published().filter(programme__in=programmes)
        return rows.values_list("programme", ...)
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    Count,
    F,
    Max,
    Prefetch,
    QuerySet,
    When,
    Window,
    prefetch_related_objects,
)

from coalition.models import Programme, ProgrammeFigure

#: Returns (primary key of the programme, key of the official size, number of records) for programmes by their
#: primary keys. An empty key means that no official size is known to count exactly these records.
ProgrammeCounter = Callable[[Sequence[int]], Iterable[tuple[int, str, int]]]

#: Official sizes on the page of a programme, and of each programme of a list.
SIZES_SHOWN, SIZES_IN_LIST = 26, 3

_counters: list[ProgrammeCounter] = []


def register_counter(function: ProgrammeCounter) -> ProgrammeCounter:
    """Register a function that counts records of programmes. It should make one query."""
    _counters.append(function)
    return function


@dataclass(frozen=True)
class SizeCoverage:
    """An official size and the number of records counted for it, None if none are counted.

    `may_hold_some`: records are counted for another size, and some of them may belong to this one.
    """

    official: ProgrammeFigure
    recorded: int | None
    may_hold_some: bool = False

    @property
    def percent(self) -> int:
        """Recorded share, at most 100. A size of 0, which older data may contain, counts as complete."""
        official = float(self.official.value)
        return round(100 * min(max((self.recorded or 0) / official, 0), 1)) if official else 100


def annotate_totals(sizes: QuerySet[ProgrammeFigure]) -> QuerySet[Any]:
    """Annotate official sizes with what tells which of their programme counts records without a key.

    `number_in_all` is the number of sizes, `counting_key` the key of the one with `counts_all_named`.
    """
    of_programme = [F("programme")]
    marked = Case(When(counts_all_named=True, then="key"))
    return sizes.annotate(
        number_in_all=Window(Count("pk"), partition_by=of_programme),
        counting_key=Window(Max(marked), partition_by=of_programme),
    ).order_by("position", "pk")


def prefetch_first_sizes() -> Prefetch:
    """Return the prefetch of `first_sizes`, those that a list of programmes shows."""
    first = annotate_totals(ProgrammeFigure.objects.all())[:SIZES_IN_LIST]
    return Prefetch("official_sizes", first, to_attr="first_sizes")


@dataclass(frozen=True)
class ProgrammeCoverage:
    """A programme with its first official sizes; `unplaced` is the number of records counted for none."""

    programme: Programme
    sizes: list[SizeCoverage]
    unplaced: int

    @property
    def cited(self) -> list[ProgrammeFigure]:
        return [size.official for size in self.sizes]

    @property
    def main(self) -> SizeCoverage | None:
        """The size that a row shows: the first for which records are counted, or else the first."""
        counted = (size for size in self.sizes if size.recorded is not None)
        return next(counted, next(iter(self.sizes), None))

    @property
    def listed(self) -> int:
        """The number of records counted for the size that a row shows, or else of those counted for none."""
        return (self.main.recorded if self.main else 0) or self.unplaced


def build_size_coverage(programme: Programme, official: list[Any]) -> list[ProgrammeCoverage]:
    """Return the coverage of a programme with these sizes; an empty list if nothing is known of it.

    Records without a key count for the size with `counts_all_named`, or for the only size.
    """
    coverage = _build_coverage(programme, official, _count_recorded([programme]))
    return [coverage] if coverage.sizes or coverage.unplaced else []


def list_coverage(programmes: Iterable[Programme]) -> list[ProgrammeCoverage]:
    """Return the coverage of each programme of a list, with its first official sizes."""
    rows: list[Any] = list(programmes)
    prefetch_related_objects(rows, prefetch_first_sizes())
    recorded = _count_recorded(rows)
    return [_build_coverage(programme, programme.first_sizes, recorded) for programme in rows]


def _count_recorded(programmes: Iterable[Programme]) -> Counter[tuple[int, str]]:
    shown = [programme.pk for programme in programmes]
    recorded: Counter[tuple[int, str]] = Counter()
    for function in _counters:
        for pk, key, count in function(shown):
            recorded[pk, key] += count
    return recorded


def _build_coverage(
    programme: Programme, official: list[Any], recorded: Counter[tuple[int, str]]
) -> ProgrammeCoverage:
    """Count the records of a programme for its sizes, as `annotate_totals()` returns them."""
    pk, unplaced = programme.pk, recorded[programme.pk, ""]
    number = official[0].number_in_all if official else 0
    of_all = (official[0].key if number == 1 else official[0].counting_key) if official else None
    if of_all and unplaced:
        recorded[pk, of_all] += unplaced
        unplaced = 0
    elsewhere = bool(of_all and recorded[pk, of_all])
    sizes = [
        SizeCoverage(size, recorded.get((pk, size.key)), elsewhere and size.key != of_all)
        for size in official
    ]
    return ProgrammeCoverage(programme, sizes, unplaced)
