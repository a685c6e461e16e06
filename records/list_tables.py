"""Lists as plain tables."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from records.formats import format_number, format_stated_date


@dataclass(frozen=True)
class ListColumn:
    """A column of a list's table, after that of the name.

    `get_value` returns a text or a number; None or an empty text if it isn't known.
    """

    label: Any
    get_value: Callable[[Any], Any]
    is_number: bool = False


@dataclass(frozen=True)
class ListCell:
    column: ListColumn
    text: str


def build_list_table(rows: Iterable[Any], columns: Sequence[ListColumn]) -> list[tuple[Any, list[ListCell]]]:
    """Return each row with its cells. What is not known is an empty text."""
    return [
        (row, [ListCell(column, _format_cell(column, column.get_value(row))) for column in columns])
        for row in rows
    ]


def _format_cell(column: ListColumn, value: Any) -> str:
    if value is None:
        return ""
    return format_number(value) if column.is_number else str(value)


def format_year(value: int | None) -> str:
    """Return a year as dates are written; empty if it isn't known."""
    return format_stated_date(str(value)) if value else ""
