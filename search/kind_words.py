"""The words for its kind in the name of a place: "Jiangsu Province", 苏州市, "Kunshan ETDZ".

Names are compared without them, if they don't say that another kind of place is meant.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from search.words import is_han, normalize_text, split_runs


@dataclass(frozen=True)
class KindWord:
    """Words of one meaning, as a pattern, and the types of records whose names have them.

    `typed`: what readers write only, after a space.
    """

    pattern: str
    record_types: frozenset[str]
    typed: str = ""

    @property
    def all_forms(self) -> str:
        return f"{self.pattern}|{self.typed}" if self.typed else self.pattern


@dataclass(frozen=True)
class BareName:
    """A name without the word for its kind."""

    text: str
    word: KindWord

    @property
    def key(self) -> str:
        return self.text.replace(" ", "")


_PLACES = frozenset({"city", "region"})
_CITY, _REGION, _PARK = frozenset({"city"}), frozenset({"region"}), frozenset({"park"})

_DEVELOPMENT = "development (?:zone|area)"
_KIND_WORDS = (
    KindWord(
        f"economic (?:and )?technolog(?:ical|y) {_DEVELOPMENT}|economic {_DEVELOPMENT}"
        "|经济技术开发区|经济开发区|经开区",
        _PARK,
        "etdz|etda|edz|eda",
    ),
    KindWord(
        f"high tech (?:industrial )?(?:{_DEVELOPMENT}|zone|park)|高新技术产业(?:开发区|园区)|高新区",
        _PARK,
        "htz|htdz|hidz",
    ),
    KindWord("free trade zone|bonded zone|保税区", _PARK, "ftz"),
    KindWord("circular economy (?:industrial )?(?:park|zone)|循环经济(?:产业园|产业区|工业园|园区)", _PARK),
    KindWord("bulk solid waste (?:demonstration )?base|大宗固废(?:综合利用)?(?:示范)?基地", _PARK),
    KindWord("(?:eco )?industrial (?:park|zone|area)|park|工业园区|工业园|产业园区|产业园|园区", _PARK),
    KindWord("special administrative region|sar|特别行政区", _PLACES),
    KindWord("province|autonomous region|省|自治区", _REGION, "sheng|zizhiqu"),
    KindWord("autonomous prefecture|prefecture|自治州", _PLACES),
    KindWord("autonomous county|county|自治县|县", _PLACES),
    KindWord(
        "municipality|(?:prefecture level |county level |metropolitan )?city|直辖市|特别市|市", _PLACES, "shi"
    ),
    KindWord("new area|新区", _CITY),
    KindWord("district|区", _CITY),
)
#: Peoples after whom an autonomous place is called.
_PEOPLES = (
    "and|bai|buyei|dai|dong|hani|hui|jingpo|kazakh?|kirgiz|korean|li|lisu|manchu|miao|mongol|mongolian|qiang"
    "|she|tibetan|tujia|uygur|uyghur|yao|yi|zhuang"
    "|白族|布依族|傣族|侗族|哈尼族|回族|景颇族|哈萨克族?|柯尔克孜族?|朝鲜族|黎族|傈僳族|满族|苗族|蒙古族?|羌族|畲族|藏族"
    "|土家族|维吾尔族?|瑶族|彝族|壮族"
)
_AUTONOMOUS = re.compile("autonomous|zizhi|自治")
#: What is left of a name has so many letters or Chinese characters: 自贡市 is a city, 市 alone is none.
_LEAST_LETTERS, _LEAST_CHARACTERS = 3, 2


def split_kind_word(name: str) -> BareName | None:
    """Return a name without the word for its kind, normalized; None if it has none."""
    return _split_end(_normalize(name), " ") or _split_start(_normalize(name))


def find_kind_word(name: str) -> KindWord | None:
    """Return the word for a kind of place if a name is no more than this word."""
    text = _normalize(name)
    return next((word for word in _KIND_WORDS if re.fullmatch(word.all_forms, text)), None)


def list_bare_names(keys: Iterable[str]) -> list[BareName]:
    """Return whole names, in the form in which they are compared, without the words for their kind."""
    return [name for key in keys if (name := _split_end(key, ""))]


def _normalize(name: str) -> str:
    return " ".join(split_runs(normalize_text(name)))


def _split_start(text: str) -> BareName | None:
    for word in _KIND_WORDS:
        if match := re.fullmatch(f"(?:the )?(?:{word.all_forms}) of (?P<name>.+)", text):
            return BareName(match["name"], word)
    return None


@cache
def _compile_ends(space: str) -> list[tuple[KindWord, re.Pattern[str]]]:
    """Return the patterns of names that end with a word. Without `space`, no words are separated."""
    forms = [(word, word.all_forms if space else word.pattern.replace(" ", "")) for word in _KIND_WORDS]
    between = f"(?:{space}|(?<=[\u4e00-\u9fff]))"
    return [(word, re.compile(f"(?P<name>.+?){between}(?P<word>{form})")) for word, form in forms]


def _split_end(text: str, space: str) -> BareName | None:
    """Return the name before the longest word for a kind with which a text ends."""
    found = [
        (match["name"], match["word"], word)
        for word, pattern in _compile_ends(space)
        if (match := pattern.fullmatch(text)) and _is_long_enough(match["name"])
    ]
    if not found:
        return None
    name, written, word = min(found, key=lambda one: len(one[0]))
    return BareName(_drop_peoples(name, space) if _AUTONOMOUS.match(written) else name, word)


def _drop_peoples(name: str, space: str) -> str:
    rest = re.sub(rf"(?:{space}(?:{_PEOPLES}))+$", "", name)
    rest = re.sub(rf"(?:{_PEOPLES})+$", "", rest) if is_han(rest) else rest
    return rest if _is_long_enough(rest) else name


def _is_long_enough(name: str) -> bool:
    return len(name) >= (_LEAST_CHARACTERS if is_han(name) else _LEAST_LETTERS)
