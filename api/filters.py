"""Filter sets of API lists.

A list with a page extends the FilterSet of the page; filters for all other fields are derived from the model.
"""

import re
from datetime import date, datetime, time
from functools import cache, reduce
from operator import or_
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from api.resources import ApiResource
from api.serializer_fields import RESOURCE_NAMES, describe_codes, describe_field
from cities.models import Region
from records.fields import CodeListField, StatedDateField, validate_stated_date
from records.filters import CodesFilter, CommaSeparatedSelect, ListedCodesFilter
from records.snapshots import get_foreign_keys, get_many_to_many_fields
from records.translation import COLUMNS, OVERRIDES, convert_to_simplified

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


# An unencoded plus sign in a URL is decoded as a space.
_LOST_PLUS = re.compile(r"\d \d\d:?\d\d$")


class MomentField(forms.CharField):
    """A date, or a time with an offset."""

    def clean(self, value: Any) -> datetime | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            moment = parse_datetime(text) if len(text) > 10 else None
            day = parse_date(text) if len(text) <= 10 else None
        except ValueError:
            moment = day = None
        if moment is None and day is None:
            hint = " In a URL, write a plus sign as %2B." if _LOST_PLUS.search(text) else ""
            raise ValidationError(
                f"Invalid date “{text}”; use a date (2026-01-31) or a time (2026-01-31T08:00:00Z).{hint}"
            )
        parsed = moment or datetime.combine(day or date.min, time.min)
        if not 1900 <= parsed.year <= 2999:
            raise ValidationError("The year must be between 1900 and 2999.")
        return parsed if timezone.is_aware(parsed) else timezone.make_aware(parsed)


class UpdatedSince(django_filters.Filter):
    field_class = MomentField

    def filter(self, qs: Any, value: datetime | None) -> Any:
        if value is None:
            return qs
        prefix = self.field_name
        updated = Coalesce(f"{prefix}updated_at", f"{prefix}published_at")
        return qs.alias(_updated=updated).filter(_updated__gte=value)


class ApiSearchFilter(django_filters.CharFilter):
    """Matches rows whose names contain all words, in simplified or traditional characters."""

    def __init__(self, paths: tuple[str, ...], **kwargs: Any) -> None:
        self.paths = paths
        super().__init__(max_length=100, **kwargs)

    def filter(self, qs: Any, value: str) -> Any:
        for word in (value or "").split()[:10]:
            forms_ = {word, convert_to_simplified(word)}
            qs = qs.filter(
                reduce(
                    or_, (Q(**{f"{path}__icontains": form}) for path in self.paths for form in sorted(forms_))
                )
            )
        return qs


# -- derived from the models ------------------------------------------------------------------------


def _build_number_bounds(source: Any) -> dict[str, Any]:
    description = describe_field(source)
    if isinstance(source, models.IntegerField):
        kwargs: dict[str, Any] = {"min_value": -32768, "max_value": 2_000_000_000}
        kind: Any = _IntegerBound
    elif isinstance(source, models.FloatField):
        kwargs, kind = {"min_value": -1000, "max_value": 1000}, _FloatBound
    else:
        kwargs, kind = {"max_digits": 26, "decimal_places": 6}, _DecimalBound
    return {
        f"{source.name}_min": kind(
            source.name, lookup_expr="gte", label=f"{description} At least.", **kwargs
        ),
        f"{source.name}_max": kind(source.name, lookup_expr="lte", label=f"{description} At most.", **kwargs),
    }


class _IntegerBound(django_filters.Filter):
    field_class = forms.IntegerField


class _FloatBound(django_filters.Filter):
    field_class = forms.FloatField


class _DecimalField(forms.DecimalField):
    def to_python(self, value: Any) -> Any:
        # Numbers like 1E+999999 would be expensive to convert.
        if isinstance(value, str) and "e" in value.lower():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class _DecimalBound(django_filters.Filter):
    field_class = _DecimalField


_NO_FILTER = {
    "id",
    "slug",
    "status",
    "published_at",
    "updated_at",
    "version",
    "loaded_digest",
    "loaded_version",
    "position",
    "key",
    "order",
}


