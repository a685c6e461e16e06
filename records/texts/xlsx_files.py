"""Workbooks: texts stay texts, numbers are numbers."""

from collections.abc import Iterable
from typing import Any

import xlsxwriter
from django.utils.functional import Promise

XLSX_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: The longest text of a cell in Excel.
_LONGEST_CELL = 32_767


def create_workbook(file: Any) -> xlsxwriter.Workbook:
    """Return a workbook that makes no formulas or links of texts; its rows are written in order."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    return xlsxwriter.Workbook(file, options)


def add_sheet(workbook: xlsxwriter.Workbook, name: str, heading: Iterable[Any]) -> Any:
    """Add a sheet whose heading stays in view."""
    sheet = workbook.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, heading, workbook.add_format({"bold": True}))
    return sheet


def fit_cell(value: Any) -> Any:
    """Return a value that a cell can hold. A lazy text is translated."""
    if isinstance(value, Promise):
        value = str(value)
    return value[:_LONGEST_CELL] if isinstance(value, str) else value
