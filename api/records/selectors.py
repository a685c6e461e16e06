"""Queries of current versions and of the publication log.

Both read the same column: the snapshot that the log stores with each version. A `resource` is a class of
`api.records.viewsets`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date, datetime, time, timedelta
from functools import cache
from operator import attrgetter
from typing import Any

import orjson
from django.db.models import Exists, F, OuterRef, Subquery, TextField
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from api.pagination import Page
from api.records.ordering import ApiOrdering
from api.records.relations import (
    MapPoint,
    build_location_columns,
    get_derived_columns,
    load_derived_as_of,
    load_derived_lists,
    load_locations_as_of,
    read_location,
)
from api.records.serializers import (
    PartVersion,
    RecordVersion,
    SnapshotSerializer,
    format_time,
    get_record_serializer,
)
from api.serializers import SerializerContext
from records.models import Publication
from records.ordering import BytewiseCollation
from records.snapshots import get_part_accessor

#: A version, and its position in the order of a list.
Row = tuple[Any, list[Any]]


# -- current versions -------------------------------------------------------------------------------


def select_rows(
    resource: Any, rows: Any, sort: ApiOrdering | None = None, *, with_point: bool = False
) -> Any:
    """Return a query of the current versions of rows, in the order of `sort`, for `build_versions()`."""
    # The record's own snapshot; the parts of a record share one, which is read once.
    data = {} if resource.is_part else {"api_data": _select_snapshot(resource.model)}
    return _select_columns(rows, sort, {**_build_columns(resource, with_point=with_point), **data})


def select_positions(resource: Any, rows: Any, sort: ApiOrdering) -> Any:
    """Return a query of what the snapshots do not contain, and of the position in the order of `sort`."""
    return _select_columns(rows, sort, _build_columns(resource, with_point=False))


def _select_columns(rows: Any, sort: ApiOrdering | None, columns: dict[str, Any]) -> Any:
    # All at once: each call that adds columns copies the query and goes through the fields of the model.
    if sort is None:
        return rows.values(**columns)
    return rows.values(**sort.build_columns(), **columns).order_by(*sort.list_directions())


@cache
def _build_columns(resource: Any, *, with_point: bool) -> dict[str, Any]:
    prefix = resource.prefix
    columns: dict[str, Any] = {
        "api_slug": F(f"{prefix}slug"),
        "api_version": F(f"{prefix}version"),
        "api_updated": Coalesce(F(f"{prefix}updated_at"), F(f"{prefix}published_at")),
    }
    if resource.is_part:
        columns["api_key"] = F("key")
    columns |= {f"api_derived_{name}": value for name, value in get_derived_columns(resource).items()}
    return columns | build_location_columns(resource) if with_point else columns


@cache
def _select_snapshot(model: Any) -> Subquery:
    current = Publication.objects.current().filter(record_type=model.type_code, slug=OuterRef("slug"))
    # As text, which is parsed faster than by Django's JSONField.
    return Subquery(current.values(snapshot=Cast("data", TextField()))[:1])


def build_versions(resource: Any, rows: Sequence[dict[str, Any]]) -> list[Any]:
    """Return the versions of rows of `select_rows()`, in their order."""
    if not resource.is_part:
        versions = [_build_version(resource, row, row["api_data"]) for row in rows]
        lists = load_derived_lists(resource.model, [version.data for version in versions])
        return [
            version._replace(derived=version.derived | own) if own else version
            for version, own in zip(versions, lists, strict=True)
        ]
    records: dict[str, RecordVersion] = {}
    parts: dict[tuple[str, str], dict[str, Any]] = {}
    snapshots = _load_snapshots(resource.owner, {row["api_slug"] for row in rows})
    for row in rows:
        slug = row["api_slug"]
        if slug not in records:
            records[slug] = _build_version(resource, row, snapshots[slug])
            parts |= {
                (slug, part["key"]): part for part in records[slug].data[get_part_accessor(resource.model)]
            }
    return [PartVersion(records[row["api_slug"]], parts[row["api_slug"], row["api_key"]]) for row in rows]


def _load_snapshots(model: Any, slugs: set[str]) -> dict[str, str]:
    """Return the current snapshots of slugs, as text (see `_select_snapshot()`)."""
    rows = Publication.objects.current().filter(record_type=model.type_code, slug__in=slugs)
    return dict(rows.values_list("slug", Cast("data", TextField())))


def _build_version(resource: Any, row: dict[str, Any], snapshot: str) -> RecordVersion:
    return RecordVersion(
        row["api_slug"],
        orjson.loads(snapshot),
        row["api_version"],
        format_time(row["api_updated"]),
        {name: row[f"api_derived_{name}"] for name in get_derived_columns(resource)},
        read_location(row),
    )


def build_page(resource: Any, fetched: Sequence[dict[str, Any]], sort: ApiOrdering, size: int) -> Page:
    """Return the page of rows of `select_rows()`, of which one more was fetched if others follow."""
    shown = fetched[:size]
    last = [shown[-1][name] for name in sort.names()] if shown else []
    return Page(build_versions(resource, shown), len(fetched) > size, last)


#: Number of rows of an export in memory at a time, and of versions that a list of a day reads at once.
CHUNK, VERSIONS_READ = 500, 200
#: The numbers of log rows in memory.
KEYS_READ = 10_000


def load_current_versions(model: Any, slugs: Iterable[str]) -> dict[str, RecordVersion]:
    """Return the current versions of records by slug."""
    rows = Publication.objects.current().filter(record_type=model.type_code, slug__in=list(slugs))
    derived = load_derived_as_of(model, list(rows), None)
    return {row.slug: _build_logged_version(row, derived) for row in rows}


def expand_references(
    serializer: type[SnapshotSerializer],
    objects: list[dict[str, Any]],
    names: Iterable[str],
    context: SerializerContext,
) -> None:
    """Add the whole records to the references in these fields, in place. The references have their names."""
    fields = {name: serializer.get_declared_fields()[name] for name in names}
    wanted: dict[Any, set[str]] = defaultdict(set)
    for name, field in fields.items():
        for obj in objects:
            wanted[field.model] |= {reference["slug"] for reference in _list_references(obj[name])}
    whole = copy(context)  # with the same references
    whole.only = None
    records = {}
    for model, slugs in wanted.items():
        record_serializer = get_record_serializer(model)(context={"output": whole})
        for slug, version in load_current_versions(model, slugs).items():
            records[model.type_code, slug] = record_serializer.to_representation(version)
    for name in fields:
        for obj in objects:
            value = obj[name]
            if isinstance(value, list):
                obj[name] = [_expand_reference(one, records) for one in value]
            elif value is not None:
                obj[name] = _expand_reference(value, records)


def _expand_reference(reference: dict[str, Any], records: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    """Return a new object with the fields of the reference and of the record."""
    return {**reference, **records.get((reference["type"], reference["slug"]), {})}


def _list_references(value: Any) -> list[dict[str, Any]]:
    return value if isinstance(value, list) else [value] if value is not None else []


# -- the log ----------------------------------------------------------------------------------------


def get_end_of_day(day: date) -> datetime:
    """Return the end (exclusive) of a day in Shanghai."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def get_publication_number_at(day: date) -> int:
    """Return the number of the last publication up to the end of a day; 0 if there is none."""
    last = (
        Publication.objects.filter(at__lt=get_end_of_day(day))
        .order_by("-at", "-number")
        .values_list("number", flat=True)
    )
    return last.first() or 0


