"""Orderings for keyset pagination.

An ordering is a tuple of non-null expressions in one direction that ends in the primary key, so that a page
is selected by one row comparison, which can use an index on the same expressions. Nulls are replaced by a
value that sorts first; in ascending order, the rows that have it are read after all others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, F, Func, Value
from django.db.models.functions import Coalesce

from records.ordering import (
    NO_DATE,
    NO_NUMBER,
    NO_YEAR,
    BytewiseCollation,
    build_date_order,
    build_number_order,
    build_year_order,
)


class RowComparison(Func):
    """A comparison of the row (keys) with the row (values)."""

    output_field = BooleanField()

    def __init__(self, keys: Sequence[Any], values: Sequence[Any], operator: str) -> None:
        self.operator = operator
        super().__init__(*keys, *values)

    def as_sql(self, compiler: Any, connection: Any, *_args: Any, **_kwargs: Any) -> Any:
        parts, params = [], []
        for expression in self.source_expressions:
            sql, own_params = compiler.compile(expression)
            parts.append(sql)
            params += own_params
        half = len(parts) // 2
        return f"({', '.join(parts[:half])}) {self.operator} ({', '.join(parts[half:])})", tuple(params)


@dataclass(frozen=True)
class ApiOrdering:
    """A named ordering; `keys` end in the primary key.

    `missing` is the value of the first key that stands for an unknown one; None if there is always a value.
    """

    name: str
    description: str
    keys: tuple[Any, ...]
    missing: Any = None

    @property
    def is_descending(self) -> bool:
        return self.name.startswith("-")

    @property
    def has_parts(self) -> bool:
        """Whether the rows without a value are a query of their own."""
        return self.missing is not None and not self.is_descending

    def names(self) -> list[str]:
        return [f"sort_{number}" for number in range(len(self.keys))]

    def order(self, queryset: Any) -> Any:
        """Order rows, and annotate their position as `sort_0`, `sort_1`, …

        In ascending order, rows without a value come first.
        """
        return queryset.annotate(**self.build_columns()).order_by(*self.list_directions())

    def build_columns(self) -> dict[str, Any]:
        """Return the expressions of the position of a row."""
        return dict(zip(self.names(), self.keys, strict=True))

    def list_directions(self) -> list[str]:
        return [f"-{name}" if self.is_descending else name for name in self.names()]

    def write_sql(self, alias: str) -> str:
        """Return the SQL that puts the rows of a query in order, those without a value last."""
        direction = " DESC" if self.is_descending else ""
        columns = [f"{alias}.{name}{direction}" for name in self.names()]
        if self.has_parts:
            has_value = f"{alias}.{self.names()[0]} > {_write_literal(self.missing)}"
            columns.insert(0, f"CASE WHEN {has_value} THEN 0 ELSE 1 END")
        return ", ".join(columns)

    def fetch(self, queryset: Any, position: Sequence[Any] | None, start: int, size: int) -> list[Any]:
        """Fetch `size` rows of an ordered query after a position and after `start` rows more.

        One query, or two if the rows include some without a value.
        """
        fetched: list[Any] = []
        for part in self._split(queryset, position):
            rows = part[start : start + size - len(fetched)]
            if start and self.keys[-1] == F("pk"):  # of the rows before them, no column is computed
                rows = part.filter(pk__in=rows.values("pk"))
            fetched += rows
            if len(fetched) == size:
                break
            start = 0 if rows or not start else max(0, start - part.order_by().count())
        return fetched

    def _split(self, queryset: Any, position: Sequence[Any] | None) -> list[Any]:
        """Return the rows after a position as one query, or as those with a value and those without."""
        if not self.has_parts:
            return [queryset if position is None else self._after(queryset, position)]
        name = self.names()[0]
        with_value = queryset.filter(**{f"{name}__gt": self.missing})
        without_value = queryset.filter(**{name: self.missing})
        if position is None:
            return [with_value, without_value]
        if position[0] == self.missing:
            return [self._after(without_value, position)]
        return [self._after(with_value, position), without_value]

    def _after(self, queryset: Any, position: Sequence[Any]) -> Any:
        return queryset.filter(
            RowComparison(self.keys, [Value(part) for part in position], "<" if self.is_descending else ">")
        )


def _write_literal(value: Any) -> str:
    return f"'{value}'" if isinstance(value, str) else str(value)


def _build_pair(name: str, description: str, *keys: Any) -> list[ApiOrdering]:
    return [
        ApiOrdering(name, description, (*keys, F("pk"))),
        ApiOrdering(f"-{name}", f"{description}, descending", (*keys, F("pk"))),
    ]


def order_by_slug() -> list[ApiOrdering]:
    return _build_pair(
        "slug", "By slug, which is derived from the English name", BytewiseCollation(F("slug"))
    )


def order_by_update() -> list[ApiOrdering]:
    return _build_pair(
        "updated_at", "By time of the last change", Coalesce(F("updated_at"), F("published_at"))
    )


def order_by_name(field: str, label: str = "name") -> list[ApiOrdering]:
    return _build_pair("name", f"By English {label}", BytewiseCollation(F(field)))


def order_by_number(field: str) -> list[ApiOrdering]:
    description = f"By `{field}`, null last; filter by unit or indicator, because other units don’t compare"
    keys = (build_number_order(field), F("pk"))
    return [
        ApiOrdering(field, description, keys, NO_NUMBER),
        ApiOrdering(f"-{field}", f"{description}, largest first", keys, NO_NUMBER),
    ]


def _build_date_pair(field: str, order: Any, missing: Any) -> list[ApiOrdering]:
    description = f"By `{field}`, null last"
    return [
        ApiOrdering(field, description, (order, F("pk")), missing),
        ApiOrdering(f"-{field}", f"{description}, newest first", (order, F("pk")), missing),
    ]


def order_by_year(field: str = "year") -> list[ApiOrdering]:
    return _build_date_pair(field, build_year_order(field), NO_YEAR)


def order_by_date(field: str) -> list[ApiOrdering]:
    return _build_date_pair(field, build_date_order(field), NO_DATE)


def order_by_owner(owner: str) -> list[ApiOrdering]:
    return [
        ApiOrdering(
            "record",
            "By record, parts in the order of the record",
            (F(f"{owner}_id"), F("position"), F("pk")),
        )
    ]
