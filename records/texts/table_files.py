"""Tables as CSV files or workbooks."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.http import HttpResponse

from records.texts.csv_files import build_csv_response
from records.texts.xlsx_files import XLSX_MEDIA_TYPE, add_sheet, create_workbook, fit_cell


def build_table_response(
    form: str, name: str, heading: Iterable[Any], rows: Iterable[Iterable[Any]]
) -> HttpResponse:
    """Return a table as "csv" or "xlsx" under a name without its end."""
    if form == "csv":
        return build_csv_response(name, [heading, *rows])
    file = BytesIO()
    with create_workbook(file) as workbook:
        sheet = add_sheet(workbook, name, heading)
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, [fit_cell(cell) for cell in row])
    response = HttpResponse(file.getvalue(), content_type=XLSX_MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
