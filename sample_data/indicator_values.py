"""Bulk creation of sample indicator values, with the rows that publishing would write.

For sample data only. A test compares the result with regular publishing.
"""

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection, models, transaction
from django.utils import timezone

from cities.choices import IndicatorValueReason
from cities.models import City, Indicator, IndicatorValue
from records import publishing
from records.choices import Action, Attestation, Evidence, Status
from records.field_kinds.base import serialize_value
from records.models import ContentVersion, FigureEntry, Publication, Source, SourceUse
from records.permissions import SystemWriter
from records.snapshots import build_snapshots
from records.source_usage import get_record_titles
from records.translation import OVERRIDES

SAMPLE_PREFIX = "sample-"
#: The author of sample data in the publication log.
SAMPLE_PROGRAM = SystemWriter("make_sample_data")
YEARS = range(2014, 2024)
_PORTION = 10_000
#: SQLite allows at most 32,766 parameters per statement.
_ROWS_AT_ONCE = 500


class _SampleValue(NamedTuple):
    slug: str
    city: City
    indicator: Indicator
    year: int
    value: Decimal | None
    reason: str


def write_values(
    total: int,
    cities: list[City],
    indicators: list[Indicator],
    source: Source,
    chance: random.Random,
    report: Callable[[str], None],
) -> None:
    """Create and publish `total` values."""
    rest = _generate_values(total, cities, indicators, chance)
    first = _publish(next(rest), source)
    written = 1
    paths = {indicator.pk: indicator.path for indicator in indicators}
    while portion := list(islice(rest, _PORTION)):
        with transaction.atomic():
            _write_portion(portion, first, source, paths)
        written += len(portion)
        report(f"{written:,} {IndicatorValue._meta.verbose_name_plural}")


