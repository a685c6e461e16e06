"""Queries that are compiled once: of many joins, compiling takes longer than running."""

from collections.abc import Mapping
from copy import copy
from typing import Any

from django.db import connections
from django.db.models import QuerySet

#: Compiled in place of primary keys that change with each run; no column has values like these.
_FIRST_STAND_IN = -1_999_000_000


def build_stand_ins(number: int) -> list[int]:
    """Return integers to build a queryset with, for which each run gives the values."""
    return list(range(_FIRST_STAND_IN, _FIRST_STAND_IN + number))


class CompiledQuery:
    """A queryset of instances with its SQL, which keeps its form for all values.

    Values that are NULL in one run and not in another, or lists of another length, need a query of their own.
    """

    def __init__(self, rows: QuerySet) -> None:
        self._rows = rows
        self._compiler = rows.query.get_compiler(using=rows.db)
        self._sql, self._params = self._compiler.as_sql()

    def fetch(self, values: Mapping[int, Any]) -> list[Any]:
        """Run the query with these values in place of the stand-ins."""
        compiler = copy(self._compiler)
        compiler.connection = connections[self._rows.db]
        params = tuple(values.get(param, param) if type(param) is int else param for param in self._params)
        compiler.as_sql = lambda *_args, **_options: (self._sql, params)
        rows = self._rows.all()
        # The iterable of the queryset asks its query for the compiler that runs it.
        rows.query.get_compiler = lambda *_args, **_options: compiler  # type: ignore[method-assign]
        return list(rows)
