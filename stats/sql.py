"""Compile the query of a statistic: aggregates of a queryset by dimensions in several scopes."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.db.models import F, QuerySet

from stats.definitions import HUB, StatisticRow


def compute_rows(
    counted: "QuerySet[Any]",
    *,
    by: Mapping[str, Any],
    scope_paths: Mapping[str, Iterable[str]],
    value: str = "COUNT(*)",
    n: str = "COUNT(*)",
    denominator: str = "NULL",
    reason: str = "''",
    columns: Mapping[str, Any] | None = None,
    having: str = "",
) -> Iterator[StatisticRow]:
    """Aggregate the rows of `counted` for each scope and each combination of dimensions, in one query.

        compute_rows(
            IndustrialPark.objects.published(),
            by={"level": "level"},
            scope_paths={"hub": (), "region": ["city__region__slug"],
                         "city": ["city__slug", "city__parent__slug", "city__parent__parent__slug"]},
        )

    `by` and `columns` map names to fields or expressions of the queryset; `value`, `n`, `denominator`,
    `reason` and `having` are SQL over those names, with % escaped as %%. `scope_paths` maps each kind of
    scope to the lookup paths of its slug or year. A row counts once in each scope to which a path leads (a
    park in its district and in the city of the district), and not at all if all paths are NULL. Combinations
    without rows yield nothing.
    """
    sql, params = compile_query(
        counted,
        by=by,
        scope_paths=scope_paths,
        select=f"{value}, {n}, {denominator}, {reason}",
        columns=columns,
        having=having,
    )
    yield from fetch_rows(sql, params, tuple(by))


def compile_query(
    counted: "QuerySet[Any]",
    *,
    by: Mapping[str, Any],
    scope_paths: Mapping[str, Iterable[str]],
    select: str,
    columns: Mapping[str, Any] | None = None,
    having: str = "",
    summed: Mapping[str, str] | None = None,
) -> tuple[str, tuple[Any, ...]]:
    """Return the SQL of `compute_rows`: a common table, and a grouped SELECT for each kind of scope.

    `summed` maps names used by `select` to SQL aggregates. They are computed first for rows with equal
    dimensions and scopes, so the source rows are read once and only the sums are aggregated for each scope.
    """
    quoted = connection.ops.quote_name
    expressions = dict(by) | dict(columns or {})
    names = list(expressions)
    needed = [*by, *summed] if summed else list(names)
    parts = []
    for kind, paths in scope_paths.items():
        slug_columns = [_ensure_scope_column(expressions, names, path) for path in paths]
        parts.append(_compile_scope(kind, slug_columns, list(by), needed, select, having))
    sql, params = _compile_source(counted, expressions)
    column_list = ", ".join(map(quoted, names))
    common = f"counted ({column_list}) AS ({sql})"
    if summed:
        group_columns = [quoted(name) for name in names if name not in (columns or {})]
        sums = [f"{aggregate} AS {quoted(name)}" for name, aggregate in summed.items()]
        grouping = f" GROUP BY {', '.join(group_columns)}" if group_columns else ""
        sums_query = f"SELECT {', '.join([*group_columns, *sums])} FROM every_row{grouping}"
        common = f"every_row ({column_list}) AS ({sql}), counted AS ({sums_query})"
    return f"WITH {common} " + " UNION ALL ".join(parts), params


def _ensure_scope_column(expressions: dict[str, Any], names: list[str], path: str) -> str:
    """Return the name of the column with the slug of a scope; add the column if it is missing."""
    name = f"scope_{path}"
    if name not in expressions:
        expressions[name] = path
        names.append(name)
    return name


def _compile_source(counted: "QuerySet[Any]", expressions: Mapping[str, Any]) -> tuple[str, tuple[Any, ...]]:
    named = {
        f"counted_{number}": F(expression) if isinstance(expression, str) else expression
        for number, expression in enumerate(expressions.values())
    }
    return counted.order_by().annotate(**named).values_list(*named).query.sql_with_params()


def _compile_scope(
    kind: str, slug_columns: list[str], by: list[str], names: list[str], select: str, having: str
) -> str:
    # `kind` is interpolated into the SQL: it is a constant of the code.
    quoted = connection.ops.quote_name
    if kind == HUB or not slug_columns:
        source, slug, group = "counted", "''", list(map(quoted, by))
    else:
        rest = ", ".join(quoted(name) for name in names)
        scoped_rows = " UNION ALL ".join(
            f"SELECT CAST({column} AS TEXT) AS scope_slug, {rest} FROM counted WHERE {column} IS NOT NULL"
            for column in map(quoted, slug_columns)
        )
        source, slug = f"({scoped_rows}) AS scoped_rows", "scope_slug"
        group = ["scope_slug", *map(quoted, by)]
    dimensions = "".join(f"{quoted(name)}, " for name in by)
    # Without dimensions there is no GROUP BY, so an empty table yields a row with 0.
    grouping = f" GROUP BY {', '.join(group)}" if group else ""
    tail = f" HAVING {having}" if having else ""
    return f"SELECT '{kind}', {slug}, {dimensions}{select} FROM {source}{grouping}{tail}"


def fetch_rows(sql: str, params: Any = (), dimensions: tuple[str, ...] = ()) -> Iterator[StatisticRow]:
    """Run a query with the columns scope, slug, each dimension, value, n, denominator and reason."""
    with connection.cursor() as cursor:
        run_query(cursor, sql, params)
        while batch := cursor.fetchmany(5000):
            for scope, slug, *codes, value, n, denominator, reason in batch:
                yield StatisticRow(
                    scope,
                    slug or "",
                    dict(zip(dimensions, codes, strict=True)),
                    Decimal(value) if isinstance(value, str) else value,
                    n,
                    Decimal(denominator) if isinstance(denominator, str) else denominator,
                    reason or "",
                )


def run_query(cursor: Any, sql: str, params: Any = ()) -> None:
    if connection.vendor != "postgresql":
        cursor.execute(sql, params)
        return
    # More memory avoids sorting on disk.
    with transaction.atomic():
        cursor.execute("SET LOCAL work_mem = '96MB'")
        cursor.execute(sql, params)
