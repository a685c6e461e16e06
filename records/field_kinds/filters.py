"""Filters of the API, by kind of field."""

from functools import reduce
from operator import or_
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from records.field_kinds.representation import RESOURCE_NAMES
from records.fields import validate_stated_date
from records.filters import CodesFilter, CommaSeparatedSelect

#: The value that matches rows with an empty field.
NOT_RECORDED_CODE = "not_recorded"
_MOST_CODES = 200


class ApiColumnFilter(CodesFilter):
    """Matches any of several codes of a column; `not_recorded` matches empty values."""

    def filter(self, qs: Any, value: list[str]) -> Any:
        return qs.filter(reduce(or_, (self.condition(code) for code in value))) if value else qs


class BooleanCodesFilter(ApiColumnFilter):
    codes = {"true": True, "false": False, NOT_RECORDED_CODE: None}

    def condition(self, code: str) -> Q:
        value = self.codes[code]
        return Q(**{f"{self.field_name}__isnull": True} if value is None else {self.field_name: value})


class SlugsField(forms.Field):
    """Slugs of existing published records."""

    widget = CommaSeparatedSelect

    def __init__(self, *, model: Any, may_lack: bool, **kwargs: Any) -> None:
        self.model, self.may_lack = model, may_lack
        super().__init__(**kwargs)

    def clean(self, value: Any) -> list[str]:
        slugs = list(dict.fromkeys(value or []))
        if len(slugs) > _MOST_CODES:
            raise ValidationError(f"Use at most {_MOST_CODES} slugs.")
        for slug in slugs:
            if "\x00" in slug:
                raise ValidationError("Null characters are not allowed.")
        requested = [slug for slug in slugs if not (self.may_lack and slug == NOT_RECORDED_CODE)]
        existing = set(
            self.model.objects.published().filter(slug__in=requested).values_list("slug", flat=True)
        )
        for slug in requested:
            if slug not in existing:
                where = f"/api/v1/{RESOURCE_NAMES[self.model]}/"
                raise ValidationError(
                    f"“{slug}” is not a published {self.model.type_code}. Use the slugs of {where}"
                    + (f", or {NOT_RECORDED_CODE}." if self.may_lack else ".")
                )
        return slugs


class SlugsFilter(django_filters.Filter):
    """Matches rows that reference any of several records."""

    field_class = SlugsField

    def __init__(self, field_name: str, *, many: bool = False, **kwargs: Any) -> None:
        self.many = many
        super().__init__(field_name, **kwargs)

    def filter(self, qs: Any, value: list[str]) -> Any:
        if not value:
            return qs
        model = self.extra["model"]
        # Filtering by primary key instead of a join gives the query planner better estimates.
        keys = list(model.objects.published().filter(slug__in=value).values_list("pk", flat=True))
        condition = Q(**{f"{self.field_name}__in": keys})
        if NOT_RECORDED_CODE in value and self.extra["may_lack"]:
            condition |= Q(**{f"{self.field_name}__isnull": True})
        return qs.filter(condition).distinct() if self.many else qs.filter(condition)


class StatedDateBound(django_filters.CharFilter):
    """Lower or upper bound of a date with the precision of a year, month or day."""

    def __init__(self, field_name: str, *, end: bool, **kwargs: Any) -> None:
        self.end = end
        super().__init__(field_name, max_length=10, validators=[validate_stated_date], **kwargs)

    def filter(self, qs: Any, value: str) -> Any:
        if not value:
            return qs
        if self.end:  # "to 2018" includes 2018-05-04
            return qs.filter(**{f"{self.field_name}__lt": f"{value}~"}).exclude(**{self.field_name: ""})
        return qs.filter(**{f"{self.field_name}__gte": value})


class IntegerBound(django_filters.Filter):
    field_class = forms.IntegerField


class FloatBound(django_filters.Filter):
    field_class = forms.FloatField


class _DecimalFormField(forms.DecimalField):
    def to_python(self, value: Any) -> Any:
        # Numbers like 1E+999999 would be expensive to convert.
        if isinstance(value, str) and "e" in value.lower():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class DecimalBound(django_filters.Filter):
    field_class = _DecimalFormField


class _WordsFormField(forms.Field):
    widget = CommaSeparatedSelect

    def clean(self, value: Any) -> list[str]:
        words = list(dict.fromkeys(value or []))
        if len(words) > _MOST_CODES or any(len(word) > 60 or "\x00" in word for word in words):
            raise ValidationError(f"Use at most {_MOST_CODES} values of at most 60 characters.")
        return words


class WordsFilter(django_filters.Filter):
    """Matches any of several values of a text column."""

    field_class = _WordsFormField

    def filter(self, qs: Any, value: list[str]) -> Any:
        return qs.filter(**{f"{self.field_name}__in": value}) if value else qs
