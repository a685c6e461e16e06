"""Rankings of values among cities: a projection, refreshed like statistics.

Indicator values are ranked among those of one year and evidence.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, F, Window
from django.db.models.functions import Rank

from cities.models import IndicatorValue, ValueRanking
from cities.statistics import get_comparable_values
from cities.values.time_series import is_comparable
from stats.sql import run_query

#: What values have in common that are ranked together.
_GROUP = [F("indicator_id"), F("year"), F("evidence")]


@dataclass(frozen=True)
class Ranking:
    """The number of cities with a higher and a lower value, among all that are ranked together."""

    higher: int
    lower: int
    cities: int

    @property
    def equal(self) -> int:
        """The number of other cities with the same value."""
        return self.cities - self.higher - self.lower - 1


def get_ranking(value: IndicatorValue) -> Ranking | None:
    """Return the stored ranking of a value, loaded with `select_related("ranking")`.

    There is none for bounds, the only value of a year, and values of a part of a year.
    """
    stored: ValueRanking | None = getattr(value, "ranking", None)
    # The value may have changed since the last refresh.
    if stored is None or stored.cities < 2 or not is_comparable(value):
        return None
    return Ranking(stored.higher, stored.lower, stored.cities)


def update_rankings() -> int:
    """Compute all rankings and write those that changed; return their number.

    Each value is read once: one sort serves all windows.
    """
    table = connection.ops.quote_name(ValueRanking._meta.db_table)
    pks, params = get_comparable_values().order_by().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        run_query(cursor, f"DELETE FROM {table} WHERE value_id NOT IN ({pks})", params)
        removed = cursor.rowcount
        ranks, params = _compile_ranks()
        # The condition stands last, so that SQLite can tell the conflict clause from one of a join.
        run_query(
            cursor,
            f"INSERT INTO {table} (value_id, higher, lower, cities) "
            f"WITH ranked (id, below, same, size) AS ({ranks}) "
            f"SELECT id, size - below - same, below, size FROM ranked "
            f"WHERE NOT EXISTS (SELECT 1 FROM {table} AS stored WHERE stored.value_id = ranked.id "
            f"AND stored.lower = below AND stored.cities = size AND stored.higher = size - below - same) "
            f"ON CONFLICT (value_id) DO UPDATE SET higher = excluded.higher, lower = excluded.lower, "
            f"cities = excluded.cities",
            params,
        )
        return removed + cursor.rowcount


def _compile_ranks() -> tuple[str, tuple[Any, ...]]:
    """Return the SQL of the ranked values with what is below, the same, and the size of their group."""
    ranks = (
        get_comparable_values()
        .order_by()
        .annotate(
            place=Window(Rank(), partition_by=_GROUP, order_by=F("value").asc()),
            same=Window(Count("*"), partition_by=[*_GROUP, F("value")]),
            size=Window(Count("*"), partition_by=_GROUP),
        )
        .values_list("pk", F("place") - 1, "same", "size")
    )
    return ranks.query.sql_with_params()
