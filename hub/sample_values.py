"""A million indicator values in minutes: what publishing would write for each, written in bulk.

Only samples may be written so. A test compares the result with what publishing writes.
"""

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection, models, transaction
from django.utils import timezone

from cities.choices import Reason
from cities.models import City, Indicator, IndicatorValue
from records import publishing
from records.choices import Action, Attestation, Evidence, Status
from records.models import ContentVersion, Publication, Source, SourceUse
from records.permissions import Program
from records.snapshots import plain, snapshots
from records.uses import titles_of

PREFIX = "sample-"
#: Who writes the sample data.
SAMPLES = Program("make_sample_data")
YEARS = range(2014, 2024)
_PORTION = 10_000
#: SQLite takes at most 32,766 values in one statement.
_ROWS_AT_ONCE = 500


class _Value(NamedTuple):
    slug: str
    city: City
    indicator: Indicator
    year: int
    value: Decimal | None
    reason: str


def write(
    total: int,
    cities: list[City],
    indicators: list[Indicator],
    source: Source,
    chance: random.Random,
    tell: Callable[[str], None],
) -> None:
    """Write and publish as many values as asked for."""
    rest = _values(total, cities, indicators, chance)
    first = _publish(next(rest), source)
    written = 1
    paths = {indicator.pk: indicator.path for indicator in indicators}
    while portion := list(islice(rest, _PORTION)):
        with transaction.atomic():
            _write(portion, first, source, paths)
        written += len(portion)
        tell(f"{written:,} {IndicatorValue._meta.verbose_name_plural}")


def _values(
    total: int, cities: list[City], indicators: list[Indicator], chance: random.Random
) -> Iterator[_Value]:
    """City by city for each indicator and year, until there are as many as asked for."""
    for number in range(total):
        place, rest = number % len(cities), number // len(cities)
        known = chance.random() < 0.95
        yield _Value(
            f"{PREFIX}value-{number + 1}",
            cities[place],
            indicators[rest // len(YEARS)],
            YEARS[rest % len(YEARS)],
            Decimal(chance.randrange(0, 100_000)) / 1000 if known else None,
            "" if known else Reason.MISSING.value,
        )


def _publish(value: _Value, source: Source) -> IndicatorValue:
    """The first one goes through publishing: it shows what the others look like."""
    record = IndicatorValue(
        **value._asdict(), evidence=Evidence.STATED, attested_by=Attestation.HUB_PAGE_ONLY
    )
    with publishing.writing(SAMPLES) as changes:
        record.save()
        record.sources.add(source)
        changes.publish(record)
    return IndicatorValue.objects.get(pk=record.pk)


def _write(portion: list[_Value], first: IndicatorValue, source: Source, paths: Mapping[int, str]) -> None:
    """What one block of `publishing.writing()` does for them: rows, sources, log, uses, the signal."""
    ContentVersion.objects.select_for_update(no_key=True).get(pk=1)
    now = timezone.now()
    newest = IndicatorValue.objects.aggregate(newest=models.Max("pk"))["newest"]
    _insert(first, [_columns(value, now) for value in portion])
    _from_rows_since(newest, source)
    number = publishing._take_numbers(len(portion))
    whole = snapshots(IndicatorValue, [first.pk])[first.pk]
    record = IndicatorValue()
    rows = [
        _log_row(value, record, whole, number + position, paths, now)
        for position, value in enumerate(portion)
    ]
    pattern = Publication.objects.get(record_type=first.type_code, slug=first.slug)
    _insert(pattern, [_columns_of_log(row) for row in rows])
    _uses_from_log_since(number, source)
    publishing.content_changed.send(sender=publishing.Changes, publications=rows)


def _columns(value: _Value, now: Any) -> dict[str, Any]:
    return {
        "slug": value.slug,
        "city": value.city.pk,
        "indicator": value.indicator.pk,
        "year": value.year,
        "value": value.value,
        "reason": value.reason,
        "status": Status.PUBLISHED.value,
        "published_at": now,
        "updated_at": now,
        "version": 1,
    }


def _log_row(
    value: _Value,
    record: IndicatorValue,
    whole: dict[str, Any],
    number: int,
    paths: Mapping[int, str],
    now: Any,
) -> Publication:
    """The row of the log; `record` lends its titles and its anchor."""
    data = {
        **whole,
        "slug": value.slug,
        "city": value.city.slug,
        "indicator": value.indicator.slug,
        "year": value.year,
        "value": plain(value.value),
        "reason": value.reason,
    }
    record.slug, record.city, record.indicator, record.year = value[:4]
    return Publication(
        number=number,
        record_type=record.type_code,
        slug=value.slug,
        version=1,
        action=Action.PUBLISHED,
        at=now,
        path=f"{paths[value.indicator.pk]}#{record.anchor}",
        data=data,
        **titles_of(record),
    )


def _columns_of_log(row: Publication) -> dict[str, Any]:
    names = ("number", "slug", "at", "path", "data", "title_en", "title_zh_hans")
    same = {"version": 1, "action": Action.PUBLISHED.value}
    return {name: getattr(row, name) for name in names} | same


# -- SQL ------------------------------------------------------------------------------------------


def _insert(pattern: models.Model, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that are as `pattern` but for the columns that they name."""
    fields: list[Any] = [field for field in pattern._meta.concrete_fields if not field.primary_key]
    same: dict[str, Any] = {field.name: _prepared(field, getattr(pattern, field.attname)) for field in fields}
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in fields)
    one = f"({', '.join(['%s'] * len(fields))})"
    with connection.cursor() as cursor:
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            some = rows[start : start + _ROWS_AT_ONCE]
            params = [
                _prepared(field, row[field.name]) if field.name in row else same[field.name]
                for row in some
                for field in fields
            ]
            table = quoted(pattern._meta.db_table)
            cursor.execute(f"INSERT INTO {table} ({columns}) VALUES {', '.join([one] * len(some))}", params)


def _prepared(field: Any, value: Any) -> Any:
    if isinstance(field, models.JSONField):
        return json.dumps(value)
    if isinstance(field, models.DateTimeField):
        return connection.ops.adapt_datetimefield_value(value)
    return value


def _from_rows_since(newest: int, source: Source) -> None:
    """Each value's tie to the source."""
    through = IndicatorValue.sources.through._meta
    _copy(
        through.db_table,
        {"indicatorvalue_id": "id", "source_id": str(source.pk)},
        IndicatorValue._meta.db_table,
        f"id > {newest}",
    )


def _uses_from_log_since(number: int, source: Source) -> None:
    """The use of the source by each value that the log has since this number."""
    same = ("record_type", "slug", "path", "title_en", "title_zh_hans", "title_zh_hant")
    empty = {"part": "''", "part_type": "''", "field": "''", "position": "0"}
    _copy(
        SourceUse._meta.db_table,
        {name: name for name in same} | empty | {"source_id": str(source.pk)},
        Publication._meta.db_table,
        f"number >= {number}",
    )


def _copy(table: str, columns: Mapping[str, str], origin: str, condition: str) -> None:
    quoted = connection.ops.quote_name
    names = ", ".join(map(quoted, columns))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quoted(table)} ({names}) "
            f"SELECT {', '.join(columns.values())} FROM {quoted(origin)} WHERE {condition} ORDER BY id"
        )
