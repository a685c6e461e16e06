"""What the database has of a statistic."""

from stats.definitions import Statistic
from stats.models import StatisticsVersion, StatisticValue
from stats.storage import StatisticValues, ValueContent, ValueKey


def fetch_stored_values(statistic: Statistic) -> StatisticValues:
    rows = StatisticValue.objects.filter(statistic=statistic.key)
    columns = rows.values_list("scope", "slug", "dimensions", "value", "n", "denominator", "reason")
    return {ValueKey(*row[:3]): ValueContent(*row[3:]) for row in columns}


def read_statistics_version() -> int:
    """Return the number that increases when a refresh changes a value."""
    return StatisticsVersion.objects.values_list("number", flat=True).get(pk=1)
