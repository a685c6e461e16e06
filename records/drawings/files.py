"""What stands around a drawing in a file: title, what is counted, sources, licence, address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as etree

from records.drawings.sheets import INK, MUTE, SOFT, Sheet, Style, read_view_box
from records.drawings.styles import build_plain_svg
from records.drawings.text_widths import set_text_widths

#: Proportions of a slide; the picture for sharing has the same.
SLIDE_WIDTH, SLIDE_HEIGHT = 1280, 720
#: Margin of a file, and room between its parts, in pixels.
_MARGIN, _GAP = 32, 18
#: Files aren't narrower, so that lines of text have room.
_NARROWEST = 640
_FILE_TITLE = Style(26, 600, INK, 32, is_heading=True)
_FILE_SUBTITLE = Style(16, 400, SOFT, 24)
_SLIDE_TITLES = [Style(size, 600, INK, size * 1.18, is_heading=True) for size in (40, 34, 29)]
_SLIDE_SUBTITLE = Style(20, 400, SOFT, 28)
_NOTE = Style(13, 400, MUTE, 19)
_STRONG = Style(13, 600, INK, 19)
_NAME = Style(16, 600, INK, 22, is_heading=True)


@dataclass(frozen=True)
class PageDrawing:
    """A drawing of a page, with all that its files say.

    `markup`: the drawing as its page has it. `notes`: what is counted, the state of checking, the sources.
    `columns` and `rows`: its values. `cited`: the sources that notes name.
    """

    title: str
    subtitle: str
    description: str
    markup: str
    notes: Sequence[str]
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]
    cited: Sequence[Any] = ()


@dataclass(frozen=True)
class Imprint:
    """Who publishes a file, under which licence, as of which day, and the address of its page."""

    site: str
    address: str
    licence: str
    state: str


def read_width(svg: str) -> int:
    """Return the width of a picture in pixels."""
    return round(float(etree.fromstring(svg).get("width", "0")))


def build_file(drawing: PageDrawing, imprint: Imprint, language: str, *, has_fonts: bool = False) -> str:
    """Return a drawing as an SVG file, in its own size.

    `has_fonts`: whoever draws it has the fonts of the site. Else each text states its width.
    """
    plain = build_plain_svg(drawing.markup, language)
    _left, _top, width, height = read_view_box(plain)
    sheet = Sheet(max(width, _NARROWEST) + 2 * _MARGIN, language)
    sheet.describe(drawing.title, drawing.description)
    room = sheet.width - 2 * _MARGIN
    sheet.y = _MARGIN
    sheet.write(sheet.wrap(drawing.title, _FILE_TITLE, room), _FILE_TITLE, _MARGIN)
    if drawing.subtitle:
        sheet.write(sheet.wrap(drawing.subtitle, _FILE_SUBTITLE, room), _FILE_SUBTITLE, _MARGIN)
    sheet.place(plain, _MARGIN, sheet.y + _GAP, 1)
    sheet.y += height + 2 * _GAP
    for note in drawing.notes:
        sheet.write(sheet.wrap(note, _NOTE, room), _NOTE, _MARGIN)
    sheet.y += _GAP / 2
    sheet.draw_seal(_MARGIN, sheet.y, 22)
    indent = _MARGIN + 32
    sheet.write(sheet.wrap(f"{imprint.site} · {imprint.address}", _STRONG, room - 32), _STRONG, indent)
    sheet.write(sheet.wrap(f"{imprint.licence} · {imprint.state}", _NOTE, room - 32), _NOTE, indent)
    if not has_fonts:
        set_text_widths(sheet.root, language)
    return sheet.finish(round(sheet.y + _MARGIN * 0.75))


def build_slide(drawing: PageDrawing, imprint: Imprint, language: str) -> str:
    """Return a drawing as a slide: headline, line, drawing, source, QR code, the site's name."""
    plain = build_plain_svg(drawing.markup, language)
    _left, _top, width, height = read_view_box(plain)
    sheet = Sheet(SLIDE_WIDTH, language)
    sheet.describe(drawing.title, drawing.description)
    margin, room = 56, SLIDE_WIDTH - 2 * 56
    sheet.y = 40
    for style in _SLIDE_TITLES:
        lines = sheet.wrap(drawing.title, style, room)
        if len(lines) <= 2:
            break
    sheet.write(lines, style, margin)
    if drawing.subtitle:
        sheet.y += 4
        sheet.write(sheet.wrap(drawing.subtitle, _SLIDE_SUBTITLE, room), _SLIDE_SUBTITLE, margin)
    above = sheet.y + 16
    notes = [line for note in drawing.notes for line in sheet.wrap(note, _NOTE, room - 300)]
    below = SLIDE_HEIGHT - 30 - (len(notes) + 2) * _NOTE.leading
    scale = min(room / width, (below - 16 - above) / height)
    sheet.place(
        plain, margin + (room - width * scale) / 2, above + (below - 16 - above - height * scale) / 2, scale
    )
    sheet.draw_code(imprint.address, margin, SLIDE_HEIGHT - 30 - 66, 66)
    sheet.y = below
    sheet.write(notes, _NOTE, margin + 82)
    sheet.write([imprint.address], _STRONG, margin + 82)
    sheet.write([f"{imprint.licence} · {imprint.state}"], _NOTE, margin + 82)
    sheet.y = SLIDE_HEIGHT - 30 - _NAME.leading
    sheet.write([imprint.site], _NAME, SLIDE_WIDTH - margin, "end")
    name_width = sheet.measure(imprint.site, _NAME)
    sheet.draw_seal(SLIDE_WIDTH - margin - name_width - 36, SLIDE_HEIGHT - 30 - 25, 26)
    return sheet.finish(SLIDE_HEIGHT)
