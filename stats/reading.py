"""Reading what has been counted: for pages, and later for the API."""

from collections.abc import Mapping

from records.models import Record
from stats.declaring import HUB, Code, Reading, Statistic, registered
from stats.models import Counting, EarlierValue, StatisticsVersion, StatisticValue, canonical


def readings(key: str, scope: str = HUB, slug: str = "") -> list[Reading]:
    """The stored values of a statistic in one scope. Two queries, whatever their number."""
    statistic = registered()[key]
    rows = StatisticValue.objects.filter(statistic=key, scope=scope, slug=slug)
    return _readings(rows, {key: statistic})


def readings_everywhere(key: str, scope: str) -> list[Reading]:
    """The stored values of a statistic in all scopes of a kind (a map, a table of regions)."""
    return _readings(StatisticValue.objects.filter(statistic=key, scope=scope), {key: registered()[key]})


def readings_of(record: Record) -> dict[Statistic, list[Reading]]:
    """Everything that is counted in the scope of a record, by statistic in the order of the index."""
    return _by_statistic(record.type_code, record.slug)


def readings_of_hub() -> dict[Statistic, list[Reading]]:
    """Everything that is counted at the hub's scope, by statistic in the order of the index."""
    return _by_statistic(HUB, "")


def history_of(key: str, scope: str, slug: str, dimensions: Mapping[str, Code]) -> list[EarlierValue]:
    """The earlier values of one value, oldest first; each stood from `since` until `until`."""
    return list(
        EarlierValue.objects.filter(
            statistic=key, scope=scope, slug=slug, dimensions=canonical(dimensions)
        ).order_by("until", "pk")
    )


def history_in(key: str, scope: str = HUB, slug: str = "") -> list[EarlierValue]:
    """All earlier values of a statistic in one scope, oldest first."""
    return list(EarlierValue.objects.filter(statistic=key, scope=scope, slug=slug).order_by("until", "pk"))


def statistics_version() -> int:
    """A number that rises when a refresh changed a value, and only then. Part of what an ETag is made of."""
    return StatisticsVersion.objects.values_list("number", flat=True).get(pk=1)


def _by_statistic(scope: str, slug: str) -> dict[Statistic, list[Reading]]:
    known = registered()
    found: dict[str, list[Reading]] = {key: [] for key in known}
    for reading in _readings(StatisticValue.objects.filter(scope=scope, slug=slug), known):
        found[reading.statistic.key].append(reading)
    return {known[key]: values for key, values in found.items() if values}


def _readings(rows, known: dict[str, Statistic]) -> list[Reading]:
    countings = {counting.mark_id: counting for counting in Counting.objects.filter(mark__in=known)}
    return [
        row.reading(known[row.statistic], countings.get(row.statistic))
        for row in rows.order_by("statistic", "scope", "slug", "dimensions")
        if row.statistic in known
    ]
