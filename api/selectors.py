"""Queries of current records and of the publication log."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Coalesce
from django.utils import timezone

from api.ordering import ApiOrdering
from api.query_params import ListParams
from api.resources import ApiResource, get_resource
from api.serializers import DERIVED, RecordVersion, build_part_version
from records.choices import Action
from records.models import Publication, SlugAlias
from records.ordering import BytewiseCollation
from records.snapshots import (
    build_snapshots,
    fill_snapshot,
    get_part_accessor,
    select_with_related,
    serialize_rows,
)
from records.translation import get_text

ApiRow = dict[str, Any]
_ENDS = (Action.WITHDRAWN, Action.DELETED)


# -- the tables -------------------------------------------------------------------------------------


def annotate_rows(
    resource: ApiResource, rows: Any, sort: ApiOrdering | None, *, with_place: bool = False
) -> Any:
    """Return rows as dictionaries with slug, version, time, derived values and the position in the order."""
    prefix = resource.prefix
    columns: dict[str, Any] = {
        "api_slug": F(f"{prefix}slug"),
        "api_version": F(f"{prefix}version"),
        "api_updated": Coalesce(F(f"{prefix}updated_at"), F(f"{prefix}published_at")),
    }
    for name, path in _get_derived_paths(resource).items():
        columns[f"api_derived_{name}"] = F(path)
    if with_place and resource.place is not None:
        path = f"{resource.place}__" if resource.place else ""
        columns |= {"api_lat": F(f"{path}lat"), "api_lon": F(f"{path}lon")}
    names = []
    if sort:
        rows, names = sort.order(rows), sort.names()
    return rows.values("pk", *names, **columns)


def _get_derived_paths(resource: ApiResource) -> dict[str, str]:
    return {} if resource.is_part else DERIVED.get(resource.model.type_code, {})


def load_versions(
    resource: ApiResource, rows: Sequence[ApiRow], only: Container[str] | None = None
) -> list[RecordVersion]:
    """Load the versions of rows in their order, with a fixed number of queries.

    Parts that are not in `only` are not loaded.
    """
    keys = [row["pk"] for row in rows]
    if resource.is_part:
        objects = list(select_with_related(resource.model).filter(pk__in=keys))
        data = serialize_rows(resource.model, objects)
    else:
        parts = [key.name for key in resource.shape.keys if key.kind == "parts"]
        unread = [name for name in parts if only is not None and name not in only]
        data = build_snapshots(resource.model, keys, without=unread)
    return [_build_version(resource, row, data[row["pk"]]) for row in rows if row["pk"] in data]


def _build_version(resource: ApiResource, row: ApiRow, data: dict[str, Any]) -> RecordVersion:
    lat, lon = row.get("api_lat"), row.get("api_lon")
    return RecordVersion(
        slug=f"{row['api_slug']}--{data['key']}" if resource.is_part else row["api_slug"],
        data=data,
        version=row["api_version"],
        updated_at=row["api_updated"],
        derived={name: row[f"api_derived_{name}"] for name in _get_derived_paths(resource)},
        owner_slug=row["api_slug"] if resource.is_part else "",
        point=(lon, lat) if lat is not None and lon is not None else None,
    )


def load_published_versions(model: Any, slugs: Iterable[str]) -> dict[str, RecordVersion]:
    """Return published records by slug, for expanded references."""
    resource = get_resource(model)
    rows = list(annotate_rows(resource, resource.published().filter(slug__in=list(slugs)), None))
    return {entry.slug: entry for entry in load_versions(resource, rows)}


def expand_references(resource: ApiResource, objects: list[dict[str, Any]], params: ListParams) -> None:
    """Replace the references in `expand` by the whole records, in place."""
    wanted: dict[Any, set[str]] = defaultdict(set)
    keys = [resource.shape.by_name[name] for name in params.expand]
    for key in keys:
        for obj in objects:
            wanted[key.model] |= {reference["slug"] for reference in _list_references(obj[key.name])}
    serialized = {
        model: {
            slug: get_resource(model).shape.to_representation(entry, params.context)
            for slug, entry in load_published_versions(model, slugs).items()
        }
        for model, slugs in wanted.items()
    }
    for key in keys:
        for obj in objects:
            value = obj[key.name]
            if isinstance(value, list):
                obj[key.name] = [serialized[key.model].get(entry["slug"], entry) for entry in value]
            elif value is not None:
                obj[key.name] = serialized[key.model].get(value["slug"], value)


def _list_references(value: Any) -> list[dict[str, Any]]:
    return value if isinstance(value, list) else [value] if value is not None else []


@dataclass
class ApiPage:
    """A page of a list; `last` is the position of its last row."""

    entries: list[RecordVersion]
    has_more: bool
    last: list[Any]
    count: Callable[[], int]


def get_page(resource: ApiResource, params: ListParams, place: list[Any] | None) -> ApiPage:
    """Return the page after a position, or by page number."""
    sort = resource.sorts[params.sort]
    rows = annotate_rows(resource, params.rows, sort)
    if place is not None:
        rows = sort.after(rows, place)
    start = (params.page - 1) * params.page_size if params.page else 0
    page_rows = list(rows[start : start + params.page_size + 1])
    shown = page_rows[: params.page_size]
    last = [shown[-1][name] for name in sort.names()] if shown else []
    return ApiPage(
        load_versions(resource, shown, params.only),
        len(page_rows) > len(shown),
        last,
        params.rows.order_by().count,
    )


#: Number of rows of an export in memory at a time.
CHUNK = 500


def iter_chunks(
    resource: ApiResource, params: ListParams, *, with_place: bool = False
) -> Iterator[list[RecordVersion]]:
    sort, size = resource.sorts[params.sort], CHUNK
    place: list[Any] | None = None
    while True:
        rows = annotate_rows(resource, params.rows, sort, with_place=with_place)
        chunk = list((sort.after(rows, place) if place is not None else rows)[:size])
        if chunk:
            yield load_versions(resource, chunk, params.only)
        if len(chunk) < size:
            return
        place = [chunk[-1][name] for name in sort.names()]


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


def get_titles_as_of(model: Any, slugs: Iterable[str], day: date, lang: str) -> dict[str, str]:
    """Return titles of records at the end of a day, by their slug at that time."""
    rows = Publication.objects.versions().filter(
        record_type=model.type_code, slug__in=list(slugs), number__lte=get_publication_number_at(day)
    )
    return {row.slug: str(get_text(row, "title", lang)) for row in rows.defer("data").order_by("number")}


def filter_versions_as_of(resource: ApiResource, number: int) -> Any:
    """Return the log rows that were current at a publication number, without redacted versions."""
    later = Publication.objects.versions().filter(
        record_type=resource.owner.type_code,
        slug=OuterRef("slug"),
        number__gt=OuterRef("number"),
        number__lte=number,
    )
    rows = Publication.objects.filter(record_type=resource.owner.type_code, number__lte=number)
    return rows.filter(data__isnull=False).exclude(Exists(later))


def load_versions_from_log(
    resource: ApiResource, rows: Sequence[Publication], number: int | None = None
) -> list[RecordVersion]:
    """Return versions stored in log rows.

    `number`: related records are read as of this publication number.
    """
    derived = _get_derived_as_of(resource, rows, number)
    points = _get_points_as_of(resource, rows, number) if number is not None else {}
    return [
        RecordVersion(
            slug=row.slug,
            data=fill_snapshot(resource.owner, row.data) if row.data else {},
            version=row.version,
            updated_at=row.at,
            derived=derived.get(row.number, {}),
            point=points.get(row.number),
        )
        for row in rows
    ]


def _get_points_as_of(
    resource: ApiResource, rows: Sequence[Publication], number: int
) -> dict[int, tuple[float, float] | None]:
    """Return coordinates of the records, or of the records they belong to, as of a publication number."""
    if resource.place is None:
        return {}
    relation = resource.place.removeprefix(resource.model.owner) if resource.is_part else resource.place
    relation = relation.removeprefix("__")
    if not relation:
        return {row.number: _get_point(row.data or {}) for row in rows}
    model = resource.owner._meta.get_field(relation).related_model
    slugs = {row.data[relation] for row in rows if row.data}
    rows_of_places = Publication.objects.versions().filter(record_type=model.type_code, slug__in=slugs)
    places = rows_of_places.filter(number__lte=number)
    points = {place.slug: _get_point(place.data or {}) for place in places.order_by("number")}
    return {row.number: points.get(row.data[relation]) for row in rows if row.data}


def _get_point(data: dict[str, Any]) -> tuple[float, float] | None:
    lat, lon = data.get("lat"), data.get("lon")
    return (lon, lat) if lat is not None and lon is not None else None


def _get_derived_as_of(
    resource: ApiResource, rows: Sequence[Publication], number: int | None
) -> dict[int, dict[str, Any]]:
    """Return derived values of related records as of a publication number, by row number."""
    derived: dict[int, dict[str, Any]] = {row.number: {} for row in rows}
    for name, path in DERIVED.get(resource.owner.type_code, {}).items():
        relation, _, column = path.partition("__")
        other = resource.owner._meta.get_field(relation).related_model
        slugs = {row.data[relation] for row in rows if row.data}
        history: dict[str, list[tuple[int, Any]]] = defaultdict(list)
        versions = Publication.objects.versions().filter(record_type=other.type_code, slug__in=slugs)
        for version in versions.exclude(action__in=_ENDS).order_by("number"):
            history[version.slug].append((version.number, (version.data or {}).get(column)))
        for row in rows:
            if row.data:
                derived[row.number][name] = _find_value_at(history[row.data[relation]], number or row.number)
    return derived


def _find_value_at(history: list[tuple[int, Any]], number: int) -> Any:
    """Return the last value up to a number; else the first one, published in the same transaction."""
    before = [value for at, value in history if at <= number]
    return before[-1] if before else history[0][1] if history else None


def get_page_as_of(resource: ApiResource, params: ListParams, place: list[Any] | None) -> ApiPage:
    """Return a page of a list as of the end of a day, ordered by slug."""
    assert params.as_of is not None
    number = get_publication_number_at(params.as_of)
    versions: list[tuple[list[Any], RecordVersion]] = []
    skipped = (params.page - 1) * params.page_size if params.page else 0
    for after, entry in _walk_as_of(resource, number, place):
        if skipped:
            skipped -= 1
            continue
        versions.append((after, entry))
        if len(versions) > params.page_size:
            break
    shown = versions[: params.page_size]
    last = shown[-1][0] if shown else []
    return ApiPage(
        [entry for _place, entry in shown],
        len(versions) > len(shown),
        last,
        lambda: count_as_of(resource, number),
    )


def _walk_as_of(
    resource: ApiResource, number: int, place: list[Any] | None, size: int = 200
) -> Iterator[tuple[list[Any], RecordVersion]]:
    """Yield versions as of a publication number with their positions: slug, and index of a part."""
    slug, position = (place[0], place[1]) if place else ("", -1)
    order = BytewiseCollation(F("slug"))
    while True:
        rows = filter_versions_as_of(resource, number).annotate(in_order=order).order_by("in_order")
        rows = rows.filter(in_order__gte=slug) if resource.is_part else rows.filter(in_order__gt=slug)
        versions = list(rows[:size])
        for entry in load_versions_from_log(resource, versions, number):
            if not resource.is_part:
                yield [entry.slug, 0], entry
                continue
            for at, part in enumerate(load_part_versions(resource, entry)):
                if (entry.slug, at) > (slug, position):
                    yield [entry.slug, at], part
        if len(versions) < size:
            return
        slug, position = versions[-1].slug, 10**6


def iter_as_of(resource: ApiResource, day: date) -> Iterator[RecordVersion]:
    for _place, entry in _walk_as_of(resource, get_publication_number_at(day), None):
        yield entry


def count_as_of(resource: ApiResource, number: int) -> int:
    if not resource.is_part:
        return filter_versions_as_of(resource, number).count()
    return sum(1 for _entry in _walk_as_of(resource, number, None))


def load_part_versions(resource: ApiResource, record: RecordVersion) -> list[RecordVersion]:
    return [build_part_version(record, part) for part in record.data[get_part_accessor(resource.model)]]


def find_version_as_of(resource: ApiResource, slug: str, number: int) -> Publication | None:
    """Return the log row of a record as of a publication number, also under its former slug."""
    former_slugs = SlugAlias.objects.filter(record_type=resource.owner.type_code, target=slug).values_list(
        "slug", flat=True
    )
    versions = Publication.objects.versions()
    rows = versions.filter(record_type=resource.owner.type_code, number__lte=number)
    return (
        rows.filter(slug=slug).order_by("-number").first()
        or rows.filter(slug__in=list(former_slugs)).exclude(action__in=_ENDS).order_by("-number").first()
    )
