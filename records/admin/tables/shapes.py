"""The columns of a table: derived from the fields of a record, part or link."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from records.admin.tables.cells import CellWidget, get_widget_class
from records.field_kinds import FieldKind, get_snapshot_kinds
from records.field_kinds.texts import TranslatedTextKind
from records.models.base import Link, Part, Record, get_part_models
from records.models.roles import FieldRole
from records.snapshots import get_foreign_keys, get_part_accessor
from records.texts.formats import join_label
from records.texts.translation import OVERRIDES

#: The first sign of a row that only explains the columns.
COMMENT = "#"

_SLUG_HELP = _("Names the record. A new slug adds a record; empty: made from its name.")
_OWNER_HELP = _("The slug of the record that the row belongs to.")
_KEY_HELP = _("Names the row in its record. A new key adds a row; empty: made from its label.")


class TableField(Field):
    """A column: the field of a model, or one language of a text. `row`s are those of snapshots."""

    def __init__(self, name: str, widget: CellWidget, label: Any, help_text: Any, override: str = "") -> None:
        super().__init__(attribute=name, column_name=name, widget=widget)
        self.name, self.label, self.help_text = name, label, help_text
        #: Of a text in Traditional Chinese: the name of the text.
        self._override = override

    def get_value(self, row: Any) -> Any:
        if self._override:
            return (row.get(OVERRIDES) or {}).get(self._override, "")
        return row.get(self.name)

    def set_value(self, row: dict[str, Any], value: Any) -> None:
        """Put a value into a row, whose other values stay."""
        if not self._override:
            row[self.name] = value
            return
        texts = {**(row.get(OVERRIDES) or {}), self._override: value}
        row[OVERRIDES] = {name: text for name, text in texts.items() if text}
        if not row[OVERRIDES]:
            del row[OVERRIDES]

    def write(self, row: Mapping[str, Any]) -> str:
        """Return the text of the cell for a row of a snapshot."""
        return str(self.widget.render(self.get_value(row)))

    def clean(self, row: Any, **kwargs: Any) -> Any:
        """Read a cell. Raises `ValueError` with a message for editors, which the resource collects."""
        try:
            return self.widget.clean(row[self.column_name], row=row)
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error

    def save(self, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        instance.read_cell(self, row)


class TableShape:
    """A table of the records of a type, or of their parts or links of one kind."""

    def __init__(self, model: type[Record], part: type[Part | Link] | None = None) -> None:
        self.model, self.part = model, part
        self.row_model: Any = part or model
        #: The accessor of the parts; empty for the records themselves.
        self.relation = get_part_accessor(part) if part else ""
        self.fields = {field.name: field for field in _iter_fields(self.row_model)}
        self.owner = part.owner if part else ""
        self.identity = self._list_identity()

    def _list_identity(self) -> tuple[str, ...]:
        """Return the columns that say which row is meant."""
        if self.part is None:
            return ("slug",)
        if issubclass(self.part, Part):
            return (self.owner, "key")
        return (self.owner, *(field.name for field in get_foreign_keys(self.part)))

    @property
    def columns(self) -> list[str]:
        """All columns in order, those that say which row is meant first."""
        return [*self.identity, *(name for name in self.fields if name not in self.identity)]

    @property
    def label(self) -> str:
        return capfirst(str(self.row_model._meta.verbose_name_plural))

    @property
    def full_label(self) -> str:
        """The name of the table, after that of the records that its rows belong to."""
        owner = capfirst(str(self.model._meta.verbose_name_plural))
        return owner if self.part is None else join_label(owner, self.part._meta.verbose_name_plural)

    @property
    def file_name(self) -> str:
        relation = f"-{self.relation}" if self.relation else ""
        return f"{self.model.type_code}{relation}".replace("_", "-")

    def describe_columns(self) -> Iterator[tuple[str, str, str, list[tuple[str, str]]]]:
        """Yield name, label, what a cell has and its codes with their labels, in the active language."""
        for name in self.columns:
            field = self.fields.get(name)
            if name == self.owner:
                yield name, capfirst(str(self.model._meta.verbose_name)), str(_OWNER_HELP), []
            elif name in ("slug", "key") and name in self.identity:
                yield name, name, str(_SLUG_HELP if name == "slug" else _KEY_HELP), []
            elif field:
                meaning = f"{capfirst(str(field.widget.meaning))}. {field.help_text}".strip()
                codes = [(code, str(label)) for code, label in field.widget.codes]
                yield name, capfirst(str(field.label)), meaning, codes


def _iter_fields(model: Any) -> Iterator[TableField]:
    for kind in get_snapshot_kinds(model):
        if kind.role is FieldRole.IDENTITY:
            continue
        if isinstance(kind, TranslatedTextKind):
            yield from _iter_text_fields(kind)
        else:
            widget = get_widget_class(kind)(kind.field)
            yield TableField(kind.name, widget, kind.field.verbose_name, _get_help(kind))


def _get_help(kind: FieldKind) -> Any:
    # That of a list of texts says how its lines are written, as the widget does.
    return "" if kind.serialized_as == "texts" else getattr(kind.field, "help_text", "")


def _iter_text_fields(kind: Any) -> Iterator[TableField]:
    text = kind.field
    for column in text.columns.values():
        yield TableField(column.name, CellWidget(column), column.verbose_name, column.help_text)
    if text.has_overrides:
        label = format_lazy("{} ({})", text.verbose_name, "繁體")
        yield TableField(
            f"{kind.name}_zh_hant",
            CellWidget(text.columns["zh_hans"]),
            label,
            _("Empty: converted from 简体."),
            override=kind.name,
        )


@cache
def get_shapes(model: Any) -> dict[str, TableShape]:
    """Return the tables of a record type by relation: of its records, then of its parts and links."""
    shapes = [TableShape(model), *(TableShape(model, part) for part in get_part_models(model))]
    return {shape.relation: shape for shape in shapes}


def build_identity(shape: TableShape, row: Mapping[str, Any]) -> str:
    """Return what names a part or link in its record: its key, or the slugs of the records it points to."""
    if "key" in row:
        return str(row["key"])
    return " ".join(str(row[field.name] or "") for field in get_foreign_keys(shape.row_model))
