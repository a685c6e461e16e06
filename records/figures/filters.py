"""Filters of the list of all figures."""

from collections import defaultdict
from functools import reduce
from operator import or_
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django_filters import NumberFilter

from records.choices import AmountType, DocumentType, Evidence, MeasuredProperty, Precision, SourceType, Unit
from records.field_kinds.filters import (
    NOT_RECORDED_CODE,
    ApiColumnFilter,
    IntegerBound,
    IntegersFilter,
)
from records.filters import CommaSeparatedSelect
from records.models import FigureEntry, Publication, SlugAlias, Source, get_record_types
from records.projections.figure_models import PROPERTY_TYPE, get_figure_models, get_variable_models
from records.projections.repeated_figures import get_value_models
from records.texts.translation import convert_to_simplified

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


class DocumentTypeFilter(ApiColumnFilter):
    """Matches figures with a source of any of several kinds."""

    def filter(self, qs: Any, value: list[str]) -> Any:
        return qs.citing(Source.objects.filter(kind__in=value)) if value else qs


class WordsField(forms.Field):
    """Words separated by commas."""

    widget = CommaSeparatedSelect
    #: More would make the query long.
    most = 200

    def to_python(self, value: Any) -> list[str]:
        words = list(dict.fromkeys(value or []))
        if len(words) > self.most:
            raise ValidationError(f"Use at most {self.most} slugs.")
        if any("\x00" in word for word in words):
            raise ValidationError("Null characters are not allowed.")
        return words


class RecordsField(WordsField):
    """Published records by slug, also a former one, or by type and slug; cleaned to pairs of both."""

    def clean(self, value: Any) -> list[tuple[str, str]]:
        words = self.to_python(value)
        slugs = {word.rpartition(".")[2] for word in words}
        renamed = SlugAlias.objects.find_targets(slugs)
        public = Publication.objects.current().filter(slug__in={*slugs, *renamed.values()})
        known = set(public.values_list("record_type", "slug"))
        known_by_slug = {**{key: key for key in known}, **{key: (key[0], renamed[key]) for key in renamed}}
        found = {word: self._find(word, known_by_slug) for word in words}
        if unknown := [word for word, pairs in found.items() if not pairs]:
            message = "“{}” is not a published record. Use the slugs of a list, or type.slug: city.changchun."
            raise ValidationError([message.format(word) for word in unknown])
        return [pair for pairs in found.values() for pair in pairs]

    def _find(self, word: str, known: dict[tuple[str, str], tuple[str, str]]) -> list[tuple[str, str]]:
        code, _dot, slug = word.rpartition(".")
        return [pair for key, pair in known.items() if key[1] == slug and code in ("", key[0])]


class RecordsFilter(django_filters.Filter):
    """Matches figures that refer to any of several records, by the columns of type and slug."""

    field_class = RecordsField

    def filter(self, qs: Any, value: list[tuple[str, str]]) -> Any:
        if not value:
            return qs
        slugs: dict[str, list[str]] = defaultdict(list)
        for code, slug in value:
            slugs[code].append(slug)
        name = self.field_name
        conditions = (Q(**{f"{name}_type": code, f"{name}_slug__in": own}) for code, own in slugs.items())
        return qs.filter(reduce(or_, conditions))


class VariablesField(RecordsField):
    """What is measured: records, or codes of `MeasuredProperty` with the records that have them."""

    def clean(self, value: Any) -> list[tuple[str, str]]:
        pairs = super().clean(value)
        properties = [slug for code, slug in pairs if code == PROPERTY_TYPE]
        for code, model in get_variable_models().items():
            if properties and hasattr(model, "measured_property"):
                measuring = model.objects.published().filter(measured_property__in=properties)
                pairs += [(code, slug) for slug in measuring.values_list("slug", flat=True)]
        return pairs

    def _find(self, word: str, known: dict[tuple[str, str], tuple[str, str]]) -> list[tuple[str, str]]:
        code, _dot, slug = word.rpartition(".")
        is_property = slug in MeasuredProperty.values and code in ("", PROPERTY_TYPE)
        return [*super()._find(word, known), *([(PROPERTY_TYPE, slug)] if is_property else [])]


