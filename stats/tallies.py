"""A statistic's query and the records behind each of its values, from one declaration.

    LEVELS = Tally(
        lambda: IndustrialPark.objects.published(),
        by={"level": "level"},
        cuts={HUB: (), "region": ["city__region__slug"]},
    )
    register(Statistic(..., rows=LEVELS.rows, drill=LEVELS.drill, scopes=LEVELS.scopes))

What is counted and what is shown beneath a value can't drift apart: both start from the same queryset.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, IntegerField, Model, Q, QuerySet, When

from records.formats import number
from records.models import Record
from stats.declaring import Code, Reading, Row, Statistic
from stats.tabulate import compiled, fetch


@dataclass(frozen=True)
class Tally:
    """Records of one kind, by dimensions in several scopes: `counted`, `by` and `cuts` as in `tabulate`.

    A value is how many there are, unless one of these is given:
    `total`, `mean`: the path to what is added up, or of which the mean is told.
    `distinct`: the path to the record of which each is counted once (the pilots of some actions), and its
    model, which is then what lies behind a value.
    `share`: a value is the percentage of the records that this holds for: they are `n`, and all are the
    denominator.
    """

    counted: Callable[[], "QuerySet[Any]"]
    by: Mapping[str, Any]
    cuts: Mapping[str, Iterable[str]]
    total: str = ""
    mean: str = ""
    distinct: tuple[str, type[Model]] | None = None
    share: Q | None = None

    @property
    def scopes(self) -> tuple[str, ...]:
        return tuple(self.cuts)

    def sql(self) -> tuple[str, tuple[Any, ...]]:
        """The query and its parameters."""
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
        return compiled(
            self.counted(), by=self.by, cuts=self.cuts, select=select, columns=columns, summed=summed
        )

    def rows(self) -> Iterator[Row]:
        """One query."""
        yield from fetch(*self.sql(), tuple(self.by))

    def drill(self, scope: str, slug: str, dimensions: Mapping[str, Code]) -> "QuerySet[Any]":
        """The very records that a value counts."""
        rows = within(self.counted(), self.cuts[scope], slug)
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
class Together:
    """Several tallies with the same dimensions, in one query. A value is of one of them."""

    parts: Sequence[Tally]

    @property
    def scopes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(scope for part in self.parts for scope in part.cuts))

    def rows(self) -> Iterator[Row]:
        """One query."""
        compiled_parts = [part.sql() for part in self.parts]
        sql = " UNION ALL ".join(
            f"SELECT * FROM ({sql}) AS part_{place}" for place, (sql, _params) in enumerate(compiled_parts)
        )
        params = [param for _sql, given in compiled_parts for param in given]
        yield from fetch(sql, params, tuple(self.parts[0].by))

    def drill(self, scope: str, slug: str, dimensions: Mapping[str, Code]) -> "QuerySet[Any]":
        """The very records that a value counts: those of the one part that has such."""
        found = [part.drill(scope, slug, dimensions) for part in self.parts if scope in part.cuts]
        return next((rows for rows in found if rows.exists()), found[0])


def within(rows: "QuerySet[Any]", paths: Iterable[str], slug: str) -> "QuerySet[Any]":
    """The rows in a scope; all of them where no path leads to one (the hub)."""
    condition = Q()
    for path in paths:
        condition |= Q(**{path: slug})
    return rows.filter(condition)


def names_of(model: type[Record]) -> Callable[[Iterable[Code]], Mapping[Code, str]]:
    """The titles of records by their slugs, for a dimension whose codes are slugs. One query."""

    def names(codes: Iterable[Code]) -> Mapping[Code, str]:
        rows = model.objects.published().filter(slug__in=[code for code in codes if code])
        return {row.slug: str(row.title) for row in rows}

    return names


def total(readings: Sequence[Reading]) -> int:
    """How many records stand behind all the values together."""
    return sum(reading.n for reading in readings)


def largest(readings: Sequence[Reading], dimension: str) -> Reading | None:
    """The one value that is larger than all others, of those whose code is on record."""
    known = [one for one in readings if one.dimensions[dimension] not in ("", None) and one.value]
    ranked = sorted(known, key=lambda one: one.value or 0, reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0].value == ranked[1].value):
        return None
    return ranked[0]


def written_total(readings: Sequence[Reading]) -> dict[str, str]:
    """For a formula that names `%(n)s`: all records counted."""
    return {"n": number(total(readings))}


def in_sentence(label: object) -> str:
    """A label in the middle of a sentence: "National" as "national", "FGD gypsum" as it is."""
    text = str(label)
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def tallied(tally: Tally | Together, **declared: Any) -> Statistic:
    """A statistic whose values are those of a tally. Its formula may name `%(n)s`: all records counted."""
    declared.setdefault("terms", written_total)
    return Statistic(scopes=tally.scopes, rows=tally.rows, drill=tally.drill, **declared)
