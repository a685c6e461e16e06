"""The time that the queries of a search may take."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection, transaction

#: Milliseconds.
SEARCH_TIME_LIMIT = 500
#: PostgreSQL error code of a query that was cancelled.
_CANCELED = "57014"
#: SQLite calls the handler after this number of instructions of its virtual machine.
_STEPS = 5_000


class SearchTimeout(Exception):
    """A search took too long and was stopped."""


@contextmanager
def limit_search_time() -> Iterator[None]:
    """Raise `SearchTimeout` if the queries in the block take longer than the limit."""
    limit = _limit_on_postgresql if connection.vendor == "postgresql" else _limit_on_sqlite
    with limit():
        yield


@contextmanager
def _limit_on_postgresql() -> Iterator[None]:
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                # The planner doesn't count what it takes to read vectors that are stored apart from their
                # rows, and would read all of them for words that are frequent, instead of the index.
                cursor.execute(
                    f"SET LOCAL statement_timeout = {SEARCH_TIME_LIMIT:d}; SET LOCAL enable_seqscan = off"
                )
            yield
            if not connection.in_atomic_block or connection.savepoint_ids:
                with connection.cursor() as cursor:  # in a transaction of the caller, they would stay
                    cursor.execute(
                        "SET LOCAL statement_timeout = DEFAULT; SET LOCAL enable_seqscan = DEFAULT"
                    )
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", None) != _CANCELED:
            raise
        raise SearchTimeout from error


@contextmanager
def _limit_on_sqlite() -> Iterator[None]:
    connection.ensure_connection()
    database: Any = connection.connection
    end = time.monotonic() + SEARCH_TIME_LIMIT / 1000
    is_late = False

    def stop_when_late() -> int:
        nonlocal is_late
        is_late = time.monotonic() > end
        return int(is_late)

    database.set_progress_handler(stop_when_late, _STEPS)
    try:
        yield
    except OperationalError as error:
        if not is_late:
            raise
        raise SearchTimeout from error
    finally:
        database.set_progress_handler(None, 0)
