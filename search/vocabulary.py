"""Corrections of typing mistakes and missing spaces, by the words of all titles and other names."""

from functools import lru_cache
from typing import Any, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from search.index import get_index_version
from search.models import SearchEntry
from search.queries import SearchQuery
from search.words import is_han, normalize_text, split_runs

#: Shorter words have too many neighbours.
_SHORTEST = 4
#: Of two words that are written as one.
_SHORTEST_PART = 3
_LONGEST_SYLLABLE = 6
#: Words from this length on may have two mistakes.
_LONG = 8
#: Entries whose titles are known: those with the greatest weight.
_MOST_ENTRIES = 10_000


class KnownWords(NamedTuple):
    """The words of titles and other names; the long ones once more, the most frequent first."""

    words: frozenset[str]
    long_words: tuple[str, ...]


def replace_unknown_words(query: SearchQuery) -> SearchQuery | None:
    """Return the query with the nearest known words in place of unknown ones; None if there are none."""
    known = _load_vocabulary(*get_index_version())
    corrected = [_replace_unknown_word(word, known) for word in query.runs]
    if corrected == query.runs:
        return None
    return SearchQuery(" ".join(corrected))


def _replace_unknown_word(word: str, known: KnownWords) -> str:
    if len(word) < _SHORTEST or is_han(word) or any(other.startswith(word) for other in known.long_words):
        return word
    for place in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        if word[:place] in known.words and word[place:] in known.words:
            return f"{word[:place]} {word[place:]}"
    return _find_nearest_word(word, known.long_words)


def _find_nearest_word(word: str, known: tuple[str, ...]) -> str:
    most = 2 if len(word) >= _LONG else 1
    found = process.extract(word, known, scorer=DamerauLevenshtein.distance, score_cutoff=most, limit=5)
    if not found:
        return word
    # The words of titles come in the order of their number: of equally near words, the most frequent one.
    return min(found, key=lambda match: (match[1], match[0][0] != word[0], match[2]))[0]


@lru_cache(maxsize=1)
def _load_vocabulary(builds: int, newest: Any) -> KnownWords:
    """Return the words as of a version of the index."""
    counts: dict[str, int] = {}
    texts = SearchEntry.objects.order_by("-weight", "pk").values_list(
        "title_en", "title_zh_hans", "name_words"
    )
    for *titles, words in texts[:_MOST_ENTRIES].iterator(chunk_size=2_000):
        # Of other names, syllables of pinyin are left out.
        names = [word for word in words.split() if len(word) > _LONGEST_SYLLABLE]
        for word in {*split_runs(normalize_text(" ".join(titles))), *names}:
            if len(word) >= _SHORTEST_PART and word.isalpha() and not is_han(word):
                counts[word] = counts.get(word, 0) + 1
    long_words = [word for word in counts if len(word) >= _SHORTEST]
    return KnownWords(frozenset(counts), tuple(sorted(long_words, key=lambda word: (-counts[word], word))))
