"""The chart of an indicator as files: the dots of its page, with how they are read and who states them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cities.models import Indicator, IndicatorValue
from cities.values.charts import (
    IndicatorChart,
    build_indicator_chart,
    describe_dots,
    describe_finding,
    describe_measured,
)
from cities.values.copy_checks import describe_copy_checks
from cities.values.dot_plots import Dot, DotRow, DotScale
from cities.values.year_strips import Spot, YearStrip
from cities.waste.indicator_page import build_waste_page
from cities.waste.treatment import fetch_all_waste, fetch_source_ids
from records.drawings.files import PageDrawing
from records.drawings.fonts import measure_text
from records.drawings.marks import draw_lines, draw_mark, wrap_label
from records.models import Source
from records.pages.drawing_files import RecordDrawingFile
from records.texts.citation_formats import CitedSource, choose_publisher_separator, join_sources
from records.texts.formats import format_number, get_unit_name

#: Width of a drawing; space between two columns of rows, and beside the names.
_WIDTH, _GAP, _SPACE = 1216.0, 56.0, 14.0
#: Rows of one column, and width of the names of cities and of years.
_FEW, _CITY, _YEAR = 10, 150.0, 44.0
#: Heights of the scale, of the row of a city and of a year, of the key.
_SCALE, _ROW, _STRIP, _KEY = 24.0, 48.0, 76.0, 30.0
_TEXT, _LINE = 15, 18.0
#: Sources that a file names; the page has all.
_MOST_SOURCES = 4


class IndicatorChartFile(RecordDrawingFile):
    """The dots of an indicator; no file of one whose page draws none, or all cities as columns."""

    model = Indicator
    subject = "values"

    def build_drawing(self) -> PageDrawing | None:
        indicator: Any = self.record
        if indicator.waste_role and build_waste_page(indicator, fetch_all_waste()):
            return None
        chart = build_indicator_chart(indicator)
        return draw_indicator(chart) if chart.scale else None


def draw_indicator(chart: IndicatorChart) -> PageDrawing:
    """Return the chart of an indicator with all that a file says of it."""
    values, indicator = chart.charted.values, chart.indicator
    used = fetch_source_ids(IndicatorValue.objects.filter(pk__in=[value.pk for value in values]))
    sources = Source.objects.in_bulk({pk for own in used.values() for pk in own})
    definition = str(indicator.definition.plain)
    notes = [definition, chart.reading, describe_copy_checks(indicator), _join_most_used(used, sources)]
    return PageDrawing(
        title=describe_finding(chart),
        subtitle=describe_measured(indicator) if chart.charted.series else get_unit_name(indicator.unit),
        description=describe_dots(chart),
        markup=_draw_chart(chart),
        notes=[note for note in notes if note],
        columns=[_("City"), _("Year"), _("Value"), _("Unit"), _("Precision"), _("Source")],
        rows=[_build_row(value, used, sources) for value in values if value.value is not None],
    )


def _join_most_used(used: Mapping[int, set[int]], sources: Mapping[int, Source]) -> str:
    """Return the sources of the most values, and how many others there are."""
    counts = Counter(pk for own in used.values() for pk in sorted(own) if pk in sources)
    if not counts:
        return ""
    named = [pk for pk, _count in counts.most_common(_MOST_SOURCES)]
    text = _("Source: %(sources)s") % {"sources": _join_sources(named, sources)}
    more = len(counts) - len(named)
    if not more:
        return text
    rest = ngettext("%(count)s more source on the page", "%(count)s more sources on the page", more)
    return f"{text}{choose_publisher_separator()}{rest % {'count': more}}"


def _join_sources(pks: Sequence[int], sources: Mapping[int, Source]) -> str:
    found = [sources[pk] for pk in pks if pk in sources]
    return join_sources(
        [CitedSource(source.publisher, source.title, copies=source.copies) for source in found]
    )


def _build_row(value: Any, used: Mapping[int, set[int]], sources: Mapping[int, Source]) -> list[Any]:
    return [
        str(value.city.distinct_title),
        value.year,
        f"{value.value.normalize():f}",
        get_unit_name(value.indicator.unit),
        value.get_precision_display(),
        _join_sources(sorted(used.get(value.pk, ())), sources),
    ]


# -- the drawing ------------------------------------------------------------------------------------


def _draw_chart(chart: IndicatorChart) -> SafeString:
    scale: Any = chart.scale
    rows: Sequence[Any] = chart.plot.rows if chart.plot else chart.strips.rows if chart.strips else []
    pitch, names = (_ROW, _CITY) if chart.plot else (_STRIP, _YEAR)
    columns = 1 if len(rows) <= _FEW else 2
    per_column = ceil(len(rows) / columns)
    width = (_WIDTH + _GAP) / columns - _GAP - names - _SPACE
    top = _KEY if chart.keys else 0.0
    marks = list(_draw_keys(chart.keys))
    for column in range(columns):
        own = rows[column * per_column : (column + 1) * per_column]
        drawn = [_draw_scale(scale, width, len(own) * pitch)]
        for place, row in enumerate(own):
            y = _SCALE + place * pitch
            parts = _draw_city(row, names, width) if chart.plot else _draw_year(row, width)
            drawn.append(draw_mark("g", *parts, transform=f"translate(0 {y:g})"))
        left = column * (width + names + _SPACE + _GAP) + names + _SPACE
        marks.append(draw_mark("g", *drawn, transform=f"translate({left:g} {top:g})"))
    height = top + _SCALE + per_column * pitch
    drawing = draw_mark("g", *marks, css="drawn")
    svg = draw_mark("svg", drawing, viewBox=f"0 0 {_WIDTH:g} {height:g}")
    return draw_mark("div", svg, css="chart", data_area=chart.indicator.waste_area)


def _draw_keys(keys: Sequence[tuple[str, str]]) -> Iterator[SafeString]:
    x = 7.0
    for kind, label in keys:
        yield _draw_dot(x, 6.0, kind)
        yield draw_mark("text", label, css="axis", x=x + 14, y=11)
        x += 14 + measure_text(label, 13, 400, get_language() or "en") + 28


def _draw_dot(x: float, y: float, kind: str = "", title: str = "") -> SafeString:
    css = f"dots__dot dots__dot--{kind}" if kind in {"old", "partial"} else "dots__dot"
    return draw_mark("circle", *([draw_mark("title", title)] if title else []), css=css, cx=x, cy=y, r=5)


def _draw_scale(scale: DotScale, width: float, height: float) -> SafeString:
    """Return the numbers of the scale, and a line below each."""
    last = len(scale.ticks) - 1
    marks = []
    for number, (value, place) in enumerate(scale.ticks):
        x = place / 100 * width
        anchor = "start" if number == 0 else "end" if number == last else "middle"
        marks.append(draw_mark("text", format_number(value), css="axis", x=x, y=14, text_anchor=anchor))
        marks.append(draw_mark("path", css="dots__tick", d=f"M{x:.1f} {_SCALE:g}v{height:g}"))
    return draw_mark("g", *marks)


def _draw_city(row: DotRow, names: float, width: float) -> Iterator[SafeString]:
    lines = wrap_label(row.label, names, _TEXT)
    first = _ROW / 2 + 5 - (len(lines) - 1) * _LINE / 2
    yield draw_lines(lines, -_SPACE, first, _LINE, anchor="end")
    yield draw_mark("path", css="dots__guide", d=f"M0 {_ROW / 2:g}H{width:g}")
    for dot in row.dots:
        x = dot.x / 100 * width
        yield _draw_dot(x, _ROW / 2, "partial" if dot.is_partial else "old" if dot.is_old else "", dot.title)
        if dot.level:
            y = _ROW / 2 + (20 if dot.level > 0 else -10)
            yield draw_mark("text", dot.label, css="axis", x=x, y=y, text_anchor=_choose_anchor(dot))


def _choose_anchor(dot: Dot) -> str:
    return "start" if dot.x < 8 else "end" if dot.x > 92 else "middle"


def _draw_year(strip: YearStrip, width: float) -> Iterator[SafeString]:
    yield draw_mark("text", strip.year, x=-_SPACE, y=55, text_anchor="end")
    yield draw_mark("path", css="dots__line", d=f"M0 50H{width:g}")
    for spot in strip.spots:
        yield from _draw_spot(spot, spot.x / 100 * width)


def _draw_spot(spot: Spot, x: float) -> Iterator[SafeString]:
    """Draw the dots of a spot, or the column that stands for many, and what is written below it."""
    if spot.is_pile:
        foot, head = spot.heights
        yield draw_mark("path", css="dots__pile", d=f"M{x:.1f} {foot}V{head}")
    else:
        for height in spot.heights:
            yield draw_mark("circle", css="fill", cx=x, cy=height, r="3.2")
    if spot.label:
        yield draw_mark("text", spot.label, css="axis", x=x, y=68, text_anchor=spot.anchor)
