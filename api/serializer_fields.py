"""Serializer fields: value and schema of each kind of model field."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from types import SimpleNamespace
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from records.fields import CodeListField, StatedDateField, TextListField, TranslatedField
from records.links import get_safe_link
from records.models import Record
from records.models.roles import LIFECYCLE_FIELDS
from records.snapshots import get_foreign_keys, get_many_to_many_fields
from records.translation import COLUMNS, OVERRIDES, get_text, get_text_from_columns

#: Values of `lang`, besides `all`.
API_LANGUAGES = ("en", "zh-hans", "zh-hant")
ALL = "all"

#: Reasons for a null number, if the record has no field for the reason.
NOT_STATED, NOT_RECORDED = "not_stated", "not_recorded"

_LEFT_OUT = LIFECYCLE_FIELDS | {"id", "slug", "loaded_digest", "position", "key", OVERRIDES}
# Latitude and longitude share one reason, because they are set together.
_SHARED_REASONS = {"lat": "coordinates_reason", "lon": "coordinates_reason"}
_YEARS = {"year", "established", "symbiosis_since"}
#: Renamed fields: `url` is the URL of the object in the API.
RENAMED = {"url": "link"}


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


FieldGetter = Callable[[SimpleNamespace, RecordVersion, SerializerContext], Any]
FieldChoices = tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class SerializerField:
    """A field of an object, with its schema.

    `kind` is used by exports: text, texts, code, codes, reference, references, parts, or a plain value.
    """

    name: str
    kind: str
    description: str
    schema: dict[str, Any]
    read: FieldGetter
    #: The model of a reference or of a list of parts.
    model: Any = None
    #: (code, label) pairs of a code.
    choices: FieldChoices = ()


def build_api_path(resource: str, slug: str) -> str:
    return f"/api/v1/{resource}/{slug}/"


#: Record type -> the name of its resource; filled by `api.resources`.
RESOURCE_NAMES: dict[type[models.Model], str] = {}

#: Record type -> fields taken from a related record, with their lookup paths.
DERIVED: dict[str, dict[str, str]] = {"indicator-value": {"unit": "indicator__unit"}}


def serialize_reference(
    model: type[Record], slug: str | None, context: SerializerContext
) -> dict[str, Any] | None:
    if slug is None:
        return None
    address = context.address(build_api_path(RESOURCE_NAMES[model], slug))
    return {"type": model.type_code, "slug": slug, "url": address}


def translate_text(read: Callable[[str], str]) -> Callable[[SerializerContext], Any]:
    """Return a text in the language of the response, or in all languages; None if there is no text."""

    def give(context: SerializerContext) -> Any:
        if context.lang != ALL:
            return str(read(context.lang)) or None
        texts: dict[str, str | None] = {}
        for code in API_LANGUAGES:
            text: Any = read(code)
            tag = COLUMNS[code.replace("-", "_")]
            texts[tag] = str(text) if text and text.lang == tag else None
        return texts if any(texts.values()) else None

    return give


# -- one field class per kind of field ---------------------------------------------------------------


def _build_text_field(name: str, declared: TranslatedField) -> SerializerField:
    def read(row: SimpleNamespace, _entry: RecordVersion, context: SerializerContext) -> Any:
        return translate_text(lambda language: get_text(row, name, language))(context)

    return SerializerField(
        name,
        "text",
        describe_field(declared),
        {"anyOf": [{"$ref": "#/components/schemas/Text"}, _build_null_schema()]},
        read,
    )


def _build_null_schema() -> dict[str, Any]:
    return {"type": "null"}


def describe_field(source: Any) -> str:
    with override("en"):
        name = str(getattr(source, "verbose_name", ""))
        declared_help = str(
            getattr(source, "help_text", "")
            or (source.columns["en"].help_text if isinstance(source, TranslatedField) else "")
        )
    sentence = name[:1].upper() + name[1:] + "."
    return f"{sentence} {declared_help}".strip()


def return_attribute(name: str) -> FieldGetter:
    return lambda row, _entry, _context: getattr(row, name)


def _return_value_or_null(name: str) -> FieldGetter:
    return lambda row, _entry, _context: getattr(row, name) or None


def _build_typed_schema(kind: str, *, nullable: bool, **more: Any) -> dict[str, Any]:
    return {"type": [kind, "null"] if nullable else kind, **more}


def _build_text_list_field(source: TextListField) -> SerializerField:
    name = source.name

    def read(row: SimpleNamespace, _entry: RecordVersion, context: SerializerContext) -> Any:
        return [translate_text(partial(get_text_from_columns, item))(context) for item in getattr(row, name)]

    schema = {"type": "array", "items": {"$ref": "#/components/schemas/Text"}}
    return SerializerField(name, "texts", describe_field(source), schema, read)


def build_enum_schema(choices: Iterable[tuple[str, Any]], *, nullable: bool = False) -> dict[str, Any]:
    codes: list[Any] = [str(code) for code, _label in choices]
    schema = _build_typed_schema("string", nullable=nullable)
    return {**schema, "enum": [*codes, None] if nullable else codes}


def describe_codes(choices: Iterable[tuple[str, Any]]) -> str:
    """Return a Markdown list of codes and English labels."""
    with override("en"):
        return "\n".join(f"- `{code}`: {label}" for code, label in choices)


def build_code_field(source: Any) -> SerializerField:
    choices = tuple((str(code), label) for code, label in source.flatchoices if code)
    description = f"{describe_field(source)}\n\n{describe_codes(choices)}"
    read = _return_value_or_null(source.name) if source.blank else return_attribute(source.name)
    schema = build_enum_schema(choices, nullable=source.blank)
    return SerializerField(source.name, "code", description, schema, read, choices=choices)


def _build_code_list_field(source: CodeListField) -> SerializerField:
    choices = tuple(source.codes)
    description = f"{describe_field(source)}\n\n{describe_codes(choices)}"
    schema = {"type": "array", "items": build_enum_schema(choices)}
    return SerializerField(
        source.name, "codes", description, schema, return_attribute(source.name), choices=choices
    )


def _build_reference_field(source: Any) -> SerializerField:
    model, name = source.related_model, source.name
    description = f"{describe_field(source)} `?expand={name}` returns the whole record."
    schema: dict[str, Any] = {"$ref": "#/components/schemas/Reference"}
    if source.null:
        schema = {"anyOf": [schema, _build_null_schema()]}

    def read(row: SimpleNamespace, _entry: RecordVersion, context: SerializerContext) -> Any:
        return serialize_reference(model, getattr(row, name), context)

    return SerializerField(name, "reference", description, schema, read, model=model)


def _build_references_field(source: Any) -> SerializerField:
    model, name = source.related_model, source.name
    description = f"{describe_field(source)} `?expand={name}` returns the whole records."
    schema = {"type": "array", "items": {"$ref": "#/components/schemas/Reference"}}

    def read(row: SimpleNamespace, _entry: RecordVersion, context: SerializerContext) -> Any:
        return [serialize_reference(model, slug, context) for slug in getattr(row, name)]

    return SerializerField(name, "references", description, schema, read, model=model)


_NUMBERS = (models.IntegerField, models.DecimalField, models.FloatField)


def _build_number_fields(source: Any, own_reasons: FieldChoices) -> list[SerializerField]:
    """Return the field of a number and, if it is nullable, of the reason for null."""
    name = source.name
    kind = "integer" if isinstance(source, models.IntegerField) else "number"
    number = SerializerField(
        name,
        "number",
        describe_field(source),
        _build_typed_schema(kind, nullable=source.null),
        return_attribute(name),
    )
    shared = _SHARED_REASONS.get(name)
    if not source.null or (shared and name == "lat"):
        return [number]
    return [number, _build_reason_field(source, shared or f"{name}_reason", own_reasons)]


def _build_reason_field(source: Any, key: str, own_reasons: FieldChoices) -> SerializerField:
    name = source.name
    choices = own_reasons
    read: FieldGetter
    if own_reasons:  # the record has a field `reason`
        read = _return_value_or_null("reason")
    else:
        code, label = (
            (NOT_STATED, _("the source states none"))
            if name in _YEARS
            else (NOT_RECORDED, _("not listed on this site"))
        )
        choices = ((code, label),)
        read = _return_null_code(name, code)
    description = f"The reason if `{name}` is null; otherwise null.\n\n{describe_codes(choices)}"
    return SerializerField(
        key, "code", description, build_enum_schema(choices, nullable=True), read, choices=choices
    )


def _return_null_code(name: str, code: str) -> FieldGetter:
    return lambda row, _entry, _context: code if getattr(row, name) is None else None


def _build_plain_field(source: Any) -> SerializerField:
    name = source.name
    if isinstance(source, StatedDateField):
        schema = _build_typed_schema(
            "string", nullable=True, pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", examples=["2018-05"]
        )
        description = f"{describe_field(source)} With the precision of the source: a year, a month or a day."
        return SerializerField(name, "date", description, schema, _return_value_or_null(name))
    if isinstance(source, models.DateField):
        return SerializerField(
            name,
            "date",
            describe_field(source),
            _build_typed_schema("string", nullable=source.null, format="date"),
            return_attribute(name),
        )
    if isinstance(source, models.BooleanField):
        return SerializerField(
            name,
            "boolean",
            describe_field(source),
            _build_typed_schema("boolean", nullable=source.null),
            return_attribute(name),
        )
    if isinstance(source, models.URLField):
        return _build_url_field(source)
    schema = _build_typed_schema("string", nullable=source.blank)
    return SerializerField(
        name,
        "string",
        describe_field(source),
        schema,
        _return_value_or_null(name) if source.blank else return_attribute(name),
    )


def _build_url_field(source: models.URLField) -> SerializerField:
    """Return an external URL; null if the pages do not link to it."""
    name = source.name

    def read(row: SimpleNamespace, _entry: RecordVersion, _context: SerializerContext) -> str | None:
        is_linked = name != "url" or getattr(row, "link_ok", True)
        return (get_safe_link(getattr(row, name)) or None) if is_linked else None

    schema = _build_typed_schema("string", nullable=True, format="uri")
    description = f"{describe_field(source)} Null if the pages do not link to it."
    return SerializerField(RENAMED.get(name, name), "string", description, schema, read)


def build_model_fields(model: type[models.Model]) -> list[SerializerField]:
    """Return the serializer fields of a record, part or link model, in the order of the model."""
    keys: list[SerializerField] = []
    declared: dict[str, TranslatedField] = getattr(model, "translated_fields", {})
    translated_columns = {f"{name}_{column}": name for name in declared for column in COLUMNS}
    owner = getattr(model, "owner", None)
    pointing = {source.name for source in get_foreign_keys(model)}
    concrete = {source.name: source for source in model._meta.concrete_fields}
    reason: Any = concrete.get("reason")
    reasons = tuple((code, label) for code, label in reason.flatchoices if code) if reason else ()
    seen: set[str] = set()
    for name, source in concrete.items():
        if name in _LEFT_OUT - ({"status"} if owner else set()) or name in (owner, "reason"):
            continue
        if name in translated_columns:
            text = translated_columns[name]
            if text not in seen:
                seen.add(text)
                keys.append(_build_text_field(text, declared[text]))
        elif name in pointing:
            keys.append(_build_reference_field(source))
        elif isinstance(source, CodeListField):
            keys.append(_build_code_list_field(source))
        elif isinstance(source, TextListField):
            keys.append(_build_text_list_field(source))
        elif source.choices:
            keys.append(build_code_field(source))
        elif isinstance(source, _NUMBERS):
            keys += _build_number_fields(source, reasons if name == "value" else ())
        else:
            keys.append(_build_plain_field(source))
    return keys + [_build_references_field(source) for source in get_many_to_many_fields(model)]
