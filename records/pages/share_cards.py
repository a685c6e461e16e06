"""Pictures of pages for link previews: the title of the page beside the sign of the site.

The address of a card holds what is drawn, signed by the site, so that nobody can have other texts drawn and
a card changes its address with the title. Nothing is stored; the last cards stay in memory.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.core.signing import BadSignature, Signer

from records.drawings.png import render_png
from records.drawings.sheets import INK, SOFT, Sheet, Style
from records.drawings.text_lines import split_words

#: Part of the ETag; to be raised when cards look different.
VERSION = 2

#: Longest title, in characters of Chinese; two Latin letters count as one.
MAX_TITLE = 30
#: Cards kept in memory, of about 30 kB each.
MAX_CARDS = 200

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


@dataclass(frozen=True)
class Card:
    """What a card says: the title of its page, the name of the site, and their language."""

    title: str
    site: str
    language: str


def sign_card(card: Card) -> str:
    """Return the token of a card, for its address."""
    return _signer.sign_object([shorten_title(card.title), card.site, card.language])


def read_card(token: str) -> Card | None:
    """Return the card of a token; None if the site didn't make it."""
    try:
        return Card(*_signer.unsign_object(token))
    except (BadSignature, ValueError, TypeError):
        return None


def shorten_title(title: str) -> str:
    """Shorten a title to what messengers show, at the end of a word."""
    kept: list[str] = []
    width = 0.0
    for word in split_words(title):
        width += count_characters(word)
        if width > MAX_TITLE - 1 and kept:
            return "".join(kept).rstrip("，、：；— ,;:") + "…"
        kept.append(word)
    return "".join(kept)


def count_characters(text: str) -> float:
    """Return the width of a text in Chinese characters."""
    return sum(1 if ord(character) > 0x2E7F else 0.5 for character in text)


@lru_cache(maxsize=MAX_CARDS)
def render_card(size_name: str, card: Card) -> bytes:
    """Return a card as PNG."""
    size = SIZES[size_name]
    sheet = Sheet(size.width, card.language)
    step = size.width / len(_STRANDS)
    for number, colour in enumerate(_STRANDS):
        place = {"x": number * step, "y": size.height - size.margin / 6, "width": step, "height": size.margin}
        sheet.add("rect", {**place, "fill": colour})
    sheet.draw_seal(size.margin, size.margin, size.name * 1.9)
    lines, height = _fit_title(card, size, sheet)
    sheet.y = size.top
    sheet.write(lines, Style(height, 700, INK, height * _LEADING, is_heading=True), size.margin)
    sheet.y = size.height - size.margin - size.name
    sheet.write([card.site], Style(size.name, 500, SOFT, size.name, is_heading=True), size.margin)
    return render_png(sheet.finish(size.height), card.language, size.width)


def _fit_title(card: Card, size: CardSize, sheet: Sheet) -> tuple[list[str], int]:
    """Return the lines of a title and the largest height of letters at which they fit."""
    width = size.width - 2 * size.margin
    for percent in (100, 85, 70, 58, 48):
        height = round(size.title * percent / 100)
        style = Style(height, 700, INK, height * _LEADING, is_heading=True)
        lines = sheet.wrap(card.title, style, width)
        widest = max(sheet.measure(line, style) for line in lines)
        if len(lines) * height * _LEADING <= size.room and widest <= width:
            break
    return lines, height
