"""Serializers of what answers have beside records, and what holds for all schemas."""

from functools import cache
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    Direction,
    extend_schema_field,
    extend_schema_serializer,
    inline_serializer,
)
from rest_framework import serializers

from api.description.fields import Json, TextField
from api.records.relations import CITY, RECORD
from api.records.resources import RESOURCES
from records.choices import Action
from records.models.base import get_record_types
from records.texts.translation import COLUMNS


def get_schema_name(serializer: Any) -> str:
    return serializer.__name__.removesuffix("Serializer")


# -- problems ---------------------------------------------------------------------------------------


@extend_schema_field(OpenApiTypes.URI_REF)
class UriReferenceField(serializers.CharField):
    """An address that may be relative."""


class InvalidParameterSerializer(serializers.Serializer):
    """An invalid parameter."""

    parameter = serializers.CharField(help_text="The name of the parameter.")
    message = serializers.CharField(help_text="What is wrong with its value.")
    allowed = serializers.ListField(child=serializers.CharField(), help_text="The values that it may have.")


class ProblemSerializer(serializers.Serializer):
    """An error (RFC 9457)."""

    type = UriReferenceField(help_text="Documentation of the error.")
    title = serializers.CharField(help_text="The name of the HTTP status.")
    status = serializers.IntegerField(help_text="The HTTP status.")
    detail = serializers.CharField(help_text="What is wrong with this request, in a sentence.")
    instance = serializers.URLField(help_text="Identifier of the request, as in `X-Request-ID`.")
    errors: Any = InvalidParameterSerializer(
        many=True, help_text="The invalid parameters; empty for other errors."
    )


# -- citations --------------------------------------------------------------------------------------


_SENTENCES: Any = {
    "__doc__": "A citation as a sentence, by language.",
    **{
        tag: serializers.CharField(help_text="The citation as a sentence, in this language.")
        for tag in COLUMNS.values()
    },
}


class CitationSerializer(serializers.Serializer):
    """A citation, ready to use."""

    sentence = inline_serializer(
        "CitationSentences", _SENTENCES, help_text="The citation as a sentence, by language."
    )
    bibtex = serializers.CharField(help_text="An entry for BibTeX.")
    ris = serializers.CharField(help_text="An entry in the format RIS.")
    csl_json = serializers.DictField(help_text="An item of CSL-JSON.")


# -- the log of changes -----------------------------------------------------------------------------


class AnyRecordField(serializers.Field):
    """A record of any type."""


class AnyRecordExtension(OpenApiSerializerFieldExtension):
    target_class = AnyRecordField

    def map_serializer_field(self, auto_schema: AutoSchema, direction: Direction) -> Json:
        records = [one.serializer_class for one in RESOURCES if not one.is_part]
        return {"anyOf": [auto_schema.resolve_serializer(one, direction).ref for one in records]}


class ChangeSerializer(serializers.Serializer):
    """One row of the publication log."""

    number = serializers.IntegerField(help_text="Increases in the order of commits.")
    action = serializers.ChoiceField(
        Action.values,
        help_text="- `published`: the record became public\n- `changed`: its content changed\n"
        "- `renamed`: its slug changed, and maybe its content: replace the record with `former_slug` by "
        "`after`\n- `withdrawn`, `deleted`: remove it from your copy; its URL responds with 410\n"
        "- `redacted`: the content of the changes in `redacts` was removed for legal reasons. Delete your "
        "copies of it, including `before` of the change that followed each",
    )
    type = serializers.ChoiceField(list(get_record_types()), help_text="The type of record.")
    slug = serializers.CharField(help_text="The name of the record in URLs, after the change.")
    former_slug = serializers.CharField(
        allow_null=True, help_text="The slug before, if the action is `renamed`."
    )
    version = serializers.IntegerField(help_text="The version of the record that the change made.")
    at = serializers.DateTimeField(help_text="When it became public.")
    title = TextField(
        allow_null=True,
        help_text="The name or title of the record; null if it was removed for legal reasons.",
    )
    url = serializers.URLField(help_text="The record in the API.")
    page = serializers.URLField(
        allow_null=True, help_text="The public page of the record; null without the content of this version."
    )
    changed = serializers.ListField(
        child=serializers.CharField(),
        help_text="The fields that differ, in any language; empty unless the action is `changed` or "
        "`renamed`.",
    )
    before = AnyRecordField(
        allow_null=True, help_text="The previous version if the action is `changed` or `renamed`."
    )
    after = AnyRecordField(
        allow_null=True, help_text="The whole record after the change; null if it is no longer public."
    )
    redacted = serializers.ListField(
        child=serializers.ChoiceField(["title", "before", "after"]),
        help_text="The fields that are null because their content was removed for legal reasons. `changed` "
        "is empty if either version was redacted.",
    )
    redacts = serializers.ListField(
        child=serializers.IntegerField(),
        help_text="The numbers of the changes whose content was removed; only if the action is `redacted`.",
    )


