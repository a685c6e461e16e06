"""Serializers of records and parts, derived from the models.

The input is a snapshot (see `records.snapshots`), read from the tables or from the publication log. Current
records, historical records and both sides of a change therefore have the same form. Only the fields in
`DERIVED` depend on other records.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property
from types import SimpleNamespace
from typing import Any

from django.db import models
from django.utils.translation import override

from records.field_kinds import get_content_kinds, get_field_kinds
from records.field_kinds.representation import (
    ALL,
    RESOURCE_NAMES,
    FieldGetter,
    RequestedVersion,
    SerializerField,
    build_api_path,
    build_component_schema,
    build_enum_schema,
    return_attribute,
    serialize_reference,
)
from records.models import Part, Record
from records.models.base import get_part_models, get_record_types
from records.snapshots import get_foreign_keys, get_part_accessor
from stats.definitions import get_statistics

#: Record type -> fields taken from a related record, with their lookup paths.
DERIVED: dict[str, dict[str, str]] = {"indicator-value": {"unit": "indicator__unit"}}


@dataclass(frozen=True)
class RecordVersion:
    """A version of a record or of a part, as input of a serializer."""

    slug: str
    data: dict[str, Any]
    version: int
    updated_at: datetime | None
    #: Values of other records, see `DERIVED`.
    derived: dict[str, Any] = field(default_factory=dict)
    #: For a part: the slug of its record.
    owner_slug: str = ""
    #: Longitude and latitude.
    point: tuple[float, float] | None = None


@dataclass(frozen=True)
class SerializerContext:
    """Language (or `all`) and origin of a response."""

    lang: str
    origin: str

    def address(self, path: str) -> str:
        return f"{self.origin}{path}"

    def page(self, path: str) -> str:
        """Return the URL of a public page, given its path without a language prefix."""
        return f"{self.origin}/{'en' if self.lang == ALL else self.lang}{path}"


@dataclass(frozen=True)
class RecordSerializer:
    """The fields of one kind of object, in order."""

    name: str
    model: Any
    description: str
    keys: tuple[SerializerField, ...]

    def __post_init__(self) -> None:
        names = [key.name for key in self.keys]
        assert len(set(names)) == len(names), f"{self.name} has duplicate fields: {names}"

    @cached_property
    def by_name(self) -> dict[str, SerializerField]:
        return {key.name: key for key in self.keys}

    def to_representation(
        self, entry: RecordVersion, context: SerializerContext, only: frozenset[str] | None = None
    ) -> dict[str, Any]:
        """Serialize a version; `only` limits the fields."""
        requested = RequestedVersion(SimpleNamespace(**entry.data), entry, context)
        keys = self.keys if only is None else [key for key in self.keys if key.name in only]
        return {key.name: key.to_representation(requested) for key in keys}

    def schema(self) -> dict[str, Any]:
        properties = {key.name: _describe_schema(key) for key in self.keys}
        return {
            "type": "object",
            "description": self.description,
            "properties": properties,
            # No field is required, because `fields` can exclude any of them.
            "required": [],
        }


def _describe_schema(key: SerializerField) -> dict[str, Any]:
    return {**key.schema, "description": key.description} if key.description else key.schema


@cache
def get_page_template(model: type[Record]) -> str:
    """Return the path of a page with `__name__` as placeholders of slugs."""
    pointed = {
        source.name: source.related_model(slug=f"__{source.name}__") for source in get_foreign_keys(model)
    }
    return model(slug="__slug__", **pointed).path


def build_page_path(model: type[Record], slug: str, data: dict[str, Any]) -> str:
    """Return the path of the page of a version, without a language prefix."""
    path = get_page_template(model).replace("__slug__", slug)
    for source in get_foreign_keys(model):
        path = path.replace(f"__{source.name}__", str(data[source.name]))
    return path


def format_time(moment: datetime | None) -> str | None:
    return moment.isoformat().replace("+00:00", "Z") if moment else None


def _build_updated_field() -> SerializerField:
    return SerializerField(
        "updated_at",
        "datetime",
        "When this version was published.",
        {"type": "string", "format": "date-time"},
        lambda _row, entry, _context: format_time(entry.updated_at),
    )


def build_uri_field(name: str, description: str, read: FieldGetter) -> SerializerField:
    return SerializerField(name, "string", description, {"type": "string", "format": "uri"}, read)


def build_slug_field(description: str) -> SerializerField:
    return SerializerField(
        "slug", "string", description, {"type": "string"}, lambda _row, entry, _context: entry.slug
    )


@cache
def get_record_serializer(model: type[Record]) -> RecordSerializer:
    resource = RESOURCE_NAMES[model]
    head = [
        SerializerField(
            "type",
            "string",
            "The type of record, as in the log of changes.",
            {"type": "string", "enum": [model.type_code]},
            lambda _row, _entry, _context: model.type_code,
        ),
        build_slug_field(
            "The name of the record in URLs. After a rename the former URL redirects here (301)."
        ),
        build_uri_field(
            "url", "This record in the API.", lambda _r, e, c: c.address(build_api_path(resource, e.slug))
        ),
        build_uri_field(
            "page",
            "The public page that shows it.",
            lambda _r, e, c: c.page(build_page_path(model, e.slug, e.data)),
        ),
        *_build_statistics_fields(model),
        SerializerField(
            "version",
            "number",
            "Increases by one or more with each version.",
            {"type": "integer"},
            lambda _row, entry, _context: entry.version,
        ),
        _build_updated_field(),
    ]
    derived = [_build_derived_field(model, name) for name in DERIVED.get(model.type_code, {})]
    parts = [_build_parts_field(part_model) for part_model in get_part_models(model)]
    keys = (*head, *_build_content_fields(model), *derived, *parts)
    return RecordSerializer(_get_schema_name(model), model, _get_docstring(model), keys)


def _build_content_fields(model: Any) -> list[SerializerField]:
    return [key for kind in get_content_kinds(model) for key in kind.build_serializer_fields()]


def _build_statistics_fields(model: type[Record]) -> list[SerializerField]:
    """Return the URL of statistics, if the record type is a kind of scope."""
    kind = model.type_code
    if not any(kind in statistic.scopes for statistic in get_statistics().values()):
        return []
    description = "Statistics in the scope of this record."
    return [
        build_uri_field(
            "statistics",
            description,
            lambda _r, e, c: c.address(f"/api/v1/statistics/?scope={kind}.{e.slug}"),
        )
    ]


def _build_derived_field(model: type[Record], name: str) -> SerializerField:
    path = DERIVED[model.type_code][name]
    relation, _, column = path.partition("__")
    related: Any = model._meta.get_field(relation).related_model
    kind = next(kind for kind in get_field_kinds(related) if kind.name == column)
    (key,) = kind.build_serializer_fields()

    def read(_row: SimpleNamespace, entry: RecordVersion, _context: SerializerContext) -> Any:
        return entry.derived[name]

    description = f"The value of the {relation}; null if that was redacted. {key.description}"
    return SerializerField(
        name, "code", description, build_enum_schema(key.choices, nullable=True), read, choices=key.choices
    )


#: Released schema names that differ from the name of the model.
_RELEASED_NAMES = {"hub-text": "HubText"}


def _get_schema_name(model: type[models.Model]) -> str:
    return _RELEASED_NAMES.get(getattr(model, "type_code", ""), model.__name__)


def _get_docstring(model: type[models.Model]) -> str:
    return (model.__doc__ or "").strip().split("\n\n")[0].replace("\n", " ")


def _build_parts_field(model: Any) -> SerializerField:
    shape = get_part_serializer(model)
    name = get_part_accessor(model)

    def read(row: SimpleNamespace, entry: RecordVersion, context: SerializerContext) -> Any:
        return [
            shape.to_representation(build_part_version(entry, part), context) for part in getattr(row, name)
        ]

    schema = {"type": "array", "items": build_component_schema(shape.name)}
    with override("en"):
        plural = str(model._meta.verbose_name_plural)
    return SerializerField(
        name, "parts", f"{plural[:1].upper()}{plural[1:]}, in order.", schema, read, model=model
    )


def build_part_version(record: RecordVersion, part: dict[str, Any]) -> RecordVersion:
    return RecordVersion(
        slug=f"{record.slug}--{part['key']}" if "key" in part else "",
        data=part,
        version=record.version,
        updated_at=record.updated_at,
        owner_slug=record.slug,
        point=record.point,
    )


@cache
def get_part_serializer(model: Any) -> RecordSerializer:
    keys = [*_build_part_head(model), *_build_content_fields(model)]
    return RecordSerializer(_get_schema_name(model), model, _get_docstring(model), tuple(keys))


def get_owner_model(model: Any) -> type[Record]:
    return model._meta.get_field(model.owner).related_model


def _build_part_head(model: Any) -> list[SerializerField]:
    if not issubclass(model, Part):
        return []
    owner = get_owner_model(model)
    resource, owner_resource = RESOURCE_NAMES.get(model), RESOURCE_NAMES[owner]

    def url(row: SimpleNamespace, entry: RecordVersion, context: SerializerContext) -> str:
        if resource:
            return context.address(build_api_path(resource, entry.slug))
        return f"{context.address(build_api_path(owner_resource, entry.owner_slug))}#{row.key}"

    def page(row: SimpleNamespace, entry: RecordVersion, context: SerializerContext) -> str:
        path = get_page_template(owner).replace("__slug__", entry.owner_slug).partition("#")[0]
        return f"{context.page(path)}#{row.key}"

    where = "This part in the API." if resource else "The record in the API, with the key of the part."
    return [
        SerializerField(
            "key",
            "string",
            "The name of the part within its record; it never changes.",
            {"type": "string"},
            return_attribute("key"),
        ),
        build_slug_field("The name of the part in URLs: `<record>--<key>`."),
        build_uri_field("url", where, url),
        build_uri_field("page", "Its position on the page of the record.", page),
        _build_updated_field(),
    ]


@cache
def get_part_resource_serializer(model: Any) -> RecordSerializer:
    """Return the serializer of a part with its own resource, which also references its record."""
    shape = get_part_serializer(model)
    owner, name = get_owner_model(model), model.owner
    key = SerializerField(
        name,
        "reference",
        f"The record it belongs to. `?expand={name}` returns the whole record.",
        build_component_schema("Reference"),
        lambda _row, entry, context: serialize_reference(owner, entry.owner_slug, context),
        model=owner,
    )
    at = len(_build_part_head(model))
    return RecordSerializer(
        f"{shape.name}Entry", model, shape.description, (*shape.keys[:at], key, *shape.keys[at:])
    )


def list_serializers() -> list[RecordSerializer]:
    shapes: list[RecordSerializer] = []
    for model in get_record_types().values():
        shapes += [get_part_serializer(part_model) for part_model in get_part_models(model)]
        shapes.append(get_record_serializer(model))
    shapes += [get_part_resource_serializer(model) for model in RESOURCE_NAMES if issubclass(model, Part)]
    return shapes
