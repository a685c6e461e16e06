"""How much of a programme is recorded here, beside its official sizes.

What a programme names (parks, cities, pilots) is recorded by the apps above. Each registers how it counts:

    @counts
    def designations():
        return Designation.objects.published()...values_list("programme", ...)
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from coalition.models import Programme, ProgrammeFigure

#: Gives (primary key of the programme, key of the official size or "", how many). "": named by the programme,
#: and no size is known to count just these.
ProgrammeCounter = Callable[[], Iterable[tuple[int, str, int]]]

_counters: list[ProgrammeCounter] = []


def register_counter(function: ProgrammeCounter) -> ProgrammeCounter:
    """Register how an app counts what it has recorded of programmes; it costs one query."""
    _counters.append(function)
    return function


@dataclass(frozen=True)
class Size:
    """An official size; `recorded`: how many of these are recorded here, None where none is counted.

    `may_hold_some`: what is recorded is counted against another size, and some may be among these, too.
    """

    official: ProgrammeFigure
    recorded: int | None
    may_hold_some: bool = False

    @property
    def percent(self) -> int:
        """How much of the size is recorded. Of a size of 0, which is refused today, all of it is."""
        official = float(self.official.value)
        return round(100 * min(max((self.recorded or 0) / official, 0), 1)) if official else 100


def with_sizes(programmes: Iterable[Programme]) -> list[Programme]:
    """The programmes with `sizes` and `unplaced`: how many records are set against none of the sizes.

    They must come with their official sizes fetched. What a programme named is set against the size that has
    the mark of counting it all, or against the only one.
    """
    recorded: Counter[tuple[int, str]] = Counter()
    for function in _counters:
        for pk, key, count in function():
            recorded[pk, key] += count
    rows: list[Any] = list(programmes)
    for programme in rows:
        official = list(programme.official_sizes.all())
        unplaced = recorded[programme.pk, ""]
        of_all = next((size for size in official if size.counts_all_named or len(official) == 1), None)
        if of_all and unplaced:
            recorded[programme.pk, of_all.key] += unplaced
            unplaced = 0
        elsewhere = bool(of_all and recorded[programme.pk, of_all.key])
        programme.sizes = [
            Size(size, recorded.get((programme.pk, size.key)), elsewhere and size is not of_all)
            for size in official
        ]
        programme.unplaced = unplaced
    return rows
