"""What a record takes from other records: the region of its city, the unit of its indicator, its point.

In lists of now, a query reads it from the tables; in the past, it is read from the log. A `resource` is a
class of `api.records.viewsets`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.db.models import F, JSONField
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Coalesce

from api.serializers import SerializerContext
from records.choices import ENDS
from records.field_kinds import get_field_kinds
from records.field_kinds.representation import SerializerField
from records.models import Part, Publication

_REGION_OF_CITY = ("city__region",)
#: Record type -> fields taken from other records, with their lookup paths: the first that has a value.
#: A path that begins with several records gives a list.
DERIVED: dict[str, dict[str, tuple[str, ...]]] = {
    "membership": {"region": _REGION_OF_CITY},
    "exchange": {"regions": ("cities__city__region",)},
    "event": {"regions": ("cities__region",)},
    "park": {"region": _REGION_OF_CITY},
    "designation": {"park_city": ("park__city",), "region": ("city__region", "park__city__region")},
    "zero-waste-pilot": {"region": _REGION_OF_CITY},
    "procurement-case": {"region": _REGION_OF_CITY},
    "business": {"region": _REGION_OF_CITY},
    "indicator-value": {"unit": ("indicator__unit",), "region": _REGION_OF_CITY},
}
#: The fields that a part with its own list has from its record.
PLACE_NAMES = ("city", "region")
_ABOUT = {
    "region": "The region of the city; null without a city.",
    "regions": "The regions of the cities, each once.",
    "park_city": "The city of the park; null for a city.",
}
_CHANGES = "It follows the other record, without a new version of this one."


def _list_path_fields(model: Any, path: str) -> list[Any]:
    """Return the model fields of a lookup path."""
    fields: list[Any] = []
    for name in path.split("__"):
        fields.append(model._meta.get_field(name))
        model = fields[-1].related_model
    return fields


def get_derived_model(model: Any, name: str) -> Any:
    """Return the record type to which a field of `DERIVED` refers; None if it is a plain value."""
    return _list_path_fields(model, DERIVED[model.type_code][name][0])[-1].related_model


@cache
def is_derived_list(model: Any, name: str) -> bool:
    first = _list_path_fields(model, DERIVED[model.type_code][name][0])[0]
    return bool(first.many_to_many or first.one_to_many)


def list_derived_names(model: Any, *, lists: bool) -> list[str]:
    """Return the names of the fields that are lists, or of those that aren't."""
    if issubclass(model, Part):
        return []
    return [name for name in DERIVED.get(model.type_code, {}) if is_derived_list(model, name) is lists]


# -- serializer fields ------------------------------------------------------------------------------


def build_derived_fields(model: Any) -> list[SerializerField]:
    return [_build_derived_field(model, name) for name in DERIVED.get(model.type_code, {})]


def _build_derived_field(model: Any, name: str) -> SerializerField:
    if target := get_derived_model(model, name):
        is_list = is_derived_list(model, name)

        def refer(_row: Any, version: Any, context: SerializerContext) -> Any:
            value = version.derived[name]
            if is_list:
                return [context.refer(target, slug) for slug in value]
            return context.refer(target, value) if value else None

        kind, text = ("references" if is_list else "reference"), f"{_ABOUT[name]} {_CHANGES}"
        return SerializerField(name, kind, text, refer, model=target, allow_null=not is_list)
    relation, column = _list_path_fields(model, DERIVED[model.type_code][name][0])
    kinds = get_field_kinds(relation.related_model)
    (field,) = next(kind for kind in kinds if kind.name == column.name).build_serializer_fields()
    return SerializerField(
        name,
        "code",
        f"The value of the {relation.name}; null if that was redacted. {field.description}",
        lambda _row, version, _context: version.derived[name],
        choices=field.choices,
        allow_null=True,
    )


