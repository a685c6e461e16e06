"""Lists as plain tables."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from records.texts.formats import format_number, format_stated_date
from records.texts.translation import Text


@dataclass(frozen=True)
class ListColumn:
    """A column of a list's table, after that of the name.

    `get_value` returns a text or a number; None or an empty text if it isn't known. The texts of a column of
    numbers are such as are formatted already. `get_details` returns what stands small below it.
    """

    label: Any
    get_value: Callable[[Any], Any]
    is_number: bool = False
    get_details: Callable[[Any], str] | None = None


@dataclass(frozen=True)
class ListCell:
    column: ListColumn
    text: Text
    details: str = ""


#: The rows of a table, each with its name and its cells.
ListTable = list[tuple[Any, Text, list[ListCell]]]


def build_list_table(rows: Iterable[Any], columns: Sequence[ListColumn]) -> ListTable:
    """Return each row with its name and its cells. What is not known is an empty text."""
    return [
        (
            row,
            _build_name(row),
            [_build_cell(row, column) for column in columns],
        )
        for row in rows
    ]


def _build_cell(row: Any, column: ListColumn) -> ListCell:
    details = column.get_details(row) if column.get_details else ""
    return ListCell(column, _format_cell(column, column.get_value(row)), details)


def _build_name(row: Any) -> Text:
    return _mark_language(getattr(row, "full_name", "") or row.title_in(get_language() or "en"))


def _format_cell(column: ListColumn, value: Any) -> Text:
    if value is None:
        return _mark_language("")
    is_plain = column.is_number and not isinstance(value, str)
    return _mark_language(format_number(value) if is_plain else value)


def _mark_language(value: Any) -> Text:
    """Return a value as a text, in the language of the page unless it says another one."""
    return value if isinstance(value, Text) else Text(str(value), get_language() or "en")


def format_year(value: int | None) -> str:
    """Return a year as dates are written; empty if it isn't known."""
    return format_stated_date(str(value)) if value else ""
