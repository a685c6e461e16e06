"""The very records that a value counts, as lines of a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet

from records.models import Link, Part, Record
from records.models.figure import Amount
from records.uses import part_label
from stats.naming import label_of, related
from stats.tables import Row

PER_PAGE = 50


@dataclass(frozen=True)
class Counted:
    """One record, part or tie that was counted, with the page on which it stands."""

    obj: Any
    label: Any
    url: str
    type_name: Any
    owner: Any = ""
    figure: Any = None


def counted(row: Row) -> Paginator:
    """The rows behind a value in pages, in an order that does not change; their number is its n."""
    reading = row.reading
    assert reading.statistic.drill is not None
    rows: QuerySet[Any] = reading.statistic.drill(reading.scope, reading.slug, reading.dimensions)
    return Paginator(rows.select_related(*related(rows.model)).order_by("pk"), PER_PAGE)


def lines(rows: Iterable[Any]) -> list[Counted]:
    """Each row with its name and address."""
    return [_line(row) for row in rows]


def _line(obj: Any) -> Counted:
    type_name, figure = obj._meta.verbose_name, obj if isinstance(obj, Amount) else None
    if isinstance(obj, Record):
        address: Any = obj
        return Counted(obj, label_of(obj), address.get_absolute_url(), type_name, figure=figure)
    owner, url = label_of(obj.record), obj.record.get_absolute_url()
    if isinstance(obj, Part):
        place = url if "#" in url else f"{url}#{obj.key}"
        return Counted(obj, part_label(obj), place, type_name, owner, figure)
    assert isinstance(obj, Link)
    return Counted(obj, str(obj), url, type_name, owner)
