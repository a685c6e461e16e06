"""Texts of pictures in lines that fit, broken between words."""

from collections.abc import Callable

from records.texts.line_breaks import split_text


def split_words(text: str) -> list[str]:
    """Return the words of a text; a Latin word has the space after it."""
    words: list[str] = []
    for part in text.split():
        pieces = split_text(part)
        words += [*pieces[:-1], f"{pieces[-1]} "]
    if words:
        words[-1] = words[-1].rstrip()
    return words


def wrap_words(text: str, fits: Callable[[str], bool]) -> list[str]:
    """Return the lines of a text. A word that fits no line stands alone."""
    lines = [""]
    for word in split_words(text):
        if lines[-1] and not fits(lines[-1] + word.rstrip()):
            lines.append("")
        lines[-1] += word
    return [line.rstrip() for line in lines]
