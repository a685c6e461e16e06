"""Drawings of findings: marks whose place and length are computed from the figures of the finding.

A drawing has the rows that its figures name. Each figure is also written beside its mark, so the drawing
shows nothing that can't be read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from portal.choices import FindingDrawing
from portal.models import DRAWN_AT_MOST, Finding, FindingFigure
from portal.promises import PromiseTimeline, build_promises
from portal.selectors import TargetRow
from records.choices import Evidence

#: Kinds of evidence whose marks are drawn in outline: the number isn't a result.
_OPEN = frozenset({Evidence.TARGET, Evidence.PLANNED, Evidence.EXPECTED})
#: Largest number of squares of a row -> squares in a line. All rows of a drawing have the same scale.
_COLUMNS = ((20, 20), (200, 40))
_MANY_COLUMNS = 80
#: Width and height of the cell of a square, in units of the drawing.
_CELL = 10


@dataclass(frozen=True)
class Box:
    """A rectangle, in percent of the width or, for squares, in units of the drawing."""

    x: float
    width: float
    y: float = 0
    height: float = 0


@dataclass(frozen=True)
class DrawnFigure:
    """A figure with its marks. `shade` is its position in the row, from 1; `is_open`: drawn in outline."""

    figure: FindingFigure
    shade: int
    boxes: list[Box]

    @property
    def is_open(self) -> bool:
        return self.figure.evidence in _OPEN


@dataclass(frozen=True)
class DrawnRow:
    """A row of a drawing. `rest` is the part of 100 of which nothing is known."""

    label: str
    figures: list[DrawnFigure]
    width: int = 0
    height: int = 0
    rest: Box | None = None


def build_drawing(finding: Finding) -> list[DrawnRow]:
    """Return the rows of the drawing of a finding; none if it has no drawing or draws its targets.

    Rows and dots are in the order of their years, those without a year first: they tell what was before. A
    part of very many figures would look like all of them, so it isn't drawn.
    """
    figures = finding.drawn_figures if len(finding.drawn_figures) <= DRAWN_AT_MOST else []
    named = [figure for figure in figures if figure.row]
    rows = [(label, list(figures)) for label, figures in groupby(named, key=lambda figure: str(figure.row))]
    rows.sort(key=lambda row: min(_get_year(figure) for figure in row[1]))
    match finding.drawing:
        case FindingDrawing.SQUARES:
            return _build_squares(rows)
        case FindingDrawing.SHARES:
            return [_build_shares(label, figures) for label, figures in rows]
        case FindingDrawing.DOTS:
            return [_build_dots(label, sorted(figures, key=_get_year)) for label, figures in rows]
        case FindingDrawing.BARS:
            return _build_bars(rows)
    return []


def _get_year(figure: FindingFigure) -> int:
    return figure.year or 0


def _build_squares(rows: list[tuple[str, list[FindingFigure]]]) -> list[DrawnRow]:
    most = max((_count_squares(figures) for _label, figures in rows), default=0)
    columns = next((columns for limit, columns in _COLUMNS if most <= limit), _MANY_COLUMNS)
    drawn = []
    for label, figures in rows:
        start, marks = 0, []
        for shade, figure in enumerate(figures, start=1):
            marks.append(DrawnFigure(figure, shade, list(_split_squares(start, int(figure.value), columns))))
            start += int(figure.value)
        drawn.append(DrawnRow(label, marks, width=columns * _CELL, height=-(-start // columns) * _CELL))
    return drawn


def _count_squares(figures: Iterable[FindingFigure]) -> int:
    return sum(int(figure.value) for figure in figures)


def _split_squares(start: int, count: int, columns: int) -> Iterable[Box]:
    """Yield the rectangles of `count` squares from `start`: the rest of a line, whole lines, a last line."""
    while count > 0:
        line, column = divmod(start, columns)
        whole = count // columns if column == 0 else 0
        width = columns if whole else min(count, columns - column)
        yield Box(column * _CELL, width * _CELL, line * _CELL, (whole or 1) * _CELL)
        covered = width * (whole or 1)
        start, count = start + covered, count - covered


def _build_shares(label: str, figures: list[FindingFigure]) -> DrawnRow:
    marks, start = [], Decimal(0)
    for shade, figure in enumerate(figures, start=1):
        marks.append(DrawnFigure(figure, shade, [Box(_round_percent(start), _round_percent(figure.value))]))
        start += figure.value
    rest = Box(_round_percent(start), _round_percent(100 - start)) if start < 100 else None
    return DrawnRow(label, marks, rest=rest)


def _build_dots(label: str, figures: list[FindingFigure]) -> DrawnRow:
    # Dots aren't joined: the values may differ in place or measure.
    return DrawnRow(
        label, [DrawnFigure(figure, 1, [Box(_round_percent(figure.value), 0)]) for figure in figures]
    )


def _build_bars(rows: list[tuple[str, list[FindingFigure]]]) -> list[DrawnRow]:
    largest = max((figure.value for _label, figures in rows for figure in figures), default=Decimal(0)) or 1
    return [
        DrawnRow(
            label,
            [
                DrawnFigure(figure, 1, [Box(0, _round_percent(100 * figure.value / largest))])
                for figure in figures
            ],
        )
        for label, figures in rows
    ]


def _round_percent(value: Any) -> float:
    return round(float(value), 2)


def build_finding_promises(finding: Finding) -> PromiseTimeline:
    """Return the published targets of a finding by plan; none if it has another drawing or very many."""
    targets = finding.drawn_targets if finding.drawing == FindingDrawing.TARGETS else []
    if len(targets) > DRAWN_AT_MOST:
        targets = []
    return build_promises(TargetRow(target, None) for target in targets)
