"""What superseded a figure after a content version: another value, a rename, or its end."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date as Day
from enum import StrEnum
from typing import Any

from django.db.models import Q
from django.utils import timezone

from records.choices import ENDS
from records.figures.details import FigureUnavailable, find_entry
from records.history.corrections import get_public_corrections, get_reason_text
from records.models import FigureEntry, Publication
from records.projections.figure_models import find_later_key, get_unit_models
from records.publishing.past_versions import find_slugs_of_records
from records.texts.translation import Text

#: Two versions of a figure that differ in one of these are two values.
_COMPARED = ("value", "unit", "precision", "year", "period_en", "amount_type", "evidence")


class FigureChange(StrEnum):
    """How a later state of a figure differs from an earlier one."""

    #: The value, or what is said of it: unit, precision, year, period, amount_type, evidence.
    CHANGED = "changed"
    #: The identifier only: the record was renamed, or the figure has another key.
    RENAMED = "renamed"
    #: The figure or its record was withdrawn or deleted.
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class StatedCorrection:
    """The correction of an error, by the number of its row of the log, with its public reason."""

    number: int
    reason: str

    @property
    def reason_text(self) -> Text:
        return get_reason_text(self.reason)


@dataclass(frozen=True)
class FigureState:
    """A state of a figure since the content version `number`; without an entry it isn't published.

    `change` says how it differs from the figure that was asked for.
    """

    number: int
    day: Day
    entry: FigureEntry | None
    change: FigureChange
    correction: StatedCorrection | None = None
    #: Why it has another key; None if it has the same.
    reason: Any = None


@dataclass(frozen=True)
class Supersession:
    """The states that followed a figure, oldest first: at least one."""

    states: tuple[FigureState, ...]

    @property
    def next(self) -> FigureState:
        return self.states[0]

    @property
    def latest(self) -> FigureState:
        return self.states[-1]

    @property
    def shown(self) -> tuple[FigureState, ...]:
        """The next state, and the latest one if it is another."""
        return self.states[:1] if len(self.states) == 1 else (self.next, self.latest)

    @property
    def is_corrected(self) -> bool:
        return any(state.correction for state in self.states)


def is_same_value(one: FigureEntry, other: FigureEntry) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in _COMPARED)


def find_supersession(entry: FigureEntry, number: int) -> Supersession | None:
    """Return what superseded a figure, given as it was at the content version `number`.

    None if it is now as it was then, whatever else of its record has changed. Four queries, and some for each
    version of a value whose unit is that of its indicator.
    """
    changed: list[tuple[Publication, FigureEntry | None]] = []
    current: FigureEntry | None = entry
    for row, state in _iterate_states(entry, number):
        if not _is_same_figure(current, state):
            changed.append((row, state))
            current = state
    if not changed or _is_same_figure(entry, current):
        return None
    corrections = _find_corrections([row.number for row, _state in changed])
    return Supersession(
        tuple(
            FigureState(
                row.number,
                timezone.localdate(row.at),
                state,
                _describe_change(entry, state),
                corrections.get(row.number),
                _find_reason_of_key(entry, state),
            )
            for row, state in changed
        )
    )


def _iterate_states(entry: FigureEntry, number: int) -> Iterator[tuple[Publication, FigureEntry | None]]:
    """Yield the figure at each later version of its record, and of the indicator that has its unit."""
    current, part = Publication.objects.get(number=entry.number), entry.key
    keys = [(entry.record_type, entry.slug)]
    if entry.variable_type in get_unit_models():
        keys.append((entry.variable_type, entry.variable_slug))
    versions = Q()
    for record_type, slug in keys:
        slugs = find_slugs_of_records(record_type, [slug])[slug]
        versions |= Q(record_type=record_type, slug__in=slugs)
    rows = Publication.objects.versions().without_former_slugs().filter(versions, number__gt=number)
    for row in rows.order_by("number").iterator(20):
        is_end = row.action in ENDS
        if row.data is None and not is_end:
            continue  # it was redacted
        if row.record_type == entry.record_type:
            current = row
        elif is_end:
            continue  # the value is withdrawn before its indicator
        try:
            state = None if current.data is None else find_entry(current, part, row.number)
        except FigureUnavailable:
            continue  # its unit was redacted
        part = state.key if state else part
        yield row, state


def _is_same_figure(one: FigureEntry | None, other: FigureEntry | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.identifier == other.identifier and is_same_value(one, other)


def _describe_change(before: FigureEntry, after: FigureEntry | None) -> FigureChange:
    if after is None:
        return FigureChange.WITHDRAWN
    return FigureChange.RENAMED if is_same_value(before, after) else FigureChange.CHANGED


def _find_reason_of_key(before: FigureEntry, after: FigureEntry | None) -> Any:
    later = find_later_key(before.record_type, before.key)
    return later.reason if later and after and after.key == later.key else None


def _find_corrections(numbers: Collection[int]) -> dict[int, StatedCorrection]:
    rows = get_public_corrections().filter(publication__in=numbers)
    return {
        number: StatedCorrection(number, reason)
        for number, reason in rows.values_list("publication", "reason")
    }
