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
from operator import attrgetter
from typing import Any

from django.db.models import Case, F, IntegerField, Model, Q, QuerySet, Value, When
from django.utils.functional import cached_property

from records.models import Record
from records.texts.formats import format_number
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

    def may_have(self, dimensions: Mapping[str, Code]) -> bool:
        """Return whether a row may have these codes; one that is the same for all rows is compared here."""
        annotations = self.counted().query.annotations
        found = {name: annotations.get(by) if isinstance(by, str) else by for name, by in self.by.items()}
        return all(by.value == dimensions[name] for name, by in found.items() if isinstance(by, Value))

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
            f"SELECT * FROM ({sql}) AS part_{number}" for number, (sql, _params) in enumerate(compiled_parts)
        )
        params = [param for _sql, given in compiled_parts for param in given]
        yield from fetch_rows(sql, params, tuple(self.parts[0].by))

    def drilldown(self, scope: str, slug: str, dimensions: Mapping[str, Code]) -> "QuerySet[Any]":
        """Return the records of the first part that has any for this value."""
        parts = [part for part in self.parts if scope in part.scope_paths]
        likely = [part for part in parts if part.may_have(dimensions)] or parts[:1]
        *others, last = [part.drilldown(scope, slug, dimensions) for part in likely]
        return next((rows for rows in others if rows.exists()), last)


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


class SummarizedResults(Sequence[StatisticResult]):
    """The values of a large table: its stored summary, and some of the values.

    `known` are those that a page shows, in the order of the table. The length is that of the whole table.
    The functions below read the summary; whoever iterates reads all values by `load`.
    """

    def __init__(
        self,
        summary: Mapping[str, Any],
        known: Sequence[StatisticResult],
        load: Callable[[], Sequence[StatisticResult]],
    ) -> None:
        self.summary, self.known, self._load = summary, known, load

    @cached_property
    def _all(self) -> Sequence[StatisticResult]:
        return self._load()

    def __len__(self) -> int:
        return self.summary["rows"]

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, str):  # a template tries it first
            raise TypeError
        return self.known[0] if index == 0 else self._all[index]

    def __iter__(self) -> Iterator[StatisticResult]:
        return iter(self._all)

    def find_known(self, dimensions: Mapping[str, Code] | None) -> StatisticResult | None:
        return next((result for result in self.known if result.dimensions == dimensions), None)


def summarize_results(statistic: Statistic, results: Sequence[StatisticResult]) -> dict[str, Any]:
    """Return what headlines, formulas and charts ask of all values, as JSON."""
    singles = [(name,) for name in statistic.dimensions]
    sums: dict[str, dict[str, int]] = {name: {} for name, one in statistic.dimensions.items() if one.choices}
    for result in results:
        for name, codes in sums.items():
            code = str(result.dimensions[name] or "")
            codes[code] = codes.get(code, 0) + result.n
    ranked = _rank(results)
    leading = {
        ",".join(names): found and dict(found.dimensions)
        for names in (*singles, *statistic.headline_codes)
        for found in [_find_leader(ranked, names)]
    }
    return {
        "rows": len(results),
        "n": sum_records(results),
        "sums": sums,
        "codes": {
            ",".join(names): count_codes(results, *names) for names in (*singles, *statistic.headline_codes)
        },
        "leading": leading,
        "repeated": count_repeated(results),
        "has_denominators": any(result.denominator is not None for result in results),
        "has_gaps": any(result.value is None for result in results),
        "has_values": any(result.value for result in results),
        "is_even": len({(result.value, result.whole) for result in results}) == 1,
    }


def sum_records(results: Sequence[StatisticResult], **codes: Code) -> int:
    """Return the number of records counted; `codes`: only of values with this code of a dimension."""
    if isinstance(results, SummarizedResults) and len(codes) < 2:
        for name, code in codes.items():
            return results.summary["sums"][name].get(str(code or ""), 0)
        return results.summary["n"]
    return sum(
        result.n for result in results if all(result.dimensions[name] == code for name, code in codes.items())
    )


def count_codes(results: Sequence[StatisticResult], *names: str) -> int:
    """Return how many different codes, or combinations of codes, the values have in these dimensions."""
    if isinstance(results, SummarizedResults):
        return results.summary["codes"][",".join(names)]
    return len({tuple(result.dimensions[name] for name in names) for result in results})


def count_repeated(results: Sequence[StatisticResult]) -> int:
    """Return the number of values above 1."""
    if isinstance(results, SummarizedResults):
        return results.summary["repeated"]
    return sum((result.value or 0) > 1 for result in results)


#: Below this number of records, the list itself is the answer.
FEWEST_FOR_A_SENTENCE = 5


def is_worth_a_sentence(results: Sequence[StatisticResult]) -> bool:
    """Return whether the results count enough records for a sentence about them."""
    return sum_records(results) >= FEWEST_FOR_A_SENTENCE


def find_largest(results: Sequence[StatisticResult], *dimensions: str) -> StatisticResult | None:
    """Return the result with the largest value and recorded codes; None if there is none or a tie."""
    if isinstance(results, SummarizedResults):
        return results.find_known(results.summary["leading"][",".join(dimensions)])
    return _find_leader(_rank(results), dimensions)


def _rank(results: Sequence[StatisticResult]) -> list[StatisticResult]:
    return sorted(filter(attrgetter("value"), results), key=attrgetter("value"), reverse=True)


def _find_leader(ranked: Sequence[StatisticResult], names: Sequence[str]) -> StatisticResult | None:
    known = (one for one in ranked if all(one.dimensions[name] not in ("", None) for name in names))
    first, second = next(known, None), next(known, None)
    return None if first and second and first.value == second.value else first


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
