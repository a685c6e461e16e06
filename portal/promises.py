"""Targets and starting numbers with their outcomes as a time line for the home page."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf

from django.utils import timezone

from portal.choices import TargetKind
from portal.models import Target, TargetState
from portal.selectors import TargetRow

#: The first year of the axis; the last one is the present year or the last deadline.
FIRST_YEAR = 2015
_OPEN_STATES = (TargetState.LAPSED, TargetState.UNKNOWN)


@dataclass(frozen=True)
class Promise:
    """A target from the day it was set to its due date, or a number of a year, in percent of the axis.

    `start` is None if it isn't known when the target was set, `due` for a number, which has its `year`.
    `result` is where an outcome is known; `is_open`: the target is past due and none is.
    """

    row: TargetRow
    start: float | None = None
    due: float | None = None
    year: float | None = None
    result: float | None = None
    is_open: bool = False

    @property
    def outcome(self) -> Target | None:
        """The progress figure that says what came of it."""
        return self.row.target.outcome


@dataclass(frozen=True)
class PromiseTimeline:
    years: list[tuple[int, float]]
    goals: list[Promise]
    numbers: list[Promise]


def build_promises(rows: Iterable[TargetRow]) -> PromiseTimeline:
    """Return the goals in the order of their due dates, and the dated numbers by year.

    An outcome stands with what it came of. Of those with the same date, the key figures come first, in the
    order that the editor gave them.
    """
    rows = list(rows)
    outcomes = {row.target.outcome_id for row in rows if row.target.outcome_id}
    goals = [row for row in rows if row.target.kind == TargetKind.GOAL]
    numbers = [
        row
        for row in rows
        if row.target.kind == TargetKind.REACHED and row.target.year and row.target.pk not in outcomes
    ]
    deadlines = [int(row.target.deadline[:4]) for row in goals]
    axis = _Axis(FIRST_YEAR, max([timezone.localdate().year, *deadlines]) + 1)
    return PromiseTimeline(
        [(year, axis.place(year)) for year in range(axis.first, axis.last)],
        [
            _locate_goal(row, axis)
            for row in sorted(goals, key=lambda row: (row.target.deadline, _rank_key_figure(row)))
        ],
        [
            Promise(row, year=_locate_year(row.target, axis), result=_locate_year(row.target.outcome, axis))
            for row in sorted(numbers, key=lambda row: (row.target.year or 0, _rank_key_figure(row)))
        ],
    )


@dataclass(frozen=True)
class _Axis:
    first: int
    last: int

    def place(self, year: float) -> float:
        share = (year - self.first) / (self.last - self.first)
        return round(100 * min(max(share, 0), 1), 2)


def _locate_goal(row: TargetRow, axis: _Axis) -> Promise:
    deadline, set_on = row.target.deadline, row.target.set_on
    due = axis.place(_get_year(deadline) if len(deadline) > 4 else int(deadline) + 1)
    result = due if row.state in (TargetState.MET, TargetState.MISSED) else None
    return Promise(
        row,
        start=axis.place(_get_year(set_on)) if set_on else None,
        due=due,
        result=result or _locate_year(row.target.outcome, axis),
        is_open=row.state in _OPEN_STATES,
    )


def _locate_year(target: Target | None, axis: _Axis) -> float | None:
    """Return the middle of the year of a number."""
    return axis.place(target.year + 0.5) if target and target.year else None


def _rank_key_figure(row: TargetRow) -> float:
    return row.target.key_figure_order or inf


def _get_year(date: str) -> float:
    """Return a stated date as a fraction of years."""
    return int(date[:4]) + ((int(date[5:7]) - 1) / 12 if len(date) > 4 else 0)
