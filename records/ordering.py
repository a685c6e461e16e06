"""Order expressions for keyset pagination: database-independent, never null, and indexed.

A missing value is replaced by a value less than any other, so one index serves both directions.
"""

from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, F, Func, Index, Value
from django.db.models.functions import Coalesce

#: What stands for a missing value.
NO_YEAR = 0
NO_DATE = ""
NO_NUMBER = -(Decimal(10) ** 20)


class BytewiseCollation(Func):
    """Compares text by bytes, independently of the locale of the database."""

    template = "%(expressions)s"
    arity = 1

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template='%(expressions)s COLLATE "C"', **extra)


def build_year_order(field: str) -> Any:
    """Return the order of a nullable year."""
    return Coalesce(F(field), Value(NO_YEAR))


def build_date_order(field: str) -> Any:
    """Return the order of a stated date, which is empty if it isn't known."""
    return BytewiseCollation(F(field))


def build_number_order(field: str) -> Any:
    """Return the order of a nullable number."""
    output_field: DecimalField = DecimalField(max_digits=26, decimal_places=6)
    return Coalesce(F(field), Value(NO_NUMBER), output_field=output_field)


def build_name_index(field: str) -> Index:
    return Index(BytewiseCollation(F(field)), "id", name="%(class)s_by_name")


def build_number_index(field: str) -> Index:
    return _build_index(build_number_order(field), field)


def build_year_index(field: str) -> Index:
    return _build_index(build_year_order(field), field)


def build_date_index(field: str) -> Index:
    return _build_index(build_date_order(field), field)


def _build_index(order: Any, field: str) -> Index:
    return Index(order, "id", name=f"%(class)s_by_{field}")


def build_part_index(owner: str) -> Index:
    """Return an index for the parts of a record in order."""
    return Index(F(f"{owner}_id"), F("position"), F("id"), name="%(class)s_in_order")
