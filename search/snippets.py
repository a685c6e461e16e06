"""Texts of results with the words of the query marked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from records.texts.translation import Text, convert_to_simplified
from search.queries import SearchQuery
from search.words import find_distinct_words, find_stem, iterate_words, normalize_text

#: Characters of a snippet; Chinese ones count twice.
_LENGTH = 180
#: Characters before the first marked word.
_BEFORE = 40
Span = tuple[int, int]


@dataclass(frozen=True)
class MarkedText:
    """A text and the spans of it that the query found."""

    text: str
    lang: str
    spans: tuple[Span, ...] = ()

    def __str__(self) -> str:
        return self.text

    @property
    def word_count(self) -> int:
        """The number of different words that are marked."""
        return len({self.text[start:stop].casefold() for start, stop in self.spans})

    @property
    def html(self) -> SafeString:
        return format_html_join("", "{}", ((part,) for part in self._list_parts()))

    def _list_parts(self) -> Iterator[str | SafeString]:
        end = 0
        for start, stop in self.spans:
            yield self.text[end:start]
            yield format_html("<mark>{}</mark>", self.text[start:stop])
            end = stop
        yield self.text[end:]


def mark_text(text: Text, query: SearchQuery) -> MarkedText:
    """Mark the words of the query in a text."""
    return MarkedText(str(text), text.lang, tuple(_merge_spans(_find_spans(str(text), query))))


def build_snippet(texts: Iterable[Text], query: SearchQuery) -> MarkedText | None:
    """Return the part of the texts that shows the query best: the first text unless another has more words.

    No text is read after one that has as many words as the query. None if there is no text.
    """
    best, most = None, -1
    for line in (Text(line, text.lang) for text in texts for line in str(text).split("\n") if line):
        marked = mark_text(line, query)
        if marked.word_count > most:
            best, most = marked, marked.word_count
        if most >= len(query.runs):
            break
    return _shorten(best) if best else None


def _find_spans(text: str, query: SearchQuery) -> Iterator[Span]:
    if query.words:
        yield from _find_words(text, query.words, query.prefix)
    if not query.pairs or text.isascii():
        return
    # Conversion keeps the number of characters; if it doesn't, nothing is marked.
    simplified = convert_to_simplified(text)
    if len(simplified) == len(text):
        for pair in query.pairs:
            yield from _find_all(simplified, pair)


def _find_words(text: str, asked: tuple[str, ...], prefix: str) -> Iterator[Span]:
    # Most texts have none of the words, and each word several times.
    marks = {word: size for word in find_distinct_words(text) if (size := _measure_mark(word, asked, prefix))}
    for start, stop in iterate_words(text) if marks else ():
        if length := marks.get(text[start:stop]):
            yield start, start + length


#: Results share most of their words.
@lru_cache(maxsize=20_000)
def _measure_mark(shown: str, asked: tuple[str, ...], prefix: str) -> int:
    """Return how many characters of a word are marked: all if the stem is asked for, or the asked start."""
    word = normalize_text(shown)
    if find_stem(word) in map(find_stem, asked):
        return len(shown)
    return min(len(shown), len(prefix)) if prefix and word.startswith(prefix) else 0


def _find_all(text: str, part: str) -> Iterator[Span]:
    place = text.find(part)
    while place >= 0:
        yield place, place + len(part)
        place = text.find(part, place + 1)


def _merge_spans(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, stop in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return merged


def _shorten(line: MarkedText) -> MarkedText:
    """Cut a text around its first marked word."""
    length = _LENGTH if line.lang == "en" else _LENGTH // 2
    if len(line.text) <= length:
        return line
    first = line.spans[0][0] if line.spans else 0
    start = 0 if first < length // 2 else _find_word_start(line.text, first - _BEFORE)
    stop = _find_word_end(line.text, start + length)
    before, after = "…" if start else "", "…" if stop < len(line.text) else ""
    shift = len(before) - start
    spans = [(max(a, start) + shift, min(b, stop) + shift) for a, b in line.spans if start <= a < stop]
    return MarkedText(f"{before}{line.text[start:stop]}{after}", line.lang, tuple(spans))


def _find_word_start(text: str, place: int) -> int:
    space = text.find(" ", place, place + 20)
    return space + 1 if space >= 0 else place


def _find_word_end(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", place - 20, place)
    return space if space >= 0 else place