def build_place_fields(owner_serializer: Any) -> list[SerializerField]:
    """Return the fields of city and region that a part has from its record, if that has them."""
    declared = owner_serializer.get_declared_fields()
    return [_build_place_field(declared[name]) for name in PLACE_NAMES if name in declared]


def _build_place_field(field: SerializerField) -> SerializerField:
    return SerializerField(
        field.name,
        "reference",
        f"The {field.name} of the record. It follows the record.",
        lambda _row, version, context: field.read(version.data, version, context),
        model=field.model,
        allow_null=field.allow_null,
    )


# -- lists of now -----------------------------------------------------------------------------------


@cache
def get_derived_columns(resource: Any) -> dict[str, Any]:
    """Return the expressions of the fields that aren't lists; that of a reference is its slug."""
    owner, prefix = resource.owner, resource.prefix
    columns = {
        name: _select_first(
            f"{prefix}{path}{'__slug' if get_derived_model(owner, name) else ''}"
            for path in DERIVED[owner.type_code][name]
        )
        for name in list_derived_names(owner, lists=False)
    }
    if resource.is_part and "city" in resource.fields:
        columns["city"] = F(f"{prefix}city__slug")
    return columns


def _select_first(paths: Iterable[str]) -> Any:
    fields = [F(path) for path in paths]
    return fields[0] if len(fields) == 1 else Coalesce(*fields)


def load_derived_lists(model: Any, snapshots: Sequence[dict[str, Any]]) -> list[dict[str, list[str]]]:
    """Return the derived lists of snapshots as they are now; one query for each field that is a list."""
    derived: list[dict[str, list[str]]] = [{} for _snapshot in snapshots]
    for name in list_derived_names(model, lists=True):
        (path,) = DERIVED[model.type_code][name]
        related, columns = _split_path(model, path)
        slugs = [_read_slugs(model, snapshot, path) for snapshot in snapshots]
        rows = related.objects.filter(slug__in={slug for own in slugs for slug in own})
        values = dict(rows.values_list("slug", f"{'__'.join(columns)}__slug"))
        for one, own in zip(derived, slugs, strict=True):
            one[name] = list(dict.fromkeys(values[slug] for slug in own if values.get(slug)))
    return derived


# -- the log ----------------------------------------------------------------------------------------


def load_derived_as_of(
    model: Any, rows: Sequence[Publication], number: int | None
) -> dict[int, dict[str, Any]]:
    """Return the derived fields as of a publication number, by row number; None: as of each row."""
    logged = [row for row in rows if row.data]
    derived: dict[int, dict[str, Any]] = {row.number: {} for row in rows}
    for name, paths in DERIVED.get(model.type_code, {}).items():
        found = [_find_values(model, logged, path, number) for path in paths]
        for row in logged:
            values = [value for one in found for value in one[row.number] if value is not None]
            derived[row.number][name] = (
                list(dict.fromkeys(values)) if is_derived_list(model, name) else next(iter(values), None)
            )
    return derived


def _split_path(model: Any, path: str) -> tuple[Any, list[str]]:
    """Return the record type to which the snapshots refer, and the columns that follow from there."""
    first, *others = _list_path_fields(model, path)
    if first.one_to_many:  # parts, which are in the snapshot
        first, *others = others
    return first.related_model, [field.name for field in others]


def _read_slugs(model: Any, snapshot: dict[str, Any], path: str) -> list[str]:
    """Return the slugs of the first records of a path."""
    name, *following = path.split("__")
    field, value = model._meta.get_field(name), snapshot.get(name)
    if field.one_to_many:
        return [part[following[0]] for part in value or ()]
    return list(value or ()) if field.many_to_many else [value] if value else []


def _find_values(
    model: Any, rows: Sequence[Publication], path: str, number: int | None
) -> dict[int, list[Any]]:
    """Return the values at the end of a lookup path, by row number; one query for each record on it."""
    related, columns = _split_path(model, path)
    values: dict[int, list[Any]] = {row.number: _read_slugs(model, row.data or {}, path) for row in rows}
    for column in columns:
        history = _load_history(related, {slug for own in values.values() for slug in own}, [column])
        values = {
            at: [value for slug in own for value in _find_columns_at(history[slug], number or at) if value]
            for at, own in values.items()
        }
        related = related._meta.get_field(column).related_model
    return values


