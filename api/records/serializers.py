"""Serializers of records and parts, generated from the models.

The instance is a version: a snapshot (see `records.snapshots`) as the publication log stores it. Current
records, historical records and both sides of a change therefore have the same form. Only the fields in
`api.records.relations` and the names of references depend on other records.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import cache, cached_property, lru_cache
from typing import Any, ClassVar, NamedTuple

from django.db import models
from django.utils.translation import override

from api.addresses import RESOURCE_NAMES, build_api_path
from api.records.relations import MapPoint, build_derived_fields, build_place_fields
from api.records.rights import RightsField
from api.serializers import OutputSerializer, SerializerContext
from records.field_kinds import get_content_kinds
from records.field_kinds.representation import FieldGetter, SerializerField
from records.models import Part, Record
from records.models.base import get_part_models
from records.snapshots import fill_row, get_foreign_keys, get_part_accessor
from stats.definitions import get_statistics


class RecordVersion(NamedTuple):
    """A version of a record: its slug, its snapshot, and what the snapshot does not contain."""

    slug: str
    data: dict[str, Any]
    version: int
    updated_at: str | None
    #: Values of other records, see `api.records.relations`.
    derived: dict[str, Any] = {}
    #: Only in lists that have points.
    location: MapPoint | None = None


class PartVersion(NamedTuple):
    """A part of a version of a record."""

    record: RecordVersion
    data: dict[str, Any]

    @property
    def slug(self) -> str:
        return f"{self.record.slug}--{self.data['key']}"

    @property
    def location(self) -> MapPoint | None:
        return self.record.location


def get_record_version(version: RecordVersion | PartVersion) -> RecordVersion:
    """Return a version of a record, or that to which a version of a part belongs."""
    return version.record if isinstance(version, PartVersion) else version


class SnapshotSerializer(OutputSerializer):
    """Base of the serializers of records and parts: picks the fields of versions from their snapshots."""

    model: ClassVar[Any]

    def to_representation(self, instance: Any) -> dict[str, Any]:
        return self.represent(instance.data, get_record_version(instance), self.context["output"])

    def represent(self, row: Any, version: Any, output: SerializerContext) -> dict[str, Any]:
        """Return the object of a snapshot of a record, or of a part of `version`."""
        try:
            return {name: read(row, version, output) for name, read in self._getters}
        except KeyError:  # the version is older than a field
            row = fill_row(self.model, row)
            return {name: read(row, version, output) for name, read in self._getters}

    @cached_property
    def _getters(self) -> list[tuple[str, FieldGetter]]:
        return [
            (name, field.read if isinstance(field, SerializerField) else _build_parts_getter(name, field))
            for name, field in self.fields.items()
        ]


def _build_parts_getter(name: str, field: Any) -> FieldGetter:
    return lambda row, version, output: [field.child.represent(part, version, output) for part in row[name]]


def build_serializer_class(name: str, model: Any, fields: Iterable[tuple[str, Any]], doc: str) -> Any:
    """Return a serializer class. Its fields are in the order in which they were made, as in all of DRF."""
    declared = list(fields)
    assert len(dict(declared)) == len(declared), f"{name} has duplicate fields."
    return type(
        f"{name}Serializer", (SnapshotSerializer,), {**dict(declared), "model": model, "__doc__": doc}
    )


# -- records ----------------------------------------------------------------------------------------


@cache
def get_page_template(model: type[Record]) -> str:
    """Return the path of a page with `__name__` as placeholders of slugs."""
    pointed = {
        source.name: source.related_model(slug=f"__{source.name}__") for source in get_foreign_keys(model)
    }
    return model(slug="__slug__", **pointed).path


@cache
def _get_page_placeholders(model: type[Record]) -> tuple[str, ...]:
    path = get_page_template(model)
    return tuple(source.name for source in get_foreign_keys(model) if f"__{source.name}__" in path)


def build_page_path(model: type[Record], slug: str, data: dict[str, Any]) -> str:
    """Return the path of the page of a version, without a language prefix."""
    path = get_page_template(model).replace("__slug__", slug)
    for name in _get_page_placeholders(model):
        path = path.replace(f"__{name}__", str(data[name]))
    return path


def format_time(moment: datetime | None) -> str | None:
    return moment.isoformat().replace("+00:00", "Z") if moment else None


def _build_updated_field() -> SerializerField:
    return SerializerField(
        "updated_at",
        "datetime",
        "When this version was published.",
        lambda _row, version, _context: version.updated_at,
    )


def build_uri_field(name: str, description: str, read: FieldGetter) -> SerializerField:
    return SerializerField(name, "uri", description, read)


def build_slug_field(description: str, read: FieldGetter) -> SerializerField:
    return SerializerField("slug", "string", description, read)


@cache
def get_record_serializer(model: type[Record]) -> type[SnapshotSerializer]:
    """Return the serializer class of a record type."""
    resource = RESOURCE_NAMES[model]
    head = [
        SerializerField(
            "type",
            "string",
            "The type of record, as in the log of changes.",
            lambda _row, _version, _context: model.type_code,
            choices=((model.type_code, model._meta.verbose_name),),
        ),
        build_slug_field(
            "The name of the record in URLs. A rename changes it; the former URL then redirects here (301).",
            lambda _row, version, _context: version.slug,
        ),
        build_uri_field(
            "url", "This record in the API.", lambda _r, v, c: c.address(build_api_path(resource, v.slug))
        ),
        build_uri_field(
            "page",
            "The public page that shows it.",
            lambda row, version, context: context.page(build_page_path(model, version.slug, row)),
        ),
        *_build_statistics_fields(model),
        *_build_query_fields(model),
        SerializerField(
            "version",
            "integer",
            "Increases by one or more with each version.",
            lambda _row, version, _context: version.version,
        ),
        _build_updated_field(),
    ]
    content = _build_content_fields(model)
    fields = [(field.name, field) for field in (*head, *content, *build_derived_fields(model))]
    parts = [(get_part_accessor(part), get_part_serializer(part)) for part in get_part_models(model)]
    nested = [(name, part(many=True, help_text=_describe_parts(part.model))) for name, part in parts]
    return build_serializer_class(model.__name__, model, [*fields, *nested], _get_docstring(model))


def _build_content_fields(model: Any) -> list[SerializerField]:
    fields = [field for kind in get_content_kinds(model) for field in kind.build_serializer_fields()]
    return [*fields, RightsField()] if getattr(model, "figure_fields", None) else fields


def _build_statistics_fields(model: type[Record]) -> list[SerializerField]:
    """Return the URL of statistics, if the record type is a kind of scope."""
    kind = model.type_code
    if not any(kind in statistic.scopes for statistic in get_statistics().values()):
        return []
    return [
        build_uri_field(
            "statistics",
            "Statistics in the scope of this record.",
            lambda _row, version, context: context.address(
                f"/api/v1/statistics/?scope={kind}.{version.slug}"
            ),
        )
    ]


#: Record type -> the field with the address of what is found for a record, its description, its query.
_QUERIES = {
    "city": ("peers", "Similar cities, and what they have in common.", "/api/v1/peers/?city="),
    "material": ("matches", "Who supplied it to whom.", "/api/v1/material-matches/?material="),
}


def _build_query_fields(model: type[Record]) -> list[SerializerField]:
    """Return the URL of what is found for a record, if there is such a list."""
    if model.type_code not in _QUERIES:
        return []
    name, description, path = _QUERIES[model.type_code]

    def read(_row: Any, version: Any, context: SerializerContext) -> str:
        return context.address(f"{path}{version.slug}")

    return [build_uri_field(name, description, read)]


def _get_docstring(model: type[models.Model]) -> str:
    return (model.__doc__ or "").strip().split("\n\n")[0].replace("\n", " ")


# -- parts ------------------------------------------------------------------------------------------


def _describe_parts(model: Any) -> str:
    with override("en"):
        plural = str(model._meta.verbose_name_plural)
    return f"{plural[:1].upper()}{plural[1:]}, in order."


@cache
def get_part_serializer(model: Any) -> type[SnapshotSerializer]:
    """Return the serializer class of a part within its record."""
    fields = [*_build_part_head(model), *_build_content_fields(model)]
    return build_serializer_class(
        model.__name__, model, [(field.name, field) for field in fields], _get_docstring(model)
    )


def get_owner_model(model: Any) -> type[Record]:
    return model._meta.get_field(model.owner).related_model


@lru_cache(maxsize=1_000)
def _build_owner_path(owner: type[Record], slug: str) -> str:
    return get_page_template(owner).replace("__slug__", slug).partition("#")[0]


def _build_part_head(model: Any) -> list[SerializerField]:
    if not issubclass(model, Part):
        return []
    owner = get_owner_model(model)
    resource, owner_resource = RESOURCE_NAMES.get(model), RESOURCE_NAMES[owner]

    def get_url(row: dict[str, Any], version: RecordVersion, context: SerializerContext) -> str:
        if resource:
            return f"{context.origin}/api/v1/{resource}/{version.slug}--{row['key']}/"
        return f"{context.origin}/api/v1/{owner_resource}/{version.slug}/#{row['key']}"

    def get_page(row: dict[str, Any], version: RecordVersion, context: SerializerContext) -> str:
        return f"{context.page_root}{_build_owner_path(owner, version.slug)}#{row['key']}"

    where = "This part in the API." if resource else "The record in the API, with the key of the part."
    return [
        SerializerField(
            "key",
            "string",
            "The name of the part within its record; it never changes.",
            key="key",
        ),
        build_slug_field(
            "The name of the part in URLs: `<record>--<key>`.",
            lambda row, version, _context: f"{version.slug}--{row['key']}",
        ),
        build_uri_field("url", where, get_url),
        build_uri_field("page", "Its position on the page of the record.", get_page),
        _build_updated_field(),
    ]


@cache
def get_part_resource_serializer(model: Any) -> type[SnapshotSerializer]:
    """Return the serializer class of a part with its own resource, which also refers to its record."""
    owner, name = get_owner_model(model), model.owner
    head = _build_part_head(model)
    reference = SerializerField(
        name,
        "reference",
        f"The record it belongs to. `?expand={name}` returns the whole record.",
        lambda _row, version, context: context.refer(owner, version.slug),
        model=owner,
    )
    places = build_place_fields(get_record_serializer(owner))
    fields = [(field.name, field) for field in (*head, reference, *places, *_build_content_fields(model))]
    return build_serializer_class(f"{model.__name__}Entry", model, fields, _get_docstring(model))
