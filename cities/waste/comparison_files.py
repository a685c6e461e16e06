"""The waste portraits of compared cities as one drawing, for files and slides."""

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cities.models import City
from cities.waste.comparison import ComparedPortrait, compare_portraits
from cities.waste.portrait import SMALL, build_small_portrait
from cities.waste.portrait_files import fetch_sources_of_years, list_part_columns, list_part_rows
from cities.waste.treatment import WasteYear
from records.drawings.files import PageDrawing
from records.drawings.marks import draw_lines, draw_mark, wrap_label
from records.texts.citation_formats import CitedSource, join_sources
from records.texts.formats import is_chinese, join_list

#: Widths of the drawing in a file, on a sheet (which has 695), between cities; sizes of texts; in pixels.
_WIDTH, _SHEET, _GAP, _NAME, _LONG_NAME, _TEXT = 1216, 820, 28, 26, 18, 15
#: Heights of the lines of a long name, which has the smaller size, and of a sentence.
_NAME_LEADING, _LEADING = 23, 21


def draw_compared_waste(cities: Sequence[City], *, is_sheet: bool = False) -> PageDrawing | None:
    """Return the portraits side by side, with a sentence each; None if nothing is known of any city."""
    portraits = compare_portraits(cities)
    if portraits is None:
        return None
    entries = portraits.entries
    drawn = [year for entry in entries for year in _list_years(entry)]
    sources = fetch_sources_of_years(drawn)
    cited = [CitedSource(source.publisher, source.title, copies=source.copies) for source in sources.values()]
    space = "" if is_chinese() else " "
    key = _("Twenty threads a year, each a twentieth of what was collected.")
    directions = _("Up, burned; straight on, other treatment; down, sanitary landfill.")
    names = join_list(_write_name(entry) for entry in entries)
    return PageDrawing(
        title=(
            _("Where the municipal waste went")  # the sheet names the cities above
            if is_sheet
            else _("Where the municipal waste went: %(cities)s") % {"cities": names}
        ),
        subtitle="",
        description=space.join(_write_sentence(entry) for entry in entries),
        markup=_render_portraits(entries, _SHEET if is_sheet else _WIDTH),
        notes=[
            f"{key}{space}{directions}",
            space.join([portraits.definition, *portraits.checks]),
            _("Source: %(sources)s") % {"sources": join_sources(cited)},
        ],
        columns=[_("City"), *list_part_columns()],
        rows=[
            [_write_name(entry), *row]
            for entry in entries
            for year in _list_years(entry)
            for row in list_part_rows(year, sources)
        ],
    )


def _list_years(entry: ComparedPortrait) -> list[WasteYear]:
    return [entry.waste.years[year] for year in entry.years] if entry.waste else []


def _write_name(entry: ComparedPortrait) -> str:
    return str(entry.city.distinct_title.plain)


def _write_sentence(entry: ComparedPortrait) -> str:
    if not entry.headline:
        return _("%(city)s: not known.") % {"city": _write_name(entry)}
    return f"{entry.headline}{'。' if is_chinese() else '.'}"


def _render_portraits(entries: Sequence[ComparedPortrait], whole: int) -> SafeString:
    width = (whole + _GAP) / len(entries) - _GAP
    parts, height = [], 0.0
    names = [_wrap_name(_write_name(entry), width) for entry in entries]
    top = _NAME - 4 + (max(len(name) for _css, name in names) - 1) * _NAME_LEADING
    for place, (entry, (css, name)) in enumerate(zip(entries, names, strict=True)):
        left = place * (width + _GAP)
        parts.append(draw_lines(name, left, _NAME - 4, _NAME_LEADING, css))
        shapes, foot = _render_portrait(entry, left, top, width)
        parts += shapes
        height = max(height, foot)
    return draw_mark("svg", *parts, css="portrait", viewBox=f"0 0 {whole} {round(height)}")


def _render_portrait(
    entry: ComparedPortrait, left: float, top: float, width: float
) -> tuple[list[SafeString], float]:
    """Return the years, threads and sentence of a city below its name, and where they end."""
    parts = []
    years = _list_years(entry)
    scale = min((width - _GAP / 2) / 2 / SMALL.width, 2.0)
    top += 14 + _TEXT
    for number, year in enumerate(years):
        x = left + number * (width + _GAP / 2) / 2
        parts.append(draw_mark("text", str(year.year), css="word faint", x=x, y=top))
        parts.append(_render_threads(year, x, top + 10, scale))
    y = top + (10 + SMALL.height * scale + 14 if years else 0)
    for line in wrap_label(_write_sentence(entry) if entry.headline else _("Not known"), width, _TEXT):
        y += _LEADING
        parts.append(draw_mark("text", line, css="word", x=left, y=y))
    return parts, y + 8


def _render_threads(year: WasteYear, x: float, y: float, scale: float) -> SafeString:
    portraits = [build_small_portrait(year)]
    markup = render_to_string("cities/waste/small_portrait.html", {"portraits": portraits})
    place = [f"{length:.1f}" for length in (x, y, SMALL.width * scale, SMALL.height * scale)]
    start = format_html('<svg x="{}" y="{}" width="{}" height="{}" ', *place)
    return mark_safe(markup.strip().replace("<svg ", start, 1))


def _wrap_name(name: str, width: float) -> tuple[str, list[str]]:
    """Return the class of a name and its lines: a name that doesn't fit on one is smaller."""
    if len(lines := wrap_label(name, width, _NAME, 600, serif=True)) == 1:
        return "year", lines
    return "year year--long", wrap_label(name, width, _LONG_NAME, 600, serif=True)
