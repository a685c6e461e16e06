"""Writing tables: exports of records in the columns of the import, and templates to fill in."""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from import_export.formats.base_formats import CSV, XLSX

from records.admin.tables.formulas import escape_exported_cell
from records.admin.tables.references import ROWS_AT_ONCE
from records.admin.tables.shapes import COMMENT, TableShape
from records.snapshots import select_with_related, serialize_rows
from records.texts.xlsx_files import add_sheet, create_workbook, fit_cell

#: Formats of files, by their endings.
TABLE_FORMATS = {"csv": CSV, "xlsx": XLSX}
#: A number of Excel has so many digits; a longer one is written as text.
_MOST_DIGITS = 15


def iter_export_rows(shape: TableShape, records: QuerySet) -> Iterator[list[str]]:
    """Yield the cells of the rows of these records. Reads so many together, with as many queries as one."""
    keys = list(records.order_by("slug").values_list("pk", flat=True))
    for start in range(0, len(keys), ROWS_AT_ONCE):
        portion = keys[start : start + ROWS_AT_ONCE]
        if shape.part is None:
            found: list[Any] = list(select_with_related(shape.model).filter(pk__in=portion).order_by("slug"))
        else:
            queryset = select_with_related(shape.part).filter(**{f"{shape.owner}__in": portion})
            found = list(
                queryset.select_related(shape.owner).order_by(f"{shape.owner}__slug", "position", "pk")
            )
        rows = serialize_rows(shape.row_model, found)
        for item in found:
            yield write_cells(shape, item, rows[item.pk])


def write_cells(shape: TableShape, item: Any, row: dict[str, Any]) -> list[str]:
    """Return the cells of a record, part or link, given its row of a snapshot."""
    cells = []
    for name in shape.columns:
        if name == shape.owner:
            cells.append(getattr(item, shape.owner).slug)
        elif name in ("slug", "key") and name in shape.identity:
            cells.append(row[name])
        else:
            cells.append(shape.fields[name].write(row))
    return cells


def build_export(shape: TableShape, records: QuerySet, file_format: str) -> HttpResponseBase:
    """Return the file of the rows of these records."""
    rows = iter_export_rows(shape, records)
    name = f"{shape.file_name}.{file_format}"
    if file_format == "csv":
        response = StreamingHttpResponse(
            _iter_csv([shape.columns], rows), content_type=f"{CSV().get_content_type()}; charset=utf-8"
        )
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    return _build_workbook(shape, rows, name)


def build_template(shape: TableShape, file_format: str) -> HttpResponseBase:
    """Return an empty table with what each column means: a second sheet, or a row that is skipped."""
    name = f"{shape.file_name}-template.{file_format}"
    if file_format != "csv":
        return _build_workbook(shape, (), name)
    meanings = []
    for _name, label, meaning, codes in shape.describe_columns():
        listed = "; ".join(code for code, _label in codes)
        meanings.append(f"{label}: {meaning}{f' {listed}' if listed else ''}")
    meanings[0] = f"{COMMENT} {_('This row is skipped.')} {meanings[0]}"
    response = HttpResponse(
        "".join(_iter_csv([shape.columns, meanings], ())),
        content_type=f"{CSV().get_content_type()}; charset=utf-8",
    )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class _Line:
    """What a CSV writer writes to: it returns each line."""

    def write(self, line: str) -> str:
        return line


def _iter_csv(first: Iterable[Sequence[str]], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff"  # by which spreadsheets recognise UTF-8
    for part in (first, rows):
        for row in part:
            yield writer.writerow([escape_exported_cell(cell) for cell in row])


def _build_workbook(shape: TableShape, rows: Iterable[Sequence[str]], name: str) -> FileResponse:
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    workbook = create_workbook(file)
    sheet = add_sheet(workbook, "data", shape.columns)
    columns = [shape.fields.get(column) for column in shape.columns]
    numeric = [column is not None and column.widget.is_number for column in columns]
    for at, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if not cell:
                continue
            if numeric[place] and len(cell.strip("-").replace(".", "")) <= _MOST_DIGITS:
                sheet.write_number(at, place, float(cell))
            else:
                sheet.write_string(at, place, fit_cell(cell))
    _add_meanings(workbook, shape)
    workbook.close()
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX().get_content_type())


def _add_meanings(workbook: Any, shape: TableShape) -> None:
    sheet = add_sheet(
        workbook, "columns", [_("Column"), _("Label"), _("What it has"), _("Code"), _("What the code means")]
    )
    at = 1
    for name, label, meaning, codes in shape.describe_columns():
        sheet.write_row(at, 0, [name, label, fit_cell(meaning)])
        for code, code_label in codes:
            sheet.write_string(at, 3, code)
            sheet.write_string(at, 4, fit_cell(code_label))
            at += 1
        at += not codes
