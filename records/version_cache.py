"""Values computed from what is published, which a process keeps until something else is published."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from threading import Lock, RLock
from typing import Any

from records.models import Publication

#: Further values replace those that were used least recently.
_MOST_VALUES = 200
#: Seconds that a thread waits for another one that computes the value; then it computes it, too.
_LONGEST_WAIT = 10.0


class RecentValues:
    """At most `most` values by key; those that were not used for longest make room. Threads may share it."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._values: OrderedDict[Any, Any] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[Any]:
        """Iterate over the keys, of which the first was not used for longest."""
        with self._lock:
            return iter(list(self._values))

    def get_many(self, keys: Iterable[Any]) -> dict[Any, Any]:
        """Return the values that are known."""
        with self._lock:
            found = {key: self._values[key] for key in keys if key in self._values}
            for key in found:
                self._values.move_to_end(key)
        return found

    def set_many(self, values: Mapping[Any, Any]) -> None:
        with self._lock:
            for key, value in values.items():
                self._values[key] = value
                self._values.move_to_end(key)
            while len(self._values) > self.most:
                self._values.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._values.clear()


_values = RecentValues(_MOST_VALUES)


def read_newest_publication(record_type: str = "") -> tuple[int, Any] | None:
    """Return number and time of the newest row of the log, of a type or of all.

    With the newest of all, everything that is published stays the same.
    """
    log = Publication.objects
    rows = log.of_type(record_type) if record_type else log.order_by("-number")
    return rows.values_list("number", "at").first()


def clear_values() -> None:
    """Forget all values: for rows that were written without a publication."""
    _values.clear()


def cache_value(key: tuple[Any, ...], version: Any, build: Callable[[], Any]) -> Any:
    """Return the value of a key at a version, of which it is computed once, by one thread while others wait.

    Keys have a limited number of values: no free text of a request is part of one.
    """
    found = _values.get_many([key]).get(key)
    if found and found[0] == version:
        return found[1]
    with _key_lock(key):
        found = _values.get_many([key]).get(key)
        if found and found[0] == version:
            return found[1]
        value = build()
        _values.set_many({key: (version, value)})
        return value


#: The locks of the values that are being computed, with the number of threads that use them.
_locks: dict[tuple[Any, ...], tuple[Any, int]] = {}
_guard = Lock()


@contextmanager
def _key_lock(key: tuple[Any, ...]) -> Iterator[None]:
    """Hold the lock of a key, or go on without it after `_LONGEST_WAIT`."""
    with _guard:
        lock, users = _locks.get(key, (RLock(), 0))
        _locks[key] = (lock, users + 1)
    is_held = lock.acquire(timeout=_LONGEST_WAIT)
    try:
        yield
    finally:
        if is_held:
            lock.release()
        with _guard:
            users = _locks[key][1] - 1
            if users:
                _locks[key] = (lock, users)
            else:
                del _locks[key]
