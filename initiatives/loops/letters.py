"""How much room texts take in a drawing, and where their lines break."""

from collections.abc import Sequence

from records.texts.line_breaks import split_text

#: Widths of letters in the name of an actor, and how much smaller those of other texts are.
_NARROW, _LATIN, _CAPITAL, _WIDE, _HAN = 4.7, 7.8, 8.8, 11.4, 14.3
_NARROW_LETTERS, _WIDE_LETTERS = frozenset("fijlrtI.,:;'|()[]/!- \N{NO-BREAK SPACE}"), frozenset("mwMW@%")
LABEL, AMOUNT = 0.96, 0.9


def measure_line(text: str) -> float:
    return sum(map(_measure_letter, text))


def _measure_letter(letter: str) -> float:
    if ord(letter) >= 0x2E80:
        return _HAN
    if letter in _NARROW_LETTERS:
        return _NARROW
    if letter in _WIDE_LETTERS:
        return _WIDE
    return _CAPITAL if letter.isupper() else _LATIN


def wrap_text(text: str, room: float) -> list[str]:
    """Break a text between words into lines of about the same length, as few as `room` allows."""
    parts = [part for word in text.split(" ") for part in _split_word(word, room)]
    lines = _fill_lines(parts, room)
    longest = max(map(measure_line, lines))
    while longest > 0 and len(narrower := _fill_lines(parts, longest - 1)) == len(lines):
        lines, longest = narrower, min(longest - 1, max(map(measure_line, narrower)))
    return lines


def _fill_lines(parts: list[tuple[str, str]], room: float) -> list[str]:
    lines = [""]
    for glue, word in parts:
        longer = f"{lines[-1]}{glue if lines[-1] else ''}{word}"
        if lines[-1] and measure_line(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _split_word(word: str, room: float) -> list[tuple[str, str]]:
    """Split into what may be a line of its own, each with what joins it to the text before."""
    if measure_line(word) <= room and all(ord(letter) < 0x2E80 for letter in word):
        return [(" ", word)]
    pieces: Sequence[str] = split_text(word)
    if any(measure_line(piece) > room for piece in pieces):
        pieces = list(word)
    return [(" " if place == 0 else "", piece) for place, piece in enumerate(pieces)]
