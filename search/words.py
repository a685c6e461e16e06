"""The words by which texts are found, prepared in Python so that both databases find the same.

Chinese is split into pairs of characters, because word segmentation misses words; Traditional Chinese becomes
Simplified. English words are indexed as they are and by their stem. Letters have no case and no accents.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from threading import Lock

from snowballstemmer import stemmer

from records.texts.pinyin import build_pinyin, strip_tone_marks
from records.texts.translation import convert_to_simplified

_HAN = "〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
#: A word in a text as it is shown.
_WORD = re.compile(rf"[^\W_{_HAN}]+(?:['’ʼ][^\W_{_HAN}]+)*")
_IS_HAN = re.compile(rf"[{_HAN}]")
#: "Xi’an" is one word, and so is "Xi’an’s".
_APOSTROPHE = re.compile(r"['’ʼ]s\b|(?<=\w)['’ʼ](?=\w)")
#: Words that queries contain without looking for them. Nearly all records are of China, few say so.
STOP_WORDS = frozenset({
    "a", "about", "an", "and", "any", "are", "as", "at", "by", "can", "china", "do", "does", "for",
    "from", "has", "have", "how", "i", "in", "is", "it", "many", "me", "much", "of", "on", "or",
    "our", "that", "the", "there", "this", "to", "was", "we", "were", "what", "when", "where",
    "which", "who", "why", "with", "you", "your", "中国",
})  # fmt: skip
#: Kinds of places that follow a name: 长春市 is also found as 长春.
_PLACE_SUFFIX = re.compile(rf"(?<=[{_HAN}]{{2}})(?:市|省|县|区|自治区|特别行政区)$")

#: A name with its short form in brackets: 陶朗（TOMRA）.
_SHORT_NAME = re.compile(r"(.+?) ?\(([A-Z][A-Z0-9-]+)\)")

_stemmer = stemmer("english")
#: A stemmer keeps the word that it works on.
_stemmer_lock = Lock()


@lru_cache(maxsize=50_000)
def find_stem(word: str) -> str:
    """Return the stem of an English word: "recycl" for "recycling" and "recycled"."""
    if not (word.isascii() and word.isalpha()):
        return word
    with _stemmer_lock:
        return _stemmer.stemWord(word)


def normalize_text(text: str) -> str:
    """Return a text in Simplified Chinese, without case, accents, and different widths of characters.

    Hong Kong's word for a tonne becomes that of the mainland.
    """
    simplified = convert_to_simplified(unicodedata.normalize("NFKC", text)).replace("公吨", "吨")
    return _APOSTROPHE.sub("", strip_tone_marks(simplified.casefold()))


def split_runs(text: str) -> list[str]:
    """Return the words and the runs of Chinese characters of a normalized text."""
    return _RUN.findall(text)


def is_han(run: str) -> bool:
    return bool(_IS_HAN.match(run))


def has_compound(text: str) -> bool:
    """Return whether a Chinese run of a text is long enough to be split by names."""
    return any(is_han(run) and len(run) > 2 for run in split_runs(normalize_text(text)))


def split_pairs(run: str) -> list[str]:
    """Return the pairs of adjacent characters of a Chinese run; a single character is returned as it is."""
    return [run[place : place + 2] for place in range(len(run) - 1)] or [run]


def list_words(text: str) -> Iterator[str]:
    """Yield the words of a text as they are indexed, those of equal runs once."""
    for run in dict.fromkeys(split_runs(normalize_text(text))):
        if is_han(run):
            yield from split_pairs(run)
            if len(run) > 1:
                yield run[-1]  # each character begins a word, so that it is found alone
        else:
            yield run
            stem = find_stem(run)
            if stem != run:
                yield stem


def join_words(texts: Iterable[str]) -> str:
    """Return the different words of texts, separated by spaces."""
    return " ".join(dict.fromkeys(word for text in texts for word in list_words(text)))


def build_key(text: str) -> str:
    """Return a whole name or query in the form in which they are compared."""
    return "".join(split_runs(normalize_text(text)))


def list_short_names(title: str) -> list[str]:
    """Return the two names of a title that ends with the capitals of its short form in brackets."""
    match = _SHORT_NAME.fullmatch(unicodedata.normalize("NFKC", title))
    return list(match.groups()) if match else []


def list_spellings(name: str) -> list[str]:
    """Return a Chinese name in pinyin, as words and as one word, and without the kind of place."""
    simplified = unicodedata.normalize("NFKC", convert_to_simplified(name))
    spellings = []
    for form in dict.fromkeys((simplified, _PLACE_SUFFIX.sub("", simplified))):
        if form != name and form != simplified:
            spellings.append(form)
        if pinyin := build_pinyin(form):
            spellings += _list_typed_forms(pinyin)
    return spellings


def _list_typed_forms(pinyin: str) -> list[str]:
    # ü is typed as u, or as v.
    forms = dict.fromkeys((pinyin, re.sub("[üǖǘǚǜ]", "v", pinyin)))
    return [form for typed in forms for form in (typed, typed.replace(" ", ""))]


def list_pairs_of_runs(runs: Iterable[str]) -> list[str]:
    """Return the pairs of characters of the Chinese runs."""
    return [pair for run in runs if is_han(run) for pair in split_pairs(run)]


def find_distinct_words(text: str) -> set[str]:
    """Return the distinct words of a text that aren't Chinese."""
    return set(_WORD.findall(text))


def iterate_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the words of a text begin and end that aren't Chinese."""
    for match in _WORD.finditer(text):
        yield match.span()
