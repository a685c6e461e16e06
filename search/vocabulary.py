"""The words of all titles and other names: for typing mistakes, similar names, parts of compounds."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from records.version_cache import cache_value
from search.compounds import LONGEST_NAME, SHORTEST_NAME
from search.index import get_index_version
from search.models import SearchEntry
from search.place_names import is_place_name
from search.queries import SearchQuery
from search.synonyms import list_han_synonyms
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
_PLACE_TYPES = frozenset({"city", "region"})
#: Words of the name of a place. Longer names also have words for its kind.
_LONGEST_PLACE = 3


class KnownWords(NamedTuple):
    """Words of titles and other names; the long ones once more, the most frequent first.

    `names` are the long ones of places, and those that spell a Chinese name; `terms` are the others.
    """

    words: frozenset[str]
    terms: tuple[str, ...]
    names: tuple[str, ...]


def load_han_names() -> frozenset[str]:
    """Return the Chinese names and terms by which compounds are split."""
    return cache_value(("Han names",), get_index_version(), _read_han_names)


def replace_unknown_words(query: SearchQuery) -> SearchQuery | None:
    """Return the query with the nearest known words in place of unknown ones; None if there are none.

    No word is corrected to a name: that of a place would be the answer to a question about another one.
    """
    return _replace_words(query, _find_correction)


def suggest_known_words(query: SearchQuery) -> SearchQuery | None:
    """Return what an unknown word may also have been: the start of a known word, or a name much like it."""
    return _replace_words(query, _find_similar_word)


def _replace_words(query: SearchQuery, replace: Callable[[str, KnownWords], str]) -> SearchQuery | None:
    known: KnownWords = cache_value(("known words",), get_index_version(), _read_known_words)
    runs = [word if _is_kept(word, known) else replace(word, known) for word in query.runs]
    return None if runs == query.runs else query.replace_runs(runs)


def _is_kept(word: str, known: KnownWords) -> bool:
    return len(word) < _SHORTEST or is_han(word) or word in known.words or is_place_name(word)


def _find_correction(word: str, known: KnownWords) -> str:
    for place in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        if word[:place] in known.words and word[place:] in known.words:
            return f"{word[:place]} {word[place:]}"
    return _find_nearest_word(word, known.terms)


def _find_similar_word(word: str, known: KnownWords) -> str:
    starts = (other for some in (known.names, known.terms) for other in some if other.startswith(word))
    return next(starts, "") or _find_nearest_word(word, known.names)


def _find_nearest_word(word: str, known: tuple[str, ...]) -> str:
    most = 2 if len(word) >= _LONG else 1
    found = process.extract(word, known, scorer=DamerauLevenshtein.distance, score_cutoff=most, limit=5)
    if not found:
        return word
    # The words of titles come in the order of their number: of equally near words, the most frequent one.
    return min(found, key=lambda match: (match[1], match[0][0] != word[0], match[2]))[0]


def _read_known_words() -> KnownWords:
    counts: Counter[str] = Counter()
    names: set[str] = set()
    spelled: set[str] = set()
    for kind, title, name_words in _iterate_entries("record_type", "title_en", "name_words"):
        words = [word for word in split_runs(normalize_text(title)) if _is_latin(word)]
        is_place = kind in _PLACE_TYPES and len(words) <= _LONGEST_PLACE
        counts.update(set(words))
        names.update(words if is_place else _list_spelled(words, name_words.split()))
        # Of other names, syllables of pinyin are left out.
        spelled.update(word for word in name_words.split() if len(word) > _LONGEST_SYLLABLE)
    names |= {word for word in spelled if word not in counts and _is_latin(word)}
    counts.update(names)
    by_number = sorted(counts, key=lambda word: (-counts[word], word))
    longer = [word for word in by_number if len(word) >= _SHORTEST]
    return KnownWords(
        frozenset(counts),
        tuple(word for word in longer if word not in names and not is_place_name(word)),
        tuple(word for word in longer if word in names),
    )


def _read_han_names() -> frozenset[str]:
    """Return the whole names, but not the titles of sources."""
    names = set(list_han_synonyms())
    for weight, *keys in _iterate_entries("weight", "title_keys", "name_keys"):
        if weight:
            names.update(key for key in "\n".join(keys).split("\n") if _is_han_name(key))
    return frozenset(names)


def _iterate_entries(*columns: str) -> Iterator[Any]:
    entries = SearchEntry.objects.order_by("-weight", "pk").values_list(*columns)
    return entries[:_MOST_ENTRIES].iterator(chunk_size=2_000)


def _is_latin(word: str) -> bool:
    return len(word) >= _SHORTEST_PART and word.isalpha() and not is_han(word)


def _list_spelled(words: list[str], syllables: list[str]) -> list[str]:
    """Return the words that spell a part of the Chinese name in pinyin: Tashan of "ta shan yuan qu"."""
    short = [syllable for syllable in syllables if len(syllable) <= _LONGEST_SYLLABLE]
    return [word for word in words if _is_joined(word, [one for one in short if one != word])]


def _is_joined(word: str, syllables: list[str]) -> bool:
    return not word or any(
        _is_joined(word.removeprefix(one), syllables) for one in syllables if word.startswith(one)
    )


def _is_han_name(key: str) -> bool:
    return SHORTEST_NAME <= len(key) <= LONGEST_NAME and is_han(key) and not key.isascii()
