"""Drawings of a table, which templates render: each mark is a row of the table, named by its position.

Lengths are in percent of the largest value, so that a drawing fits any width.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from math import sqrt
from typing import Any

from records.pages.map_labels import PlacedLabel, arrange_labels
from records.pages.map_views import MapView, get_china_view
from records.texts.formats import join_list
from stats.choices import Chart
from stats.tables import Table, TableRow

#: Rows drawn at most, the largest; the table has all.
MAX_BARS = 40
#: Rows drawn at most on a map; more dots hide each other.
MAX_PLACES = 200
#: A larger whole is said in words alone.
MAX_SQUARES = 400
#: Radius in pixels of the largest dot of a map.
_LARGEST_DOT = 16


@dataclass(frozen=True)
class Bar:
    """A row as a bar. `length` is None if there is no value; `whole` is the length of its denominator."""

    row: TableRow
    label: str
    length: float | None
    whole: float | None


@dataclass(frozen=True)
class BarGroup:
    label: str
    bars: list[Bar]


def build_bars(table: Table) -> list[BarGroup]:
    """Return the rows with the largest values as bars, in the order of the table, by group.

    Pairs have no group: neither of the two comes first.
    """
    rows = _select_largest(table.rows, MAX_BARS)
    most = max((float(value) for row in rows for value in (row.result.value, row.whole) if value), default=1)
    bars = [
        Bar(
            row,
            _get_row_name(table, row),
            _get_percent(row.result.value, most),
            _get_percent(row.whole, most),
        )
        for row in rows
    ]
    if table.chart == Chart.PAIRS:
        return [BarGroup("", bars)]
    return [BarGroup(label, list(own)) for label, own in groupby(bars, key=lambda bar: bar.row.group)]


def _get_row_name(table: Table, row: TableRow) -> str:
    return join_list(cell.label for cell in row.cells) if table.chart == Chart.PAIRS else row.last


@dataclass(frozen=True)
class Column:
    """The count of a year as a column; `row` is None in a year in which nothing is counted."""

    year: int
    row: TableRow | None
    height: float


@dataclass(frozen=True)
class ColumnChart:
    label: str
    columns: list[Column]


def build_columns(table: Table) -> list[ColumnChart]:
    """Return a chart of the counts by year for each series, all with the same years and scale."""
    series: dict[str, dict[int, TableRow]] = defaultdict(dict)
    for row in table.rows:
        if row.year and row.result.value is not None:
            series[row.series][int(row.year)] = row
    years = [year for rows in series.values() for year in rows]
    if not years:
        return []
    most = max(float(row.result.value or 0) for rows in series.values() for row in rows.values()) or 1
    return [
        ColumnChart(
            label if len(series) > 1 else "",
            [_build_column(year, rows.get(year), most) for year in range(min(years), max(years) + 1)],
        )
        for label, rows in series.items()
    ]


def _build_column(year: int, row: TableRow | None, most: float) -> Column:
    return Column(year, row, (_get_percent(row.result.value, most) or 0) if row else 0)


@dataclass(frozen=True)
class ChartRow:
    label: str
    cells: list[tuple[TableRow | None, int]]


@dataclass(frozen=True)
class Matrix:
    """Rows of a table by two dimensions. A cell has the row, or None, and a shade from 0 to 5."""

    headings: list[str]
    rows: list[ChartRow]


def build_chart_matrix(table: Table) -> Matrix:
    cells: dict[str, dict[str, TableRow]] = defaultdict(dict)
    for row in table.rows:
        cells[row.group][row.last] = row
    most = max((float(row.result.value or 0) for row in table.rows), default=0) or 1
    headings = _sort_by_choices(table, list(dict.fromkeys(row.last for row in table.rows)))
    return Matrix(
        headings,
        [
            ChartRow(group, [_build_cell(own.get(heading), most) for heading in headings])
            for group, own in cells.items()
        ],
    )


def _sort_by_choices(table: Table, headings: list[str]) -> list[str]:
    """Sort the headings in the order of the choices of the last dimension, if it has any."""
    choices = list(table.statistic.dimensions.values())[-1].choices
    labels = [str(label) for label in choices.labels] if choices else headings
    return sorted(headings, key=lambda heading: labels.index(heading) if heading in labels else len(labels))


def _build_cell(row: TableRow | None, most: float) -> tuple[TableRow | None, int]:
    if row is None or row.result.value is None:
        return row, 0
    return row, max(1, round(5 * float(row.result.value) / most))


@dataclass(frozen=True)
class MapDot:
    """A row as a dot whose area stands for its value."""

    row: TableRow
    x: float
    y: float
    r: float


@dataclass(frozen=True)
class DotMap:
    """The rows with a value and a place on the map view. `off`: the number of the others."""

    view: MapView
    dots: list[MapDot]
    labels: list[PlacedLabel]
    off: int


def build_dot_map(table: Table) -> DotMap | None:
    """Return the map of a table; None if maps are turned off."""
    view = get_china_view()
    if view is None:
        return None
    rows = [row for row in _select_largest(table.rows, MAX_PLACES) if row.result.value and row.place]
    placed = [row for row in rows if view.shows(row.place.lon, row.place.lat)]
    most = max((float(row.result.value or 0) for row in placed), default=1)
    dots = [_build_dot(view, row, most) for row in placed]
    dots.sort(key=lambda dot: -dot.r)
    labels = arrange_labels(
        [(dot.row.name, dot.x, dot.y, dot.r) for dot in dots], (0, 0, view.width, view.height)
    )
    return DotMap(view, dots, labels, table.count - len(dots))


def _build_dot(view: MapView, row: TableRow, most: float) -> MapDot:
    x, y = view.project(row.place.lon, row.place.lat)
    r = _LARGEST_DOT * sqrt(float(row.result.value or 0) / most)
    return MapDot(row, round(x, 1), round(y, 1), round(r, 2))


def _select_largest(rows: list[TableRow], number: int) -> list[TableRow]:
    """Select the rows with the largest values, in the order of the table."""
    if len(rows) <= number:
        return rows
    ranked = sorted(range(len(rows)), key=lambda place: -(rows[place].result.value or 0))
    return [rows[place] for place in sorted(ranked[:number])]


def _get_percent(value: Any, most: float) -> float | None:
    return None if value is None else round(100 * float(value) / most, 2)


def build_squares(row: TableRow) -> list[bool]:
    """Return a square for each of the whole, whether it is recorded; empty if the whole is not known."""
    if row.whole is None or row.result.value is None or row.whole > MAX_SQUARES:
        return []
    recorded = int(row.result.value)
    return [number < recorded for number in range(max(int(row.whole), recorded))]
