"""How many cities report an indicator: a projection, refreshed like statistics.

Values are counted with those of their indicator, year and evidence.
"""

from django.db import connection
from django.db.models import Count, F, Window

from cities.models import IndicatorValue, ReportCount
from cities.statistics import get_comparable_values
from stats.sql import run_query


def get_report_count(value: IndicatorValue) -> int:
    """Return the number of cities that report what a value does; 0 if it is one alone, or can't be compared.

    The value is loaded with `select_related("report_count")`.
    """
    stored: ReportCount | None = getattr(value, "report_count", None)
    return stored.cities if stored else 0


def update_report_counts() -> int:
    """Count anew and write the rows that changed; return their number."""
    table = connection.ops.quote_name(ReportCount._meta.db_table)
    group = [F("indicator_id"), F("year"), F("evidence")]
    counts = get_comparable_values().order_by().values_list("pk", Window(Count("*"), partition_by=group))
    sql, params = counts.query.sql_with_params()
    counted = f"WITH counted (id, cities) AS ({sql})"
    with connection.cursor() as cursor:
        kept = f"{counted} SELECT id FROM counted WHERE cities > 1"
        run_query(cursor, f"DELETE FROM {table} WHERE value_id NOT IN ({kept})", params)
        removed = cursor.rowcount
        # The condition stands last, so that SQLite can tell the conflict clause from one of a join.
        run_query(
            cursor,
            f"INSERT INTO {table} (value_id, cities) {counted} SELECT id, cities FROM counted "
            f"WHERE cities > 1 AND NOT EXISTS (SELECT 1 FROM {table} AS stored "
            f"WHERE stored.value_id = counted.id AND stored.cities = counted.cities) "
            f"ON CONFLICT (value_id) DO UPDATE SET cities = excluded.cities",
            params,
        )
        return removed + cursor.rowcount
