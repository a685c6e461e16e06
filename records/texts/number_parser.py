"""Numbers as editors type them, in any notation of the languages of the hub, read without rounding.

A text has one reading, or two of which the editor chooses one (1.234), or none: then it is refused in words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from records.choices import Unit
from records.texts.formats import format_number, get_number_unit, is_chinese

#: A longer text is no number.
_MAX_LENGTH = 100
#: Of a number that is also shown with 万 and 亿. No stored one is longer.
_MOST_CONVERTED_DIGITS = 22


class Notation(StrEnum):
    """How a number is read, by what it is."""

    AMOUNT = "amount"
    WHOLE = "whole"
    #: Four digits, never grouped.
    YEAR = "year"
    #: Degrees with decimals, never grouped.
    COORDINATE = "coordinate"


@dataclass(frozen=True)
class Reading:
    """A value that a text can stand for. `hint`: how its separator is understood, if there are two."""

    value: Decimal
    hint: str = ""


class UnreadableNumber(ValueError):
    """A text that is no number. The message says what to do."""


_TWO_NUMBERS = gettext_lazy("This is two numbers. Write one here and the span in the note.")
_WORDS = gettext_lazy("“%(text)s” can't be read as a number. Write it like 9,070,000, 9.07 million or 907万.")
_CHINESE_NUMERALS = gettext_lazy("Write the number in digits, for example 900万 or 9,000,000.")
_SEVERAL_SCALES = gettext_lazy("Write one number with one unit: 1.2亿 instead of 1亿2000万.")
_OTHER_UNIT = gettext_lazy(
    "“%(text)s” after the number isn't understood here. Write the number alone, or with thousand, million, "
    "billion, 千, 万 or 亿; the unit has a field of its own."
)
_SEPARATORS = gettext_lazy(
    "The points, commas and spaces in “%(text)s” don't fit together. Write the number without them, with a "
    "point before decimals: 1234.5."
)
_EXPONENT = gettext_lazy("Write the number out, without e: 1,000,000 or 1 million.")
_PERCENT = gettext_lazy("Write the number without the percent sign: its unit isn't percent.")
_YEAR = gettext_lazy("Write a year in four digits: 2023.")
_COORDINATE = gettext_lazy("Write degrees as one number with decimals, without minutes: 43.88, or −43.88.")
_WHOLE = gettext_lazy("Write a whole number.")

_SCALES = {
    3: ("k", "thousand", "thousands", "tsd", "tausend"),
    6: ("million", "millions", "mio", "mln", "mn", "millionen"),
    9: ("billion", "billions", "bn", "mrd", "milliarde", "milliarden"),
    12: ("trillion", "trillions"),
}
_LATIN_SCALES = {word: power for power, words in _SCALES.items() for word in words}
_HAN_SCALES = {"十": 1, "百": 2, "千": 3, "万": 4, "萬": 4, "亿": 8, "億": 8}

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63"
_SPACES = "\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000"
_APOSTROPHES = "\u2019\u02bc\u00b4`"
#: Characters that are read alike.
_ALIKE: dict[int, int] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},  # full width
    **dict.fromkeys(map(ord, _DASHES), ord("-")),
    **dict.fromkeys(map(ord, _SPACES), ord(" ")),
    **dict.fromkeys(map(ord, _APOSTROPHES), ord("'")),
}
_SQUARES = str.maketrans("²³", "23")
_OTHER_UNIT_NAMES: dict[str, tuple[str, ...]] = {
    Unit.PERCENT: ("percent", "Prozent"),
    Unit.CALENDAR_YEAR: ("年",),
}

_SPAN = re.compile(r"[0-9].*(?:[-~〜/;、至到和或]|\b(?:to|and|or|bis|und|oder)\b).*[0-9]")
_NUMBER = re.compile(r"(?P<sign>[+-]?) ?(?P<body>[0-9.,' ]*[0-9][0-9.,']*) ?(?P<rest>.*)")
_HAN_SCALE = re.compile(r"[十百千]?[万萬]?[亿億]?")
_THREES = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_FOURS = re.compile(r"[1-9][0-9]{0,3}(?:,[0-9]{4})+")


def parse_number(text: str, kind: Notation = Notation.AMOUNT, unit: str = "") -> tuple[Reading, ...]:
    """Return the one or two readings of a text. The name of the unit with this code may follow the number."""
    typed = " ".join(text.translate(_ALIKE).split())
    if len(typed) > _MAX_LENGTH:
        raise _refuse(_WORDS, text)
    if kind == Notation.YEAR:
        return (_read_year(typed),)
    if kind == Notation.COORDINATE:
        return (_read_coordinate(typed),)
    readings = _read_amount(typed, unit)
    if kind == Notation.WHOLE:
        readings = tuple(
            reading for reading in readings if reading.value == reading.value.to_integral_value()
        )
        if not readings:
            raise _refuse(_WHOLE)
    return readings


def _refuse(message: Any, text: str = "") -> UnreadableNumber:
    shown = text if len(text) <= _MAX_LENGTH else f"{text[:_MAX_LENGTH]}…"
    return UnreadableNumber(str(message) % {"text": shown})


def _read_year(typed: str) -> Reading:
    match = re.fullmatch(r"([0-9]{4}) ?年?", typed)
    if match is None:
        raise _refuse(_YEAR)
    return Reading(Decimal(match[1]))


def _read_coordinate(typed: str) -> Reading:
    match = re.fullmatch(r"(?P<sign>[+-]?) ?(?P<whole>[0-9]+)(?:[.,](?P<fraction>[0-9]+))? ?°?", typed)
    if match is None:
        raise _refuse(_COORDINATE)
    return Reading(_build_decimal(match["sign"], match["whole"], match["fraction"] or ""))


def _read_amount(typed: str, unit: str) -> tuple[Reading, ...]:
    number = _strip_unit(typed, unit)
    if re.fullmatch(r"[+-]?[0-9.,]+e[+-]?[0-9]+", number, re.IGNORECASE):
        raise _refuse(_EXPONENT)
    if _SPAN.search(number.lower()):
        raise _refuse(_TWO_NUMBERS)
    match = _NUMBER.fullmatch(number)
    if match is None:
        raise _refuse(
            _CHINESE_NUMERALS if re.search("[〇零一二三四五六七八九十两兩]", number) else _WORDS, typed
        )
    scale = _read_scale(match["rest"])
    return tuple(
        Reading(_build_decimal(match["sign"], whole, fraction, scale), hint)
        for whole, fraction, hint in _read_body(match["body"].strip())
    )


def _strip_unit(typed: str, unit: str) -> str:
    """Remove the name of the unit after a number, in any language."""
    if typed.endswith("%") and unit != Unit.PERCENT:
        raise _refuse(_PERCENT)
    ending = typed.translate(_SQUARES)
    for name in _list_unit_names(unit):
        start = len(typed) - len(name)
        # The "t" of "kt" isn't the unit t.
        is_word = (
            name[0].isascii() and typed[start - 1 : start].isascii() and typed[start - 1 : start].isalpha()
        )
        if start > 0 and not is_word and ending.endswith(name):
            return typed[:start].rstrip()
    return typed


@cache
def _list_unit_names(unit: str) -> tuple[str, ...]:
    """Return the names of a unit in all languages, longest first."""
    if unit not in Unit.values:
        return ()
    names = set(_OTHER_UNIT_NAMES.get(unit, ()))
    for language, _name in settings.LANGUAGES:
        with override(language):
            names.add(str(Unit(unit).label).translate(_SQUARES))
    return tuple(sorted(names, key=len, reverse=True))


def _read_scale(rest: str) -> int:
    """Return the power of ten of the words after a number."""
    if not rest:
        return 0
    if (word := rest.lower().removesuffix(".")) in _LATIN_SCALES:
        return _LATIN_SCALES[word]
    if _HAN_SCALE.fullmatch(rest):
        return sum(_HAN_SCALES[character] for character in rest)
    raise _refuse(_SEVERAL_SCALES if re.search("[万萬亿億千百].*[0-9]", rest) else _OTHER_UNIT, rest)


def _read_body(body: str) -> Iterator[tuple[str, str, str]]:
    """Yield whole part, decimals and hint of each way to read digits with separators."""
    if body.isdigit():
        yield body, "", ""
        return
    separators = [character for character in body if not character.isdigit()]
    kinds = set(separators)
    if len(kinds) == 1 and len(separators) == 1 and kinds <= {".", ","}:
        yield from _read_one_separator(body, separators[0])
        return
    # The last separator begins the decimals if it is another one than those that group.
    has_decimals = len(kinds) == 2 and separators[-1] in ".," and separators.count(separators[-1]) == 1
    whole, _mark, fraction = body.rpartition(separators[-1]) if has_decimals else (body, "", "")
    grouping = next(iter(kinds - {separators[-1]})) if has_decimals else separators[-1]
    groups = whole.replace(grouping, ",") if len(kinds) == (2 if has_decimals else 1) else ""
    is_grouped = _THREES.fullmatch(groups) or (grouping != "." and _FOURS.fullmatch(groups))
    if not is_grouped or (has_decimals and not fraction):
        raise _refuse(_SEPARATORS, body)
    yield groups.replace(",", ""), fraction, ""


def _read_one_separator(body: str, separator: str) -> Iterator[tuple[str, str, str]]:
    whole, _mark, fraction = body.partition(separator)
    if not fraction:
        raise _refuse(_SEPARATORS, body)
    groups = f"{whole},{fraction}"
    is_grouped = _THREES.fullmatch(groups) or (separator == "," and _FOURS.fullmatch(groups))
    if is_grouped:
        yield (
            whole + fraction,
            "",
            _("the point groups digits") if separator == "." else _("the comma groups digits"),
        )
    hint = _("the point begins the decimals") if separator == "." else _("the comma begins the decimals")
    yield whole, fraction, hint if is_grouped else ""


def _build_decimal(sign: str, whole: str, fraction: str, scale: int = 0) -> Decimal:
    """Return an exact number, whatever its length, without zeros at the end of its decimals."""
    fraction = fraction.ljust(scale, "0")
    digits = whole + fraction[:scale]
    decimals = fraction[scale:].rstrip("0")
    number = Decimal(f"{digits or 0}.{decimals}" if decimals else digits or "0")
    return number.copy_negate() if sign == "-" and number else number


# -- writing ------------------------------------------------------------------------------------------


def write_plain_number(value: Any, kind: Notation = Notation.AMOUNT) -> str:
    """Return the digits of a number as a field shows them: a text with one reading, the number itself.

    1.234 can be read in two ways, 1.2340 can't.
    """
    text = f"{Decimal(str(value)):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = "0" if text == "-0" else text
    _whole, _point, decimals = text.partition(".")
    is_grouped = len(decimals) == 3 and bool(_THREES.fullmatch(text.lstrip("-").replace(".", ",")))
    return f"{text}0" if is_grouped and kind != Notation.COORDINATE else text


def describe_number(value: Decimal, kind: Notation = Notation.AMOUNT, unit: str = "") -> str:
    """Return all digits of a number with its unit: 9,070,000 people; 9070000人（907万人） in Chinese."""
    is_ungrouped = kind in (Notation.YEAR, Notation.COORDINATE) or unit == Unit.CALENDAR_YEAR
    digits = (f"{value:f}" if is_chinese() or is_ungrouped else f"{value:,f}").replace("-", "−")
    name = get_number_unit(unit)
    if not is_chinese() or is_ungrouped:
        return f"{digits}{name}"
    short = format_number(value, exact=True) if len(digits) <= _MOST_CONVERTED_DIGITS else digits
    return f"{digits}{name}" if short == digits else f"{digits}{name}（{short}{name}）"
