"""Template tags of comparisons."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import template

from records.comparison.letters import choose_letters
from records.comparison.rows import (
    MAX_COMPARED,
    ComparisonRow,
    get_compared_type_of,
    get_compared_types,
)
from records.pages.navigation import get_page_url
from records.texts.formats import join_names

register = template.Library()


@register.filter
def paired(row: ComparisonRow, records: Sequence[Any]) -> Iterator[tuple[Any, list[Any]]]:
    """Return each record with its cell."""
    return zip(records, row.cells, strict=True)


@register.filter
def lettered(records: Sequence[Any]) -> list[tuple[Any, str]]:
    """Return each record with its letters in strips."""
    letters = choose_letters([record.title.plain for record in records])
    return list(zip(records, letters, strict=True))


@register.filter
def columns(row: ComparisonRow, records: Sequence[Any]) -> list[tuple[Any, str, list[Any]]]:
    """Return each record with its letters and its cell."""
    return [(*entry, cell) for entry, cell in zip(lettered(records), row.cells, strict=True)]


@register.filter
def names_in_series(records: Sequence[Any]) -> str:
    """Return the titles of the records as a series: one, another and a third."""
    return join_names([record.distinct_title.plain for record in records])


@register.filter
def missing_names(row: ComparisonRow, records: Sequence[Any]) -> list[str]:
    """Return the titles of the records whose cell is empty."""
    return [str(record.title) for record, cell in paired(row, records) if not cell]


@register.inclusion_tag("includes/compare_link.html")
def compare_link(record: Any) -> dict[str, Any]:
    """Render a link that adds the record to a comparison; nothing for a type that isn't compared."""
    kind = get_compared_type_of(record)
    return {"record": record, "kind": kind, "page_url": get_page_url("compare")}


@register.inclusion_tag("includes/compare_bar.html")
def compare_bar() -> dict[str, Any]:
    """Render the bar of the chosen records, which a script fills and shows."""
    counts = range(1, MAX_COMPARED + 1)
    labels = {
        kind.parameter: "|".join(kind.count(count) for count in counts)
        for kind in get_compared_types().values()
    }
    return {"labels": labels}
