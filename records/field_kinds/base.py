"""The base class of field kinds, and the kinds of a model's fields."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache, cached_property
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from records.content.parser import Location
from records.content.rows import ContentRow
from records.diff.display import SnapshotRow, TitleLookup
from records.diff.lines import FieldDifference, build_line
from records.field_kinds.representation import (
    RENAMED,
    FieldChoices,
    SerializerField,
    describe_codes,
    describe_field,
)
from records.models.base import Record
from records.models.roles import EDITABLE_ROLES, FieldRole, get_field_role, is_required_to_publish
from records.texts.translation import OVERRIDES


class FieldKind:
    """A field of a model, with all that depends on its kind."""

    #: The classes of the model fields of this kind.
    field_classes: ClassVar[tuple[type, ...]] = ()
    #: What a content file must have: types of the value, and their description.
    types: ClassVar[tuple[type, ...]] = (str,)
    wanted: ClassVar[str] = "a string"
    #: The kind of its serializer field; see `SerializerField`.
    serialized_as: ClassVar[str] = "string"

    def __init__(self, model: Any, field: Any) -> None:
        self.model, self.field = model, field
        self.name: str = field.name

    @classmethod
    def is_kind_of(cls, field: Any) -> bool:
        return isinstance(field, cls.field_classes)

    @cached_property
    def role(self) -> FieldRole:
        return get_field_role(self.field)

    @property
    def label(self) -> str:
        return str(self.field.verbose_name)

    # -- the publication log ------------------------------------------------------------------------

    def prefetch(self, ids: Sequence[int]) -> Any:
        """Load what `add_to_snapshot()` needs for all rows, with at most one query."""

    def add_to_snapshot(self, row: SnapshotRow, obj: models.Model, prefetched: Any) -> None:
        row[self.name] = serialize_value(getattr(obj, self.field.attname))

    # -- the history --------------------------------------------------------------------------------

    def get_value(self, row: SnapshotRow) -> Any:
        """Return the value in a snapshot. Older versions may lack a column; it had its default."""
        return row.get(self.name, self.field.get_default())

    def get_default_row(self) -> SnapshotRow:
        """Return the part of a snapshot of a row that has the default of the field."""
        return {self.name: serialize_value(self.field.get_default())}

    def get_blank_row(self) -> SnapshotRow:
        """Return the part of a snapshot without any value, not even a default."""
        return {self.name: None}

    def has_changed(self, before: SnapshotRow, after: SnapshotRow) -> bool:
        old, new = self.get_value(before), self.get_value(after)
        return bool(old != new and not (is_empty(old) and is_empty(new)))

    def compare(
        self, before: SnapshotRow, after: SnapshotRow, titles: TitleLookup
    ) -> Iterator[FieldDifference]:
        """Yield the lines of the history if the field has changed."""
        sides = (self.display(self.get_value(side), titles) for side in (before, after))
        yield build_line(self.label, *sides, is_value=True)

    def compare_fully(
        self, before: SnapshotRow, after: SnapshotRow, titles: TitleLookup
    ) -> Iterator[FieldDifference]:
        """Yield the lines for whoever decides about a change: of a text, one in each changed language."""
        for line in self.compare(before, after, titles):
            yield replace(line, place=self.name)

    def display(self, value: Any, titles: TitleLookup) -> str:
        """Format a value of a snapshot in the active language; an empty string if there is none."""
        return "" if is_empty(value) else self.format_value(value, titles)

    def format_value(self, value: Any, titles: TitleLookup) -> str:
        return str(value)

    # -- content files ------------------------------------------------------------------------------

    @property
    def is_required(self) -> bool:
        is_optional = self.field.blank or self.field.null or self.field.has_default()
        return is_required_to_publish(self.field) or not is_optional

    def load(self, value: Any, row: ContentRow, at: Location, key: str) -> None:
        """Read the value of a content file into a row; add issues at `at`."""
        if not isinstance(value, self.types) or (isinstance(value, bool) and bool not in self.types):
            at.add_issue(key, f"{value!r} is of the wrong type; write {self.wanted}.")
        elif not is_storable(value):
            at.add_issue(key, f"{value!r} can't be kept.")
        elif isinstance(value, str) and not value.strip() and not self.field.blank:
            at.add_issue(key, "This text is empty.")
        elif self.field.choices and value not in dict(self.field.flatchoices):
            codes = ", ".join(str(code) for code, _label in self.field.flatchoices)
            at.add_issue(key, f"“{value}” is not allowed here. Allowed: {codes}.")
        else:
            value = self.convert_loaded(value)
            validate_value(self.field, value, at, key)
            row.columns[self.name] = value

    def convert_loaded(self, value: Any) -> Any:
        return value

    # -- the API ------------------------------------------------------------------------------------

    @property
    def has_null(self) -> bool:
        """Whether the value may be null in the API, where empty texts are null."""
        if is_required_to_publish(self.field):
            return False
        return bool(self.field.null or (self.field.blank and self.field.empty_strings_allowed))

    def represent(self, row: SnapshotRow, version: Any, context: Any) -> Any:
        """Return the value of the API, given a snapshot."""
        value = row[self.name]
        return None if value == "" else value

    @property
    def description(self) -> str:
        return describe_field(self.field)

    @property
    def choices(self) -> FieldChoices:
        """Pairs of code and label, if the values are codes."""
        return ()

    @property
    def more_description(self) -> str:
        """What the API adds to the description of the field."""
        return f"\n\n{describe_codes(self.choices)}" if self.choices else ""

    def build_serializer_fields(self) -> list[SerializerField]:
        return [
            SerializerField(
                RENAMED.get(self.name, self.name),
                self.serialized_as,
                f"{self.description}{self.more_description}",
                self.represent,
                key=self.name if type(self).represent is FieldKind.represent else "",
                column=self.name,
                model=self.field.related_model if self.serialized_as.startswith("reference") else None,
                choices=self.choices,
                allow_null=self.has_null,
            )
        ]

    def build_filters(self) -> dict[str, Any]:
        """Return the filters of lists, by parameter."""
        return {}


def serialize_value(value: Any) -> Any:
    """Convert a field value for JSON. Decimals become floats, which keep 15 significant digits."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value


