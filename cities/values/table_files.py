"""Tables of ministries and bureaus against which values are checked: CSV and XLSX, read within limits."""

import csv
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

#: Bytes of a file, and of what is packed in a workbook.
MAX_BYTES, MAX_UNPACKED = 10 * 1024**2, 100 * 1024**2
MAX_ROWS, MAX_COLUMNS = 5_000, 200
#: Excel of before 2007.
_OLD_WORKBOOK = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCODINGS = ("utf-8-sig", "gb18030")

#: A text, a number, or nothing.
CellValue = str | Decimal | None


class TableFileError(ValueError):
    """A file that can't be checked. The message says why, to editors, with row and column where it can."""


@dataclass(frozen=True)
class FileRow:
    """A row with its number, as spreadsheets count."""

    number: int
    cells: tuple[CellValue, ...]

    def get_cell(self, column: int) -> CellValue:
        return self.cells[column] if column < len(self.cells) else None

    def get_text(self, column: int) -> str:
        cell = self.get_cell(column)
        return "" if cell is None else str(cell).strip()


def compute_file_checksum(content: bytes) -> str:
    """Return the SHA-256 in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def read_table_file(content: bytes, sheet: str = "") -> list[FileRow]:
    """Return the rows of a CSV file, or of a sheet of a workbook. Raises `TableFileError`.

    `sheet`: its name; a workbook with one sheet needs none. A formula has the value that was saved with it.
    """
    if len(content) > MAX_BYTES:
        raise TableFileError(_("The file is larger than %(size)s MB.") % {"size": MAX_BYTES // 1024**2})
    if content.startswith(_OLD_WORKBOOK):
        raise TableFileError(
            _("This is a workbook of before 2007 (.xls). Save it as XLSX and check that file.")
        )
    is_workbook = content.startswith(b"PK")
    rows = _iter_workbook_rows(content, sheet) if is_workbook else _iter_csv_rows(content)
    return list(_limit_rows(rows))


def _limit_rows(rows: Iterable[Iterable[Any]]) -> Iterator[FileRow]:
    for number, cells in enumerate(rows, 1):
        if number > MAX_ROWS:
            raise TableFileError(_("The table has more than %(rows)s rows.") % {"rows": MAX_ROWS})
        row = FileRow(number, tuple(_convert_cell(cell) for cell in cells))
        if len(row.cells) > MAX_COLUMNS:
            message = _("Row %(row)s has more than %(columns)s columns.")
            raise TableFileError(message % {"row": number, "columns": MAX_COLUMNS})
        yield row


def _convert_cell(cell: Any) -> CellValue:
    if cell is None or cell == "":
        return None
    is_number = isinstance(cell, (int, float)) and not isinstance(cell, bool)
    return Decimal(str(cell)) if is_number else str(cell)


def _iter_csv_rows(content: bytes) -> Iterator[list[str]]:
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        try:
            yield from csv.reader(io.StringIO(text, newline=""))
        except csv.Error as error:
            raise TableFileError(_("This is no CSV file: %(error)s.") % {"error": error}) from error
        return
    raise TableFileError(_("The file is neither XLSX nor a text in UTF-8 or GB 18030."))


def _iter_workbook_rows(content: bytes, sheet: str) -> Iterator[tuple[Any, ...]]:
    try:
        _check_unpacked_size(content)
        # Read-only: rows one by one. `data_only`: values, not formulas.
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        page: Any = book[_choose_sheet(book.sheetnames, sheet)]
        page.reset_dimensions()  # what a file says of its size may be wrong
        yield from page.iter_rows(values_only=True)
    except TableFileError:
        raise
    except (
        zipfile.BadZipFile, zlib.error, InvalidFileException, ParseError, KeyError, ValueError, TypeError,
        AttributeError, IndexError, EOFError, OSError, NotImplementedError,
    ) as error:  # fmt: skip
        raise TableFileError(_("The workbook is damaged, or is none.")) from error


def _check_unpacked_size(content: bytes) -> None:
    """Refuse a small file that unpacks to a large one. Nothing unpacks to more than the archive says."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
    if size > MAX_UNPACKED:
        message = _("The workbook unpacks to more than %(size)s MB.")
        raise TableFileError(message % {"size": MAX_UNPACKED // 1024**2})


def _choose_sheet(names: list[str], sheet: str) -> str:
    if sheet in names or (len(names) == 1 and not sheet):
        return sheet or names[0]
    message = _("The workbook has no sheet “%(sheet)s”.") if sheet else _("The workbook has several sheets.")
    wanted = _("Name one of these: %(names)s.") % {"names": ", ".join(names[:100])}
    raise TableFileError(f"{message % {'sheet': sheet}} {wanted}")
