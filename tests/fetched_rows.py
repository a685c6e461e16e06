"""Counting of queries and of the rows that they fetch."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.db.backends.utils import CursorWrapper


@dataclass
class Fetched:
    """What was asked of the database inside a block."""

    queries: int = 0
    rows: int = 0


@contextmanager
def count_fetched() -> Iterator[Fetched]:
    """Count queries and fetched rows. Django's log of queries has a limit, which sample data reaches."""
    fetched = Fetched()

    def note(execute: Any, sql: str, *more: Any) -> Any:
        fetched.queries += 1
        return execute(sql, *more)

    def count(name: str) -> Any:
        def fetch(self: Any, *args: Any) -> Any:
            found = getattr(self.cursor, name)(*args)
            fetched.rows += len(found) if name != "fetchone" else found is not None
            return found

        return fetch

    with pytest.MonkeyPatch.context() as patch, connection.execute_wrapper(note):
        for name in ("fetchone", "fetchmany", "fetchall"):
            patch.setattr(CursorWrapper, name, count(name), raising=False)
        yield fetched
