"""Compute the values of a statistic and replace the stored ones."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone

from stats.definitions import HUB, Statistic, StatisticRow
from stats.models import HistoricalValue, StatisticValue, encode_dimensions

_BATCH = 2000


class ValueKey(NamedTuple):
    """The key of a value within its statistic."""

    scope: str
    slug: str
    dimensions: str


class ValueContent(NamedTuple):
    """The columns compared to detect a change."""

    value: Decimal | None
    n: int
    denominator: Decimal | None
    reason: str


StatisticValues = dict[ValueKey, ValueContent]


def compute_values(statistic: Statistic) -> StatisticValues:
    """Run the query of the statistic and return the rounded values by key."""
    fresh: StatisticValues = {}
    for row in statistic.rows():
        key = _validate_row(statistic, row)
        if key in fresh:
            raise ValueError(f"Two values for {key}.")
        fresh[key] = ValueContent(
            statistic.round_value(row.value), row.n, statistic.round_value(row.denominator, 6), row.reason
        )
    return fresh


def fetch_stored_values(statistic: Statistic) -> StatisticValues:
    rows = StatisticValue.objects.filter(statistic=statistic.key)
    return {
        ValueKey(*row[:3]): ValueContent(*row[3:])
        for row in rows.values_list(*_KEY_COLUMNS, *_CONTENT_COLUMNS)
    }


_KEY_COLUMNS = ("scope", "slug", "dimensions")
_CONTENT_COLUMNS = ("value", "n", "denominator", "reason")


def _validate_row(statistic: Statistic, row: StatisticRow) -> ValueKey:
    """Return the key of the row; raise ValueError if the row does not match the definition."""
    if row.scope not in statistic.scopes or (row.scope == HUB) != (row.slug == ""):
        raise ValueError(f"“{row.scope}” “{row.slug}” is not a scope of {statistic.key}.")
    if row.dimensions.keys() != statistic.dimensions.keys():
        raise ValueError(f"{dict(row.dimensions)} are not the dimensions of {statistic.key}.")
    if row.value is None and not row.reason:
        raise ValueError(f"{statistic.key} has neither a value nor a reason.")
    return ValueKey(row.scope, row.slug, encode_dimensions(row.dimensions))


def save_values(statistic: Statistic, fresh: StatisticValues, now: datetime) -> int:
    """Write changed values and keep the replaced ones; return the number of changes.

    Must run in a transaction.
    """
    remaining = dict(fresh)
    removed_pks: list[int] = []
    historical: list[HistoricalValue] = []
    updated: list[StatisticValue] = []
    rows = StatisticValue.objects.filter(statistic=statistic.key)
    for pk, since, *row in rows.values_list("pk", "since", *_KEY_COLUMNS, *_CONTENT_COLUMNS).iterator(5000):
        key, previous = ValueKey(*row[:3]), ValueContent(*row[3:])
        content = remaining.pop(key, None)
        if content == previous:
            continue
        if content is None:
            removed_pks.append(pk)
        else:
            updated.append(_build_value(statistic, key, content, now))
        if _is_kept(key, since, now):
            historical.append(_build_historical_value(statistic, key, previous, since, now))
    new = [_build_value(statistic, key, content, now) for key, content in remaining.items()]
    HistoricalValue.objects.bulk_create(historical, batch_size=_BATCH)
    for start in range(0, len(removed_pks), _BATCH):
        StatisticValue.objects.filter(pk__in=removed_pks[start : start + _BATCH]).delete()
    StatisticValue.objects.bulk_create(
        updated,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["statistic", *_KEY_COLUMNS],
        update_fields=[*_CONTENT_COLUMNS, "since"],
    )
    StatisticValue.objects.bulk_create(new, batch_size=_BATCH)
    return len(removed_pks) + len(updated) + len(new)


def _is_kept(key: ValueKey, since: datetime, until: datetime) -> bool:
    """Return whether a replaced value is kept: always at the hub scope, else only the last value of a day."""
    return key.scope == HUB or timezone.localdate(since) < timezone.localdate(until)


def _build_value(statistic: Statistic, key: ValueKey, content: ValueContent, now: datetime) -> StatisticValue:
    return StatisticValue(statistic=statistic.key, **key._asdict(), **content._asdict(), since=now)


def _build_historical_value(
    statistic: Statistic, key: ValueKey, previous: ValueContent, since: datetime, until: datetime
) -> HistoricalValue:
    return HistoricalValue(
        statistic=statistic.key, **key._asdict(), **previous._asdict(), since=since, until=until
    )
