"""Declare the query and the drilldown of a statistic together.

    LEVELS = Aggregation(
        lambda: IndustrialPark.objects.published(),
        by={"level": "level"},
        scope_paths={HUB: (), "region": ["city__region__slug"]},
    )
    register(build_aggregation_statistic(LEVELS, key="parks-by-level", ...))

Both start from the same queryset, so the records shown are the records counted.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, IntegerField, Model, Q, QuerySet, When

from records.formats import format_number
from records.models import Record
from stats.definitions import Code, Statistic, StatisticResult, StatisticRow
from stats.sql import compile_query, fetch_rows


@dataclass(frozen=True)
class Aggregation:
    """Records of one kind by dimensions in several scopes; parameters as in `stats.sql`.

    A value is the number of records, unless one of these is set:
    `total`, `mean`: the path of the quantity to sum or average.
    `distinct`: the path of a related record to count once, and its model, which the drilldown returns.
    `share`: the value is the percentage of records that match; `n` counts those, the denominator all.
    """

    counted: Callable[[], "QuerySet[Any]"]
    by: Mapping[str, Any]
    scope_paths: Mapping[str, Iterable[str]]
    total: str = ""
    mean: str = ""
    distinct: tuple[str, type[Model]] | None = None
    share: Q | None = None

    @property
    def scopes(self) -> tuple[str, ...]:
        return tuple(self.scope_paths)

    def compile_sql(self) -> tuple[str, tuple[Any, ...]]:
        columns: dict[str, Any] = {}
        summed = {"rows_counted": "COUNT(*)"}
        value = n = "CAST(COALESCE(SUM(rows_counted), 0) AS BIGINT)"
        denominator = "NULL"
        if self.total:
            columns["quantity"] = self.total
            summed["total"], value = "SUM(quantity)", "SUM(total)"
        if self.share is not None:
            columns["has_part"] = Case(When(self.share, then=1), default=0, output_field=IntegerField())
            summed["part"], denominator = "SUM(has_part)", n
            n = "CAST(COALESCE(SUM(part), 0) AS BIGINT)"
            value = "100.0 * SUM(part) / SUM(rows_counted)"
        if self.distinct:
            columns["counted_once"], summed = self.distinct[0], {}
            value = n = "COUNT(DISTINCT counted_once)"
        if self.mean:
            columns["quantity"], summed = self.mean, {}
            value, n = "AVG(quantity)", "COUNT(*)"
        select = f"{value}, {n}, {denominator}, ''"
        return compile_query(
            self.counted(),
            by=self.by,
            scope_paths=self.scope_paths,
            select=select,
            columns=columns,
            summed=summed,
        )

    def rows(self) -> Iterator[StatisticRow]:
        yield from fetch_rows(*self.compile_sql(), tuple(self.by))

    def drilldown(self, scope: str, slug: str, dimensions: Mapping[str, Code]) -> "QuerySet[Any]":
        rows = filter_by_scope(self.counted(), self.scope_paths[scope], slug)
        for name, by in self.by.items():
            code = dimensions[name]
            rows = rows.alias(**{f"by_{name}": F(by) if isinstance(by, str) else by})
            rows = rows.filter(**({f"by_{name}__isnull": True} if code is None else {f"by_{name}": code}))
        if self.share is not None:
            rows = rows.filter(self.share)
        if self.distinct:
            path, model = self.distinct
            return model._default_manager.filter(pk__in=rows.order_by().values(path))
        return rows


@dataclass(frozen=True)
class UnionAggregation:
    """Several aggregations with the same dimensions in one query."""

    parts: Sequence[Aggregation]

    @property
    def scopes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(scope for part in self.parts for scope in part.scope_paths))

    def rows(self) -> Iterator[StatisticRow]:
        compiled_parts = [part.compile_sql() for part in self.parts]
        sql = " UNION ALL ".join(
            f"SELECT * FROM ({sql}) AS part_{place}" for place, (sql, _params) in enumerate(compiled_parts)
        )
        params = [param for _sql, given in compiled_parts for param in given]
        yield from fetch_rows(sql, params, tuple(self.parts[0].by))

    def drilldown(self, scope: str, slug: str, dimensions: Mapping[str, Code]) -> "QuerySet[Any]":
        """Return the records of the first part that has any for this value."""
        querysets = [
            part.drilldown(scope, slug, dimensions) for part in self.parts if scope in part.scope_paths
        ]
        return next((rows for rows in querysets if rows.exists()), querysets[0])


def filter_by_scope(rows: "QuerySet[Any]", paths: Iterable[str], slug: str) -> "QuerySet[Any]":
    """Return the rows in a scope; all rows if there are no paths, as for the hub."""
    condition = Q()
    for path in paths:
        condition |= Q(**{path: slug})
    return rows.filter(condition)


def make_title_lookup(model: type[Record]) -> Callable[[Iterable[Code]], Mapping[Code, str]]:
    """Return a function from slugs to titles of records, for `Dimension.names`. It makes one query."""

    def get_titles(codes: Iterable[Code]) -> Mapping[Code, str]:
        rows = model.objects.published().filter(slug__in=[code for code in codes if code])
        return {row.slug: str(row.title) for row in rows}

    return get_titles


def sum_records(results: Sequence[StatisticResult]) -> int:
    return sum(result.n for result in results)


#: Below this number of records, the list itself is the answer.
_FEWEST_FOR_A_SENTENCE = 5


def is_worth_a_sentence(results: Sequence[StatisticResult]) -> bool:
    """Return whether the results count enough records for a sentence about them."""
    return sum_records(results) >= _FEWEST_FOR_A_SENTENCE


def find_largest(results: Sequence[StatisticResult], dimension: str) -> StatisticResult | None:
    """Return the result with the largest value and a recorded code; None if there is none or a tie."""
    known = [result for result in results if result.dimensions[dimension] not in ("", None) and result.value]
    ranked = sorted(known, key=lambda result: result.value or 0, reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0].value == ranked[1].value):
        return None
    return ranked[0]


def format_total(results: Sequence[StatisticResult]) -> dict[str, str]:
    """Return the parameter `n` of a formula: the number of all records counted."""
    return {"n": format_number(sum_records(results))}


def format_in_sentence(label: object) -> str:
    """Return a label in lower case for the middle of a sentence, unless it begins with an abbreviation."""
    text = str(label)
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def build_aggregation_statistic(
    aggregation: Aggregation | UnionAggregation,
    *,
    formula_params: Callable[[Sequence[StatisticResult]], Mapping[str, Any]] = format_total,
    **options: Any,
) -> Statistic:
    """Return the statistic of an aggregation; its formula may contain `%(n)s`, the number of all records."""
    return Statistic(
        scopes=aggregation.scopes,
        rows=aggregation.rows,
        drilldown=aggregation.drilldown,
        formula_params=formula_params,
        **options,
    )