def filter_versions_as_of(model: Any, number: int) -> Any:
    """Return the log rows that were current at a publication number, without redacted versions."""
    later = Publication.objects.versions().filter(
        record_type=model.type_code,
        slug=OuterRef("slug"),
        number__gt=OuterRef("number"),
        number__lte=number,
    )
    rows = Publication.objects.filter(record_type=model.type_code, number__lte=number)
    return rows.filter(data__isnull=False).exclude(Exists(later))


def iterate_versions_as_of(model: Any, number: int, slug: str, *, includes_slug: bool) -> Iterator[list[Any]]:
    """Yield the log rows that were current at a publication number, in chunks, from a slug on.

    Each query sorts all rows of the type. The first chunk is enough for most pages; for the others, the
    numbers of many rows are read at a time.
    """
    rows = filter_versions_as_of(model, number).annotate(in_order=BytewiseCollation(F("slug")))
    rows = rows.order_by("in_order")
    logged = list(rows.filter(**{"in_order__gte" if includes_slug else "in_order__gt": slug})[:VERSIONS_READ])
    yield logged
    keys = [(row.slug, row.number) for row in logged]
    is_last = len(keys) < VERSIONS_READ
    while not is_last:
        following = rows.filter(in_order__gt=keys[-1][0]).values_list("in_order", "number")
        keys = list(following[:KEYS_READ])
        is_last = len(keys) < KEYS_READ
        for start in range(0, len(keys), VERSIONS_READ):
            numbers = [key[1] for key in keys[start : start + VERSIONS_READ]]
            unsorted = Publication.objects.filter(number__in=numbers, data__isnull=False)
            yield sorted(unsorted, key=attrgetter("slug"))


def load_logged_versions(
    model: Any,
    rows: Sequence[Publication],
    number: int | None = None,
    locations: Mapping[int, MapPoint | None] | None = None,
) -> list[RecordVersion]:
    """Return the versions of log rows. `number`: other records are read as of this publication number."""
    derived, locations = load_derived_as_of(model, rows, number), locations or {}
    return [_build_logged_version(row, derived, locations.get(row.number)) for row in rows]


def _build_logged_version(
    row: Publication, derived: dict[int, Any], location: MapPoint | None = None
) -> RecordVersion:
    return RecordVersion(
        row.slug, row.data or {}, row.version, format_time(row.at), derived.get(row.number, {}), location
    )


def get_page_of_walk(rows: Iterator[Row], size: int, start: int) -> Page:
    """Return the page after the first `start` rows of a list that is read in its order."""
    walked: list[Row] = []
    for row in rows:
        if start:
            start -= 1
            continue
        walked.append(row)
        if len(walked) > size:
            break
    shown = walked[:size]
    return Page([version for version, _position in shown], len(walked) > size, shown[-1][1] if shown else [])


def walk_as_of(
    resource: Any, number: int, position: list[Any] | None = None, *, with_point: bool = False
) -> Iterator[Row]:
    """Yield versions as of a publication number with their positions: slug, and index of a part."""
    slug, index = (position[0], position[1]) if position else ("", -1)
    for logged in iterate_versions_as_of(resource.owner, number, slug, includes_slug=resource.is_part):
        locations = load_locations_as_of(resource, logged, number) if with_point else None
        for version in load_logged_versions(resource.owner, logged, number, locations):
            if not resource.is_part:
                yield version, [version.slug, 0]
                continue
            for at, part in enumerate(list_parts(resource, version)):
                if (version.slug, at) > (slug, index):
                    yield part, [version.slug, at]


def count_as_of(resource: Any, day: date) -> int:
    number = get_publication_number_at(day)
    if not resource.is_part:
        return filter_versions_as_of(resource.owner, number).count()
    return sum(1 for _row in walk_as_of(resource, number))


def list_parts(resource: Any, record: RecordVersion) -> list[PartVersion]:
    return [PartVersion(record, part) for part in record.data.get(get_part_accessor(resource.model), ())]
