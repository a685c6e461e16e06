"""Template tags of comparisons."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import template

from records.comparison import ComparisonRow

register = template.Library()


@register.filter
def paired(row: ComparisonRow, records: Sequence[Any]) -> Iterator[tuple[Any, list[Any]]]:
    """Return each record with its cell."""
    return zip(records, row.cells, strict=True)
