"""The chart of a table as one SVG for files: the marks and words of the page, by `stats/charts.py`.

Long charts stand in columns side by side, so that they fit a slide.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from math import ceil

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from records.drawings.fonts import measure_text
from records.drawings.marks import draw_lines, draw_mark, wrap_label
from stats.charts import (
    Bar,
    ColumnChart,
    Matrix,
    build_bars,
    build_chart_matrix,
    build_columns,
    build_squares,
)
from stats.choices import Chart
from stats.tables import Table, TableRow

#: Width of a drawing with several columns, and of one with one; space between columns.
_WIDTH, _NARROW, _GAP = 1216.0, 920.0, 44.0
#: Heights of letters, of a line, of a bar, and of a column by year.
_TEXT, _LINE, _BAR, _COLUMN = 15, 19.0, 16.0, 112.0
_SMALL = 13
#: Rows that stand in one column, and in two.
_FEW, _MANY = 14, 28
#: The least width of a year, and the widest.
_LEAST_YEAR, _WIDEST_YEAR = 40.0, 80.0
#: Columns and cells of a drawing at most; a file with more would be too large to open.
MAX_DRAWN_CELLS = 120
#: Rows of squares at most.
MAX_DRAWN_WHOLES = 50
#: Parts of the colour of an area in the cells of a matrix, from none to most; those of the page.
_SHADES = (0.0, 0.08, 0.18, 0.28, 0.38, 0.44)
#: From one square to the next.
_SQUARE = 13.0


@dataclass(frozen=True)
class _Block:
    """A row of a drawing with its height."""

    markup: SafeString
    height: float


def has_drawing(table: Table) -> bool:
    """Whether the chart of a table has files: maps stay on the site, and a file has its bounds."""
    if table.chart == Chart.COLUMNS:
        return 0 < sum(len(chart.columns) for chart in build_columns(table)) <= MAX_DRAWN_CELLS
    if table.chart == Chart.MATRIX:
        matrix = build_chart_matrix(table)
        return 0 < len(matrix.headings) * len(matrix.rows) <= MAX_DRAWN_CELLS
    if table.chart == Chart.SQUARES:
        return len(table.shown) <= MAX_DRAWN_WHOLES
    return table.chart in (Chart.BAR, Chart.PAIRS)


def draw_chart(table: Table) -> SafeString:
    """Return the chart of a table that has a drawing as SVG."""
    if table.chart == Chart.COLUMNS:
        return _draw_columns(build_columns(table))
    if table.chart == Chart.MATRIX:
        return _draw_matrix(build_chart_matrix(table))
    return _draw_squares(table.shown) if table.chart == Chart.SQUARES else _draw_bars(table)


def _wrap_drawing(width: float, height: float, marks: Sequence[SafeString]) -> SafeString:
    drawing = draw_mark(
        "svg", draw_mark("g", *marks, css="drawn"), viewBox=f"0 0 {round(width)} {round(height)}"
    )
    return draw_mark("div", drawing, css="counted")


def _measure(text: object, weight: int = 400) -> float:
    return measure_text(str(text), _TEXT, weight, get_language() or "en")


def _choose_columns(rows: int) -> tuple[int, float]:
    """Return in how many columns so many lines stand, and the width of each."""
    columns = 1 if rows <= _FEW else 2 if rows <= _MANY else 3
    return columns, _NARROW if columns == 1 else (_WIDTH + _GAP) / columns - _GAP


def _arrange_groups(
    groups: Iterable[tuple[_Block | None, Sequence[_Block]]], columns: int, width: float
) -> SafeString:
    """Place rows, some with a heading, in columns of about one height.

    A heading stands above its first row, and above the first row of the next column.
    """
    placed = list(groups)
    share = sum((head.height if head else 0) + sum(row.height for row in rows) for head, rows in placed)
    share /= columns
    marks: list[SafeString] = []
    place, y, foot = 0, 0.0, 0.0
    for head, rows in placed:
        has_head = False
        for row in rows:
            if place < columns - 1 and y >= share:
                place, y, has_head = place + 1, 0.0, False
            for block in (row,) if has_head or head is None else (head, row):
                marks.append(_move(block.markup, place * (width + _GAP), y))
                y += block.height
            has_head = True
            foot = max(foot, y)
    return _wrap_drawing(columns * (width + _GAP) - _GAP, foot, marks)


def _move(markup: SafeString, x: float, y: float) -> SafeString:
    return draw_mark("g", markup, transform=f"translate({round(x, 1):g} {round(y, 1):g})")


# -- bars -------------------------------------------------------------------------------------------


def _draw_bars(table: Table) -> SafeString:
    groups = build_bars(table)
    bars = [bar for group in groups for bar in group.bars]
    columns, width = _choose_columns(len(bars))
    labels = min(max(_measure(bar.label) for bar in bars), width * 0.4) + 1
    values = min(max(_measure(bar.row.description, 650) for bar in bars), width * 0.3) + 1
    return _arrange_groups(
        (
            (
                _draw_heading(group.label, width) if group.label else None,
                [_draw_bar(bar, width, labels, values) for bar in group.bars],
            )
            for group in groups
        ),
        columns,
        width,
    )


def _draw_heading(label: str, width: float) -> _Block:
    lines = wrap_label(label, width, _TEXT, 650)
    return _Block(draw_lines(lines, 0.0, 26.0, _LINE, "value"), 18 + len(lines) * _LINE)


def _draw_bar(bar: Bar, width: float, labels: float, values: float) -> _Block:
    is_known = bar.length is not None
    left, room = labels + 12, width - labels - values - 24
    names = wrap_label(bar.label, labels, _TEXT)
    said = wrap_label(bar.row.description, values, _TEXT, 650 if is_known else 400)
    height = max(len(names), len(said)) * _LINE + 7
    top = (height - _BAR) / 2
    marks = [
        _arrange_lines(names, labels, height, "", "end"),
        *(() if is_known else (_draw_hatching(left, top, room, _BAR),)),
        *_draw_lengths(bar, left, top, room),
        draw_mark("path", css="baseline", d=f"M{left:.1f} {top - 3:.1f}v{_BAR + 6:g}"),
        _arrange_lines(said, left + room + 12, height, "value" if is_known else ""),
    ]
    area = bar.row.area or None
    return _Block(draw_mark("g", *marks, data_area=area, data_row=bar.row.anchor), height)


def _draw_lengths(bar: Bar, left: float, top: float, room: float) -> list[SafeString]:
    lengths = [("outline", bar.whole), ("fill", bar.length)]
    return [
        draw_mark("rect", css=css, x=left, y=top, width=length / 100 * room, height=_BAR)
        for css, length in lengths
        if length is not None
    ]


def _arrange_lines(
    lines: Sequence[str], x: float, height: float, css: str, anchor: str | None = None
) -> SafeString:
    first = height / 2 - (len(lines) - 1) * _LINE / 2 + 5
    return draw_lines(lines, x, first, _LINE, css, anchor)


def _draw_hatching(x: float, y: float, width: float, height: float) -> SafeString:
    """Draw what has no number: a frame with slanting lines in it."""
    steps = range(0, int(width - height), 8)
    lines = "".join(f"M{x + step:.0f} {y + height:.0f}l{height:.0f} {-height:.0f}" for step in steps)
    frame = draw_mark("rect", css="outline", x=x, y=y, width=width, height=height)
    return draw_mark("g", draw_mark("path", css="gridline", d=lines), frame)


# -- squares ----------------------------------------------------------------------------------------


def _draw_squares(rows: Sequence[TableRow]) -> SafeString:
    columns, width = _choose_columns(2 * len(rows))
    blocks = [_Block(_draw_tiles(), 0), *(_draw_row_of_squares(row, width) for row in rows)]
    return _arrange_groups([(None, blocks)], columns, width)


def _draw_row_of_squares(row: TableRow, width: float) -> _Block:
    names, said = wrap_label(row.name, width, _TEXT), wrap_label(row.description, width, _TEXT, 650)
    marks = [
        draw_lines(names, 0.0, 15.0, _LINE),
        draw_lines(said, 0.0, 15 + len(names) * _LINE, _LINE, "value"),
    ]
    y = (len(names) + len(said)) * _LINE + 4
    squares = build_squares(row)
    marks.append(_move(draw_mark("g", *_fill_squares(squares, int(width // _SQUARE))), 0, y))
    y += ceil(len(squares) / (width // _SQUARE)) * _SQUARE
    return _Block(draw_mark("g", *marks, data_row=row.anchor), y + 14)


def _fill_squares(squares: Sequence[bool], per_line: int) -> list[SafeString]:
    """Return areas filled with squares, so that hundreds of them take little room in a file."""
    areas = {"listed": "", "unlisted": ""}
    for line, start in enumerate(range(0, len(squares), per_line)):
        own = squares[start : start + per_line]
        listed = own.count(True)
        for tile, first, last in (("listed", 0, listed), ("unlisted", listed, len(own))):
            if last > first:
                left, right = first * _SQUARE, last * _SQUARE
                areas[tile] += f"M{left:g} {line * _SQUARE:g}H{right:g}v{_SQUARE:g}H{left:g}z"
    return [draw_mark("path", d=area, fill=f"url(#{tile})") for tile, area in areas.items() if area]


def _draw_tiles() -> SafeString:
    """Return a square of what is listed here and one of what isn't."""
    tiles = (
        draw_mark(
            "pattern",
            draw_mark("rect", css=css, x=1.5, y=1.5, width=9, height=9),
            id=css,
            width=_SQUARE,
            height=_SQUARE,
            patternUnits="userSpaceOnUse",
        )
        for css in ("listed", "unlisted")
    )
    return draw_mark("defs", *tiles)


