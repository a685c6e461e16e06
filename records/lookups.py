"""Lookups beside those of Django."""

from typing import Any

from django.db.models import Field, ForeignKey
from django.db.models.lookups import In


@Field.register_lookup
@ForeignKey.register_lookup
class Among(In):
    """`among`: like `in`, of a subquery with few rows.

    PostgreSQL expects many rows of a subquery and joins whole tables. Of an array it expects few, and finds
    the rows by an index, also where a condition has an OR.
    """

    lookup_name = "among"

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        lhs, lhs_params = self.process_lhs(compiler, connection)
        rhs, rhs_params = self.process_rhs(compiler, connection)
        return f"{lhs} = ANY(ARRAY{rhs})", [*lhs_params, *rhs_params]
