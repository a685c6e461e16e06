"""Targets and progress figures as a time line for the home page."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf

from django.utils import timezone

from portal.choices import TargetKind
from portal.models import TargetState
from portal.selectors import TargetRow

#: The first year of the axis; the last one is the present year or the last deadline.
FIRST_YEAR = 2015


@dataclass(frozen=True)
class Promise:
    """A target from its first dated source to its due date, in percent of the axis.

    `start` is None if no source is dated. `result` is the year of a progress figure, which has no other
    position; `is_open`: it is past due and no result is known.
    """

    row: TargetRow
    start: float | None
    due: float | None
    result: float | None
    is_open: bool


@dataclass(frozen=True)
class PromiseTimeline:
    years: list[tuple[int, float]]
    goals: list[Promise]
    reached: list[Promise]


def build_promises(rows: Iterable[TargetRow]) -> PromiseTimeline:
    """Return the goals in the order of their due dates, and the dated progress figures by year.

    Of those with the same date, the key figures come first, in the order that the editor gave them.
    """
    rows = list(rows)
    goals = [row for row in rows if row.target.kind == TargetKind.GOAL]
    reached = [row for row in rows if row.target.kind == TargetKind.REACHED and row.target.year]
    deadlines = [int(row.target.deadline[:4]) for row in goals]
    axis = _Axis(FIRST_YEAR, max([timezone.localdate().year, *deadlines]) + 1)
    return PromiseTimeline(
        [(year, axis.place(year)) for year in range(axis.first, axis.last)],
        [
            _locate_goal(row, axis)
            for row in sorted(goals, key=lambda row: (row.target.deadline, _rank_key_figure(row)))
        ],
        [
            Promise(row, None, None, axis.place((row.target.year or 0) + 0.5), False)
            for row in sorted(reached, key=lambda row: (row.target.year or 0, _rank_key_figure(row)))
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
    deadline = row.target.deadline
    due = _get_year(deadline) if len(deadline) > 4 else int(deadline) + 1
    dates = [source.published for source in row.target.sources.all() if source.published]
    starts = [date for date in dates if date <= deadline or date[:4] == deadline[:4]]
    start = axis.place(_get_year(min(starts))) if starts else None
    state = row.state
    result = axis.place(due) if state in (TargetState.MET, TargetState.MISSED) else None
    return Promise(row, start, axis.place(due), result, state in (TargetState.LAPSED, TargetState.UNKNOWN))


def _rank_key_figure(row: TargetRow) -> float:
    return row.target.key_figure_order or inf


def _get_year(date: str) -> float:
    """Return a stated date as a fraction of years."""
    return int(date[:4]) + ((int(date[5:7]) - 1) / 12 if len(date) > 4 else 0)
