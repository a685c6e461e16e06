"""What a page shows of a large comparison: the first rows of each group, the first entries of each cell."""

from collections.abc import Sequence
from typing import Any

from records.comparison.rows import ComparedItem, Comparison, ComparisonCell, ComparisonGroup, LoneRows
from records.models import Record

#: Rows of all groups together, beside the numbers, and facts that are known of one record alone.
_ROWS_SHOWN, _LONE_SHOWN = 28, 24
_ITEMS_SHOWN = 8


def shorten_comparison(comparison: Comparison, records: Sequence[Record]) -> None:
    """Leave out the rows and entries that a page has no room for; a group counts them. The files have all.

    Groups share the rows evenly, so that a long one leaves room for the others.
    """
    lone = [own for group in comparison.groups for own in group.lone if own.rows]
    _limit_rows([group for group in comparison.groups if group.rows], _ROWS_SHOWN)
    _limit_rows(lone, _LONE_SHOWN)
    for row in comparison.rows:
        row.cells = [_shorten_cell(cell, record) for cell, record in zip(row.cells, records, strict=True)]
    for own in lone:
        own.rows = [(row, _shorten_cell(cell, own.record)) for row, cell in own.rows]


def _limit_rows(entries: Sequence[ComparisonGroup | LoneRows], room: int) -> None:
    """Leave out rows of entries that have more than their share of the room; each keeps at least one."""
    for place, entry in enumerate(sorted(entries, key=lambda entry: entry.count)):
        share = max(1, room // (len(entries) - place))
        entry.left_out = max(0, len(entry.rows) - share)
        del entry.rows[share:]
        room -= len(entry.rows)


def _shorten_cell(cell: ComparisonCell, record: Any) -> ComparisonCell:
    """Return the first entries; the last one is the number of the others, with a link to the record."""
    others = len(cell) - _ITEMS_SHOWN
    if others <= 0:
        return cell
    return [*cell[:_ITEMS_SHOWN], ComparedItem(f"+{others}", record.get_absolute_url())]
