"""Targets with what came of them as a time line: a row for each plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, inf
from typing import Any

from django.utils import timezone

from coalition.models import Programme
from portal.choices import TargetKind
from portal.models import Target, TargetState
from portal.selectors import TargetRow

#: Years that are drawn of a line whose start isn't known.
_UNDATED_YEARS = 1
#: With more years, every second one has a label.
_MOST_LABELS = 6
_OPEN_STATES = (TargetState.LAPSED, TargetState.UNKNOWN)


@dataclass(frozen=True)
class Promise:
    """The targets of a plan; or a number with which a programme began, of which an outcome is known."""

    rows: list[TargetRow]

    @property
    def target(self) -> Target:
        return self.rows[0].target

    @property
    def targets(self) -> list[Target]:
        return [row.target for row in self.rows]

    @property
    def programme(self) -> Programme | None:
        """The programme of a number. The places that a target counts needn't be of its plan."""
        return None if self.target.kind == TargetKind.GOAL else self.target.programme

    @property
    def has_numbers(self) -> bool:
        """Whether its targets stand as numbers below its name."""
        return len(self.rows) > 1

    @property
    def title(self) -> Any:
        if self.programme:
            return self.programme.name
        return self.target.plan if self.has_numbers else self.target.statement

    @property
    def promised_by(self) -> Any:
        return self.programme.operator if self.programme else self.target.promised_by

    @property
    def starts(self) -> str:
        """The stated date on which the plan was published or the programme began."""
        if self.target.kind != TargetKind.GOAL:
            return self.programme.starts if self.programme else str(self.target.year or "")
        return min((row.target.set_on for row in self.rows if row.target.set_on), default="")

    @property
    def deadlines(self) -> list[str]:
        """The stated dates on which its targets are due, or its programme ended."""
        if self.target.kind != TargetKind.GOAL:
            return [self.programme.ends] if self.programme and self.programme.ends else []
        return sorted({row.target.deadline for row in self.rows})

    @property
    def outcomes(self) -> list[Target]:
        """The progress figures that say what came of it, each once."""
        outcomes = {row.target.outcome_id: row.target.outcome for row in self.rows}
        return [outcome for outcome in outcomes.values() if outcome]

    @property
    def states(self) -> list[TargetState]:
        """The states of its targets, each once. An outcome says it in words."""
        states = dict.fromkeys(row.state for row in self.rows if row.state != TargetState.REPORTED)
        return [state for state in states if state]

    @property
    def open_since(self) -> float | None:
        """The first due date of which nobody has said what came of it."""
        dues = (_get_end(row.target.deadline) for row in self.rows if row.state in _OPEN_STATES)
        return min(dues, default=None)

    @property
    def reached_in(self) -> list[float]:
        """When outcomes were reached: in the middle of a year, or when a counted target was due."""
        counted = (TargetState.MET, TargetState.MISSED)
        dues = [_get_end(row.target.deadline) for row in self.rows if row.state in counted]
        return sorted({*dues, *(outcome.year + 0.5 for outcome in self.outcomes if outcome.year)})


@dataclass(frozen=True)
class Segment:
    """A part of a line, in percent of the axis. `kind` is the end of its CSS class."""

    kind: str
    x1: float
    x2: float


@dataclass(frozen=True)
class PromiseLine:
    """A promise with its line. `dues` and `results` are the places of its ticks and rings."""

    promise: Promise
    segments: list[Segment]
    dues: list[float]
    results: list[float]


@dataclass(frozen=True)
class PromiseTimeline:
    """`kinds`: what its lines have, for the key. `drawn`: keys of the targets and outcomes in it."""

    years: list[tuple[int, float]]
    lines: list[PromiseLine]
    kinds: set[str]
    drawn: set[int]