# -- columns by year --------------------------------------------------------------------------------


def _draw_columns(charts: Sequence[ColumnChart]) -> SafeString:
    years = len(charts[0].columns)
    slot = min(max(_WIDTH / years if len(charts) == 1 else 0.0, _LEAST_YEAR), _WIDEST_YEAR)
    width = years * slot
    per_line = max(1, int((_WIDTH + _GAP) // (width + _GAP)))
    marks: list[SafeString] = []
    y = 0.0
    for start in range(0, len(charts), per_line):
        line = charts[start : start + per_line]
        titles = [wrap_label(chart.label, width, _TEXT, 650) if chart.label else [] for chart in line]
        top = max(map(len, titles)) * _LINE + 4
        for place, (chart, title) in enumerate(zip(line, titles, strict=True)):
            own = [draw_lines(title, 0.0, top - len(title) * _LINE + 11, _LINE, "value")]
            own += _draw_years(chart, slot, top + 18 + _COLUMN)
            marks.append(_move(draw_mark("g", *own), place * (width + _GAP), y))
        y += top + _COLUMN + 18 + 22 + 20
    return _wrap_drawing(min(len(charts), per_line) * (width + _GAP) - _GAP, y - 20, marks)


def _draw_years(chart: ColumnChart, slot: float, foot: float) -> list[SafeString]:
    """Return the columns of a chart, each with its number above and its year below."""
    marks = [draw_mark("path", css="baseline", d=f"M0 {foot:g}H{len(chart.columns) * slot - 4:g}")]
    for number, column in enumerate(chart.columns):
        height = column.height / 100 * _COLUMN
        middle = number * slot + (slot - 4) / 2
        place = {"x": middle, "text_anchor": "middle"}
        if column.row:
            box = {"x": number * slot, "y": foot - height, "width": slot - 4, "height": height}
            marks.append(draw_mark("rect", css="fill", data_row=column.row.anchor, **box))
        said = column.row.formatted_value if column.row else ""
        css = "value" if said else "axis"
        marks.append(draw_mark("text", said or "0", css=css, y=foot - height - 5, **place))
        marks.append(draw_mark("text", column.year, css="axis", y=foot + 17, **place))
    return marks


# -- matrix -----------------------------------------------------------------------------------------


def _draw_matrix(matrix: Matrix) -> SafeString:
    labels = min(max(_measure(line.label, 650) for line in matrix.rows), 240.0) + 1
    edge = max(76.0, min(150.0, (_WIDTH - labels - 12) / len(matrix.headings)))
    headings = [wrap_label(heading, edge - 8, _SMALL) for heading in matrix.headings]
    y = max(map(len, headings)) * 16.0 + 8
    marks = [
        draw_lines(
            lines, labels + 12 + (place + 0.5) * edge, y - 8 - (len(lines) - 1) * 16, 16.0, "axis", "middle"
        )
        for place, lines in enumerate(headings)
    ]
    for line in matrix.rows:
        names = wrap_label(line.label, labels, _TEXT, 650)
        height = max(44.0, len(names) * _LINE + 8)
        own = [_arrange_lines(names, labels, height, "value", "end")]
        own += [
            _draw_cell(row, shade, labels + 12 + place * edge, edge, height)
            for place, (row, shade) in enumerate(line.cells)
        ]
        marks.append(_move(draw_mark("g", *own), 0, y))
        y += height + 3
    return _wrap_drawing(labels + 12 + len(matrix.headings) * edge, y, marks)


def _draw_cell(row: TableRow | None, shade: int, x: float, edge: float, height: float) -> SafeString:
    """Return a cell with its value; a dash where nothing is recorded."""
    middle = {"x": x + edge / 2, "y": height / 2 + 5, "text_anchor": "middle"}
    if row is None or not row.formatted_value:
        return draw_mark("text", "–", css="axis", **middle)
    box = {"x": x + 2, "y": 1, "width": edge - 4, "height": height - 2}
    return draw_mark(
        "g",
        draw_mark("rect", css="cell", fill_opacity=f"{_SHADES[shade]:g}", **box),
        draw_mark("text", row.formatted_value, css="value", **middle),
        data_area=row.area or None,
        data_row=row.anchor,
    )


def list_drawn_rows(table: Table) -> list[TableRow]:
    """Return the rows of a table that its chart draws, in their order."""
    if table.chart in (Chart.BAR, Chart.PAIRS):
        return [bar.row for group in build_bars(table) for bar in group.bars]
    if table.chart == Chart.COLUMNS:
        charts = build_columns(table)
        return [column.row for chart in charts for column in chart.columns if column.row]
    if table.chart == Chart.MATRIX:
        cells = chain.from_iterable(line.cells for line in build_chart_matrix(table).rows)
        return [row for row, _shade in cells if row and row.formatted_value]
    return table.shown if table.chart == Chart.SQUARES else []
