"""Hints for writers: terms of the glossary, and Hong Kong's words, that occur in a text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from records.texts.translation import is_mostly_chinese, list_hong_kong_words

#: As many as fit on a line below a text.
MOST_HINTS = 8

# Sections after this one are about the messages of the interface.
_END = "\n## Earlier words\n"
_ROW = re.compile(r"^\|([^|]+)\|([^|]+)\|(?:[^|]+\|)?([^|]+)\|$", re.MULTILINE)
_TABLE_OF_AVOIDED_WORDS = "| English | Simplified | Not |"


@dataclass(frozen=True)
class Term:
    """A term of the glossary: its English forms, and its Chinese words, the usual one first."""

    forms: tuple[str, ...]
    words: tuple[str, ...]
    #: What is written wrongly in its place; mostly empty.
    avoided: str = ""


@dataclass(frozen=True)
class Phrase:
    """A piece of a hint and its language, as a BCP 47 tag; empty for the language of the page."""

    text: str
    language: str = ""


@dataclass(frozen=True)
class Hint:
    """A word, and what is written for it in the other language or script."""

    word: Phrase
    #: "→": in Hong Kong; ":": in English; "=": in Chinese.
    sign: str
    meaning: Phrase
    avoided: Phrase | None = None


@lru_cache(maxsize=1)
def load_terms() -> list[Term]:
    """Return the terms of docs/glossary.md, without the words of single messages."""
    text = (settings.BASE_DIR / "docs/glossary.md").read_text(encoding="utf-8").split(_END)[0]
    common, content = text.split(_TABLE_OF_AVOIDED_WORDS)
    return [*_parse_terms(common), *_parse_terms(content, has_avoided=True)]


def _parse_terms(text: str, has_avoided: bool = False) -> Iterator[Term]:
    for forms, words, last in _ROW.findall(text):
        if forms.strip() not in ("English", "---"):
            # An exception may follow the avoided words.
            avoided = last.partition(", ")[0].strip() if has_avoided else ""
            yield Term(
                tuple(forms.strip().split(", ")), tuple(words.strip().replace("“", "").split("、")), avoided
            )


def list_hints(english: str, simplified: str) -> list[Hint]:
    """Return hints for a text in both languages, at most `MOST_HINTS`."""
    hong_kong = [
        Hint(Phrase(word, "zh-Hans"), "→", Phrase(traditional, "zh-Hant"))
        for word, traditional in list_hong_kong_words(simplified).items()
    ]
    in_english = _find_terms(english, *_index_english())
    in_chinese = _find_terms(simplified, *_index_chinese())
    only_chinese = [
        Hint(Phrase(word, "zh-Hans"), ":", Phrase(term.forms[0], "en"))
        for word, term in in_chinese.items()
        if term not in in_english.values()
    ]
    from_english = [_build_english_hint(term) for term in dict.fromkeys(in_english.values())]
    return [*hong_kong, *only_chinese, *from_english][:MOST_HINTS]


def _build_english_hint(term: Term) -> Hint:
    avoided = Phrase(term.avoided, "zh-Hans" if is_mostly_chinese(term.avoided) else "en")
    meaning = Phrase("、".join(term.words[:2]), "zh-Hans")
    return Hint(Phrase(term.forms[0], "en"), "=", meaning, avoided if term.avoided else None)


def _find_terms(text: str, pattern: re.Pattern[str], terms: dict[str, Term]) -> dict[str, Term]:
    """Return the terms of a text by the word found, in its order."""
    found: dict[str, Term] = {}
    for match in pattern.finditer(text):
        word = match["word"]
        found.setdefault(word, terms[word.lower()])
    return found


@lru_cache(maxsize=1)
def _index_english() -> tuple[re.Pattern[str], dict[str, Term]]:
    terms = {form.lower(): term for term in load_terms() for form in term.forms}
    pattern = rf"(?<![\w-])(?P<word>{_join_words(terms)})(?:e?s)?(?![\w-])"
    return re.compile(pattern, re.IGNORECASE), terms


@lru_cache(maxsize=1)
def _index_chinese() -> tuple[re.Pattern[str], dict[str, Term]]:
    """Index the usual word of each term; a single character stands in too many others."""
    terms: dict[str, Term] = {}
    for term in load_terms():
        word = term.words[0]
        if len(word) > 1 and "…" not in word:
            terms.setdefault(word, term)
    return re.compile(rf"(?P<word>{_join_words(terms)})"), terms


def _join_words(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
