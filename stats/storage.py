"""Compute the values of a statistic and replace the stored ones."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection

from stats.definitions import HUB, Code, Statistic, StatisticRow
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
    # All scopes have the same dimensions, and many values are the same number: both are converted once.
    encoded: dict[tuple[Any, ...], str] = {}
    rounded: dict[int, Decimal | None] = {}
    for count, row in enumerate(statistic.rows(), start=1):
        scope, slug, codes, value, n, denominator, reason = row
        dimensions = encoded.get(items := tuple(codes.items()))
        if dimensions is None:
            _validate_codes(statistic, codes)
            dimensions = encoded[items] = encode_dimensions(codes)
        if type(value) is not int:
            result = statistic.round_value(value)
        elif (result := rounded.get(value)) is None:
            result = rounded[value] = statistic.round_value(value)
        _validate_row(statistic, row)
        base = None if denominator is None else statistic.round_value(denominator, 6)
        key = ValueKey(scope, slug, dimensions)
        fresh[key] = ValueContent(result, n, base, reason)
        if len(fresh) < count:
            raise ValueError(f"Two values for {key}.")
    return fresh


_KEY_COLUMNS = ("scope", "slug", "dimensions")
_CONTENT_COLUMNS = ("value", "n", "denominator", "reason")


def _validate_row(statistic: Statistic, row: StatisticRow) -> None:
    """Raise ValueError if the scope or value does not match the definition."""
    if row.scope not in statistic.scopes or (row.scope == HUB) != (row.slug == ""):
        raise ValueError(f"“{row.scope}” “{row.slug}” is not a scope of {statistic.key}.")
    if row.value is None and not row.reason:
        raise ValueError(f"{statistic.key} has neither a value nor a reason.")


def _validate_codes(statistic: Statistic, codes: Mapping[str, Code]) -> None:
    if codes.keys() != statistic.dimensions.keys():
        raise ValueError(f"{dict(codes)} are not the dimensions of {statistic.key}.")


def save_values(statistic: Statistic, fresh: StatisticValues, now: datetime, number: int) -> int:
    """Write changed values and keep the replaced ones; return the number of changes.

    `number`: the content version from which they were computed. Must run in a transaction.
    """
    rows = StatisticValue.objects.filter(statistic=statistic.key)
    added, replaced = _compare_values(fresh, rows)
    removed_pks: list[int] = []
    historical: list[HistoricalValue] = []
    updated: list[StatisticValue] = []
    outdated = (
        rows.values_list("pk", "since", "since_number", *_KEY_COLUMNS).iterator(5000) if replaced else ()
    )
    for pk, since, first, *columns in outdated:
        key = ValueKey(*columns)
        if key not in replaced:
            continue
        if content := fresh.get(key):
            updated.append(_build_value(statistic, key, content, now, number))
        else:
            removed_pks.append(pk)
        historical.append(
            HistoricalValue(
                statistic=statistic.key,
                **key._asdict(),
                **replaced[key]._asdict(),
                since=since,
                until=now,
                since_number=first,
                until_number=number,
            )
        )
    new = [_build_value(statistic, key, content, now, number) for key, content in added.items()]
    HistoricalValue.objects.bulk_create(historical, batch_size=_BATCH)
    for start in range(0, len(removed_pks), _BATCH):
        StatisticValue.objects.filter(pk__in=removed_pks[start : start + _BATCH]).delete()
    StatisticValue.objects.bulk_create(
        updated,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["statistic", *_KEY_COLUMNS],
        update_fields=[*_CONTENT_COLUMNS, "since", "since_number"],
    )
    StatisticValue.objects.bulk_create(new, batch_size=_BATCH)
    return len(removed_pks) + len(updated) + len(new)


def _compare_values(fresh: StatisticValues, rows: Any) -> tuple[StatisticValues, StatisticValues]:
    """Return the values that aren't stored, and the stored ones that have changed or are no longer computed.

    Usually there are none, so only the compared columns are read, and the rows stay plain tuples.
    """
    added, replaced = dict(fresh), {}
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # All rows are read, not the first tenth, for which a cursor is planned otherwise.
            cursor.execute("SET LOCAL cursor_tuple_fraction = 1")
    for row in rows.values_list(*_KEY_COLUMNS, *_CONTENT_COLUMNS).iterator(5000):
        if added.pop(row[:3], None) != row[3:]:
            replaced[ValueKey(*row[:3])] = ValueContent(*row[3:])
    return added, replaced


def _build_value(
    statistic: Statistic, key: ValueKey, content: ValueContent, now: datetime, number: int
) -> StatisticValue:
    return StatisticValue(
        statistic=statistic.key, **key._asdict(), **content._asdict(), since=now, since_number=number
    )
