"""What stands in a cell of a table: widgets of django-import-export, one for each kind of field.

A cell is read as a form reads its field, into the value of a snapshot, and written so that it is read back.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from import_export.widgets import Widget

from records.admin.tables.references import SlugLookup
from records.admin.widgets.number_fields import TypedNumber, find_notation, get_number_options
from records.choices import Unit
from records.field_kinds import FieldKind, relations, texts, values
from records.field_kinds.base import serialize_value
from records.models import Source
from records.models.roles import is_required_to_publish
from records.texts.number_parser import describe_number, parse_number, write_plain_number
from records.texts.translation import CONTROL_CHARACTERS

#: What separates several codes or slugs in a cell, none of which contains one.
_SEPARATORS = re.compile(r"[\s;,|；，、]+")
#: What a boolean is called in a cell, in any language.
_TRUE = frozenset({"true", "yes", "1", "是", "wahr"})
_FALSE = frozenset({"false", "no", "0", "否", "falsch"})


class CellWidget(Widget):
    """A text in one language. `column`: the field of the model; the cell is read by its form field."""

    #: What a cell has, for whoever fills it in.
    meaning: Any = pgettext_lazy("a cell has", "text")
    is_number = False

    def __init__(self, column: Any) -> None:
        super().__init__()
        self.column = column
        self.form_field = self.build_form_field()

    def build_form_field(self) -> Any:
        scheme = {"assume_scheme": "https"} if isinstance(self.column, models.URLField) else {}
        return self.column.formfield(required=self.is_required, **scheme)

    @property
    def is_required(self) -> bool:
        """Whether even a draft needs a value."""
        column = self.column
        return not (column.blank or column.null or is_required_to_publish(column))

    @property
    def codes(self) -> list[tuple[str, Any]]:
        """The codes that a cell may have, with their labels; none if it has something else."""
        return []

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        text = str(value or "")
        if found := CONTROL_CHARACTERS.search(text):
            message = _("Remove the control character U+%(code)s, which nobody sees.")
            raise ValidationError(message % {"code": f"{ord(found[0]):04X}"})
        if not text.strip() and self.is_required:
            raise ValidationError(_("This cell is empty. Fill it in, or leave out the column."))
        return self.read(text, row or {})

    def read(self, text: str, row: Mapping[str, Any]) -> Any:
        """Return the value of the snapshot."""
        value = self.form_field.clean(text)
        if value not in (None, "", []):
            self.column.run_validators(value)
        return serialize_value(value)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else str(value)


class LinesWidget(CellWidget):
    """A list of texts."""

    meaning = gettext_lazy("one a line: English | 简体; a third text is 繁體, a fourth one the key")

    def read(self, text: str, row: Mapping[str, Any]) -> Any:
        value = self.form_field.clean(text)
        self.column.clean(value, None)
        return value

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return str(self.form_field.prepare_value(value or []))


class DateWidget(CellWidget):
    meaning = pgettext_lazy("a cell has", "a day: 2026-11-24")

    def read(self, text: str, row: Mapping[str, Any]) -> Any:
        return serialize_value(self.column.to_python(text.strip())) if text.strip() else None


class StatedDateWidget(CellWidget):
    meaning = pgettext_lazy("a cell has", "a date as precise as its source: 2018, 2018-05 or 2018-05-04")


class NumberWidget(CellWidget):
    """A number as editors write it: 9,070,000, 907万. With two readings it is refused, and both are told."""

    meaning = pgettext_lazy("a cell has", "a number: 9070000, 9.07 million or 907万")
    is_number = True

    def build_form_field(self) -> Any:
        return self.column.formfield(required=self.is_required, **get_number_options(self.column))

    def read(self, text: str, row: Mapping[str, Any]) -> Any:
        typed = TypedNumber(text)
        typed.unit = self._find_unit(row)
        try:
            value = self.form_field.clean(typed)
        except ValidationError as error:
            if any(part.code == "ambiguous" for part in error.error_list):
                raise self._describe_readings(typed) from error
            raise
        if value is not None:
            self.column.run_validators(value)
        return serialize_value(value)

    def _find_unit(self, row: Mapping[str, Any]) -> str:
        unit = self.form_field.unit or str(row.get(self.form_field.unit_field) or "")
        return unit if unit in Unit.values else ""

    def _describe_readings(self, text: TypedNumber) -> ValidationError:
        kind, unit = self.form_field.kind, text.unit
        readings = parse_number(text, kind, unit)
        values = {
            "text": text.strip(),
            "first": describe_number(readings[0].value, kind, unit),
            "second": describe_number(readings[1].value, kind, unit),
            "plain": write_plain_number(readings[0].value, kind),
            "other": write_plain_number(readings[1].value, kind),
        }
        message = _(
            "“%(text)s” can be read in two ways, as %(first)s or %(second)s. Write %(plain)s or %(other)s."
        )
        return ValidationError(message % values)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        if value is None or value == "":
            return ""
        return write_plain_number(Decimal(str(value)), find_notation(self.column)["kind"])


class BooleanWidget(CellWidget):
    meaning = pgettext_lazy("a cell has", "yes or no: true, false")

    @property
    def is_required(self) -> bool:
        return not self.column.null

    def read(self, text: str, row: Mapping[str, Any]) -> Any:
        word = text.strip().lower()
        if not word:
            return None
        if word not in _TRUE | _FALSE:
            raise ValidationError(_("“%(text)s” is neither true nor false.") % {"text": text.strip()})
        return word in _TRUE

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else str(bool(value)).lower()


class CodeWidget(CellWidget):
    meaning = pgettext_lazy("a cell has", "a code of the list")

    @property
    def codes(self) -> list[tuple[str, Any]]:
        return [(str(code), label) for code, label in self.column.flatchoices if code not in ("", None)]

    def read(self, text: str, row: Mapping[str, Any]) -> Any:
        code = text.strip()
        require_codes([code] if code else [], self.codes)
        return code or ("" if self.column.empty_strings_allowed else None)


class CodesWidget(CodeWidget):
    meaning = pgettext_lazy("a cell has", "codes of the list, separated by ;")

    @property
    def codes(self) -> list[tuple[str, Any]]:
        return [(str(code), label) for code, label in self.column.codes]

    def build_form_field(self) -> Any:
        return None

    def read(self, text: str, row: Mapping[str, Any]) -> Any:
        codes = split_cell(text)
        require_codes(codes, self.codes)
        return codes

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "; ".join(value or [])


class ReferenceWidget(CellWidget):
    """The slug of a record. `lookup`: set while a table is read; it knows the records that cells name."""

    meaning = pgettext_lazy("a cell has", "the slug of a record")
    lookup: SlugLookup | None = None

    @property
    def target(self) -> Any:
        return self.column.related_model

    def build_form_field(self) -> Any:
        return None

    def list_named(self, text: str) -> list[str]:
        """Return the slugs that a cell names."""
        return [text.strip()] if text.strip() else []

    def read(self, text: str, row: Mapping[str, Any]) -> Any:
        return next(iter(self._find(text)), None)

    def _find(self, text: str) -> list[str]:
        assert self.lookup is not None
        return self.lookup.find_all(self.target, self.list_named(text))


class ReferencesWidget(ReferenceWidget):
    meaning = pgettext_lazy("a cell has", "slugs of records in order, separated by ;")

    def list_named(self, text: str) -> list[str]:
        return split_cell(text)

    @property
    def is_required(self) -> bool:
        return False

    def read(self, text: str, row: Mapping[str, Any]) -> Any:
        found = self._find(text)
        if len(set(found)) != len(found):
            raise ValidationError(_("The same is given twice."))
        return found

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "; ".join(value or [])


class SourcesWidget(ReferencesWidget):
    meaning = pgettext_lazy("a cell has", "slugs or addresses of sources in order, separated by ;")

    @property
    def target(self) -> Any:
        return Source

    def list_named(self, text: str) -> list[str]:
        """Addresses may contain what separates slugs: with them, only spaces separate."""
        return [word.strip(";,") for word in text.split()] if "://" in text else split_cell(text)


def split_cell(text: str) -> list[str]:
    return [word for word in _SEPARATORS.split(text) if word]


def require_codes(codes: Iterable[str], allowed: list[tuple[str, Any]]) -> None:
    """Raise a `ValidationError` that names the codes that are allowed."""
    known = [code for code, _label in allowed]
    wrong = [code for code in codes if code not in known]
    if not wrong:
        return
    message = _("“%(code)s” is not allowed here. Allowed: %(allowed)s.")
    raise ValidationError(message % {"code": wrong[0][:100], "allowed": ", ".join(known)})


def get_widget_class(kind: FieldKind) -> type[CellWidget]:
    """Return the widget for a kind of field."""
    classes: dict[type, type[CellWidget]] = {
        relations.SourcesKind: SourcesWidget,
        relations.ReferenceListKind: ReferencesWidget,
        relations.ReferenceKind: ReferenceWidget,
        values.CodeListKind: CodesWidget,
        values.CodeKind: CodeWidget,
        values.BooleanKind: BooleanWidget,
        values.NumberKind: NumberWidget,
        values.StatedDateKind: StatedDateWidget,
        values.DateKind: DateWidget,
        texts.TextListKind: LinesWidget,
    }
    return next((widget for cls, widget in classes.items() if isinstance(kind, cls)), CellWidget)
