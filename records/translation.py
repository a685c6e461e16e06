"""Translated texts: language fallback, and conversion between Simplified and Traditional Chinese."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from opencc import OpenCC

#: Key of a text -> its language, in the order in which editors see the texts.
COLUMNS = {"en": "en", "zh_hans": "zh-Hans", "zh_hant": "zh-Hant"}

#: The field of a model with the Traditional Chinese texts that are not converted, by name of the text.
OVERRIDES = "zh_hant"

# Texts by preference. "zh_hans>zh_hant": Simplified Chinese, converted.
_PREFERENCES = {
    "en": ("en", "zh_hans", "zh_hant"),
    "zh-hans": ("zh_hans", "zh_hant>zh_hans", "en"),
    "zh-hant": ("zh_hant", "zh_hans>zh_hant", "en"),
}

# Words that differ in more than their characters. Longest first; replaced after the conversion.
_HONG_KONG_WORDS = {
    "信息": "資訊",
    "菜單": "選單",
    "數據庫": "資料庫",
    "服務器": "伺服器",
    "本站程序": "本站程式",
    "郵件程序": "電郵程式",
    "登錄": "登入",
    "鏈接": "連結",
    "塑料": "塑膠",
    "電子郵箱": "電郵",
    "郵箱": "電郵",
    "公交車輛": "巴士",
    "公交車": "巴士",
    "公交": "巴士",
    "出租車": "的士",
    "快遞": "速遞",
    "千克": "公斤",
    "默認": "預設",
    "打印": "列印",
    "反饋": "回饋",
}

# The same for readers on the mainland, longest first; of several words the last. 公斤 is written there, too.
_MAINLAND_WORDS = sorted(
    ({hong_kong: mainland for mainland, hong_kong in _HONG_KONG_WORDS.items()} | {"公斤": "公斤"}).items(),
    key=lambda pair: -len(pair[0]),
)

# Characters that the conversion confuses.
_CONFUSED_CHARACTERS = {
    "幹化": "乾化",
    "幹混": "乾混",
    "幹法": "乾法",
    "幹垃圾": "乾垃圾",
    "幹污泥": "乾污泥",
    "（幹）": "（乾）",
    "報廢后": "報廢後",
    "制磚": "製磚",
    "制硫酸": "製硫酸",
    "所制產品": "所製產品",
    "制肥": "製肥",
    "制板": "製板",
    "制酒": "製酒",
    "制氣": "製氣",
    "制高嶺土": "製高嶺土",
    "可制再生": "可製再生",
    "尾礦制": "尾礦製",
    "尾氣制": "尾氣製",
    "殼制": "殼製",
    "椏制": "椏製",
    "同制酸": "同製酸",
    "魯北制酸": "魯北製酸",
    "啓": "啟",
    "併為": "並為",
    "併發布": "並發佈",
    "多隻有": "多只有",
    "是隻讓": "是只讓",
    "侷限": "局限",
    "單于": "單於",
    "箇中": "個中",
    "合作伙伴": "合作夥伴",
    "摺合": "折合",
    "市長髮言": "市長發言",
    "“": "「",
    "”": "」",
    "‘": "『",
    "’": "』",
}


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


@lru_cache(maxsize=20_000)
def convert_to_traditional(text: str) -> str:
    """Convert Simplified Chinese to the characters and quotation marks used in Hong Kong."""
    converted = _get_traditional_converter().convert(text)
    for mainland, hong_kong in (_HONG_KONG_WORDS | _CONFUSED_CHARACTERS).items():
        converted = converted.replace(mainland, hong_kong)
    return converted


@lru_cache(maxsize=5_000)
def convert_to_simplified(text: str) -> str:
    """Convert Traditional Chinese to Simplified, with the words used on the mainland."""
    for hong_kong, mainland in _MAINLAND_WORDS:
        text = text.replace(hong_kong, mainland)
    return _get_simplified_converter().convert(text)


def get_text(obj: object, field: str, language: str) -> Text:
    """Return the text of a translated field in a language or a fallback; an empty text if there is none."""

    def read(column: str) -> str | None:
        if column == OVERRIDES:
            return (getattr(obj, OVERRIDES, None) or {}).get(field)
        return getattr(obj, f"{field}_{column}", "")

    return _choose_text(read, language)


def get_text_in_active_language(obj: object, field: str) -> Text:
    return get_text(obj, field, get_language() or "en")


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
