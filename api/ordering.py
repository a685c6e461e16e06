"""Orderings for keyset pagination.

An ordering is a tuple of non-null expressions in one direction that ends in the primary key, so that a page
is selected by one row comparison, which can use an index on the same expressions. Nulls are replaced by a
value that sorts last.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, F, Func, Value
from django.db.models.functions import Coalesce

from records.ordering import BytewiseCollation, build_date_order, build_number_order, build_year_order


class RowComparison(Func):
    """A comparison of the row (keys) with the row (values)."""

    output_field = BooleanField()

    def __init__(self, keys: Sequence[Any], values: Sequence[Any], operator: str) -> None:
        self.operator = operator
        super().__init__(*keys, *values)

    def as_sql(self, compiler: Any, connection: Any, *_args: Any, **_kwargs: Any) -> Any:
        parts, params = [], []
        for expression in self.source_expressions:
            sql, own = compiler.compile(expression)
            parts.append(sql)
            params += own
        half = len(parts) // 2
        return f"({', '.join(parts[:half])}) {self.operator} ({', '.join(parts[half:])})", tuple(params)


@dataclass(frozen=True)
class ApiOrdering:
    """A named ordering; `keys` end in the primary key."""

    name: str
    description: str
    keys: tuple[Any, ...]

    @property
    def is_descending(self) -> bool:
        return self.name.startswith("-")

    def names(self) -> list[str]:
        return [f"sort_{number}" for number in range(len(self.keys))]

    def order(self, queryset: Any) -> Any:
        """Order rows, and annotate their position as `sort_0`, `sort_1`, …"""
        queryset = queryset.annotate(**dict(zip(self.names(), self.keys, strict=True)))
        refs = [F(name) for name in self.names()]
        return queryset.order_by(*(ref.desc() if self.is_descending else ref.asc() for ref in refs))

    def after(self, queryset: Any, place: Sequence[Any]) -> Any:
        return queryset.filter(
            RowComparison(self.keys, [Value(part) for part in place], "<" if self.is_descending else ">")
        )


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
    description = f"By `{field}`, null last; compare numbers with the same unit only"
    return [
        ApiOrdering(field, description, (build_number_order(field, "asc"), F("pk"))),
        ApiOrdering(
            f"-{field}", f"{description}, largest first", (build_number_order(field, "desc"), F("pk"))
        ),
    ]


def _build_date_pair(order: Any, field: str) -> list[ApiOrdering]:
    description = f"By `{field}`, null last"
    return [
        ApiOrdering(field, description, (order(field, "asc"), F("pk"))),
        ApiOrdering(f"-{field}", f"{description}, newest first", (order(field, "desc"), F("pk"))),
    ]


def order_by_year(field: str = "year") -> list[ApiOrdering]:
    return _build_date_pair(build_year_order, field)


def order_by_date(field: str) -> list[ApiOrdering]:
    return _build_date_pair(build_date_order, field)


def order_by_owner(owner: str) -> list[ApiOrdering]:
    return [
        ApiOrdering(
            "record",
            "By record, parts in the order of the record",
            (F(f"{owner}_id"), F("position"), F("pk")),
        )
    ]
