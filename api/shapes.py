"""Serializers of records and parts, derived from the models.

The input is a snapshot (see `records.snapshots`), read from the tables or from the publication log. Current
records, historical records and both sides of a change therefore have the same form. Only the fields in
`DERIVED` depend on other records.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from types import SimpleNamespace
from typing import Any

from django.db import models
from django.utils.translation import override

from api.fields import (
    DERIVED,
    RESOURCE_NAMES,
    Context,
    Entry,
    Key,
    Read,
    api_path,
    code_key,
    enum_schema,
    own_keys,
    plain,
    reference,
)
from records.models import Part, Record
from records.models.base import get_part_models, get_record_types
from records.snapshots import get_foreign_keys, get_part_accessor
from records.translation import get_text
from stats.definitions import get_statistics


@dataclass(frozen=True)
class Shape:
    """The fields of one kind of object, in order."""

    name: str
    model: Any
    description: str
    keys: tuple[Key, ...]

    def __post_init__(self) -> None:
        names = [key.name for key in self.keys]
        assert len(set(names)) == len(names), f"{self.name} has duplicate fields: {names}"

    @cached_property
    def by_name(self) -> dict[str, Key]:
        return {key.name: key for key in self.keys}

    def to_representation(
        self, entry: Entry, context: Context, only: frozenset[str] | None = None
    ) -> dict[str, Any]:
        """Serialize a version; `only` limits the fields."""
        row = SimpleNamespace(**entry.data)
        keys = self.keys if only is None else [key for key in self.keys if key.name in only]
        return {key.name: key.read(row, entry, context) for key in keys}

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the object."""
        properties = {key.name: _describe_schema(key) for key in self.keys}
        return {
            "type": "object",
            "description": self.description,
            "properties": properties,
            # No field is required, because `fields` can exclude any of them.
            "required": [],
        }


def _describe_schema(key: Key) -> dict[str, Any]:
    return {**key.schema, "description": key.description} if key.description else key.schema


def _build_string_schema(description: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "description": description, **more}


@cache
def page_template(model: type[Record]) -> str:
    """The path of a page with `__name__` as placeholders of slugs."""
    pointed = {
        source.name: source.related_model(slug=f"__{source.name}__") for source in get_foreign_keys(model)
    }
    return model(slug="__slug__", **pointed).path


def page_path(model: type[Record], slug: str, data: dict[str, Any]) -> str:
    """The path of the page of a version, without a language prefix."""
    path = page_template(model).replace("__slug__", slug)
    for source in get_foreign_keys(model):
        path = path.replace(f"__{source.name}__", str(data[source.name]))
    return path


def iso(moment: datetime | None) -> str | None:
    return moment.isoformat().replace("+00:00", "Z") if moment else None


def _build_updated_field() -> Key:
    return Key(
        "updated_at",
        "datetime",
        "When this version was published.",
        {"type": "string", "format": "date-time"},
        lambda _row, entry, _context: iso(entry.updated_at),
    )


def uri_key(name: str, description: str, read: Read) -> Key:
    return Key(name, "string", description, {"type": "string", "format": "uri"}, read)


def slug_key(description: str) -> Key:
    return Key("slug", "string", description, {"type": "string"}, lambda _row, entry, _context: entry.slug)


