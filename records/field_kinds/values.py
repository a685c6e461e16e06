"""Codes, numbers, dates and booleans."""

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext as _

from records import formats
from records.content.parser import Location
from records.content.rows import ContentRow
from records.diff.display import TitleLookup
from records.field_kinds.base import FieldKind, register_kind
from records.fields import CodeListField, StatedDateField


@register_kind
class BooleanKind(FieldKind):
    field_classes = (models.BooleanField,)
    types, wanted = (bool,), "yes or no (true, false)"

    def format_value(self, value: Any, titles: TitleLookup) -> str:
        return _("Yes") if value else _("No")


@register_kind
class FloatKind(FieldKind):
    field_classes: ClassVar[tuple[type, ...]] = (models.FloatField,)
    types: ClassVar[tuple[type, ...]] = (int, float)
    wanted = "a number"

    def format_value(self, value: Any, titles: TitleLookup) -> str:
        return formats.format_number(value)


@register_kind
class DecimalKind(FloatKind):
    field_classes = (models.DecimalField,)

    def convert_loaded(self, value: Any) -> Any:
        return Decimal(str(value))


@register_kind
class IntegerKind(FloatKind):
    field_classes = (models.IntegerField,)
    types, wanted = (int,), "a whole number"

    def format_value(self, value: Any, titles: TitleLookup) -> str:
        is_year = isinstance(self.field, models.PositiveSmallIntegerField) and 1900 <= value <= 2200
        return formats.format_stated_date(str(value)) if is_year else formats.format_number(value)


@register_kind
class DateKind(FieldKind):
    field_classes: ClassVar[tuple[type, ...]] = (models.DateField,)
    wanted = "a day, as in '2026-11-24'"

    def format_value(self, value: Any, titles: TitleLookup) -> str:
        return formats.format_stated_date(str(value))


@register_kind
class StatedDateKind(DateKind):
    """A date with the precision of its source."""

    field_classes = (StatedDateField,)
    wanted = "a string"


@register_kind
class CodeKind(FieldKind):
    """One of a fixed list of codes."""

    @classmethod
    def is_kind_of(cls, field: Any) -> bool:
        return bool(getattr(field, "choices", None))

    def format_value(self, value: Any, titles: TitleLookup) -> str:
        return str(dict(self.field.flatchoices).get(value, value))


@register_kind
class CodeListKind(FieldKind):
    """Several of a fixed list of codes."""

    field_classes = (CodeListField,)
    is_required = False

    def format_value(self, value: Any, titles: TitleLookup) -> str:
        labels = dict(self.field.codes)
        return formats.join_list(labels.get(code, code) for code in value)

    def load(self, value: Any, row: ContentRow, at: Location, key: str) -> None:
        allowed = [code for code, _label in self.field.codes]
        if not isinstance(value, list):
            at.add_issue(key, "Write a list of codes.")
            return
        for code in value:
            if code not in allowed:
                at.add_issue(key, f"“{code}” is not allowed here. Allowed: {', '.join(allowed)}.")
        row.columns[self.name] = value
