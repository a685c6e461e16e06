"""Workbooks (XLSX): what may be in one is checked before it is opened."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from records.admin.tables.errors import ImportFileError, describe_formula, get_column_letters
from records.admin.tables.resources import CellError
from records.texts.number_parser import write_plain_number

#: Bytes of what is packed in a workbook, and how often larger than the file it may be, beyond a first part.
MAX_UNPACKED_BYTES, _MOST_RATIO, _ANY_RATIO = 60 * 1024**2, 100, 4 * 1024**2
_MOST_ENTRIES = 500
#: One column more than tables have, and twice as many rows: many sheets end with empty ones.
_READ_COLUMNS, _READ_ROWS = 201, 10_000

_DAMAGED = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, ParseError, KeyError, ValueError, TypeError,
    AttributeError, IndexError, EOFError, OSError, NotImplementedError, OverflowError, RuntimeError,
)  # fmt: skip
_ENTITIES = re.compile(rb"<\s*!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def iter_sheet_rows(content: bytes, errors: list[CellError]) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield number and cells of the rows of the first sheet, and collect what is wrong with cells.

    Raises `ImportFileError` if the file can't be read.
    """
    try:
        _check_archive(content)
        # Formulas are read as such, to refuse them; read-only: rows one by one.
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheet: Any = book[book.sheetnames[0]]
        sheet.reset_dimensions()  # what a file says of its size may be wrong
        for number, cells in enumerate(sheet.iter_rows(max_col=_READ_COLUMNS), start=1):
            if number > _READ_ROWS:
                message = _(
                    "The sheet goes beyond row %(rows)s. Delete the rows below the table, or split it."
                )
                raise ImportFileError(message % {"rows": f"{_READ_ROWS:,}"})
            yield number, [_convert_cell(cell, number, at, errors) for at, cell in enumerate(cells)]
    except ImportFileError:
        raise
    except _DAMAGED as error:
        raise ImportFileError(_("The workbook is damaged, or is none.")) from error


def _check_archive(content: bytes) -> None:
    """Refuse what unpacks to too much, runs something, or reads other files. Nothing is unpacked for it.

    An entry never unpacks to more than the archive says: reading stops there.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        size = sum(entry.file_size for entry in entries)
        is_packed_tight = size > _ANY_RATIO and size > _MOST_RATIO * len(content)
        if size > MAX_UNPACKED_BYTES or is_packed_tight or len(entries) > _MOST_ENTRIES:
            message = _("The workbook unpacks to far more than a table needs. Save the values in a new one.")
            raise ImportFileError(message)
        names = [entry.filename.lower() for entry in entries]
        if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
            raise ImportFileError(_("The workbook holds macros. Save it as XLSX, without them."))
        if any("/externallinks/" in name or name.endswith("connections.xml") for name in names):
            raise ImportFileError(_("The workbook reads other files or addresses. Save values only."))
        if any("/embeddings/" in name or "/activex/" in name for name in names):
            raise ImportFileError(_("The workbook holds other files. Save the table alone."))
        if "xl/workbook.xml" not in names:
            raise ImportFileError(_("This is a packed file, but no workbook. Send XLSX or CSV."))
        for entry in entries:
            if entry.filename.lower().endswith((".xml", ".rels")):
                with archive.open(entry) as part:
                    _check_start(part.read(2048))


def _check_start(start: bytes) -> None:
    """Refuse definitions of entities, with which a small file can become a large one."""
    if _ENTITIES.search(start.replace(b"\x00", b"")):
        raise ImportFileError(_("The workbook is damaged, or is none."))


def _convert_cell(cell: Any, number: int, at: int, errors: list[CellError]) -> str:
    """Return the text of a cell. A number has one reading only, however it is written."""
    value, place = cell.value, f"{get_column_letters(at)}{number}"
    if value is None:
        return ""
    if cell.data_type == "f":
        errors.append(CellError(number, "", describe_formula(place)))
        return ""
    if cell.data_type == "e":
        message = _("A cell holds an error of the spreadsheet (%(cell)s: %(value)s). Save values only.")
        errors.append(CellError(number, "", message % {"cell": place, "value": str(value)[:20]}))
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return write_plain_number(Decimal(repr(value)))
    return str(value).replace("_x000D_", "")  # as Excel writes the first half of a line break
