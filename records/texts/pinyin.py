"""Pinyin of Chinese names, by which readers without Chinese input find them."""

import re
import unicodedata
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

_HAN = re.compile(r"[\u3400-\u9fff]+")


@lru_cache(maxsize=5_000)
def build_pinyin(text: str) -> str:
    """Return the pinyin of the Chinese characters in a text, with tone marks: "cháng chūn".

    Readings depend on the word: 重庆 is "chóng qìng", 重量 "zhòng liàng". Syllables are separated by spaces;
    what isn't Chinese is left out.
    """
    return " ".join(" ".join(lazy_pinyin(run, style=Style.TONE)) for run in _HAN.findall(text))


def strip_tone_marks(pinyin: str) -> str:
    """Return pinyin as it is typed: "cháng chūn" as "chang chun", "lǜ" as "lu"."""
    decomposed = unicodedata.normalize("NFKD", pinyin)
    # A long text has few different characters.
    marks = filter(unicodedata.combining, set(decomposed))
    return decomposed.translate(dict.fromkeys(map(ord, marks)))