def _build_model_filters(resource: ApiResource) -> dict[str, Any]:
    model, filters = resource.model, {}
    pointing = {source.name: source for source in get_foreign_keys(model)}
    texts = {f"{name}_{column}" for name in getattr(model, "translated_fields", {}) for column in COLUMNS}
    left_out = (_NO_FILTER - {"status"} if resource.is_part else _NO_FILTER) | texts | {OVERRIDES}
    for source in model._meta.concrete_fields:
        name = source.name
        if name in left_out:
            continue
        if resource.is_part and name == model.owner:
            filters[name] = SlugsFilter(
                name, model=resource.owner, may_lack=False, label=describe_field(source)
            )
        elif name in pointing:
            filters[name] = SlugsFilter(
                name, model=source.related_model, may_lack=source.null, label=describe_field(source)
            )
        elif isinstance(source, CodeListField):
            filters[name] = ListedCodesFilter(name, choices=source.codes, label=describe_field(source))
        elif isinstance(source, models.BooleanField):
            codes = [("true", "yes"), ("false", "no")] + (
                [(NOT_RECORDED_CODE, "not recorded")] if source.null else []
            )
            filters[name] = BooleanCodesFilter(name, choices=codes, label=describe_field(source))
        elif source.choices:
            empty = [(NOT_RECORDED_CODE, "not recorded")] if source.blank else []
            codes = [(code, label) for code, label in source.flatchoices if code]
            filters[name] = ApiColumnFilter(
                name,
                choices=[*codes, *empty],
                unknown=NOT_RECORDED_CODE if empty else "",
                label=describe_field(source),
            )
        elif isinstance(source, StatedDateField):
            filters[f"{name}_from"] = StatedDateBound(
                name, end=False, label=f"{describe_field(source)} From."
            )
            filters[f"{name}_to"] = StatedDateBound(name, end=True, label=f"{describe_field(source)} To.")
        elif isinstance(source, (models.IntegerField, models.FloatField, models.DecimalField)):
            filters.update(_build_number_bounds(source))
        elif name in ("country", "admin_code", "code", "ewc_code", "national_code", "language", "edition"):
            filters[name] = _Words(name, label=describe_field(source))
    for source in get_many_to_many_fields(model):
        filters[source.name.removesuffix("s") if source.name == "sources" else source.name] = SlugsFilter(
            source.name, many=True, model=source.related_model, may_lack=False, label=describe_field(source)
        )
    return filters


class _WordsField(forms.Field):
    widget = CommaSeparatedSelect

    def clean(self, value: Any) -> list[str]:
        words = list(dict.fromkeys(value or []))
        if len(words) > _MOST_CODES or any(len(word) > 60 or "\x00" in word for word in words):
            raise ValidationError(f"Use at most {_MOST_CODES} values of at most 60 characters.")
        return words


class _Words(django_filters.Filter):
    """Matches any of several values of a text column."""

    field_class = _WordsField

    def filter(self, qs: Any, value: list[str]) -> Any:
        return qs.filter(**{f"{self.field_name}__in": value}) if value else qs


def _build_region_filters(resource: ApiResource) -> dict[str, Any]:
    path = f"{resource.place}__region" if resource.place else ""
    if resource.place in ("city", "pilot__city"):
        return {"region": SlugsFilter(path, model=Region, may_lack=False, label="The region of the city.")}
    if resource.place == "park":
        return {
            "region": SlugsFilter(
                "park__city__region", model=Region, may_lack=False, label="The region of the park."
            ),
        }
    return {}


@cache
def get_filterset_class(resource: ApiResource) -> Any:
    filters = {
        **_build_region_filters(resource),
        **_build_model_filters(resource),
        "updated_since": UpdatedSince(
            resource.prefix,
            label="Records changed on this date or since this time. A date begins at midnight in Shanghai.",
        ),
        "q": ApiSearchFilter(
            resource.search,
            label="Words that must all occur in the name. Chinese in simplified or traditional characters.",
        ),
    }
    page = resource.page_filters
    shared = dict(page.base_filters) if page else {}
    shared.pop("sort", None)
    shared.pop("q", None)
    base = page or django_filters.FilterSet
    made: Any = type(
        f"{resource.model.__name__}ApiFilter",
        (base,),
        {
            **{name: entry for name, entry in filters.items() if name not in shared},
            "Meta": type("Meta", (), {"model": resource.model, "fields": []}),
        },
    )
    made.base_filters.pop("sort", None)
    return made


def list_allowed_values(entry: Any) -> list[str]:
    """Return the allowed codes of a filter, if they are fixed."""
    choices = entry.extra.get("choices")
    if choices is None or callable(choices) or isinstance(entry, SlugsFilter):
        return []
    return [str(code) for code, _label in choices]


def is_multiple(entry: Any) -> bool:
    return entry.field_class.widget is CommaSeparatedSelect


def describe_filter(entry: Any) -> str:
    label = str(entry.label or "")
    choices = entry.extra.get("choices")
    if choices is not None and not callable(choices):
        return f"{label}. Separate several values with commas.\n\n{describe_codes(choices)}".replace(
            "..", "."
        )
    if isinstance(entry, SlugsFilter):
        where = RESOURCE_NAMES[entry.extra["model"]]
        null_note = f" `{NOT_RECORDED_CODE}`: records without one." if entry.extra["may_lack"] else ""
        return f"{label} Slugs of `{where}`, separated by commas.{null_note}"
    if isinstance(entry, CodesFilter):
        return f"{label}. Separate several values with commas."
    return label
