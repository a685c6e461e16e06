"""Tables as CSV files, with escaped formulas."""

import csv
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse

from records.texts.formats import FORMULA_PREFIXES


def escape_cell(cell: Any) -> str:
    """Return the cell as text, with a leading quote if a spreadsheet would run it as a formula.

    Negative numbers are not escaped.
    """
    text = "" if cell is None else str(cell)
    if not text.startswith(FORMULA_PREFIXES):
        return text
    try:
        float(text)
    except ValueError:
        return f"'{text}"
    return text if text[0] == "-" else f"'{text}"


def build_csv_response(name: str, rows: Iterable[Iterable[Any]]) -> HttpResponse:
    # Spreadsheets recognise UTF-8 by the byte order mark.
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(response)
    for row in rows:
        writer.writerow([escape_cell(cell) for cell in row])
    return response
