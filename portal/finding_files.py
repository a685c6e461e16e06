"""The drawing of a finding as files: its marks with their numbers, its limits and its sources."""

from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.choices import FindingDrawing
from portal.finding_drawings import DrawnFigure, DrawnRow, build_drawing
from portal.models import Finding
from records.choices import Evidence
from records.drawings.files import PageDrawing
from records.drawings.fonts import measure_text
from records.drawings.marks import draw_lines, draw_mark, wrap_label
from records.pages.citations import Citations
from records.pages.drawing_files import RecordDrawingFile
from records.texts.citation_formats import CitedSource, join_sources
from records.texts.formats import (
    format_amount_text,
    format_period,
    get_unit_name,
    is_chinese,
    join_label,
    take_first_sentence,
)

#: Width of a drawing; heights of letters, a line, a bar, and the space between rows.
_WIDTH, _TEXT, _LINE, _BAR, _GAP = 760.0, 15, 21.0, 18.0, 22.0
#: Width of the key before the words of a mark.
_KEY = 20.0


class FindingFile(RecordDrawingFile):
    """The marks of a finding; no file of one that draws none, or targets, which are mostly words."""

    model = Finding
    subject = "drawing"

    def build_drawing(self) -> PageDrawing | None:
        finding = Finding.objects.with_figures().get(pk=self.record.pk)
        rows = build_drawing(finding)
        return draw_finding(finding, rows) if rows else None


def draw_finding(finding: Finding, rows: Sequence[DrawnRow]) -> PageDrawing:
    """Return the drawing of a finding with all that a file says of it."""
    citations = Citations([finding, *finding.drawn_figures])
    cited = [source for mark in _list_marks(rows) for source in citations.sources_of(mark.figure)]
    sources = _join_cited(cited)
    notes = [
        str(finding.drawing_note.plain),
        join_label(_("What it doesn’t show"), take_first_sentence(finding.limits.plain)),
        *([join_label(_("How it was calculated"), finding.worked_out.plain)] if finding.worked_out else []),
        *([_("Source: %(sources)s") % {"sources": sources}] if sources else []),
    ]
    return PageDrawing(
        title=str(finding.title.plain),
        subtitle="",
        description=describe_marks(rows),
        markup=_draw_rows(finding, rows),
        notes=[note for note in notes if note],
        columns=[_("Row"), _("Label"), _("Value"), _("Unit"), _("Year"), _("Evidence level"), _("Source")],
        rows=[
            _build_row(row, mark, _join_cited(citations.sources_of(mark.figure)))
            for row in rows
            for mark in row.figures
        ],
    )


def describe_marks(rows: Sequence[DrawnRow]) -> str:
    """Return each mark with its number."""
    parts = [join_label(row.label, _describe_row(row)) for row in rows]
    return f"{('；' if is_chinese() else '; ').join(parts)}{'。' if is_chinese() else '.'}"


def _describe_row(row: DrawnRow) -> str:
    words = [f"{_describe_figure(mark)} {format_amount_text(mark.figure)}" for mark in row.figures]
    if row.rest:
        words.append(_("Rest not known"))
    return ("，" if is_chinese() else ", ").join(words)


def _list_marks(rows: Sequence[DrawnRow]) -> list[DrawnFigure]:
    return [mark for row in rows for mark in row.figures]


def _join_cited(sources: Sequence[Any]) -> str:
    return join_sources(
        [CitedSource(source.publisher, source.title, copies=source.copies) for source in sources]
    )


def _build_row(row: DrawnRow, mark: DrawnFigure, sources: str) -> list[Any]:
    figure = mark.figure
    value = f"{figure.value.normalize():f}"
    evidence = figure.get_evidence_display()
    return [
        row.label,
        str(figure.label.plain),
        value,
        get_unit_name(figure.unit),
        figure.year or "",
        evidence,
        sources,
    ]


def _describe_figure(mark: DrawnFigure) -> str:
    """Return what a number measures, with its period, and its evidence if it is no result."""
    figure = mark.figure
    period = unescape(strip_tags(format_period(figure, unknown=False)))
    says_evidence = mark.is_open or figure.evidence == Evidence.ESTIMATED
    parts = [str(figure.label.plain), period, figure.get_evidence_display() if says_evidence else ""]
    return ("，" if is_chinese() else ", ").join(part for part in parts if part)


# -- the drawing ------------------------------------------------------------------------------------


def _draw_rows(finding: Finding, rows: Sequence[DrawnRow]) -> SafeString:
    marks: list[SafeString] = [_draw_tiles()]
    y = 0.0
    for row in rows:
        lines = wrap_label(row.label, _WIDTH, _TEXT, 650)
        marks.append(draw_lines(lines, 0.0, y + 16, _LINE, "value"))
        y += len(lines) * _LINE + 6
        for part, height in _draw_row(finding.drawing, row):
            marks.append(draw_mark("g", part, transform=f"translate(0 {y:g})"))
            y += height
        y += _GAP
    drawing = draw_mark("g", *marks, css="drawn")
    return draw_mark("svg", drawing, viewBox=f"0 0 {_WIDTH:g} {y - _GAP:g}")