class VariableFilter(RecordsFilter):
    field_class = VariablesField


def list_part_types() -> list[str]:
    """Return the types of records whose parts are figures; figures that are records are by far the most."""
    return [code for code in get_figure_models() if code not in get_value_models()]


class KeysField(WordsField):
    """Keys of figures, cleaned to those of parts and to variables, as pairs of type and slug."""

    def clean(self, value: Any) -> tuple[list[str], list[tuple[str, str]]]:
        words = self.to_python(value)
        variables = []
        for model in get_value_models().values():
            variable = model.variable_model
            named = variable.objects.published().filter(slug__in=words)
            variables += [(variable.type_code, slug) for slug in named.values_list("slug", flat=True)]
        parts = FigureEntry.objects.of_types(list_part_types()).filter(key__in=words)
        keys = list(parts.order_by().values_list("key", flat=True).distinct()) if words else []
        if unknown := set(words).difference(keys, (slug for _code, slug in variables)):
            raise ValidationError([f"No figure has the key “{word}”." for word in sorted(unknown)])
        return keys, variables


class KeyFilter(django_filters.Filter):
    """Matches figures with any of several keys. That of a record which is a figure is its variable."""

    field_class = KeysField

    def filter(self, qs: Any, value: Any) -> Any:
        keys, variables = value or (set(), [])
        conditions = [Q(key="", variable_type=code, variable_slug=slug) for code, slug in variables]
        if keys and not conditions:
            return qs.of_types(list_part_types()).filter(key__in=keys)
        return qs.filter(reduce(or_, conditions, Q(key__in=keys))) if conditions else qs


class RepeatedFilter(django_filters.ChoiceFilter):
    """Matches figures that repeat another one, or that repeat none."""

    def filter(self, qs: Any, value: str) -> Any:
        return qs.exclude(same_as="") if value == "1" else qs.filter(same_as="") if value else qs


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
    subject = RecordsFilter(
        "subject",
        label="The record that the figure is about: a slug, or type and slug as in `city.shenzhen`.",
    )
    key = KeyFilter("key", label="The key: `population` finds the key fact of each city.")
    variable = VariableFilter(
        "variable",
        label="What is measured: the slug of an indicator or a material, or type and slug; or a code of "
        "`/vocabularies/measured_properties/`, which finds the figures of the indicators with this code too: "
        "`population` finds key facts of cities and indicator values.",
    )
    repeated = RepeatedFilter(
        choices=[("0", "without"), ("1", "only")],
        label="`0`: each fact once, without figures that repeat another one (`same_as`). `1`: these only.",
    )
    unit = ApiColumnFilter("unit", choices=Unit.choices, label="The unit.")
    year = IntegersFilter("year", label="The year, or several separated by commas.", **_YEAR_LIMITS)
    year_min = IntegerBound("year", lookup_expr="gte", label="The first year.", **_YEAR_LIMITS)
    year_max = IntegerBound("year", lookup_expr="lte", label="The last year.", **_YEAR_LIMITS)
    value_min = NumberFilter("value", lookup_expr="gte", label="The least value.", **_VALUE_LIMITS)
    value_max = NumberFilter("value", lookup_expr="lte", label="The greatest value.", **_VALUE_LIMITS)
    amount_type = ApiColumnFilter(
        "amount_type",
        choices=[*AmountType.choices, _NOT_RECORDED],
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
    source_type = ApiColumnFilter("source_type", choices=SourceType.choices, label="The source type.")
    document_type = DocumentTypeFilter("sources", choices=DocumentType.choices, label="The kind of a source.")
    q = FigureSearchFilter(
        max_length=100, label="Words that must all occur in the label or the name of what is measured."
    )

    class Meta:
        model = FigureEntry
        fields: list[str] = []
