"""Numbers, dates and amounts in the reader's form."""

from datetime import date as Day
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

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
    """From and to in words; one of them may be missing."""
    if start and end and start != end:
        chinese = (get_language() or "en").startswith("zh")
        return f"{stated_date(start)}{'至' if chinese else ' – '}{stated_date(end)}"
    if start:
        return stated_date(start)
    return _("until %(date)s") % {"date": stated_date(end)} if end else ""