def _draw_tiles() -> SafeString:
    """Return the squares of the first and of other marks, and the hatching of what isn't known."""
    css, box = "drawing__square", {"x": 1, "y": 1, "width": 8, "height": 8}
    squares = [draw_mark("rect", css=css, data_shade=shade, **box) for shade in (1, 2)]
    tiles = [_draw_tile(f"square-{shade}", 10, square) for shade, square in enumerate(squares, start=1)]
    tiles.append(_draw_tile("hatch", 6, draw_mark("path", css="drawing__hatch", d="M0 6 6 0")))
    return draw_mark("defs", *tiles)


def _draw_tile(name: str, edge: int, mark: SafeString) -> SafeString:
    return draw_mark("pattern", mark, id=name, width=edge, height=edge, patternUnits="userSpaceOnUse")


def _draw_row(drawing: str, row: DrawnRow) -> Iterator[tuple[SafeString, float]]:
    """Yield the parts of a row with their heights."""
    if drawing == FindingDrawing.SQUARES:
        yield _draw_squares(row), row.height * _WIDTH / row.width + 8
    elif drawing == FindingDrawing.SHARES:
        yield _draw_shares(row), _BAR + 8
    else:
        for mark in row.figures:
            yield _draw_strip(drawing, mark)
        return
    for mark in row.figures:
        yield _draw_key(drawing, mark, has_key=len(row.figures) > 1 or row.rest is not None)
    if row.rest:
        hatched = draw_mark("rect", css="drawing__rest", y=4, width=11, height=11, fill="url(#hatch)")
        yield draw_mark("g", hatched, draw_mark("text", _("Rest not known"), x=_KEY, y=15)), _LINE


def _draw_squares(row: DrawnRow) -> SafeString:
    boxes = [
        draw_mark(
            "rect",
            x=box.x,
            y=box.y,
            width=box.width,
            height=box.height,
            fill=f"url(#square-{1 if mark.shade == 1 else 2})",
        )
        for mark in row.figures
        for box in mark.boxes
    ]
    return draw_mark("g", *boxes, transform=f"scale({_WIDTH / row.width:.3f})")


def _draw_shares(row: DrawnRow) -> SafeString:
    boxes = [_draw_part(mark, box.x, box.width) for mark in row.figures for box in mark.boxes]
    if row.rest:
        place = {"x": row.rest.x / 100 * _WIDTH, "width": row.rest.width / 100 * _WIDTH}
        boxes.append(draw_mark("rect", css="drawing__rest", height=_BAR, fill="url(#hatch)", **place))
    return draw_mark("g", *boxes)


def _draw_part(mark: DrawnFigure, x: float, width: float, shade: int | None = None) -> SafeString:
    return draw_mark(
        "rect",
        css="drawing__part",
        data_shade=shade or mark.shade,
        data_open="" if mark.is_open else None,
        x=x / 100 * _WIDTH,
        width=width / 100 * _WIDTH,
        height=_BAR,
    )


def _draw_key(drawing: str, mark: DrawnFigure, *, has_key: bool) -> tuple[SafeString, float]:
    """Return a number and what it is of, behind a square in the colour of its mark."""
    amount = format_amount_text(mark.figure)
    left = _KEY if has_key else 0.0
    language, label = get_language() or "en", mark.figure.label.plain
    room = measure_text(amount, _TEXT, 600, language)
    start = left if is_chinese() else left + room + 6
    lines = wrap_label(label, _WIDTH - left - room - 6, _TEXT)
    # As on the page: a Chinese number stands behind its words.
    behind = left + measure_text(lines[-1], _TEXT, 400, language) if is_chinese() else left
    foot = 15 + (len(lines) - 1) * _LINE if is_chinese() else 15
    box = {"y": 4, "width": 11, "height": 11, "data_shade": mark.shade}
    css = "drawing__square" if drawing == FindingDrawing.SQUARES else "drawing__part"
    marks = [
        draw_mark("text", amount, css="value", x=behind, y=foot),
        draw_lines(lines, start, 15.0, _LINE),
    ]
    if has_key:
        marks.append(draw_mark("rect", css=css, data_open="" if mark.is_open else None, **box))
    return draw_mark("g", *marks), len(lines) * _LINE


def _draw_strip(drawing: str, mark: DrawnFigure) -> tuple[SafeString, float]:
    """Return a figure in words, its number at the right, and its dot or bar below them."""
    amount = format_amount_text(mark.figure)
    room = _WIDTH - measure_text(amount, _TEXT, 600, get_language() or "en") - 20
    lines = wrap_label(_describe_figure(mark), room, _TEXT)
    foot = len(lines) * _LINE + 4
    marks = [
        draw_lines(lines, 0.0, 15.0, _LINE),
        draw_mark("text", amount, css="value", x=_WIDTH, y=15, text_anchor="end"),
    ]
    for box in mark.boxes:
        if drawing == FindingDrawing.DOTS:
            middle = foot + 6
            marks.append(draw_mark("path", css="drawing__axis", d=f"M0 {middle:g}H{_WIDTH:g}"))
            place = {"cx": box.x / 100 * _WIDTH, "cy": middle, "data_open": "" if mark.is_open else None}
            marks.append(draw_mark("circle", css="drawing__dot", r=5, **place))
        else:
            bar = _draw_part(mark, 0, box.width, 1)
            marks.append(draw_mark("g", bar, transform=f"translate(0 {foot:g})"))
    return draw_mark("g", *marks), foot + _BAR + 10
