"""Uploaded tables: CSV and XLSX, read within limits. What can't be read is refused in words."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.utils.translation import gettext as _
from rapidfuzz.process import extractOne

from records.admin.tables.errors import ImportFileError, describe_formula, get_column_letters
from records.admin.tables.formulas import is_formula_like
from records.admin.tables.resources import MAX_CELL, CellError, FileLine
from records.admin.tables.shapes import COMMENT, TableShape
from records.admin.tables.workbooks import iter_sheet_rows

#: Bytes of an uploaded file.
MAX_IMPORT_BYTES = 5 * 1024**2
MAX_IMPORT_ROWS, MAX_IMPORT_COLUMNS = 5_000, 200
#: Rows of a file, empty and explaining ones included.
_MOST_LINES = 2 * MAX_IMPORT_ROWS
_LEAST_LIKENESS = 70

_OLD_WORKBOOK = bytes.fromhex("d0cf11e0a1b11ae1")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
#: What Chinese texts have. Almost any bytes are GB 18030, so only the characters of its first part are read,
#: GB 2312: those of other encodings hardly ever are.
_CHINESE_TEXT = re.compile(
    r"[\x09\x0a\x0d\x20-\x7e\u00a0\u00b0-\u00b7\u00d7\u2010-\u2044\u2103\u2460-\u24ff\u3000-\u303f"
    r"\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]*"
)
_SIGNED_NUMBER = re.compile(r"[+-] ?[0-9][0-9.,' ]*\s?[\w²³%°]{0,12}")


@dataclass(frozen=True)
class FileTable:
    """The heading of a table and its rows, whose cells are texts. `errors`: what no table can hold."""

    headers: list[str]
    lines: list[FileLine]
    errors: list[CellError] = field(default_factory=list)


def read_file(content: bytes, name: str, shape: TableShape) -> FileTable:
    """Return the table of a file. Raises `ImportFileError`."""
    if not content.strip():
        raise ImportFileError(_("The file is empty."))
    if len(content) > MAX_IMPORT_BYTES:
        raise ImportFileError(
            _("The file is larger than %(size)s MB. Split it, or leave out columns that don't change.")
            % {"size": MAX_IMPORT_BYTES // 1024**2}
        )
    if content.startswith(_OLD_WORKBOOK):
        raise ImportFileError(
            _("This is a workbook of before 2007 (.xls), or one with a password. Save it as XLSX, without.")
        )
    errors: list[CellError] = []
    if content.startswith(b"PK"):
        rows = iter_sheet_rows(content, errors)
    elif name.lower().endswith((".xlsx", ".xlsm", ".xls", ".ods", ".zip")):
        raise ImportFileError(
            _("This file has the name of a workbook, and is none. Save it again as XLSX or CSV.")
        )
    else:
        rows = _iter_csv_rows(content, shape, errors)
    return _build_table(rows, shape, errors)


# -- the heading and the limits -------------------------------------------------------------------------


def _build_table(
    rows: Iterator[tuple[int, Sequence[str]]], shape: TableShape, errors: list[CellError]
) -> FileTable:
    heading = next((cells for _number, cells in rows if any(cell.strip() for cell in cells)), None)
    if heading is None:
        raise ImportFileError(_("The file is empty."))
    if errors:
        raise ImportFileError(errors[0].message)
    headers = [cell.strip() for cell in heading]
    while headers and not headers[-1]:
        headers.pop()
    _check_headers(headers, shape)
    lines = list(islice(_iter_lines(rows, headers, errors), MAX_IMPORT_ROWS + 1))
    if len(lines) > MAX_IMPORT_ROWS:
        raise ImportFileError(
            _("The table has more than %(rows)s rows. Split it into several files.")
            % {"rows": f"{MAX_IMPORT_ROWS:,}"}
        )
    if not lines and not errors:
        raise ImportFileError(_("The table has a heading, but no rows."))
    return FileTable(headers, lines, errors)


def _iter_lines(
    rows: Iterable[tuple[int, Sequence[str]]], headers: list[str], errors: list[CellError]
) -> Iterator[FileLine]:
    """Yield the rows that say something, and collect what is wrong with them as rows of a file."""
    for number, cells in rows:
        if not any(cell.strip() for cell in cells) or cells[0].lstrip().startswith(COMMENT):
            continue
        if any(cell.strip() for cell in cells[len(headers) :]):
            errors.append(CellError(number, "", _("There are more cells than the heading has columns.")))
        for header, cell in zip(headers, cells, strict=False):
            if len(cell) > MAX_CELL:
                message = _("The cell has more than %(most)s characters.") % {"most": f"{MAX_CELL:,}"}
                errors.append(CellError(number, header, message))
        padded = [*cells[: len(headers)], *[""] * (len(headers) - len(cells))]
        yield FileLine(number, padded)


def _check_headers(headers: list[str], shape: TableShape) -> None:
    """Refuse a heading with unknown or repeated columns, or without those that say which row is meant."""
    if len(headers) > MAX_IMPORT_COLUMNS:
        message = _("The table has more than %(columns)s columns.")
        raise ImportFileError(message % {"columns": MAX_IMPORT_COLUMNS})
    problems = []
    for name in dict.fromkeys(headers):
        if headers.count(name) > 1:
            problems.append(_("The column “%(column)s” is there twice.") % {"column": name[:100]})
        elif name not in shape.columns:
            problems.append(_describe_unknown(name, shape))
    missing = [name for name in shape.identity if name not in headers]
    problems += [_("No column “%(column)s”.") % {"column": name} for name in missing]
    if problems:
        wanted = _("The columns of this table are: %(columns)s.") % {"columns": ", ".join(shape.columns)}
        raise ImportFileError(" ".join([*problems[:10], wanted]))


def _describe_unknown(name: str, shape: TableShape) -> str:
    if not name:
        return _("A column has no heading.")
    text = _("There is no column “%(column)s”.") % {"column": name[:100]}
    close = extractOne(name[:100], shape.columns, score_cutoff=_LEAST_LIKENESS)
    return f"{text} {_('Is “%(slug)s” meant?') % {'slug': close[0]}}" if close else text


# -- CSV ------------------------------------------------------------------------------------------------


def _iter_csv_rows(
    content: bytes, shape: TableShape, errors: list[CellError]
) -> Iterator[tuple[int, Sequence[str]]]:
    text = _decode(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_find_delimiter(text, shape), strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            if number > _MOST_LINES:
                message = _("The table has more than %(rows)s rows. Split it into several files.")
                raise ImportFileError(message % {"rows": f"{MAX_IMPORT_ROWS:,}"})
            yield number, [_read_csv_cell(cell, number, at, errors) for at, cell in enumerate(cells)]
    except csv.Error as error:
        message = _("From row %(row)s on this can't be read as CSV: %(error)s.")
        raise ImportFileError(message % {"row": reader.line_num, "error": error}) from error


def _decode(content: bytes) -> str:
    """Return the text: UTF-8, UTF-16 with its mark, or what Excel saves in China, if that is certain."""
    try:
        text = content.decode("utf-16" if content.startswith(_UTF16) else "utf-8-sig")
    except UnicodeDecodeError:
        text = _decode_chinese(content)
    if "\x00" in text:
        raise ImportFileError(
            _("This is no text: it contains NUL characters. Save it as “CSV UTF-8” or XLSX.")
        )
    return text


def _decode_chinese(content: bytes) -> str:
    try:
        text = content.decode("gb2312")
    except UnicodeDecodeError:
        text = "\ufffd"
    if not _CHINESE_TEXT.fullmatch(text):
        raise ImportFileError(_("This is not UTF-8. In Excel: save as “CSV UTF-8”, or send the XLSX."))
    return text


def _find_delimiter(text: str, shape: TableShape) -> str:
    """Return the character that splits the heading into the most known columns."""
    first = text.lstrip("\r\n").partition("\n")[0]

    def count_known(delimiter: str) -> int:
        return sum(cell.strip().strip('"') in shape.columns for cell in first.split(delimiter))

    return max(",;\t", key=count_known)


def _read_csv_cell(cell: str, number: int, at: int, errors: list[CellError]) -> str:
    """Return what a cell says: the quote before what a spreadsheet would run is no part of it."""
    if cell.startswith("'") and is_formula_like(cell.lstrip("'")):
        return cell[1:]
    if cell.startswith(("=", "+", "-", "@")) and not _SIGNED_NUMBER.fullmatch(cell):
        if len(cell) == 1:
            return cell
        message = describe_formula(f"{get_column_letters(at)}{number}", cell)
        errors.append(CellError(number, "", message))
    return cell
