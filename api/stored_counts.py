"""Numbers of rows of long lists, which a process keeps until the content or the statistics change."""

from typing import Any

from records.version_cache import RecentValues
from web.versions import versions

#: Smaller numbers are counted each time, which is as quick.
STORED_FROM = 10_000
#: Clients choose the filters: numbers that were not asked for longest make room.
_counts = RecentValues(1_000)


def count_rows(rows: Any, name: str) -> int:
    """Return the number of rows of a query. `name` stands for the list and its filters.

    A stored number is as old as the response that the page cache would give: two seconds at most.
    """
    known = versions.read()
    key = (name, known.version)
    number = _counts.get_many([key]).get(key) if known.is_current else None
    if number is None:
        number = rows.order_by().count()
        if known.is_current and number >= STORED_FROM:
            _counts.set_many({key: number})
    return number
