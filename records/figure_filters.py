"""Filters of the list of all figures."""

from functools import reduce
from operator import or_
from typing import Any

import django_filters
from django.db.models import Q

from records.choices import Attestation, Basis, Evidence, Precision, SourceKind, Unit
from records.field_kinds.filters import (
    NOT_RECORDED_CODE,
    ApiColumnFilter,
    IntegerBound,
    IntegersFilter,
    NumberBound,
    WordsFilter,
)
from records.figure_index import get_figure_models, get_variable_models
from records.models import FigureEntry, Source, get_record_types
from records.translation import convert_to_simplified

_NOT_RECORDED = (NOT_RECORDED_CODE, "not recorded")
_YEAR_LIMITS = {"min_value": 0, "max_value": 9999}
_VALUE_LIMITS = {"max_digits": 26, "decimal_places": 6}


def _list_record_types() -> list[tuple[str, Any]]:
    types = get_record_types()
    return [(code, types[code]._meta.verbose_name) for code in get_figure_models()]


class FigureTypeFilter(ApiColumnFilter):
    """Matches figures of any of several types of records."""

    def filter(self, qs: Any, value: list[str]) -> Any:
        return qs.of_types(value) if value else qs


class SourceKindFilter(ApiColumnFilter):
    """Matches figures with a source of any of several kinds."""

    def filter(self, qs: Any, value: list[str]) -> Any:
        return qs.citing(Source.objects.filter(kind__in=value)) if value else qs


class FigureSearchFilter(django_filters.CharFilter):
    """Matches figures with all words in the label, or in the name of what is measured."""

    def filter(self, qs: Any, value: str) -> Any:
        for word in (value or "").split()[:10]:
            forms = sorted({word, convert_to_simplified(word)})
            qs = qs.filter(reduce(or_, map(_match_word, forms)))
        return qs


def _match_word(word: str) -> Q:
    condition = Q(label_en__icontains=word) | Q(label_zh_hans__icontains=word)
    for code, model in get_variable_models().items():
        named = model.objects.filter(Q(name_en__icontains=word) | Q(name_zh_hans__icontains=word))
        condition |= Q(variable_type=code, variable_slug__in=named.values("slug"))
    return condition


class FigureFilter(django_filters.FilterSet):
    """All filters of figures but the city, which a higher app knows: `place` has its slug."""

    type = FigureTypeFilter("record_type", choices=_list_record_types(), label="The type of the record.")
    subject = WordsFilter("subject_slug", label="The record that the figure is about.")
    variable = WordsFilter("variable_slug", label="What is measured: the indicator or the material.")
    unit = ApiColumnFilter("unit", choices=Unit.choices, label="The unit.")
    year = IntegersFilter("year", label="The year, or several separated by commas.", **_YEAR_LIMITS)
    year_min = IntegerBound("year", lookup_expr="gte", label="The first year.", **_YEAR_LIMITS)
    year_max = IntegerBound("year", lookup_expr="lte", label="The last year.", **_YEAR_LIMITS)
    value_min = NumberBound("value", lookup_expr="gte", label="The least value.", **_VALUE_LIMITS)
    value_max = NumberBound("value", lookup_expr="lte", label="The greatest value.", **_VALUE_LIMITS)
    basis = ApiColumnFilter(
        "basis",
        choices=[*Basis.choices, _NOT_RECORDED],
        unknown=NOT_RECORDED_CODE,
        label="The type of amount.",
    )
    precision = ApiColumnFilter(
        "precision",
        choices=[*Precision.choices, _NOT_RECORDED],
        unknown=NOT_RECORDED_CODE,
        label="The precision. Not recorded: as given by the source.",
    )
    evidence = ApiColumnFilter("evidence", choices=Evidence.choices, label="The evidence level.")
    attested_by = ApiColumnFilter("attested_by", choices=Attestation.choices, label="The source type.")
    source_kind = SourceKindFilter("sources", choices=SourceKind.choices, label="The kind of a source.")
    q = FigureSearchFilter(
        max_length=100, label="Words that must all occur in the label or the name of what is measured."
    )

    class Meta:
        model = FigureEntry
        fields: list[str] = []
