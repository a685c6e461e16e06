"""Filters of the API, by kind of field."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q

from records.fields import validate_stated_date
from records.filters import CodesFilter, CommaSeparatedSelect
from records.models import SlugAlias

#: The value that matches rows with an empty field.
NOT_RECORDED_CODE = "not_recorded"
#: The code of the error that there is no record with a slug.
UNKNOWN_SLUG = "unknown_slug"
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


@dataclass(frozen=True)
class ChosenRecords:
    """The primary keys of chosen records, alone and with the records that they contain."""

    own: list[int]
    contained: list[int]
    includes_none: bool = False


class SlugsField(forms.Field):
    """Slugs of published records, also former ones."""

    widget = CommaSeparatedSelect

    def __init__(self, *, model: Any, may_lack: bool, **kwargs: Any) -> None:
        self.model, self.may_lack = model, may_lack
        super().__init__(**kwargs)

    def clean(self, value: Any) -> ChosenRecords | None:
        slugs = list(dict.fromkeys(value or []))
        if len(slugs) > _MOST_CODES:
            raise ValidationError(f"Use at most {_MOST_CODES} slugs.")
        if any("\x00" in slug for slug in slugs):
            raise ValidationError("Null characters are not allowed.")
        if not slugs:
            return None
        requested = [slug for slug in slugs if not (self.may_lack and slug == NOT_RECORDED_CODE)]
        return self._find_records(requested, includes_none=len(requested) < len(slugs))

    def _find_records(self, slugs: list[str], *, includes_none: bool) -> ChosenRecords:
        rows = self._select(slugs)
        if missing := set(slugs) - {row[1] for row in rows}:
            renamed = SlugAlias.objects.find_targets(missing)
            code = self.model.type_code
            slugs = [renamed.get((code, slug), slug) for slug in slugs]
            rows = self._select(slugs)
        known = {row[1] for row in rows}
        if unknown := [slug for slug in slugs if slug not in known]:
            message = f"“{{}}” is not a published {self.model.type_code}."
            raise ValidationError([ValidationError(message.format(slug), UNKNOWN_SLUG) for slug in unknown])
        chosen = set(slugs)
        own = [row[0] for row in rows if row[1] in chosen]
        return ChosenRecords(own, [row[0] for row in rows], includes_none)

    def _select(self, slugs: list[str]) -> list[tuple[int, str]]:
        """Return the primary keys and slugs of these records and of those that they contain."""
        condition = Q(slug__in=slugs)
        for container in getattr(self.model, "containers", ()):
            condition |= Q(**{f"{container}__slug__in": slugs})
        return list(self.model.objects.published().filter(condition).values_list("pk", "slug"))


class SlugsFilter(django_filters.Filter):
    """Matches rows that reference any of several records, by one of several lookup paths.

    A city includes its districts, unless there is `districts=0`.
    """

    field_class = SlugsField

    def __init__(self, paths: str | Sequence[str], *, many: bool = False, **kwargs: Any) -> None:
        self.paths, self.many = (paths,) if isinstance(paths, str) else tuple(paths), many
        super().__init__(self.paths[0], **kwargs)

    def filter(self, qs: Any, value: ChosenRecords | None) -> Any:
        if value is None:
            return qs
        is_alone = self.parent.data.get("districts") == "0"
        # Filtering by primary key instead of a join gives the query planner better estimates.
        keys = value.own if is_alone else value.contained
        condition = reduce(or_, (Q(**{f"{path}__in": keys}) for path in self.paths))
        if value.includes_none:
            condition |= Q(**{f"{path}__isnull": True for path in self.paths})
        if not self.many:
            return qs.filter(condition)
        # Without DISTINCT, which reads all rows before it returns the first.
        return qs.filter(Exists(qs.model._default_manager.filter(condition, pk=OuterRef("pk"))))


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


class IntegerBound(django_filters.NumberFilter):
    """Lower or upper bound of a whole number."""

    field_class = forms.IntegerField


class _WordsFormField(forms.Field):
    """Values, each of which the validators accept."""

    widget = CommaSeparatedSelect

    def clean(self, value: Any) -> list[str]:
        words = list(dict.fromkeys(value or []))
        if len(words) > _MOST_CODES or any(len(word) > 60 or "\x00" in word for word in words):
            raise ValidationError(f"Use at most {_MOST_CODES} values of at most 60 characters.")
        for word in words:
            try:
                self.run_validators(word)
            except ValidationError as error:
                raise ValidationError(f"“{word}” is not allowed here. {error.messages[0]}") from error
        return words


class WordsFilter(django_filters.Filter):
    """Matches any of several values of a column."""

    field_class: type[forms.Field] = _WordsFormField

    def filter(self, qs: Any, value: list[Any]) -> Any:
        return qs.filter(**{f"{self.field_name}__in": value}) if value else qs


class _IntegersFormField(forms.IntegerField):
    widget = CommaSeparatedSelect

    def clean(self, value: Any) -> list[int]:
        words = list(dict.fromkeys(value or []))
        if len(words) > _MOST_CODES:
            raise ValidationError(f"Use at most {_MOST_CODES} numbers.")
        return [super(_IntegersFormField, self).clean(word) for word in words]


class IntegersFilter(WordsFilter):
    """Matches any of several whole numbers, such as years."""

    field_class = _IntegersFormField