def _generate_values(
    total: int, cities: list[City], indicators: list[Indicator], chance: random.Random
) -> Iterator[_SampleValue]:
    """Yield values for all cities, then for the next year or indicator."""
    for number in range(total):
        place, rest = number % len(cities), number // len(cities)
        known = chance.random() < 0.95
        yield _SampleValue(
            f"{SAMPLE_PREFIX}value-{number + 1}",
            cities[place],
            indicators[rest // len(YEARS)],
            YEARS[rest % len(YEARS)],
            Decimal(chance.randrange(0, 100_000)) / 1000 if known else None,
            "" if known else IndicatorValueReason.MISSING.value,
        )


def _publish(value: _SampleValue, source: Source) -> IndicatorValue:
    """Publish the first value regularly; it is the template of the others."""
    record = IndicatorValue(
        **value._asdict(), evidence=Evidence.STATED, attested_by=Attestation.HUB_PAGE_ONLY
    )
    with publishing.publication_transaction(SAMPLE_PROGRAM) as changes:
        changes.save(record)
        changes.set_related(record, "sources", [source])
        changes.publish(record)
    return IndicatorValue.objects.get(pk=record.pk)


def _write_portion(
    portion: list[_SampleValue], first: IndicatorValue, source: Source, paths: Mapping[int, str]
) -> None:
    """Do what a publication transaction does: rows, sources, log, source usage, figure entries, signal."""
    ContentVersion.objects.select_for_update(no_key=True).get(pk=1)
    now = timezone.now()
    newest = IndicatorValue.objects.aggregate(newest=models.Max("pk"))["newest"]
    _insert(first, [_build_columns(value, now) for value in portion])
    _link_sources(newest, source)
    number = publishing.take_publication_numbers(len(portion))
    snapshot = build_snapshots(IndicatorValue, [first.pk])[first.pk]
    record = IndicatorValue()
    rows = [
        _build_log_row(value, record, snapshot, number + position, paths, now)
        for position, value in enumerate(portion)
    ]
    pattern = Publication.objects.get(record_type=first.type_code, slug=first.slug)
    _insert(pattern, [_build_log_columns(row) for row in rows])
    _insert_source_usage(number, source)
    _insert_figure_entries(number, source)
    publishing.content_changed.send(sender=publishing.Changes, publications=rows)


def _build_columns(value: _SampleValue, now: Any) -> dict[str, Any]:
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


def _build_log_row(
    value: _SampleValue,
    record: IndicatorValue,
    snapshot: dict[str, Any],
    number: int,
    paths: Mapping[int, str],
    now: Any,
) -> Publication:
    """Return the log row of a value; titles and anchor are taken from `record`."""
    data = {
        **snapshot,
        "slug": value.slug,
        "city": value.city.slug,
        "indicator": value.indicator.slug,
        "year": value.year,
        "value": serialize_value(value.value),
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
        is_current=True,
        **get_record_titles(record),
    )


def _build_log_columns(row: Publication) -> dict[str, Any]:
    names = ("number", "slug", "at", "path", "data", "title_en", "title_zh_hans")
    same = {"version": 1, "action": Action.PUBLISHED.value}
    return {name: getattr(row, name) for name in names} | same


# -- SQL ------------------------------------------------------------------------------------------


def _insert(pattern: models.Model, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert copies of `pattern` with the columns in `rows` replaced."""
    fields: list[Any] = [field for field in pattern._meta.concrete_fields if not field.primary_key]
    same: dict[str, Any] = {
        field.name: _convert_value(field, getattr(pattern, field.attname)) for field in fields
    }
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in fields)
    placeholders = f"({', '.join(['%s'] * len(fields))})"
    with connection.cursor() as cursor:
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            some = rows[start : start + _ROWS_AT_ONCE]
            params = [
                _convert_value(field, row[field.name]) if field.name in row else same[field.name]
                for row in some
                for field in fields
            ]
            table = quoted(pattern._meta.db_table)
            cursor.execute(
                f"INSERT INTO {table} ({columns}) VALUES {', '.join([placeholders] * len(some))}", params
            )


def _convert_value(field: Any, value: Any) -> Any:
    if isinstance(field, models.JSONField):
        return json.dumps(value)
    if isinstance(field, models.DateTimeField):
        return connection.ops.adapt_datetimefield_value(value)
    return value


def _link_sources(newest: int, source: Source) -> None:
    """Link the new values to the source."""
    through = IndicatorValue.sources.through._meta
    _copy_rows(
        through.db_table,
        {"indicatorvalue_id": "id", "source_id": str(source.pk)},
        IndicatorValue._meta.db_table,
        f"id > {newest}",
    )


def _insert_source_usage(number: int, source: Source) -> None:
    """Add the source usage of all log rows from this number."""
    same = ("record_type", "slug", "path", "title_en", "title_zh_hans")
    empty = {"part": "''", "part_type": "''", "field": "''", "position": "0"}
    _copy_rows(
        SourceUse._meta.db_table,
        {name: name for name in same} | empty | {"source_id": str(source.pk)},
        Publication._meta.db_table,
        f"number >= {number}",
    )


#: Columns of the figure entry of a value, from its row of the log, the value, its city and its indicator.
_FIGURE_COLUMNS = {
    "identifier": f"'{IndicatorValue.type_code}.' || row.slug",
    "record_type": "row.record_type",
    "slug": "row.slug",
    "number": "row.number",
    "path": "row.path",
    "subject_type": f"'{City.type_code}'",
    "subject_slug": "city.slug",
    "variable_type": f"'{Indicator.type_code}'",
    "variable_slug": "indicator.slug",
    "place": "city.slug",
    "value": "value.value",
    "unit": "indicator.unit",
    "year": "value.year",
    "precision": "value.precision",
    "evidence": "value.evidence",
    "attested_by": "value.attested_by",
    "position": "0",
    OVERRIDES: "'{}'",
    **dict.fromkeys(
        ("key", "part_type", "label_en", "label_zh_hans", "period_en", "period_zh_hans", "basis"), "''"
    ),
}


def _insert_figure_entries(number: int, source: Source) -> None:
    """Add the figure entries of all log rows from this number whose value is known."""
    log, values = Publication._meta.db_table, IndicatorValue._meta.db_table
    _copy_rows(
        FigureEntry._meta.db_table,
        _FIGURE_COLUMNS | {"sources": f"'{json.dumps([source.slug])}'"},
        f"{log} AS row JOIN {values} AS value ON value.slug = row.slug "
        f"JOIN {City._meta.db_table} AS city ON city.id = value.city_id "
        f"JOIN {Indicator._meta.db_table} AS indicator ON indicator.id = value.indicator_id",
        f"row.number >= {number} AND value.value IS NOT NULL",
        order="row.id",
    )


def _copy_rows(
    table: str, columns: Mapping[str, str], origin: str, condition: str, order: str = "id"
) -> None:
    quoted = connection.ops.quote_name
    names = ", ".join(map(quoted, columns))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quoted(table)} ({names}) "
            f"SELECT {', '.join(columns.values())} FROM {origin} WHERE {condition} ORDER BY {order}"
        )
