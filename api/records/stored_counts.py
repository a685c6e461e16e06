"""Numbers of rows of lists, which a process keeps until the content or the statistics change."""

from typing import Any

from records.version_cache import RecentValues, cache_value
from web.versions import versions

#: Clients choose the filters: numbers that were not asked for longest make room.
_MOST_COUNTS = 1_000


def count_rows(rows: Any, name: str) -> int:
    """Return the number of rows of a query. `name` stands for the list and its filters.

    A stored number is as old as the response that the page cache would give: two seconds at most.
    """
    current = versions.read()
    if not current.is_current:
        return rows.order_by().count()
    counts = cache_value(("counts",), current.version, lambda: RecentValues(_MOST_COUNTS))
    number = counts.get_many([name]).get(name)
    if number is None:
        number = rows.order_by().count()
        counts.set_many({name: number})
    return number
