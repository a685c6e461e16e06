"""Translated texts: language fallback, and conversion between Simplified and Traditional Chinese."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from opencc import OpenCC

#: Key of a text -> its language, in the order in which editors see the texts.
COLUMNS = {"en": "en", "zh_hans": "zh-Hans", "zh_hant": "zh-Hant"}

#: Language code -> BCP 47 tag of its pages: those in Traditional Chinese are written as in Hong Kong.
PAGE_TAGS = {"en": "en", "zh-hans": "zh-Hans", "zh-hant": "zh-Hant-HK"}

#: The field of a model with the Traditional Chinese texts that are not converted, by name of the text.
OVERRIDES = "zh_hant"

# Texts by preference. "zh_hans>zh_hant": Simplified Chinese, converted.
_PREFERENCES = {
    "en": ("en", "zh_hans", "zh_hant"),
    "zh-hans": ("zh_hans", "zh_hant>zh_hans", "en"),
    "zh-hant": ("zh_hant", "zh_hans>zh_hant", "en"),
}

# The words and characters that OpenCC does not write as Hong Kong does; the file says what each list is for.
_HONG_KONG = yaml.safe_load(Path(__file__).with_name("hong_kong.yaml").read_text(encoding="utf-8"))
_HONG_KONG_WORDS: dict[str, str] = _HONG_KONG["words"] | _HONG_KONG["one_way_words"]
_MAINLAND_WORDS = {hong_kong: mainland for mainland, hong_kong in _HONG_KONG["words"].items()}


def _build_pattern(words: Iterable[str], *others: str) -> re.Pattern[str]:
    """Return a pattern that finds the longest of the words."""
    return re.compile("|".join([*others, *map(re.escape, sorted(words, key=len, reverse=True))]))


_CHARACTERS = _build_pattern(_HONG_KONG["characters"])
_TITLE = "《[^《》]*》"
_KEPT_OR_MAINLAND = _build_pattern([*_HONG_KONG["kept"], *_HONG_KONG_WORDS], _TITLE)
_HONG_KONG_ONLY = _build_pattern(_MAINLAND_WORDS)


# Right-to-left letters, and control characters that change the direction of adjacent text.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_CHINESE_WORDS = re.compile("[\u3400-\u9fff]+")
# Zero-width spaces mark where the lines of headings may break.
_CONTROLS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B])


def escape_isolated(text: str, language: str = "") -> SafeString:
    """Escape a text and isolate it with `<bdi>` if it contains right-to-left characters.

    Chinese words in an English text, such as names, get their own `lang`. A dot between the names of a city
    and its district begins no line.
    """
    text = text.replace(" · ", "\N{NO-BREAK SPACE}· ")
    html = format_html("<bdi>{}</bdi>", text) if _RIGHT_TO_LEFT.search(text) else conditional_escape(text)
    if language != "en":
        return html
    return mark_safe(_CHINESE_WORDS.sub(r'<span lang="zh-Hans">\g<0></span>', html))


def strip_direction_controls(text: str) -> str:
    """Remove directional controls and zero-width spaces, for places without markup."""
    return text.translate(_CONTROLS)


#: What XML doesn't allow: with one of them, no feed could be written.
CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def is_mostly_chinese(text: str) -> bool:
    """Whether at least half of the letters are Chinese characters."""
    chinese = sum(map(len, _CHINESE_WORDS.findall(text)))
    return chinese > 0 and 2 * chinese >= sum(map(str.isalpha, text))


def is_legible(text: str) -> bool:
    """Whether a text has more than spaces, controls and other characters that nobody sees."""
    return any(unicodedata.category(character)[0] not in "CZ" for character in text)


class Text(str):
    """A text and its language, as a BCP 47 tag.

    On a page in another language (a translation is missing), it is rendered with a `lang` attribute. A text
    with right-to-left characters is isolated.
    """

    lang: str

    def __new__(cls, value: str, lang: str) -> "Text":
        self = super().__new__(cls, value)
        self.lang = lang
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """Support copying and pickling."""
        return type(self), (str(self), self.lang)

    def __html__(self) -> SafeString:
        page = (get_language() or "en").lower()
        if self.lang.lower() == page or not self:
            return escape_isolated(str(self), self.lang)
        return format_html('<span lang="{}">{}</span>', self.lang, escape_isolated(str(self), self.lang))

    @property
    def plain(self) -> str:
        """The text without markup, for attributes and titles."""
        return strip_direction_controls(str(self))

    def __format__(self, spec: str) -> str:
        """Format without markup, as part of another text."""
        return format(self.plain, spec)

    def __str__(self) -> str:
        return str.__str__(self)


@lru_cache(maxsize=1)
def _get_traditional_converter() -> OpenCC:
    return OpenCC("s2hk")


@lru_cache(maxsize=1)
def _get_simplified_converter() -> OpenCC:
    return OpenCC("hk2s")


def _convert_characters(text: str) -> str:
    converted = _get_traditional_converter().convert(text)
    return _CHARACTERS.sub(lambda match: _HONG_KONG["characters"][match[0]], converted)


@lru_cache(maxsize=20_000)
def convert_to_traditional(text: str) -> str:
    """Convert Simplified Chinese to the characters, words and quotation marks used in Hong Kong.

    Names of bodies and titles of documents keep their words.
    """
    converted = _convert_characters(text)
    return _KEPT_OR_MAINLAND.sub(lambda match: _HONG_KONG_WORDS.get(match[0], match[0]), converted)


def list_hong_kong_words(text: str) -> dict[str, str]:
    """Return the words of a text in Simplified Chinese for which Hong Kong writes another word."""
    converted = _convert_characters(text)
    words = [word for word in _KEPT_OR_MAINLAND.findall(converted) if word in _HONG_KONG_WORDS]
    return {_get_simplified_converter().convert(word): _HONG_KONG_WORDS[word] for word in words}


@lru_cache(maxsize=5_000)
def convert_to_simplified(text: str) -> str:
    """Convert Traditional Chinese to Simplified, with the words used on the mainland."""
    mainland = _HONG_KONG_ONLY.sub(lambda match: _MAINLAND_WORDS[match[0]], text)
    return _get_simplified_converter().convert(mainland)


def get_text(obj: object, field: str, language: str) -> Text:
    """Return the text of a translated field in a language or a fallback; an empty text if there is none."""

    def read(column: str) -> str | None:
        if column == OVERRIDES:
            return (getattr(obj, OVERRIDES, None) or {}).get(field)
        return getattr(obj, f"{field}_{column}", "")

    return _choose_text(read, language)


def get_text_in_active_language(obj: object, field: str) -> Text:
    return get_text(obj, field, get_language() or "en")


def get_columns(obj: object, field: str) -> dict[str, str]:
    """Return the texts of a translated field as `{en, zh_hans, zh_hant?}`."""
    columns = {name: getattr(obj, f"{field}_{name}") for name in ("en", "zh_hans")}
    own = (getattr(obj, OVERRIDES, None) or {}).get(field)
    return {**columns, OVERRIDES: own} if own else columns


def get_text_from_columns(value: dict[str, str], language: str | None = None) -> Text:
    """Like `get_text()`, for a text stored as `{en, zh_hans, zh_hant?}`."""
    return _choose_text(value.get, language or get_language() or "en")


def _choose_text(read: Callable[[str], str | None], language: str) -> Text:
    """Return the first text by preference. `read` returns that of a column; mostly one is needed."""
    for preference in _PREFERENCES.get(language.lower(), _PREFERENCES["en"]):
        column, _, target = preference.partition(">")
        text = read(column)
        if not text:
            continue
        if target == "zh_hant":
            return Text(convert_to_traditional(text), COLUMNS[target])
        if target == "zh_hans":
            return Text(convert_to_simplified(text), COLUMNS[target])
        return Text(text, COLUMNS[column])
    return Text("", COLUMNS.get(language.replace("-", "_"), "en"))