ColumnHistory = dict[str, list[tuple[int, tuple[Any, ...]]]]


def _load_history(model: Any, slugs: Collection[str], columns: Sequence[str]) -> ColumnHistory:
    """Return the values of some columns in all versions of records, with their numbers, by slug."""
    history: ColumnHistory = defaultdict(list)
    versions = Publication.objects.versions().filter(record_type=model.type_code, slug__in=slugs)
    selected = {f"value_{name}": KeyTransform(name, "data", output_field=JSONField()) for name in columns}
    rows = versions.exclude(action__in=ENDS).annotate(**selected).order_by("number")
    for slug, at, *values in rows.values_list("slug", "number", *selected):
        history[slug].append((at, tuple(values)))
    return history


def _find_columns_at(history: list[tuple[int, tuple[Any, ...]]], number: int) -> tuple[Any, ...]:
    """Return the last values up to a number; else the first ones, published in the same transaction."""
    before = [values for at, values in history if at <= number]
    return before[-1] if before else history[0][1] if history else ()


# -- points -----------------------------------------------------------------------------------------

RECORD, CITY = "record", "city"


class MapPoint(NamedTuple):
    """A point: that of the record (or of the park to which it belongs), or of its city."""

    lon: float
    lat: float
    of: str


def _build_point(of: str, lat: Any = None, lon: Any = None) -> MapPoint | None:
    return None if lat is None or lon is None else MapPoint(float(lon), float(lat), of)


def build_location_columns(resource: Any) -> dict[str, Any]:
    """Return the expressions of the coordinates that `read_location()` reads."""
    columns: dict[str, Any] = {}
    for name in ("lat", "lon"):
        if resource.point_path is not None:
            columns[f"api_{name}"] = F("__".join(filter(None, (resource.point_path, name))))
        if resource.city_paths:
            columns[f"api_city_{name}"] = _select_first(f"{path}__{name}" for path in resource.city_paths)
    return columns


def read_location(row: dict[str, Any]) -> MapPoint | None:
    return _build_point(RECORD, row.get("api_lat"), row.get("api_lon")) or _build_point(
        CITY, row.get("api_city_lat"), row.get("api_city_lon")
    )


def load_locations_as_of(
    resource: Any, rows: Sequence[Publication], number: int
) -> dict[int, MapPoint | None]:
    """Return the points of records, or of the records to which parts belong, as of a publication number."""
    model, owner = resource.owner, f"{resource.model.owner}__" if resource.is_part else ""
    paths = [(path.removeprefix(owner), CITY) for path in resource.city_paths]
    if resource.point_path is not None:
        own = f"{resource.point_path}__".removeprefix(owner) if resource.is_part else resource.point_path
        paths.insert(0, (own, RECORD))
    locations: dict[int, MapPoint | None] = {row.number: None for row in rows}
    for path, of in paths:
        missing = [row for row in rows if row.data and locations[row.number] is None]
        locations |= _find_locations(model, missing, path, of, number) if missing else {}
    return locations


def _find_locations(
    model: Any, rows: Sequence[Publication], path: str, of: str, number: int
) -> dict[int, MapPoint | None]:
    if not path:
        data = {row.number: row.data or {} for row in rows}
        return {at: _build_point(of, own.get("lat"), own.get("lon")) for at, own in data.items()}
    related = _list_path_fields(model, path)[-1].related_model
    slugs = _find_values(model, rows, path, number)
    history = _load_history(related, {slug for own in slugs.values() for slug in own}, ["lat", "lon"])
    found = {at: _find_columns_at(history[own[0]], number) if own else () for at, own in slugs.items()}
    return {at: _build_point(of, *values) for at, values in found.items()}
