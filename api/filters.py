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
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from api.resources import ApiResource
from cities.models import Region
from records.field_kinds import get_field_kinds
from records.field_kinds.filters import NOT_RECORDED_CODE, SlugsFilter
from records.field_kinds.representation import RESOURCE_NAMES, describe_codes
from records.filters import CodesFilter, CommaSeparatedSelect
from records.models.roles import FieldRole
from records.translation import convert_to_simplified

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


def _build_model_filters(model: Any) -> dict[str, Any]:
    filters: dict[str, Any] = {}
    for kind in get_field_kinds(model):
        is_shown = kind.role in (FieldRole.CONTENT, FieldRole.OWNER)
        if is_shown and kind.name not in getattr(model, "unfiltered_fields", ()):
            filters |= kind.build_filters()
    return filters


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
        **_build_model_filters(resource.model),
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
