"""Serializer fields: a value of a snapshot as the API shows it, with its schema."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.db import models
from django.utils.translation import override
from rest_framework import serializers

from records.models.base import Record
from records.translation import COLUMNS

#: Values of `lang`, besides `all`.
API_LANGUAGES = ("en", "zh-hans", "zh-hant")
ALL = "all"

#: Fields with another name in the API, where `url` is the address of the object.
RENAMED = {"url": "link"}

#: (row, version, context) -> the value of a field.
FieldGetter = Callable[[SimpleNamespace, Any, Any], Any]
FieldChoices = tuple[tuple[str, Any], ...]

#: Record type -> the name of its resource; filled by `api.resources`.
RESOURCE_NAMES: dict[type[models.Model], str] = {}


@dataclass(frozen=True)
class RequestedVersion:
    """A version of a record or part with its columns as attributes, and the context of the response."""

    row: SimpleNamespace
    version: Any
    context: Any


class SerializerField(serializers.Field):
    """A read-only field of an object, with its schema. It serializes a `RequestedVersion`.

    `kind` is used by exports: text, texts, code, codes, reference, references, parts, or a plain value.
    `model`: that of a reference or of a list of parts. `choices`: (code, label) pairs of a code.
    """

    def __init__(
        self,
        name: str,
        kind: str,
        description: str,
        schema: dict[str, Any],
        read: FieldGetter,
        *,
        model: Any = None,
        choices: FieldChoices = (),
    ) -> None:
        super().__init__(read_only=True, source="*", help_text=description)
        self.name, self.kind, self.description, self.schema = name, kind, description, schema
        self.read, self.model, self.choices = read, model, choices

    def to_representation(self, value: RequestedVersion) -> Any:
        return self.read(value.row, value.version, value.context)


# -- values -----------------------------------------------------------------------------------------


def build_api_path(resource: str, slug: str) -> str:
    return f"/api/v1/{resource}/{slug}/"


def serialize_reference(model: type[Record], slug: str | None, context: Any) -> dict[str, Any] | None:
    if slug is None:
        return None
    address = context.address(build_api_path(RESOURCE_NAMES[model], slug))
    return {"type": model.type_code, "slug": slug, "url": address}


def translate_text(read: Callable[[str], str], context: Any) -> Any:
    """Return a text in the language of the response, or in all languages; None if there is no text."""
    if context.lang != ALL:
        return str(read(context.lang)) or None
    texts: dict[str, str | None] = {}
    for code in API_LANGUAGES:
        text: Any = read(code)
        tag = COLUMNS[code.replace("-", "_")]
        texts[tag] = str(text) if text and text.lang == tag else None
    return texts if any(texts.values()) else None


def return_attribute(name: str) -> FieldGetter:
    return lambda row, _version, _context: getattr(row, name)


# -- schemas ----------------------------------------------------------------------------------------


def build_typed_schema(kind: str, *, nullable: bool, **more: Any) -> dict[str, Any]:
    return {"type": [kind, "null"] if nullable else kind, **more}


def build_component_schema(name: str, *, nullable: bool = False) -> dict[str, Any]:
    schema: dict[str, Any] = {"$ref": f"#/components/schemas/{name}"}
    return {"anyOf": [schema, {"type": "null"}]} if nullable else schema


def build_enum_schema(choices: Iterable[tuple[str, Any]], *, nullable: bool = False) -> dict[str, Any]:
    codes: list[Any] = [str(code) for code, _label in choices]
    schema = build_typed_schema("string", nullable=nullable)
    return {**schema, "enum": [*codes, None] if nullable else codes}


def describe_field(field: Any, help_text: Any = None) -> str:
    with override("en"):
        name = str(getattr(field, "verbose_name", ""))
        more = str(field.help_text if help_text is None else help_text)
    sentence = name[:1].upper() + name[1:] + "."
    return f"{sentence} {more}".strip()


def describe_codes(choices: Iterable[tuple[str, Any]]) -> str:
    """Return a Markdown list of codes and English labels."""
    with override("en"):
        return "\n".join(f"- `{code}`: {label}" for code, label in choices)
