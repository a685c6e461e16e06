"""Values computed from what is published, which a process keeps until something else is published."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any

from records.models import Publication

#: Further values replace those that were used least recently.
_MOST_VALUES = 200

_values: OrderedDict[tuple[Any, ...], tuple[Any, Any]] = OrderedDict()
_lock = Lock()


def read_newest_publication(record_type: str = "") -> tuple[int, Any] | None:
    """Return number and time of the newest row of the log, of a type or of all.

    With the newest of all, everything that is published stays the same.
    """
    rows = Publication.objects.filter(record_type=record_type) if record_type else Publication.objects
    return rows.order_by("-number").values_list("number", "at").first()


def clear_values() -> None:
    """Forget all values: for rows that were written without a publication."""
    with _lock:
        _values.clear()


def cache_value(key: tuple[Any, ...], version: Any, build: Callable[[], Any]) -> Any:
    """Return the value of a key at a version, of which it is computed once.

    Keys have a limited number of values: no free text of a request is part of one.
    """
    with _lock:
        found = _values.get(key)
        if found and found[0] == version:
            _values.move_to_end(key)
            return found[1]
    value = build()
    with _lock:
        _values[key] = (version, value)
        _values.move_to_end(key)
        while len(_values) > _MOST_VALUES:
            _values.popitem(last=False)
    return value
