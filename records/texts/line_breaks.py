"""Where the lines of Chinese texts may break: those of headings and labels between words, none in an amount.

Browsers break Chinese after any character. The style sheet forbids that there (`word-break: keep-all`);
here the breaks between words are marked with `<wbr>`. A text that contains a zero-width space (U+200B) was
marked by an editor and breaks there only. In other texts, a number stays with its unit: 60万吨.
"""

import re
from functools import lru_cache

import rjieba
from django.utils.translation import gettext_lazy as _

from records.texts.translation import convert_to_simplified

ZERO_WIDTH_SPACE = "\u200b"

LINE_BREAK_HELP = _(
    "Lines of a long heading end between words. If one ends in the wrong place, paste a zero-width space "
    "(U+200B) where a line may end; it then ends nowhere else."
)

# Words that the dictionary lacks or divides, with a frequency above all others.
_WORDS = (
    "无废城市", "无废社会", "城市矿产", "宜可城", "中国专页", "云冈区", "光明区", "煤矸石",
    "循环化改造", "资源化", "循环经济", "产业共生", "再生原料", "副产品", "物料流", "固废",
    "大宗固废", "采购案例", "示范试点", "北莱茵", "准格尔旗", "先行城市", "特殊地区", "米沙子镇",
    "低碳", "干化", "再生水", "磷石膏", "盐石膏", "脱硫石膏", "高炉渣", "冶金渣", "河西堡", "南荷兰",
    "绿色循环城市联盟", "神木市",
)  # fmt: skip
_FREQUENCY = 10_000_000


@lru_cache(maxsize=1)
def _get_dictionary() -> rjieba.Jieba:
    dictionary = rjieba.Jieba()
    for word in _WORDS:
        dictionary.add_word(word, _FREQUENCY, None)
    return dictionary


_NOT_BEFORE = re.compile(
    r"[，。、；：！？”’》〉）」』】〕·—…~％%）)\]年月日个家项条处种场份次市省区县州镇乡旗盟村的了着们性化者率量比"
    # Ends of words that the dictionary doesn't know, and what stands after a word: 再生型, 快递业, 规划中.
    r"型业堡厂水盐碱膜箱渣等内上中后前时间]"
)
_NOT_AFTER = re.compile(r"[“‘《〈（「『【〔·—~(\[]$")
# Words of one character that belong to what follows.
_LEADING = frozenset("与和及或至向为对按从在将以于把被由各每某第约近共已未不无可新老本该")

_NUMERALS = frozenset("零一二三四五六七八九十百千万亿两")

_HAN = "\u3400-\u9fff\uf900-\ufaff"
_BESIDE_HAN = rf"0-9A-Za-z\u3000-\u303f\uff00-\uffef“”‘’·—…{ZERO_WIDTH_SPACE}"
# Begins only where a run begins: with a start at each character, a long word of Latin letters takes minutes.
_RUN = re.compile(rf"(?<![{_BESIDE_HAN}])[{_BESIDE_HAN}]*+[{_HAN}][{_BESIDE_HAN}%{_HAN}]*")
_QUOTATION_MARKS = str.maketrans("「」『』", "“”‘’")
# A marker takes the last character of a label with it, so that a label would break inside its last word.
_HEADING = re.compile(
    r'(<(h[1-4]|dt|p(?= class="(?:lede|zh-title)")|th(?= scope="row"))\b[^>]*>)(.*?)(</\2>)', re.DOTALL
)
# Lines break at a <wbr> even inside a source marker, which must stay whole.
_MARKUP = re.compile(r'(<a class="chip".*?</a>|<[^>]*>|&[#\w]+;)', re.DOTALL)

_UNITS = (
    "吨", "噸", "公噸", "元", "米", "平方米", "立方米", "公里", "千米", "平方公里", "平方千米", "公顷",
    "公頃", "亩", "畝", "千克", "公斤", "千瓦", "千瓦时", "千瓦時",
)  # fmt: skip
# Longest first. With 万 or 亿 a number is an amount whatever is counted.
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_AMOUNT = re.compile(
    rf"(?<!\d)\d[\d.]*+(?:[万萬亿億](?:{_UNIT}|[人户戶个個家辆輛套件株])?|(?:{_UNIT}))(?:/[年月日天])?"
)
# Figures stay whole anyway; markup has no place in the others.
# The first end of a drawing in another ends both, so texts of drawings are named too.
_NO_PROSE = re.compile(
    r"<(script|style|svg|text|title|desc|select|textarea|template|data|h[1-4]|dt|th)\b.*?</\1>", re.DOTALL
)


def mark_amounts(html: str) -> str:
    """Return the HTML with the Chinese amounts of its texts in elements whose lines don't break."""
    pieces, end = [], 0
    others = [match.span() for match in _NO_PROSE.finditer(html)]
    position = 0
    for match in _AMOUNT.finditer(html):
        while position < len(others) and others[position][1] <= match.start():
            position += 1
        is_prose = position == len(others) or match.start() < others[position][0]
        if is_prose and html.rfind("<", 0, match.start()) < html.rfind(">", 0, match.start()):
            pieces += [html[end : match.start()], f'<span class="nowrap">{match[0]}</span>']
            end = match.end()
    return "".join([*pieces, html[end:]])


def mark_breaks_in_headings(html: str) -> str:
    """Return the HTML with `<wbr>` between the words of Chinese texts in `h1` to `h4`, `dt` and ledes."""
    return _HEADING.sub(lambda match: f"{match[1]}{mark_breaks(match[3])}{match[4]}", html)


def mark_breaks(html: str) -> str:
    """Return HTML with `<wbr>` between its Chinese words. Text in other scripts is unchanged."""
    parts = _MARKUP.split(html)
    return "".join(
        part if position % 2 else _RUN.sub(lambda match: "<wbr>".join(split_text(match[0])), part)
        for position, part in enumerate(parts)
    )


@lru_cache(maxsize=10_000)
def split_text(text: str) -> tuple[str, ...]:
    """Divide a Chinese text, Simplified or Traditional, where a line may end."""
    if ZERO_WIDTH_SPACE in text:
        return tuple(part for part in text.split(ZERO_WIDTH_SPACE) if part)
    pieces: list[str] = []
    position = 0
    joined = False
    for word in _list_words(text):
        part = text[position : position + len(word)]
        position += len(word)
        if pieces and (joined or _is_bound_to(pieces[-1], part)):
            pieces[-1] += part
        else:
            pieces.append(part)
        joined = bool(_NOT_AFTER.search(part)) or part in _LEADING or part.isascii()
    if len(pieces) > 1 and len(pieces[-1]) == 1:
        pieces[-2:] = [pieces[-2] + pieces[-1]]
    return tuple(pieces)


def _list_words(text: str) -> list[str]:
    """Return the words of a text. The dictionary knows Simplified words only."""
    simplified = convert_to_simplified(text.translate(_QUOTATION_MARKS))
    return _get_dictionary().cut(simplified if len(simplified) == len(text) else text)


def _is_bound_to(before: str, part: str) -> bool:
    """Return whether a word can't begin a line after `before`."""
    if _NOT_BEFORE.match(part[0]):
        return len(part) == 1 or not part[0].isalpha()
    if before[-1] in _NUMERALS and part[0] in _NUMERALS:
        return True
    # Two words of one character each: 中德.
    return len(part) == 1 and (len(before) == 1 or part.isascii())