def is_empty(value: Any) -> bool:
    return value is None or value == "" or value == []


def is_storable(value: Any) -> bool:
    """Return whether a number is finite, and a text free of NUL characters."""
    return math.isfinite(value) if isinstance(value, float) else "\x00" not in str(value)


def validate_value(field: models.Field, value: Any, at: Location, key: str) -> None:
    try:
        field.run_validators(value)
    except ValidationError as error:
        for message in error.messages:
            at.add_issue(key, message)


# -- the kinds of a model -----------------------------------------------------------------------------

_kinds: list[type[FieldKind]] = []


def register_kind(kind: type[FieldKind]) -> type[FieldKind]:
    """Register a kind of field. Of several that fit a field, the last one is used."""
    _kinds.append(kind)
    get_field_kinds.cache_clear()
    return kind


@cache
def get_field_kinds(model: Any) -> tuple[FieldKind, ...]:
    """Return the kinds of all fields, in the order of the model; many-to-many fields last.

    The columns of a translated field are one kind.
    """
    texts = getattr(model, "translated_fields", {})
    columns = {column.name: text for text in texts.values() for column in text.columns.values()}
    fields = [columns.get(field.name, field) for field in model._meta.concrete_fields]
    fields += sorted(model._meta.many_to_many)
    return tuple(
        _find_kind(field)(model, field) for field in dict.fromkeys(fields) if field.name != OVERRIDES
    )


def _find_kind(field: Any) -> type[FieldKind]:
    kind = next((kind for kind in reversed(_kinds) if kind.is_kind_of(field)), None)
    if kind is None:
        raise LookupError(f"No kind of field is registered for {field!r}.")
    return kind


def get_content_kinds(model: Any) -> list[FieldKind]:
    """Return the kinds of the fields with public content."""
    return [kind for kind in get_field_kinds(model) if kind.role is FieldRole.CONTENT]


def get_editable_kinds(model: Any) -> list[FieldKind]:
    """Return the kinds of the fields that content files contain, those for editors only included."""
    return [kind for kind in get_field_kinds(model) if kind.role in EDITABLE_ROLES]


def get_snapshot_kinds(model: Any) -> list[FieldKind]:
    """Return the kinds of the fields in a snapshot. The order of parts is that of their list."""
    roles = {*EDITABLE_ROLES, FieldRole.IDENTITY}
    if issubclass(model, Record):
        roles.add(FieldRole.ORDER)
    return [kind for kind in get_field_kinds(model) if kind.role in roles]
