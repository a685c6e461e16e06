"""Reading the rows of a table: a resource of django-import-export that collects changes and saves nothing."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Resource
from import_export.results import RowResult
from tablib import Dataset

from records.admin.tables.cells import ReferenceWidget
from records.admin.tables.references import ROWS_AT_ONCE, SlugLookup, split_list
from records.admin.tables.shapes import TableField, TableShape, build_identity
from records.field_kinds.base import is_empty
from records.models.base import Record, slug_validator
from records.snapshots import fill_row, select_with_related, serialize_rows

#: Characters of a cell: as many as a spreadsheet can hold.
MAX_CELL = 32_767


@dataclass(frozen=True)
class FileLine:
    """A row of a file with its number, as spreadsheets count."""

    number: int
    cells: Sequence[str]


@dataclass(frozen=True)
class CellError:
    """What is wrong with a row. `column` is empty for a row as a whole."""

    number: int
    column: str
    message: str


@dataclass(frozen=True)
class RecordState:
    """What is stored of a record that rows name."""

    pk: int
    slug: str
    version: int
    status: str


@dataclass
class ReadRow:
    """A row that is read: which record or part it names, and what it changes there."""

    shape: TableShape
    is_new: bool
    #: None: the record isn't there.
    record: RecordState | None
    #: The slug of a new record; empty: made from its name.
    slug: str = ""
    #: Of a part or link.
    identity: str = ""
    present: dict[str, Any] = field(default_factory=dict)
    #: Column -> the value that the row gives it.
    changed: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    number: int = 0
    _cells: dict[str, Any] = field(default_factory=dict)

    def read_cell(self, column: TableField, row: Mapping[str, Any]) -> None:
        """Read a cell. One that says what an export would say is unchanged, whatever it looks like."""
        text = _normalize(str(row[column.name]))
        # A spreadsheet has cut what is longer than a cell.
        if text == ("" if self.is_new else _normalize(column.write(self.present)[:MAX_CELL])):
            return  # what a new row leaves out has its default
        if not self._cells:
            # A number is read with the unit beside it, or with that of the present row.
            self._cells = {**self.present, **row}
        value = column.clean({**self._cells, column.name: text})
        before = column.get_value(self.present)
        if value != before and not (is_empty(value) and is_empty(before)):
            self.changed[column.name] = value


def _normalize(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


class TableResource(Resource):
    """A table of one shape. Reads portions of a file one after the other, each with the same queries."""

    class Meta:
        use_transactions = False
        skip_diff = True
        report_skipped = True
        store_instance = True
        clean_model_instances = False
        instance_loader_class = BaseInstanceLoader

    def __init__(self, shape: TableShape) -> None:
        super().__init__()
        self.shape = shape
        self.fields = dict(shape.fields)
        self.lookup = SlugLookup()
        self._records: dict[str, RecordState] = {}
        self._present: dict[tuple[str, str], dict[str, Any]] = {}
        #: Record and part -> the row that named them first.
        self._seen: dict[tuple[str, str], int] = {}
        self._numbers: list[int] = []
        self._row_number = 0

    def read_lines(
        self, headers: Sequence[str], lines: Sequence[FileLine]
    ) -> Iterator[tuple[list[ReadRow], list[CellError]]]:
        """Yield the rows that could be read, and what is wrong with the others, portion by portion."""
        for portion in split_list(list(lines), ROWS_AT_ONCE):
            self._numbers = [line.number for line in portion]
            dataset = Dataset(*(tuple(line.cells) for line in portion), headers=list(headers))
            # Not as a dry run, which opens a transaction for each row: nothing is saved in any case.
            result = self.import_data(dataset, raise_errors=False)
            if result.base_errors:
                raise result.base_errors[0].error
            rows: list[ReadRow] = []
            errors: list[CellError] = []
            for number, row in zip(self._numbers, result.rows, strict=True):
                if row.errors:  # a mistake of the program, not of the file
                    raise row.errors[0].error
                if row.import_type == RowResult.IMPORT_TYPE_INVALID:
                    errors += _list_errors(number, row.validation_error)
                elif row.import_type != RowResult.IMPORT_TYPE_SKIP:
                    rows.append(row.instance)
            yield rows, errors

    # -- hooks of django-import-export --------------------------------------------------------------

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        """Look up all records that the portion names."""
        shape, columns = self.shape, set(dataset.headers)
        self._row_number = 0
        wanted: dict[type[Record], set[str]] = defaultdict(set)
        for name, column in self.fields.items():
            if name in columns and isinstance(column.widget, ReferenceWidget):
                column.widget.lookup = self.lookup
                for text in set(dataset[name]):
                    wanted[column.widget.target].update(column.widget.list_named(text))
        named = {text.strip() for text in dataset[shape.identity[0]]} - {""}
        wanted[shape.model] |= named
        self.lookup.fetch(wanted)
        slugs = {slug for name in named if (slug := self.lookup.find_present(shape.model, name))}
        keys = {text.strip() for text in dataset["key"]} if "key" in shape.identity else None
        self._load_present(slugs, keys)

    def _load_present(self, slugs: set[str], keys: set[str] | None) -> None:
        shape = self.shape
        if shape.part is None:
            records = list(select_with_related(shape.model).filter(slug__in=slugs))
            rows = serialize_rows(shape.model, records)
            self._present = {(record.slug, ""): rows[record.pk] for record in records}
        else:
            records = list(shape.model.objects.filter(slug__in=slugs))
            owned = {f"{shape.owner}__slug__in": slugs, **({} if keys is None else {"key__in": keys})}
            parts: list[Any] = list(select_with_related(shape.part).filter(**owned))
            owners = {record.pk: record.slug for record in records}
            rows = serialize_rows(shape.part, parts)
            self._present = {
                (owners[getattr(part, f"{shape.owner}_id")], build_identity(shape, rows[part.pk])): rows[
                    part.pk
                ]
                for part in parts
            }
        self._records = {
            record.slug: RecordState(record.pk, record.slug, record.version, record.status)
            for record in records
        }

    def get_or_init_instance(self, instance_loader: Any, row: Any) -> tuple[ReadRow, bool]:
        number = self._numbers[self._row_number]
        self._row_number += 1
        found = self._find_row(row)
        found.number = number
        place = (found.record.slug if found.record else found.slug, found.identity)
        if any(place) and not found.errors and (place[1] or self.shape.part is None):
            first = self._seen.setdefault(place, number)
            if first != number:
                message = _("Row %(row)s names the same. Keep one of the two.") % {"row": first}
                found.errors[self.shape.identity[-1]] = message
        return found, found.is_new

    def _find_row(self, row: Mapping[str, str]) -> ReadRow:
        shape = self.shape
        name = row[shape.identity[0]].strip()
        present = self.lookup.find_present(shape.model, name)
        record = self._records.get(present) if present else None
        if shape.part is None:
            found = ReadRow(shape, record is None, record, slug=name)
            if record is None and name:
                found.errors |= _check_slug("slug", name)
        else:
            identity = self._read_identity(row)
            is_new = (present or "", identity) not in self._present
            found = ReadRow(shape, is_new, record, slug=name, identity=identity)
            if record is None:
                text = self.lookup.describe_missing(shape.model, name) if name else _("This cell is empty.")
                found.errors[shape.owner] = text
            if is_new and "key" in shape.identity and identity:
                found.errors |= _check_slug("key", identity)
        stored = self._present.get((present or "", found.identity))
        found.present = fill_row(shape.row_model, stored or {})
        return found

    def _read_identity(self, row: Mapping[str, str]) -> str:
        if "key" in self.shape.identity:
            return row["key"].strip()
        names = self.shape.identity[1:]
        slugs = (
            self.lookup.find_present(self.fields[name].widget.target, row[name].strip()) or row[name].strip()
            for name in names
        )
        return " ".join(slugs)

    def import_instance(self, instance: ReadRow, row: Any, **kwargs: Any) -> None:
        """Read all cells, and tell all errors together."""
        errors: dict[str, Any] = dict(instance.errors)
        try:
            super().import_instance(instance, row, **kwargs)
        except ValidationError as error:
            errors |= error.error_dict
        if errors:
            raise ValidationError(errors)

    def save_instance(self, instance: Any, is_create: bool, row: Any, **kwargs: Any) -> None:
        """Save nothing: what rows change is proposed."""

    def save_m2m(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Save nothing."""

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        return not (instance.is_new or instance.changed or import_validation_errors)


def _check_slug(column: str, text: str) -> dict[str, str]:
    try:
        slug_validator(text)
    except ValidationError as error:
        return {column: " ".join(error.messages)}
    return {}


def _list_errors(number: int, error: Any) -> Iterator[CellError]:
    for column, messages in error.message_dict.items():
        yield CellError(number, column, " ".join(messages))
