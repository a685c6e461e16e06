"""The indicator values of a city on its form: a table of indicators by years. Each opens its own form."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cities.models import City, Indicator, IndicatorValue
from records.choices import Status
from records.texts.formats import format_digits

#: More than any city has. A city with more has a link to their list instead.
MOST_VALUES = 200
_ANCHOR = "indicator-values"


@dataclass(frozen=True)
class _ShownValue:
    text: str
    url: str
    #: What the link says to those who hear it.
    label: str


@dataclass(frozen=True)
class _YearCell:
    values: list[_ShownValue]
    add_url: str
    add_label: str


@dataclass(frozen=True)
class _IndicatorRow:
    indicator: Indicator
    cells: list[_YearCell]


@dataclass(frozen=True)
class ValueTable:
    """What the form of a city shows of its indicator values."""

    add_url: str
    list_url: str
    count: int
    years: list[int] = field(default_factory=list)
    rows: list[_IndicatorRow] = field(default_factory=list)
    template: str = "admin/cities/city/indicator_values.html"


def build_value_table(request: HttpRequest, value_admin: Any, city: City, form_url: str) -> ValueTable:
    """Build the table of a city's values; without rows if it has none, or very many."""
    back = f"{form_url}#{_ANCHOR}"
    may_add = value_admin.has_add_permission(request)
    list_url = (
        f"{reverse('admin:cities_indicatorvalue_changelist')}?{urlencode({'city__id__exact': city.pk})}"
    )
    add_url = _build_add_url(city, back) if may_add else ""
    values = list(
        IndicatorValue.objects.filter(city=city)
        .select_related("indicator")
        .order_by("indicator__name_en", "indicator__pk", "year", "pk")[: MOST_VALUES + 1]
    )
    if len(values) > MOST_VALUES:
        return ValueTable(add_url, list_url, IndicatorValue.objects.filter(city=city).count())
    years = sorted({value.year for value in values})
    rows = []
    for indicator in {value.indicator.pk: value.indicator for value in values}.values():
        cells = [
            _YearCell(
                [
                    _build_value(value, back)
                    for value in values
                    if value.indicator_id == indicator.pk and value.year == year
                ],
                _build_add_url(city, back, indicator=indicator.pk, year=year) if may_add else "",
                _("Add %(indicator)s, %(year)s") % {"indicator": indicator, "year": year},
            )
            for year in years
        ]
        rows.append(_IndicatorRow(indicator, cells))
    return ValueTable(add_url, list_url, len(values), years, rows)


def _build_value(value: IndicatorValue, back: str) -> _ShownValue:
    text = format_digits(value.value) if value.value is not None else str(value.get_reason_display() or "–")
    if value.status != Status.PUBLISHED:
        text = f"{text} ({value.get_status_display()})"
    path = reverse("admin:cities_indicatorvalue_change", args=[value.pk])
    return _ShownValue(
        text, f"{path}?{urlencode({'next': back})}", f"{value.indicator}, {value.year}: {text}"
    )


def _build_add_url(city: City, back: str, **values: int) -> str:
    query = urlencode({"city": city.pk, **values, "next": back})
    return f"{reverse('admin:cities_indicatorvalue_add')}?{query}"