@cache
def shape_of(model: type[Record]) -> Shape:
    """The serializer of a record type, with its parts and links."""
    resource = RESOURCE_NAMES[model]
    head = [
        Key(
            "type",
            "string",
            "The type of record, as in the log of changes.",
            {"type": "string", "enum": [model.type_code]},
            lambda _row, _entry, _context: model.type_code,
        ),
        slug_key("The name of the record in URLs. After a rename the former URL redirects here (301)."),
        uri_key("url", "This record in the API.", lambda _r, e, c: c.address(api_path(resource, e.slug))),
        uri_key(
            "page",
            "The public page that shows it.",
            lambda _r, e, c: c.page(page_path(model, e.slug, e.data)),
        ),
        *_build_statistics_fields(model),
        Key(
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
    keys = (*head, *own_keys(model), *derived, *parts)
    return Shape(_get_schema_name(model), model, _get_docstring(model), keys)


def _build_statistics_fields(model: type[Record]) -> list[Key]:
    """The URL of statistics, if the record type is a kind of scope."""
    kind = model.type_code
    if not any(kind in statistic.scopes for statistic in get_statistics().values()):
        return []
    words = "Statistics in the scope of this record."
    return [
        uri_key("statistics", words, lambda _r, e, c: c.address(f"/api/v1/statistics/?scope={kind}.{e.slug}"))
    ]


def _build_derived_field(model: type[Record], name: str) -> Key:
    path = DERIVED[model.type_code][name]
    relation, _, column = path.partition("__")
    related: Any = model._meta.get_field(relation).related_model
    key = code_key(related._meta.get_field(column))

    def read(_row: SimpleNamespace, entry: Entry, _context: Context) -> Any:
        return entry.derived[name]

    words = f"The value of the {relation}; null if that was redacted. {key.description}"
    return Key(name, "code", words, enum_schema(key.choices, nullable=True), read, choices=key.choices)


#: Released schema names that differ from the name of the model.
_RELEASED_NAMES = {"hub-text": "HubText"}


def _get_schema_name(model: type[models.Model]) -> str:
    return _RELEASED_NAMES.get(getattr(model, "type_code", ""), model.__name__)


def _get_docstring(model: type[models.Model]) -> str:
    return (model.__doc__ or "").strip().split("\n\n")[0].replace("\n", " ")


def _build_parts_field(model: Any) -> Key:
    shape = part_shape(model)
    name = get_part_accessor(model)

    def read(row: SimpleNamespace, entry: Entry, context: Context) -> Any:
        return [shape.to_representation(part_entry(entry, part), context) for part in getattr(row, name)]

    schema = {"type": "array", "items": {"$ref": f"#/components/schemas/{shape.name}"}}
    with override("en"):
        plural = str(model._meta.verbose_name_plural)
    return Key(name, "parts", f"{plural[:1].upper()}{plural[1:]}, in order.", schema, read, model=model)


def part_entry(record: Entry, part: dict[str, Any]) -> Entry:
    """The version of a part, given the version of its record."""
    return Entry(
        slug=f"{record.slug}--{part['key']}" if "key" in part else "",
        data=part,
        version=record.version,
        updated_at=record.updated_at,
        owner_slug=record.slug,
        point=record.point,
    )


@cache
def part_shape(model: Any) -> Shape:
    """The serializer of a part or link inside its record."""
    keys = [*_build_part_head(model), *own_keys(model)]
    return Shape(_get_schema_name(model), model, _get_docstring(model), tuple(keys))


def owner_of(model: Any) -> type[Record]:
    return model._meta.get_field(model.owner).related_model


def _build_part_head(model: Any) -> list[Key]:
    if not issubclass(model, Part):
        return []
    owner = owner_of(model)
    resource, owner_resource = RESOURCE_NAMES.get(model), RESOURCE_NAMES[owner]

    def url(row: SimpleNamespace, entry: Entry, context: Context) -> str:
        if resource:
            return context.address(api_path(resource, entry.slug))
        return f"{context.address(api_path(owner_resource, entry.owner_slug))}#{row.key}"

    def page(row: SimpleNamespace, entry: Entry, context: Context) -> str:
        path = page_template(owner).replace("__slug__", entry.owner_slug).partition("#")[0]
        return f"{context.page(path)}#{row.key}"

    where = "This part in the API." if resource else "The record in the API, with the key of the part."
    return [
        Key(
            "key",
            "string",
            "The name of the part within its record; it never changes.",
            {"type": "string"},
            plain("key"),
        ),
        slug_key("The name of the part in URLs: `<record>--<key>`."),
        uri_key("url", where, url),
        uri_key("page", "Its position on the page of the record.", page),
        _build_updated_field(),
    ]


@cache
def part_resource_shape(model: Any) -> Shape:
    """The serializer of a part with its own resource, which also references its record."""
    shape = part_shape(model)
    owner, name = owner_of(model), model.owner
    key = Key(
        name,
        "reference",
        f"The record it belongs to. `?expand={name}` returns the whole record.",
        {"$ref": "#/components/schemas/Reference"},
        lambda _row, entry, context: reference(owner, entry.owner_slug, context),
        model=owner,
    )
    at = len(_build_part_head(model))
    return Shape(f"{shape.name}Entry", model, shape.description, (*shape.keys[:at], key, *shape.keys[at:]))


def fallbacks(model: Any, data: dict[str, Any], lang: str) -> dict[str, str]:
    """Fields with a text in another language than requested -> that language."""
    row, found = SimpleNamespace(**data), {}
    for name in getattr(model, "translated_fields", {}):
        text = get_text(row, name, lang)
        if text and text.lang.lower() != lang:
            found[name] = text.lang
    return found


def all_shapes() -> list[Shape]:
    shapes: list[Shape] = []
    for model in get_record_types().values():
        shapes += [part_shape(part_model) for part_model in get_part_models(model)]
        shapes.append(shape_of(model))
    shapes += [part_resource_shape(model) for model in RESOURCE_NAMES if issubclass(model, Part)]
    return shapes
