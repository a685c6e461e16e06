"""The records behind a value of a statistic."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet

from records.models import Link, Part, Record
from records.models.figure import Amount
from records.pages.source_usage import get_part_label
from stats.labels import find_related_paths, get_record_label
from stats.tables import TableRow

RECORDS_PER_PAGE = 50


@dataclass(frozen=True)
class CountedRecord:
    """A counted record, part or link, with the URL of its page."""

    obj: Any
    label: Any
    url: str
    type_name: Any
    owner: Any = ""
    figure: Any = None


def select_counted_records(row: TableRow) -> QuerySet[Any]:
    """Return the records, parts or links behind a value, in a stable order."""
    result = row.result
    assert result.statistic.drilldown is not None
    rows: QuerySet[Any] = result.statistic.drilldown(result.scope, result.slug, result.dimensions)
    return rows.select_related(*find_related_paths(rows.model)).order_by("pk")


def paginate_records(row: TableRow) -> Paginator:
    return Paginator(select_counted_records(row), RECORDS_PER_PAGE)


def build_counted_records(rows: Iterable[Any]) -> list[CountedRecord]:
    return [_build_counted_record(row) for row in rows]


def _build_counted_record(obj: Any) -> CountedRecord:
    type_name, figure = obj._meta.verbose_name, obj if isinstance(obj, Amount) else None
    if isinstance(obj, Record):
        address: Any = obj
        return CountedRecord(obj, get_record_label(obj), address.get_absolute_url(), type_name, figure=figure)
    owner, url = get_record_label(obj.record), obj.record.get_absolute_url()
    if isinstance(obj, Part):
        part_url = url if "#" in url else f"{url}#{obj.key}"
        return CountedRecord(obj, get_part_label(obj), part_url, type_name, owner, figure)
    assert isinstance(obj, Link)
    return CountedRecord(obj, str(obj), url, type_name, owner)
