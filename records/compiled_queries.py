"""Queries that are compiled once: compiling often takes longer than running."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from functools import cached_property
from typing import Any

from django.db import connections
from django.db.models import QuerySet

#: Compiled in place of primary keys that change with each run; no column has values like these.
_FIRST_STAND_IN = -1_999_000_000

#: The same in place of a slug.
SLUG_STAND_IN = "/slug/"


def build_stand_ins(number: int) -> list[int]:
    """Return integers to build a queryset with, for which each run gives the values."""
    return list(range(_FIRST_STAND_IN, _FIRST_STAND_IN + number))


class CompiledQuery:
    """A queryset of instances or tuples with its SQL, which keeps its form for all values.

    Values that are NULL in one run and not in another, or lists of another length, need a query of their own.
    """

    def __init__(self, rows: QuerySet) -> None:
        self._rows = rows
        self._compiler = rows.query.get_compiler(using=rows.db)
        self._sql, self._params = self._compiler.as_sql()
        # Those of the columns don't change, and are looked up for each of them.
        self._converters: Any = None

    def fetch(self, values: Mapping[Any, Any]) -> list[Any]:
        """Run the query with these values in place of the stand-ins."""
        compiler = copy(self._compiler)
        compiler.connection = connections[self._rows.db]
        params = tuple(
            values.get(param, param) if type(param) in (int, str) else param for param in self._params
        )
        compiler.as_sql = lambda *_args, **_options: (self._sql, params)
        compiler.get_converters = self._get_converters
        rows = self._rows.all()
        # The iterable of the queryset asks its query for the compiler that runs it.
        rows.query.get_compiler = lambda *_args, **_options: compiler  # type: ignore[method-assign]
        return list(rows)

    def _get_converters(self, expressions: Any) -> Any:
        if self._converters is None:
            self._converters = self._compiler.get_converters(expressions)
        return self._converters


class QueryByIds:
    """What belongs to the rows with some primary keys. The query for a single one is compiled once.

    Most publications have one record of a type.
    """

    def __init__(self, build: Callable[[Sequence[int]], QuerySet]) -> None:
        self._build = build

    @cached_property
    def _compiled(self) -> CompiledQuery:
        return CompiledQuery(self._build(build_stand_ins(1)))

    def fetch(self, ids: Sequence[int]) -> list[Any]:
        """Run the query for these primary keys."""
        if len(ids) != 1:
            return list(self._build(ids))
        return self._compiled.fetch({build_stand_ins(1)[0]: ids[0]})
