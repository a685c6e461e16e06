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

from coalition.models import Programme, ProgrammeFigure

#: Returns (primary key of the programme, key of the official size, number of records) for programmes by their
#: primary keys. An empty key means that no official size is known to count exactly these records.
ProgrammeCounter = Callable[[Sequence[int]], Iterable[tuple[int, str, int]]]

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


def attach_sizes(programmes: Iterable[Programme]) -> list[Programme]:
    """Set `sizes` and `unplaced`, the number of records counted for no size, on each programme.

    Prefetch `official_sizes`. Records without a key count for the size with
    `counts_all_named`, or for the only size.
    """
    rows: list[Any] = list(programmes)
    shown = [programme.pk for programme in rows]
    recorded: Counter[tuple[int, str]] = Counter()
    for function in _counters:
        for pk, key, count in function(shown):
            recorded[pk, key] += count
    for programme in rows:
        official = list(programme.official_sizes.all())
        unplaced = recorded[programme.pk, ""]
        of_all = next((size for size in official if size.counts_all_named or len(official) == 1), None)
        if of_all and unplaced:
            recorded[programme.pk, of_all.key] += unplaced
            unplaced = 0
        elsewhere = bool(of_all and recorded[programme.pk, of_all.key])
        programme.sizes = [
            SizeCoverage(size, recorded.get((programme.pk, size.key)), elsewhere and size is not of_all)
            for size in official
        ]
        programme.unplaced = unplaced
    return rows
