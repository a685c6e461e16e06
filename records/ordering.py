"""Order expressions for keyset pagination: database-independent, never null, and indexed.

A missing value is replaced by a value that sorts last.
"""

from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, F, Func, Index, Value
from django.db.models.functions import Coalesce, NullIf

_NO_YEAR = {"asc": 9999, "desc": 0}
_NO_DATE = "9999"


class BytewiseCollation(Func):
    """Compares text by bytes, independently of the locale of the database."""

    template = "%(expressions)s"
    arity = 1

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template='%(expressions)s COLLATE "C"', **extra)


def build_year_order(field: str, direction: str) -> Any:
    """Return the order of a nullable year."""
    return Coalesce(F(field), Value(_NO_YEAR[direction]))


def build_date_order(field: str, direction: str) -> Any:
    """Return the order of a stated date. In descending order, empty texts are last without a replacement."""
    if direction == "desc":
        return BytewiseCollation(F(field))
    return Coalesce(NullIf(BytewiseCollation(F(field)), Value("")), Value(_NO_DATE))


#: More than any number that is recorded.
_NO_NUMBER = {"asc": Decimal(10) ** 20, "desc": -(Decimal(10) ** 20)}


def build_number_order(field: str, direction: str) -> Any:
    """Return the order of a nullable number."""
    output_field: DecimalField = DecimalField(max_digits=26, decimal_places=6)
    return Coalesce(F(field), Value(_NO_NUMBER[direction]), output_field=output_field)


def build_number_indexes(field: str) -> list[Index]:
    return [_build_index(build_number_order(field, way), field, way) for way in ("asc", "desc")]


def build_name_index(field: str) -> Index:
    return Index(BytewiseCollation(F(field)), "id", name="%(class)s_by_name")


def build_year_indexes(field: str) -> list[Index]:
    return [_build_index(build_year_order(field, way), field, way) for way in ("asc", "desc")]


def build_date_indexes(field: str) -> list[Index]:
    return [_build_index(build_date_order(field, way), field, way) for way in ("asc", "desc")]


def _build_index(order: Any, field: str, way: str) -> Index:
    return Index(order, "id", name=f"%(class)s_{field}_{way}")


def build_part_index(owner: str) -> Index:
    """Return an index for the parts of a record in order."""
    return Index(F(f"{owner}_id"), F("position"), F("id"), name="%(class)s_in_order")
