"""Shares and tonnes of municipal waste in words of the active language."""

from decimal import Decimal

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from records.choices import Unit
from records.texts.formats import format_digits, format_number, format_quantity, is_chinese

#: Percent below which a share is "under 1%", above which "over 99%", and from which all of it.
_LEAST, _MOST, _ALL = 0.95, 99.05, 99.99
#: Of tonnes and kilograms.
_FIGURES = 3


def format_share(share: float | None, short: bool = False) -> str:
    """Format a share as whole percent. `short`: with < and > in the place of words."""
    if share is None:
        return pgettext("waste", "not known")
    percent = share * 100
    if 0 < percent < _LEAST:
        return "<1%" if short else _("under 1%")
    if _MOST < percent < _ALL:
        return ">99%" if short else _("over 99%")
    return f"{format_number(round(percent))}%"


def is_all(share: float | None) -> bool:
    return share is not None and share * 100 >= _ALL


def round_figures(number: float) -> Decimal:
    """Round to three significant figures."""
    return Decimal(f"{Decimal(f'{number:.{_FIGURES}g}'):f}")


def format_tonnes(tonnes: float | None) -> str:
    """Format tonnes to three figures: 9.1 million t, 910万吨."""
    if tonnes is None:
        return pgettext("waste", "not known")
    return format_quantity(round_figures(tonnes), Unit.T)


def format_column_tonnes(tonnes: Decimal) -> str:
    """Format tonnes for a column, to three figures and in one unit for all: 1,160,000; in Chinese 116万."""
    if tonnes and is_chinese():
        number = format_digits(round_figures(float(tonnes) / 10_000))
        return f"{number}{'萬' if get_language() == 'zh-hant' else '万'}"
    return format_digits(round_figures(float(tonnes)))
