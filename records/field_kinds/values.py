"""Codes, numbers, dates and booleans."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext as _
from django_filters import NumberFilter

from records.choices import YEAR_REASONS, AbsenceReason
from records.content.parser import Location
from records.content.rows import ContentRow
from records.diff.display import TitleLookup
from records.field_kinds.base import FieldKind, get_field_kinds, register_kind
from records.field_kinds.filters import (
    NOT_RECORDED_CODE,
    ApiColumnFilter,
    BooleanCodesFilter,
    IntegerBound,
    IntegersFilter,
    StatedDateBound,
)
from records.field_kinds.representation import (
    FieldChoices,
    FieldGetter,
    SerializerField,
    describe_codes,
)
from records.fields import CodeListField, StatedDateField
from records.filters import ListedCodesFilter
from records.texts import formats

#: Reasons for a null number, if the record has no field for the reason.
_REASONS = dict(AbsenceReason.choices)
_YEARS = {"year", "established", "symbiosis_since"}
# Latitude and longitude share one reason.
_SHARED_REASONS = {"lon": "coordinates_reason"}
_NOT_RECORDED = (NOT_RECORDED_CODE, "not recorded")


@register_kind
class BooleanKind(FieldKind):
    field_classes = (models.BooleanField,)
    types, wanted = (bool,), "yes or no (true, false)"
    serialized_as = "boolean"

    def format_value(self, value: Any, titles: TitleLookup) -> str:
        return _("Yes") if value else _("No")

    def build_filters(self) -> dict[str, Any]:
        codes = [("true", "yes"), ("false", "no"), *([_NOT_RECORDED] if self.has_null else [])]
        return {self.name: BooleanCodesFilter(self.name, choices=codes, label=self.description)}


class NumberKind(FieldKind):
    """A number. If it can be null, another field of the API has the reason."""

    types: ClassVar[tuple[type, ...]] = (int, float)
    wanted = "a number"
    serialized_as = "number"
    #: Filter class of the bounds, and its limits.
    bound: ClassVar[tuple[Any, dict[str, Any]]]

    def format_value(self, value: Any, titles: TitleLookup) -> str:
        return formats.format_number(value, exact=True)

    def build_serializer_fields(self) -> list[SerializerField]:
        # Longitude is described with the latitude, because they are set together.
        has_reason = self.has_null and self.name != "lat"
        return [*super().build_serializer_fields(), *([self._build_reason_field()] if has_reason else [])]

    def _build_reason_field(self) -> SerializerField:
        choices, key = self._list_own_reasons(), "reason"
        read: FieldGetter | None = None
        if not choices:
            choices, key = tuple((code, _REASONS[code]) for code in self._list_derived_reasons()), ""
            read = self._read_reason
        return SerializerField(
            _SHARED_REASONS.get(self.name, f"{self.name}_reason"),
            "code",
            f"The reason if `{self.name}` is null; otherwise null.\n\n{describe_codes(choices)}",
            read,
            key=key,
            column=key or self.name,
            choices=choices,
            allow_null=True,
        )

    def _list_derived_reasons(self) -> list[AbsenceReason]:
        """Return the reasons why the number may be null: one, or two where a period may be given."""
        if self.name not in _YEARS:
            return [AbsenceReason.NOT_RECORDED]
        with_period = self.name == "year" and "period" in self.model.translated_fields
        return [*YEAR_REASONS] if with_period else [AbsenceReason.NOT_STATED]

    def _read_reason(self, row: Any, _version: Any, _context: Any) -> str | None:
        if row[self.name] is not None:
            return None
        reasons = self._list_derived_reasons()
        has_period = len(reasons) > 1 and (row["period_en"] or row["period_zh_hans"])
        return reasons[1 if has_period else 0]

    def _list_own_reasons(self) -> FieldChoices:
        """Return the codes of the field `reason`, which a `value` may have beside it."""
        kinds = get_field_kinds(self.model) if self.name == "value" else ()
        return next((kind.choices for kind in kinds if kind.name == "reason"), ())

    def build_filters(self) -> dict[str, Any]:
        filter_class, limits = self.bound
        return {
            f"{self.name}_{suffix}": filter_class(
                self.name, lookup_expr=lookup, label=f"{self.description} {label}", **limits
            )
            for suffix, lookup, label in (("min", "gte", "At least."), ("max", "lte", "At most."))
        }


@register_kind
class FloatKind(NumberKind):
    field_classes = (models.FloatField,)
    bound = NumberFilter, {"min_value": -1000, "max_value": 1000}


@register_kind
class DecimalKind(NumberKind):
    field_classes = (models.DecimalField,)
    bound = NumberFilter, {"max_digits": 26, "decimal_places": 6}

    def convert_loaded(self, value: Any) -> Any:
        return Decimal(str(value))


@register_kind
class IntegerKind(NumberKind):
    field_classes = (models.IntegerField,)
    types, wanted = (int,), "a whole number"
    serialized_as = "integer"
    bound = IntegerBound, {"min_value": -32768, "max_value": 2_000_000_000}

    def build_filters(self) -> dict[str, Any]:
        _class, limits = self.bound
        exact = IntegersFilter(self.name, label=f"{self.description} Exactly.", **limits)
        return {self.name: exact, **super().build_filters()}

    def format_value(self, value: Any, titles: TitleLookup) -> str:
        is_year = isinstance(self.field, models.PositiveSmallIntegerField) and 1900 <= value <= 2200
        return formats.format_stated_date(str(value)) if is_year else super().format_value(value, titles)


class _AnyDateKind(FieldKind):
    def format_value(self, value: Any, titles: TitleLookup) -> str:
        return formats.format_stated_date(str(value))


@register_kind
class DateKind(_AnyDateKind):
    field_classes: ClassVar[tuple[type, ...]] = (models.DateField,)
    serialized_as = "date"
    wanted = "a day, as in '2026-11-24'"

    def load(self, value: Any, row: ContentRow, at: Location, key: str) -> None:
        try:
            super().load(value, row, at, key)
        except ValueError:
            at.add_issue(key, f"{value!r} is no date; write {self.wanted}.")

    def convert_loaded(self, value: Any) -> date:
        return date.fromisoformat(value)


@register_kind
class StatedDateKind(_AnyDateKind):
    """A date with the precision of its source."""

    field_classes = (StatedDateField,)
    serialized_as = "stated_date"
    wanted = "a string"
    has_null = True
    more_description = " With the precision of the source: a year, a month or a day."

    def build_filters(self) -> dict[str, Any]:
        label = self.description
        return {
            f"{self.name}_from": StatedDateBound(self.name, end=False, label=f"{label} Not before."),
            f"{self.name}_to": StatedDateBound(self.name, end=True, label=f"{label} Not after."),
        }


@register_kind
class CodeKind(FieldKind):
    """One of a fixed list of codes."""

    serialized_as = "code"

    @classmethod
    def is_kind_of(cls, field: Any) -> bool:
        return bool(getattr(field, "choices", None))

    def format_value(self, value: Any, titles: TitleLookup) -> str:
        return str(dict(self.field.flatchoices).get(value, value))

    @property
    def choices(self) -> FieldChoices:
        return tuple((str(code), label) for code, label in self.field.flatchoices if code)

    def build_serializer_fields(self) -> list[SerializerField]:
        # The reason of a missing value is a field beside the value.
        return [] if self.name == "reason" else super().build_serializer_fields()

    def build_filters(self) -> dict[str, Any]:
        codes = [*self.choices, *([_NOT_RECORDED] if self.has_null else [])]
        unknown = NOT_RECORDED_CODE if self.has_null else ""
        column = ApiColumnFilter(self.name, choices=codes, unknown=unknown, label=self.description)
        return {self.name: column}


@register_kind
class CodeListKind(FieldKind):
    """Several of a fixed list of codes."""

    field_classes = (CodeListField,)
    serialized_as = "codes"
    has_null = False
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

    @property
    def choices(self) -> FieldChoices:
        return tuple(self.field.codes)

    def build_filters(self) -> dict[str, Any]:
        return {self.name: ListedCodesFilter(self.name, choices=self.field.codes, label=self.description)}
