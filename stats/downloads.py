"""Values of statistics as CSV: codes and names beside each other, no cell that a program could run."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from records.formats import RUNS_IN_A_CELL
from stats.tables import Row, Table


def harmless(cell: Any) -> str:
    """The cell as text; what a spreadsheet would run is marked as text. A number stays a number."""
    text = "" if cell is None else str(cell)
    if not text.startswith(RUNS_IN_A_CELL):
        return text
    try:
        float(text)
    except ValueError:
        return f"'{text}"
    return text if text[0] == "-" else f"'{text}"


def csv_response(name: str, rows: Iterable[Iterable[Any]]) -> HttpResponse:
    """A file to be saved. It begins with a mark by which spreadsheets know that it is UTF-8."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(response)
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
    return response


def of_table(table: Table) -> Iterator[list[Any]]:
    """One statistic in one scope: a column with the code and one with the name of each dimension."""
    dimensions = table.statistic.dimensions
    codes_and_names = [
        heading for name, dimension in dimensions.items() for heading in (name, str(dimension.label))
    ]
    yield ["statistic", "scope", "scope_slug", *codes_and_names, *_COLUMNS]
    for row in table.rows:
        codes = [text for cell in row.cells for text in (cell.code, cell.label)]
        yield [table.statistic.key, table.scope.kind, table.scope.slug, *codes, *_values(row)]


def of_tables(tables: Iterable[Table]) -> Iterator[list[Any]]:
    """Several statistics in one scope: the dimensions of each in one column, as codes and as names."""
    yield ["statistic", _("Title"), "dimensions", _("Of what"), *_COLUMNS]
    for table in tables:
        for row in table.rows:
            codes = "; ".join(f"{cell.name}={'' if cell.code is None else cell.code}" for cell in row.cells)
            yield [table.statistic.key, table.statistic.title, codes, row.name, *_values(row)]


_COLUMNS = ("value", "unit", "n", "denominator", "reason", "since", "as_of", "computed_at")


def _values(row: Row) -> list[Any]:
    one = row.reading
    denominator = None if one.denominator is None else f"{one.denominator.normalize():f}"
    times = (at.isoformat(timespec="seconds") if at else "" for at in (one.since, one.as_of, one.computed_at))
    return [one.value, one.statistic.unit, one.n, denominator, one.reason, *times]