def build_promises(rows: Iterable[TargetRow], today: date | None = None) -> PromiseTimeline:
    """Return a line for each plan, in the order in which the lines begin.

    A target without a plan has a line of its own. A number with which something began is no result: it has a
    line if an outcome is known, which runs from the beginning of its programme to the end.
    """
    now = _get_start(str(today or timezone.localdate()))
    promises = _group_rows(rows)
    axis = _build_axis(promises, now)
    lines = [_draw_promise(promise, axis, now) for promise in promises]
    marks = [line for line in lines if line.results]
    kinds = {segment.kind for line in lines for segment in line.segments} | ({"result"} if marks else set())
    drawn = {target.pk for promise in promises for target in promise.targets}
    drawn |= {outcome.pk for promise in promises for outcome in promise.outcomes}
    return PromiseTimeline(axis.labels, lines, kinds, drawn)


def _group_rows(rows: Iterable[TargetRow]) -> list[Promise]:
    """Group goals by plan; the key figures come first, in the order that the editor gave them."""
    rows = sorted(rows, key=lambda row: (row.target.deadline, row.target.key_figure_order or inf))
    outcomes = {row.target.outcome_id for row in rows if row.target.outcome_id}
    grouped: dict[Any, list[TargetRow]] = {}
    for row in rows:
        target = row.target
        if target.kind == TargetKind.GOAL:
            grouped.setdefault(str(target.plan) or target.pk, []).append(row)
        elif target.kind == TargetKind.REACHED and target.outcome_id and target.pk not in outcomes:
            grouped[target.pk] = [row]
    return sorted(map(Promise, grouped.values()), key=_find_order)


def _find_order(promise: Promise) -> tuple[float, float, str]:
    dates = [*map(_get_end, promise.deadlines), *promise.reached_in]
    return (_find_start(promise, inf), min(dates, default=inf), promise.target.slug)


def _find_start(promise: Promise, otherwise: float) -> float:
    """Return where the line of a promise begins: if that isn't known, a year before it is due."""
    if promise.starts:
        return _get_start(promise.starts)
    dues = [_get_end(deadline) for deadline in promise.deadlines]
    return min(dues) - _UNDATED_YEARS if dues else otherwise


@dataclass(frozen=True)
class _Axis:
    first: int
    last: int

    @property
    def labels(self) -> list[tuple[int, float]]:
        """Years with the places of their middles: every second one, if there are many."""
        step = 1 if self.last - self.first <= _MOST_LABELS else 2
        return [(year, self.place(year + 0.5)) for year in range(self.first, self.last, step)]

    def place(self, year: float) -> float:
        share = (year - self.first) / (self.last - self.first)
        return round(100 * min(max(share, 0), 1), 2)


def _build_axis(promises: list[Promise], now: float) -> _Axis:
    """Return the years from the first start to the last date that is due."""
    dates = [now]
    for promise in promises:
        dates += [*map(_get_end, promise.deadlines), *promise.reached_in, _find_start(promise, now)]
    return _Axis(floor(min(dates)), ceil(max(dates)))


def _draw_promise(promise: Promise, axis: _Axis, now: float) -> PromiseLine:
    dues = [_get_end(deadline) for deadline in promise.deadlines]
    results, last = promise.reached_in, max(dues, default=None)
    spans: list[tuple[str, float, float | None]] = []
    start = _find_start(promise, now)
    if promise.starts:
        spans = [("done", start, min(last, now) if last else max(results, default=now))]
        if last and last > now:
            spans.append(("ahead", max(start, now), last))
    elif last:
        spans = [("undated", start, last)]
    if last and results and max(results) > last:
        spans.append(("later", last, max(results)))
    if promise.open_since is not None:
        spans.append(("open", promise.open_since, now))
    return PromiseLine(
        promise,
        [
            Segment(kind, axis.place(x1), axis.place(x2))
            for kind, x1, x2 in spans
            if x2 is not None and x1 < x2
        ],
        [axis.place(due) for due in dues],
        [axis.place(result) for result in results],
    )


def _get_start(stated: str) -> float:
    """Return the beginning of a stated year, month or day as a fraction of years."""
    year, month, day = ([*map(int, stated.split("-")), 1, 1])[:3]
    return year + (month - 1) / 12 + (day - 1) / 365


def _get_end(stated: str) -> float:
    """Return the end of a stated year, month or day as a fraction of years."""
    length = {4: 1, 7: 1 / 12}.get(len(stated), 1 / 365)
    return _get_start(stated) + length
