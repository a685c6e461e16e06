"""Pictures of pages for link previews: the title of the page beside the sign of the site.

The address of a card holds what is drawn, signed by the site, so that nobody can have other texts drawn and
a card changes its address with the title. Nothing is stored; the last cards stay in memory.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from PIL import Image, ImageDraw, ImageFont

from records.texts.line_breaks import split_text

#: Part of the ETag; to be raised when cards look different.
VERSION = 1

FOLDER = Path(settings.BASE_DIR) / "static/build/cards"
#: Longest title, in characters of Chinese; two Latin letters count as one.
MAX_TITLE = 30
#: Cards kept in memory, of about 30 kB each.
MAX_CARDS = 200

_PAPER, _INK, _SOFT, _SEAL, _LIGHT = "#fbf8f1", "#1a211e", "#5f6762", "#b24a22", "#fffaf0"
# The colours of the five waste areas.
_STRANDS = ("#33617a", "#6f7d1f", "#13806a", "#b4532a", "#7c3d63")
# From one line to the next, in heights of a letter.
_LEADING = 1.22

_signer = Signer(salt="share card", sep=".")


@dataclass(frozen=True)
class CardSize:
    """The measures of a card in pixels. `title` and `name`: the height of letters."""

    width: int
    height: int
    margin: int
    title: int
    name: int

    @property
    def top(self) -> float:
        """Where the title begins, below the seal."""
        return self.margin + self.name * 2.4

    @property
    def room(self) -> float:
        """The height that the title can have above the name of the site."""
        return self.height - self.margin - self.name * 1.5 - self.top


SIZES = {
    "wide": CardSize(1200, 630, 80, 84, 34),
    # Messengers show it as small as a stamp.
    "square": CardSize(300, 300, 22, 38, 17),
}


def sign_card(title: str, site: str) -> str:
    """Return the token of the card of a page with this title, for its address."""
    return _signer.sign_object([shorten_title(title), site])


def read_card(token: str) -> tuple[str, str] | None:
    """Return the title and the name of the site of a token; None if the site didn't make it."""
    try:
        title, site = _signer.unsign_object(token)
    except (BadSignature, ValueError):
        return None
    return title, site


def shorten_title(title: str) -> str:
    """Shorten a title to what messengers show, at the end of a word."""
    kept: list[str] = []
    width = 0.0
    for word in _list_words(title):
        width += measure_text(word)
        if width > MAX_TITLE - 1 and kept:
            return "".join(kept).rstrip("，、：；— ,;:") + "…"
        kept.append(word)
    return "".join(kept)


def measure_text(text: str) -> float:
    """Return the width of a text in Chinese characters."""
    return sum(1 if ord(character) > 0x2E7F else 0.5 for character in text)


def _list_words(text: str) -> list[str]:
    """Return the words of a text; a Latin word has the space after it."""
    words: list[str] = []
    for part in text.split():
        pieces = split_text(part)
        words += [*pieces[:-1], f"{pieces[-1]} "]
    if words:
        words[-1] = words[-1].rstrip()
    return words


@lru_cache(maxsize=MAX_CARDS)
def render_card(size_name: str, title: str, site: str) -> bytes:
    """Return a card as PNG."""
    size = SIZES[size_name]
    image = Image.new("RGB", (size.width, size.height), _PAPER)
    draw = ImageDraw.Draw(image)
    _draw_strands(draw, size)
    _draw_seal(image, size)
    lines, height = _fit_title(title, size)
    for number, line in enumerate(lines):
        _write(draw, (size.margin, size.top + number * height * _LEADING), line, height, _INK, 700)
    _write(draw, (size.margin, size.height - size.margin - size.name), site, size.name, _SOFT, 500)
    output = BytesIO()
    image.save(output, "PNG", optimize=True)
    return output.getvalue()


def _draw_strands(draw: ImageDraw.ImageDraw, size: CardSize) -> None:
    step = size.width / len(_STRANDS)
    for number, colour in enumerate(_STRANDS):
        box = (number * step, size.height - size.margin / 6, (number + 1) * step, size.height)
        draw.rectangle(box, fill=colour)


def _draw_seal(image: Image.Image, size: CardSize) -> None:
    """Draw the seal as in static/img/seal.svg, four times as large, and reduce it for smooth edges."""
    edge = round(size.name * 1.9)
    scale = edge * 4 / 32
    seal = Image.new("RGB", (edge * 4, edge * 4), _PAPER)
    draw = ImageDraw.Draw(seal)
    draw.rounded_rectangle((0, 0, edge * 4 - 1, edge * 4 - 1), 3 * scale, fill=_SEAL)
    points = [(28.2, 7), (7, 7), (7, 25), (25, 25), (25, 13), (13, 13), (13, 19.5), (20.7, 19.5)]
    path = [(x * scale, y * scale) for x, y in points]
    draw.line(path, fill=_LIGHT, width=round(2.5 * scale), joint="curve")
    image.paste(seal.resize((edge, edge), Image.Resampling.LANCZOS), (size.margin, size.margin))


def _fit_title(title: str, size: CardSize) -> tuple[list[str], int]:
    """Return the lines of a title and the largest height of letters at which they fit."""
    width = size.width - 2 * size.margin
    for percent in (100, 85, 70, 58, 48):
        height = round(size.title * percent / 100)
        lines = _wrap(title, height, width)
        if (
            len(lines) * height * _LEADING <= size.room
            and max(_measure(line, height) for line in lines) <= width
        ):
            break
    return lines, height


def _wrap(title: str, height: int, width: float) -> list[str]:
    lines = [""]
    for word in _list_words(title):
        if lines[-1] and _measure(lines[-1] + word.rstrip(), height) > width:
            lines.append("")
        lines[-1] += word
    return [line.rstrip() for line in lines]


def _measure(text: str, height: int) -> float:
    return sum(_get_font(_find_file(letter), height, 700).getlength(letter) for letter in text)


def _write(draw: Any, position: tuple[float, float], text: str, height: int, fill: str, weight: int) -> None:
    """Write a line. Each letter comes from the file that has it."""
    left, top = position
    for run in _list_runs(text):
        font = _get_font(_find_file(run[0]), height, weight)
        draw.text((left, top + height), run, fill=fill, font=font, anchor="ls")
        left += font.getlength(run)


def _list_runs(text: str) -> list[str]:
    """Divide a text into runs of letters from one file."""
    runs: list[str] = []
    for letter in text:
        if runs and _find_file(runs[-1][0]) == _find_file(letter):
            runs[-1] += letter
        else:
            runs.append(letter)
    return runs


@lru_cache(maxsize=1)
def _read_ranges() -> list[tuple[int, int, str]]:
    rows = json.loads((FOLDER / "ranges.json").read_text(encoding="utf-8"))
    return [(first, last, name) for first, last, name in rows]


@lru_cache(maxsize=4_000)
def _find_file(letter: str) -> str:
    """Return the font file with a letter; that of the letter “?” if none has it."""
    code = ord(letter)
    for first, last, name in _read_ranges():
        if first <= code <= last:
            return name
    return _find_file("?")


@lru_cache(maxsize=400)
def _get_font(name: str, height: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FOLDER / name, height)
    font.set_variation_by_axes([weight])
    return font
