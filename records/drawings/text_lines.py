"""Texts of pictures in lines that fit, broken between words."""

import re
from collections.abc import Callable, Iterator

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


def wrap_words(text: str, fits: Callable[[str], bool], *, may_split: bool = False) -> list[str]:
    """Return the lines of a text. A word that fits no line stands alone.

    `may_split`: such a word is split, at a hyphen or between letters.
    """
    lines = [""]
    for word in split_words(text):
        is_whole = not may_split or fits(word.rstrip())
        for part in [word] if is_whole else _split_long_word(word, fits):
            if lines[-1] and not fits(lines[-1] + part.rstrip()):
                lines.append("")
            lines[-1] += part
    return [line.rstrip() for line in lines]


def _split_long_word(word: str, fits: Callable[[str], bool]) -> Iterator[str]:
    for part in re.findall("[^-]+-?|-", word):
        yield from [part] if fits(part.rstrip()) else part
