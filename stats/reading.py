"""Reading what has been counted: for pages and the API."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet

from records.models import Record
from records.ordering import Bytewise
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


class Place(NamedTuple):
    """A statistic in one scope."""

    key: str
    scope: str
    slug: str


def places(keys: Collection[str], scope: str, slugs: Collection[str] = ()) -> list[Place]:
    """Where there are values of these statistics: in all scopes of a kind, or in some. One query."""
    rows = StatisticValue.objects.filter(statistic__in=keys, scope=scope)
    return _places(rows.filter(slug__in=slugs) if slugs else rows)


def places_at(
    moment: datetime, keys: Collection[str], scope: str, slugs: Collection[str] = ()
) -> list[Place]:
    """Where there were values just before a moment. Two queries."""
    found = {
        place
        for rows in _rows_at(moment)
        for place in _places(
            rows.filter(statistic__in=keys, scope=scope, **({"slug__in": slugs} if slugs else {}))
        )
    }
    return sorted(found)


def places_after(
    last: Place | None, limit: int, keys: Collection[str], scope: str, slugs: Collection[str] = (),
    moment: datetime | None = None,
) -> list[Place]:  # fmt: skip
    """At most `limit` places of one kind of scope, in order, from the one after `last` on.

    One query for the values that stand, two for those of a moment; none reads more rows than it gives places.
    """
    sets = (StatisticValue.objects.all(),) if moment is None else _rows_at(moment)
    found: set[Place] = set()
    for rows in sets:
        rows = rows.filter(statistic__in=keys, scope=scope, **({"slug__in": slugs} if slugs else {}))
        rows = rows.annotate(key_bytes=Bytewise("statistic"), slug_bytes=Bytewise("slug"))
        if last is not None:
            rows = rows.filter(_is_after(last, scope))
        columns = rows.order_by("key_bytes", "slug_bytes").values_list("key_bytes", "slug_bytes").distinct()
        found |= {Place(key, scope, slug) for key, slug in columns[:limit]}
    return sorted(found)[:limit]


def _is_after(last: Place, scope: str) -> Q:
    """What follows a place in the order of statistic, scope and slug, among the rows of one kind of scope."""
    later = Q(key_bytes__gt=last.key)
    if scope > last.scope:
        return later | Q(key_bytes=last.key)
    if scope == last.scope:
        return later | Q(key_bytes=last.key, slug_bytes__gt=last.slug)
    return later


def count_places(keys: Collection[str], scope: str, slugs: Collection[str] = ()) -> int:
    """In how many scopes of a kind there are values of these statistics, each statistic for itself."""
    rows = StatisticValue.objects.filter(statistic__in=keys, scope=scope)
    if slugs:
        rows = rows.filter(slug__in=slugs)
    return rows.order_by().values("statistic", "slug").distinct().count()


def readings_in(wanted: Collection[Place], at: datetime | None = None) -> dict[Place, list[Reading]]:
    """The values in each of these places, now or as they stood just before a moment; three queries at most.

    Below the hub's scope it is known which values stood at the end of a day.
    """
    known = registered()
    if at is None:
        readings = _readings(StatisticValue.objects.filter(**_among(wanted)), known)
    else:
        stood = [row for rows in _rows_at(at) for row in rows.filter(**_among(wanted))]
        readings = [row.reading(known[row.statistic]) for row in stood if row.statistic in known]
    found: dict[Place, list[Reading]] = {place: [] for place in wanted}
    for reading in readings:
        place = Place(reading.statistic.key, reading.scope, reading.slug)
        if place in found:  # the three columns are narrowed each by itself
            found[place].append(reading)
    return found


def history_in_all(wanted: Collection[Place]) -> dict[Place, dict[str, list[EarlierValue]]]:
    """The earlier values in each of these places by their dimensions, oldest first. One query."""
    found: dict[Place, dict[str, list[EarlierValue]]] = {place: defaultdict(list) for place in wanted}
    for row in EarlierValue.objects.filter(**_among(wanted)).order_by("until", "pk"):
        place = Place(row.statistic, row.scope, row.slug)
        if place in found:
            found[place][row.dimensions].append(row)
    return found


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


def _rows_at(moment: datetime) -> tuple[QuerySet, QuerySet]:
    """What stood just before a moment: values that stand still, and values that have been replaced since."""
    return (
        StatisticValue.objects.filter(since__lt=moment),
        EarlierValue.objects.filter(since__lt=moment, until__gte=moment),
    )


def _among(wanted: Collection[Place]) -> dict[str, set[str]]:
    return {
        "statistic__in": {place.key for place in wanted},
        "scope__in": {place.scope for place in wanted},
        "slug__in": {place.slug for place in wanted},
    }


def _places(rows: QuerySet) -> list[Place]:
    found = rows.order_by().values_list("statistic", "scope", "slug").distinct()
    return sorted(Place(*row) for row in found)


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
