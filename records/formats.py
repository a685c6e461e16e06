"""Numbers, dates and amounts in the reader's form."""

from datetime import date as Day
from decimal import Decimal
from typing import Any

from babel import Locale
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from records.translation import to_traditional

#: What makes a spreadsheet read a cell as a formula, where it begins with it.
RUNS_IN_A_CELL = ("=", "+", "-", "@", "\t", "\r", "\n")

_BILLION = Decimal(10) ** 9
_YI = Decimal(10) ** 8


def number(value: Any) -> str:
    """1,234 and 0.5, as given; a round number of billions in words (30 billion, 300亿).

    Latin digits with a comma for thousands in all three languages.
    """
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    exact = exact.normalize()
    if (get_language() or "en").startswith("zh"):
        if abs(exact) >= _YI and (exact / _YI * 100) % 1 == 0:
            return _grouped(exact / _YI) + ("億" if get_language() == "zh-hant" else "亿")
    elif abs(exact) >= _BILLION and (exact / _BILLION * 100) % 1 == 0:
        return _("%(number)s billion") % {"number": _grouped(exact / _BILLION)}
    return _grouped(exact)


def _grouped(value: Decimal) -> str:
    whole = f"{value.normalize():,f}"
    return whole.replace("-", "−")


def stated_date(value: str) -> str:
    """ "2018", "2018-05", "2018-05-04" in words, exactly as precise: 2018, May 2018, 4 May 2018."""
    parts = [int(part) for part in value.split("-")] if value else []
    chinese = (get_language() or "en").startswith("zh")
    if len(parts) == 1:
        return _("%(year)s") % {"year": parts[0]} if not chinese else f"{parts[0]}年"
    if len(parts) == 2:
        return f"{parts[0]}年{parts[1]}月" if chinese else date_format(Day(parts[0], parts[1], 1), "F Y")
    if len(parts) == 3:
        return (
            f"{parts[0]}年{parts[1]}月{parts[2]}日"
            if chinese
            else date_format(Day(parts[0], parts[1], parts[2]), "j F Y")
        )
    return ""


def span(start: str, end: str) -> str:
    """From and to in words, what they share said once: 29–31 July 2019; one of them may be missing."""
    if start and end and start != end:
        return _from_to(start, end)
    if start:
        return stated_date(start)
    return _("until %(date)s") % {"date": stated_date(end)} if end else ""


def _from_to(start: str, end: str) -> str:
    first, last = stated_date(start), stated_date(end)
    chinese = (get_language() or "en").startswith("zh")
    alike = len(start) == len(end)
    if alike and len(start) == 10 and start[:7] == end[:7]:
        return f"{first}至{int(end[8:])}日" if chinese else f"{int(start[8:])}–{last}"
    if alike and len(start) > 4 and start[:4] == end[:4]:
        year = start[:4]
        first, last = first.removesuffix(f" {year}"), last.removeprefix(f"{year}年")
    return f"{first}至{last}" if chinese else f"{first} – {last}"


# As the content names it ("Seoul, Republic of Korea"); the locale data has the colloquial name.
_OWN_NAMES = {"KR": "Republic of Korea"}


def country(code: str) -> str:
    """What a country (ISO 3166) is called in the language of the page."""
    language = get_language() or "en"
    if not language.startswith("zh"):
        return _OWN_NAMES.get(code) or Locale("en").territories.get(code, code)
    name = Locale("zh", script="Hans").territories.get(code, code)
    return to_traditional(name) if language == "zh-hant" else name
