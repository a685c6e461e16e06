"""One state of the database for several queries."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def database_snapshot() -> Iterator[None]:
    """All queries in it read one state of the database, and block no writer.

    Inside of another transaction, it is that transaction.
    """
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "sqlite":
        database: Any = connection
        mode, database.transaction_mode = database.transaction_mode, "DEFERRED"
        try:
            with transaction.atomic():
                yield
        finally:
            database.transaction_mode = mode
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
