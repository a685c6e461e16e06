"""The usual shape of a statistic's query: rows of a queryset, counted by dimensions in several scopes."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.db.models import F, QuerySet

from stats.declaring import HUB, Row


def tabulate(
    counted: "QuerySet[Any]",
    *,
    by: Mapping[str, Any],
    cuts: Mapping[str, Iterable[str]],
    value: str = "COUNT(*)",
    n: str = "COUNT(*)",
    denominator: str = "NULL",
    reason: str = "''",
    columns: Mapping[str, Any] | None = None,
    having: str = "",
) -> Iterator[Row]:
    """Aggregate the rows of `counted` for every scope and every combination of dimensions, in ONE query.

        tabulate(
            IndustrialPark.objects.published(),
            by={"level": "level"},
            cuts={"hub": (), "region": ["city__region__slug"],
                  "city": ["city__slug", "city__parent__slug", "city__parent__parent__slug"]},
        )

    `by` and `columns` name fields or expressions of the queryset; `value`, `n`, `denominator`, `reason` and
    `having` are SQL over those names, where % is written %%. `cuts` says for each kind of scope where its
    slug (or year) stands; a row counts in each scope that one of the paths leads to (a park in its city and
    in the city that this belongs to), and not at all where all are empty. A combination that does not exist
    yields nothing.
    """
    sql, params = compiled(
        counted,
        by=by,
        cuts=cuts,
        select=f"{value}, {n}, {denominator}, {reason}",
        columns=columns,
        having=having,
    )
    yield from fetch(sql, params, tuple(by))


def compiled(
    counted: "QuerySet[Any]",
    *,
    by: Mapping[str, Any],
    cuts: Mapping[str, Iterable[str]],
    select: str,
    columns: Mapping[str, Any] | None = None,
    having: str = "",
    summed: Mapping[str, str] | None = None,
) -> tuple[str, tuple[Any, ...]]:
    """The SQL of `tabulate`: one common table of the rows, then a grouped part for each kind of scope.

    `summed`: SQL over the columns, by the name under which `select` finds it. It is worked out first for the
    rows that agree in dimensions and scopes, so that a million rows are read once and only their sums are
    gathered for each scope.
    """
    quoted = connection.ops.quote_name
    expressions = dict(by) | dict(columns or {})
    names = list(expressions)
    needed = [*by, *summed] if summed else list(names)
    parts = []
    for kind, given in cuts.items():
        holders = [_column(expressions, names, path) for path in given]
        parts.append(_part(kind, holders, list(by), needed, select, having))
    sql, params = _rows_of(counted, expressions)
    listed = ", ".join(map(quoted, names))
    common = f"counted ({listed}) AS ({sql})"
    if summed:
        kept = [quoted(name) for name in names if name not in (columns or {})]
        sums = [f"{aggregate} AS {quoted(name)}" for name, aggregate in summed.items()]
        grouping = f" GROUP BY {', '.join(kept)}" if kept else ""
        gathered = f"SELECT {', '.join([*kept, *sums])} FROM every_row{grouping}"
        common = f"every_row ({listed}) AS ({sql}), counted AS ({gathered})"
    return f"WITH {common} " + " UNION ALL ".join(parts), params


def _column(expressions: dict[str, Any], names: list[str], path: str) -> str:
    """The name of the column that holds the slug of a scope, added where it is not there yet."""
    name = f"scope_{path}"
    if name not in expressions:
        expressions[name] = path
        names.append(name)
    return name


def _rows_of(counted: "QuerySet[Any]", expressions: Mapping[str, Any]) -> tuple[str, tuple[Any, ...]]:
    named = {
        f"counted_{number}": F(expression) if isinstance(expression, str) else expression
        for number, expression in enumerate(expressions.values())
    }
    return counted.order_by().annotate(**named).values_list(*named).query.sql_with_params()


def _part(kind: str, holders: list[str], by: list[str], names: list[str], select: str, having: str) -> str:
    """The rows of one kind of scope. Kind is written into the SQL: it is a word of the code."""
    quoted = connection.ops.quote_name
    if kind == HUB or not holders:
        source, slug, group = "counted", "''", list(map(quoted, by))
    else:
        rest = ", ".join(quoted(name) for name in names)
        held = " UNION ALL ".join(
            f"SELECT CAST({holder} AS TEXT) AS scope_slug, {rest} FROM counted WHERE {holder} IS NOT NULL"
            for holder in map(quoted, holders)
        )
        source, slug, group = f"({held}) AS held", "scope_slug", ["scope_slug", *map(quoted, by)]
    dimensions = "".join(f"{quoted(name)}, " for name in by)
    # Without a dimension the hub is one group, and an empty table still yields its 0.
    grouping = f" GROUP BY {', '.join(group)}" if group else ""
    tail = f" HAVING {having}" if having else ""
    return f"SELECT '{kind}', {slug}, {dimensions}{select} FROM {source}{grouping}{tail}"


def fetch(sql: str, params: Any = (), dimensions: tuple[str, ...] = ()) -> Iterator[Row]:
    """Run a query whose columns are: scope, slug, each dimension, value, n, denominator, reason."""
    with connection.cursor() as cursor:
        execute(cursor, sql, params)
        while found := cursor.fetchmany(5000):
            for scope, slug, *codes, value, n, denominator, reason in found:
                yield Row(
                    scope, slug or "", dict(zip(dimensions, codes, strict=True)),
                    _number(value), n, _number(denominator), reason or "",
                )  # fmt: skip


def execute(cursor: Any, sql: str, params: Any = ()) -> None:
    """Run the query of a statistic.

    PostgreSQL would compile queries of so many expressions, which takes longer than running them, and would
    sort and gather on disk what has room in memory.
    """
    if connection.vendor != "postgresql":
        cursor.execute(sql, params)
        return
    with transaction.atomic():
        cursor.execute("SET LOCAL jit = off; SET LOCAL work_mem = '96MB'")
        cursor.execute(sql, params)


def _number(value: Any) -> Decimal | int | float | None:
    return Decimal(value) if isinstance(value, str) else value
