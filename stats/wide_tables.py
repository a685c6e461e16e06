"""Tables with a dimension as columns: a row for an indicator, with its median and quartiles."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from stats.tables import Cell, Table, TableRow


@dataclass(frozen=True)
class WideRow:
    """The codes that the values share, and the label and value of each column, None where there is none."""

    cells: Sequence[Cell]
    values: list[tuple[Any, TableRow | None]]

    @property
    def first(self) -> TableRow:
        return next(row for _label, row in self.values if row)


@dataclass(frozen=True)
class WideTable:
    headings: list[Any]
    columns: list[Any]
    rows: list[WideRow]


def build_wide_table(table: Table) -> WideTable:
    """Return the shown rows of a table by the codes of all dimensions but `columns`, in their order."""
    name = table.statistic.columns
    columns: dict[Any, Any] = {}
    groups: dict[tuple[Any, ...], dict[Any, TableRow]] = defaultdict(dict)
    for row in table.shown:
        column = next(cell for cell in row.cells if cell.name == name)
        columns.setdefault(column.code, column.label)
        groups[tuple(cell.code for cell in row.cells if cell.name != name)][column.code] = row
    dimensions = table.statistic.dimensions
    choices = dimensions[name].choices
    codes = [code for code in (choices.values if choices else columns) if code in columns]
    rows = [
        WideRow(
            [cell for cell in next(iter(group.values())).cells if cell.name != name],
            [(columns[code], group.get(code)) for code in codes],
        )
        for group in groups.values()
    ]
    headings = [dimension.label for key, dimension in dimensions.items() if key != name]
    return WideTable(headings, [columns[code] for code in codes], rows)
