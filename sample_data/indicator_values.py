"""Bulk creation of sample indicator values: a million rows in Python, all that publishing adds in SQL.

For sample data only. A test compares the result with regular publishing.
"""

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from cities.choices import IndicatorValueReason
from cities.models import City, Indicator, IndicatorValue
from records import publishing
from records.choices import Evidence, SourceType
from records.models import Publication, Revision, Source
from sample_data import bulk
from sample_data.other_records import SAMPLE_PREFIX

YEARS = range(2014, 2024)
_PORTION = 50_000


class _SampleValue(NamedTuple):
    slug: str
    city: City
    indicator: Indicator
    year: int
    value: Decimal | None
    reason: str


def write_values(
    total: int,
    cities: Sequence[City],
    indicators: Sequence[Indicator],
    source: Source,
    chance: random.Random,
    report: Callable[[str], None],
) -> None:
    """Create and publish `total` values. The first one is the pattern of the history of the others."""
    rest = _generate_values(total, cities, indicators, chance)
    first = _build_value(next(rest))
    bulk.publish_rows([first], source)
    pattern = _Pattern.of(first)
    written = 1
    while portion := list(islice(rest, _PORTION)):
        _write_portion([_build_value(value) for value in portion], pattern, source)
        written += len(portion)
        report(f"{written:,} {IndicatorValue._meta.verbose_name_plural}")


def _generate_values(
    total: int, cities: Sequence[City], indicators: Sequence[Indicator], chance: random.Random
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


def _build_value(value: _SampleValue) -> IndicatorValue:
    return IndicatorValue(**value._asdict(), evidence=Evidence.STATED, source_type=SourceType.HUB_PAGE_ONLY)


class _Pattern(NamedTuple):
    """The first value, its row of the log and its revision."""

    value: IndicatorValue
    row: Publication
    revision: Revision

    @classmethod
    def of(cls, value: IndicatorValue) -> "_Pattern":
        keys = {"record_type": value.type_code, "slug": value.slug}
        return cls(value, Publication.objects.get(**keys), Revision.objects.get(**keys))


def _write_portion(values: Sequence[IndicatorValue], pattern: _Pattern, source: Source) -> None:
    """Do what a publication transaction does: rows, sources, log, revisions, signal."""
    now = timezone.now()
    for pk, value in enumerate(values, start=_get_newest_pk() + 1):
        value.pk = pk
        value.status, value.version = pattern.value.status, 1
        value.published_at = value.updated_at = now
    bulk.insert_rows(values)
    bulk.link_source(values, "sources", source)
    number = publishing.take_publication_numbers(len(values))
    moment = connection.ops.adapt_datetimefield_value(now)
    _insert_log(pattern.row, values[0].pk, number, moment)
    _insert_revisions(pattern.revision, number, moment)
    last = Publication(
        number=number, record_type=pattern.row.record_type, slug=values[-1].slug, at=now, version=1
    )
    publishing.content_changed.send(sender=publishing.Changes, publications=[last])


def _get_newest_pk() -> int:
    newest = IndicatorValue.objects.order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0


# -- SQL ------------------------------------------------------------------------------------------

#: What of a snapshot is the value's own; the rest is that of the pattern.
_OWN = {
    "slug": "value.slug",
    "city": "city.slug",
    "indicator": "indicator.slug",
    "year": "value.year",
    "reason": "value.reason",
}


def _insert_log(row: Publication, first_pk: int, number: int, moment: Any) -> None:
    """Add the rows of the log of all values from this primary key on, in their order."""
    path, path_params = _compile_path(row)
    data, data_params = _compile_data(row.data or {})
    columns: dict[str, tuple[str, Sequence[Any]]] = {
        "number": ("value.id + %s", [number - first_pk]),
        "slug": ("value.slug", []),
        "at": ("%s", [moment]),
        "title_en": ("indicator.name_en || ', ' || city.name_en || ' ' || value.year", []),
        "title_zh_hans": ("city.name_zh_hans || value.year || '：' || indicator.name_zh_hans", []),
        "path": (path, path_params),
        "data": (data, data_params),
    }
    values, city, indicator = (model._meta.db_table for model in (IndicatorValue, City, Indicator))
    _insert_copies(
        row,
        columns,
        f"{values} AS value JOIN {city} AS city ON city.id = value.city_id "
        f"JOIN {indicator} AS indicator ON indicator.id = value.indicator_id WHERE value.id >= {first_pk} "
        f"ORDER BY value.id",
    )


def _insert_revisions(revision: Revision, number: int, moment: Any) -> None:
    """Add the revisions of all rows of the log from this number on. Nothing of a value is hidden."""
    values, log = IndicatorValue._meta.db_table, Publication._meta.db_table
    _insert_copies(
        revision,
        {
            "object_id": ("value.id", []),
            "slug": ("row.slug", []),
            "data": ("row.data", []),
            "at": ("row.at", []),
            "publication": ("row.number", []),
        },
        f"{log} AS row JOIN {values} AS value ON value.slug = row.slug WHERE row.number >= {number} "
        f"ORDER BY row.number",
    )


def _compile_path(row: Publication) -> tuple[str, list[str]]:
    """Return the SQL of an address: that of the pattern with the slugs of the indicator and the value."""
    head, _slug, rest = row.path.partition((row.data or {})["indicator"])
    middle, _slug, tail = rest.partition(row.slug)
    return "%s || indicator.slug || %s || value.slug || %s", [head, middle, tail]


def _compile_data(data: Mapping[str, Any]) -> tuple[str, list[str]]:
    """Return the SQL of a snapshot: that of the pattern with the value's own fields."""
    if connection.vendor == "postgresql":
        own = ", ".join(f"'{name}', {column}" for name, column in _OWN.items())
        # Without the zeros that the column adds.
        return f"%s::jsonb || jsonb_build_object({own}, 'value', trim_scale(value.value))", [json.dumps(data)]
    own = ", ".join(f"'$.{name}', {column}" for name, column in _OWN.items())
    return f"json_set(%s, {own}, '$.value', value.value)", [json.dumps(data)]


def _insert_copies(pattern: Any, columns: Mapping[str, tuple[str, Sequence[Any]]], origin: str) -> None:
    """Insert copies of a row with these columns replaced, as SQL with parameters."""
    quoted = connection.ops.quote_name
    names, selected = [], []
    params: list[Any] = []
    for field in pattern._meta.concrete_fields:
        if field.primary_key:
            continue
        sql, own = columns.get(field.name, ("%s", None))
        names.append(quoted(field.column))
        selected.append(sql)
        value = field.get_db_prep_save(getattr(pattern, field.attname), connection)
        params += [value] if own is None else own
    with connection.cursor() as cursor:
        table = quoted(pattern._meta.db_table)
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(selected)} FROM {origin}", params
        )