class ChangeListSerializer(serializers.Serializer):
    """A page of the log, oldest first."""

    next = serializers.URLField(
        help_text="Always present, also at the end: store it, and request it again for new changes."
    )
    has_more = serializers.BooleanField(help_text="Whether `next` already has changes.")
    results = ChangeSerializer(many=True, help_text="The changes, oldest first.")


# -- GeoJSON ----------------------------------------------------------------------------------------


class PointSerializer(serializers.Serializer):
    """Longitude and latitude in WGS 84."""

    type = serializers.ChoiceField(["Point"], help_text="The type of a GeoJSON object.")
    coordinates = serializers.ListField(
        child=serializers.FloatField(), min_length=2, max_length=2, help_text="Longitude and latitude."
    )


class MapNameSerializer(serializers.Serializer):
    """The name of a feature whose record has no field of this name."""

    name = serializers.CharField(
        required=False, allow_null=True, help_text="The title, the material, or the title of the record."
    )


class MapPlaceSerializer(serializers.Serializer):
    """What a feature has beside its record: texts for labels on a map, in the language of the response.

    With `lang=all` they have the names of the columns of CSV: `city_name_zh_hans`.
    """

    city_name = serializers.CharField(
        required=False, allow_null=True, help_text="The name of the city; null without one."
    )
    region_name = serializers.CharField(
        required=False, allow_null=True, help_text="The name of the region; null without one."
    )
    location_of = serializers.ChoiceField(
        [RECORD, CITY],
        allow_null=True,
        help_text="What the point is that of. `record`: the place itself, or the park to which it belongs. "
        "`city`: its city, because no source locates it; it isn’t where the record is then.",
    )


class FeaturePropertiesField(serializers.Field):
    """The properties of a feature: the object of the list and flat texts."""

    def __init__(self, serializer: Any) -> None:
        super().__init__(help_text="The record, as in the list, and flat texts for labels on a map.")
        self.serializers = [serializer, MapPlaceSerializer]
        if "name" not in serializer.get_declared_fields():
            self.serializers.append(MapNameSerializer)


class FeaturePropertiesExtension(OpenApiSerializerFieldExtension):
    target_class = FeaturePropertiesField

    def map_serializer_field(self, auto_schema: AutoSchema, direction: Direction) -> Json:
        components = [auto_schema.resolve_serializer(one, "response") for one in self.target.serializers]
        return {"allOf": [component.ref for component in components]}


@cache
def get_features_serializer(resource: Any) -> type[serializers.Serializer]:
    """Return the serializer class of a list as GeoJSON."""
    name = get_schema_name(resource.serializer_class)
    about_type = "The type of a GeoJSON object."
    feature: Any = {
        "__doc__": "A feature.",
        "type": serializers.ChoiceField(["Feature"], help_text=about_type),
        "id": serializers.CharField(help_text="The name of the record in URLs."),
        "geometry": PointSerializer(allow_null=True, help_text="The point; null if it is unknown."),
        "properties": FeaturePropertiesField(resource.serializer_class),
    }
    features: Any = {
        "__doc__": f"All {resource.list_name} as GeoJSON (RFC 7946). The point is that of the "
        "place or of its city, as `location_of` says; null if unknown.",
        "type": serializers.ChoiceField(["FeatureCollection"], help_text=about_type),
        "features": inline_serializer(
            f"{name}Feature", feature, many=True, help_text="The features, in the order of the list."
        ),
    }
    features_serializer = type(inline_serializer(f"{name}FeaturesSerializer", features))
    return extend_schema_serializer(many=False)(features_serializer)


@extend_schema_serializer(many=False)
class CsvMetadataSerializer(serializers.Serializer):
    """The metadata of a CSV file (CSV on the Web): title, licence, source, date, version and tables."""

    tables = serializers.ListField(
        child=serializers.DictField(),
        help_text="The table with its columns and keys, then those to which foreign keys refer.",
    )


# -- all schemas ------------------------------------------------------------------------------------


def build_texts_schema() -> Json:
    """Return the schema of a text in all languages."""
    return {
        "type": "object",
        "description": "A text in all languages; null for those without a text.",
        "properties": {tag: {"type": ["string", "null"]} for tag in COLUMNS.values()},
        "required": list(COLUMNS.values()),
        "additionalProperties": False,
    }


def split_nullable_enums(schema: Json) -> Json:
    """Return a schema of an object in which a code that may be null is a code or null.

    Generators of clients then create one class of the codes, named after the title. For an enum that contains
    null, openapi-python-client creates three.
    """
    properties = schema.get("properties", {})
    split = {name: _split_nullable_enum(name, entry) for name, entry in properties.items()}
    return {**schema, "properties": split} if split else schema


def _split_nullable_enum(name: str, entry: Json) -> Json:
    if None not in entry.get("enum", ()):
        return entry
    title = name.title().replace("_", "")
    codes = {"type": "string", "enum": [code for code in entry["enum"] if code is not None], "title": title}
    described = {key: value for key, value in entry.items() if key not in ("type", "enum")}
    return {"anyOf": [codes, {"type": "null"}], **described}
