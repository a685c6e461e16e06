"""Statistics as rows of CSV files."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from stats.tables import Table, TableRow


def build_dimension_heading(name: str, taken: Collection[str]) -> str:
    """Return the heading of the codes of a dimension: its name, with a prefix if another column has it."""
    return f"dimension_{name}" if name in taken else name


def iterate_table_rows(table: Table) -> Iterator[list[Any]]:
    """Yield a header and the rows of one table, with columns for the codes and labels of dimensions."""
    dimensions = table.statistic.dimensions
    codes_and_names = [
        heading
        for name, dimension in dimensions.items()
        for heading in (build_dimension_heading(name, _COLUMNS), str(dimension.label))
    ]
    yield ["statistic", "scope", "scope_slug", *codes_and_names, *_COLUMNS]
    for row in table.rows:
        codes = [text for cell in row.cells for text in (cell.code, cell.label)]
        yield [table.statistic.key, table.scope.kind, table.scope.slug, *codes, *_get_value_cells(row)]


def iterate_rows_of_tables(tables: Iterable[Table]) -> Iterator[list[Any]]:
    """Yield a header and the rows of several tables, with all dimensions in one column."""
    yield ["statistic", _("Title"), "dimensions", _("Item"), *_COLUMNS]
    for table in tables:
        for row in table.rows:
            codes = "; ".join(f"{cell.name}={'' if cell.code is None else cell.code}" for cell in row.cells)
            yield [table.statistic.key, table.statistic.title, codes, row.name, *_get_value_cells(row)]


_COLUMNS = ("value", "unit", "n", "denominator", "reason", "since", "as_of", "computed_at")


def _get_value_cells(row: TableRow) -> list[Any]:
    result = row.result
    denominator = None if result.denominator is None else f"{result.denominator.normalize():f}"
    times = (result.since, result.as_of, result.computed_at)
    formatted_times = (at.isoformat(timespec="seconds") if at else "" for at in times)
    return [result.value, result.statistic.unit, result.n, denominator, result.reason, *formatted_times]
