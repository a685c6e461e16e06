"""Values that a process keeps until records of the types from which they are computed change."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from threading import Lock, RLock
from typing import Any

from django.db.models import Model

from records.models import Publication, Record, Source
from records.models.base import get_part_models

#: Further values replace those that were used least recently.
_MOST_VALUES = 200
#: Seconds that a thread waits for another one that computes the value; then it computes it, too.
_LONGEST_WAIT = 10.0


_is_bypassed: ContextVar[bool] = ContextVar("values are bypassed", default=False)


@contextmanager
def bypass_values() -> Iterator[None]:
    """Compute all values anew, and keep none: for tables that only this transaction sees."""
    token = _is_bypassed.set(True)
    try:
        yield
    finally:
        _is_bypassed.reset(token)


class RecentValues:
    """At most `most` values by key; those that were not used for longest make room. Threads may share it."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._values: OrderedDict[Any, Any] = OrderedDict()
        self._lock = Lock()

    def get_many(self, keys: Iterable[Any]) -> dict[Any, Any]:
        """Return the values that are known."""
        if _is_bypassed.get():
            return {}
        with self._lock:
            found = {key: self._values[key] for key in keys if key in self._values}
            for key in found:
                self._values.move_to_end(key)
        return found

    def set_many(self, values: Mapping[Any, Any]) -> None:
        if _is_bypassed.get():
            return
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


def read_newest_publication() -> tuple[int, Any] | None:
    """Return number and time of the newest row of the log; with it, all that is published stays the same."""
    return Publication.objects.order_by("-number").values_list("number", "at").first()


#: A range, as in `of_type()`, so that PostgreSQL reads the index of type and number.
_NEWEST_OF_TYPES = """
    SELECT newest.id, newest.record_type, newest.number, newest.at
    FROM (VALUES {types}) AS asked
    JOIN records_publication AS newest ON newest.number = (
        SELECT number FROM records_publication
        WHERE record_type >= asked.column1 AND record_type <= asked.column1
        ORDER BY record_type DESC, number DESC LIMIT 1
    )
"""


def read_versions(record_types: Collection[str]) -> dict[str, tuple[int, Any]]:
    """Return number and time of the newest row of the log of each of these types that has one. One query.

    With them, everything that is published of these types stays the same.
    """
    sql = _NEWEST_OF_TYPES.format(types=", ".join(["(%s)"] * len(record_types)))
    return {row.record_type: (row.number, row.at) for row in Publication.objects.raw(sql, list(record_types))}


@dataclass(frozen=True, eq=False)
class VersionOf:
    """The version of what is computed from another kept value: the same as long as that is one object."""

    value: Any

    def __eq__(self, other: object) -> bool:
        return isinstance(other, VersionOf) and self.value is other.value

    def __hash__(self) -> int:
        return id(self.value)


@cache
def find_read_types(*models: type[Model]) -> frozenset[str]:
    """Return the types of these models and of the records to which they refer, directly or through others.

    Without their sources: lists don't show them.
    """
    found: set[Any] = set()
    missing: list[Any] = list(models)
    while missing:
        model = missing.pop()
        found.add(model)
        related = {field.related_model for field in (*model._meta.fields, *model._meta.many_to_many)}
        parts = get_part_models(model) if issubclass(model, Record) else ()
        missing += {*related, *parts} - found - {None, Source}
    return frozenset(model.type_code for model in found if issubclass(model, Record))


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
        if not found or found[0] != version:
            found = version, build()
            _values.set_many({key: found})
        return found[1]


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
