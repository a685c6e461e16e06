"""Schemas of serializer fields, by their kind."""

from functools import cache
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import build_array_type
from drf_spectacular.utils import Direction, extend_schema_field
from rest_framework import serializers

from api.records.serializers import get_record_serializer
from records.field_kinds.representation import SerializerField
from records.models.base import get_record_types

Json = dict[str, Any]

#: Kind of a plain value -> its schema.
_SCHEMAS: dict[str, Json] = {
    "string": {"type": "string"},
    "uri": {"type": "string", "format": "uri"},
    "boolean": {"type": "boolean"},
    "number": {"type": "number"},
    "integer": {"type": "integer"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
    "stated_date": {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$", "examples": ["2018-05"]},
    "object": {"type": "object"},
}


@extend_schema_field(
    {
        "type": "string",
        "description": "A text in the language of `lang`, or in the nearest available language if it is not "
        "translated.",
        "examples": ["Changchun"],
    },
    component_name="Text",
)
class TextField(serializers.Field):
    """A text in the language of the response; with `lang=all`, in all languages."""

    kind = "text"

    def to_representation(self, value: Any) -> Any:
        return value


class ReferenceSerializer(serializers.Serializer):
    """Another record: its type, slug, name and URL.

    With `expand`, the record itself, which has these fields too.
    """

    type = serializers.ChoiceField(list(get_record_types()), help_text="The type of record.")
    slug = serializers.CharField(help_text="The name of the record in URLs.")
    name = TextField(
        allow_null=True,
        help_text="Its present name or title, not that of the version; with `as_of`, that of the day. Null "
        "if it was removed for legal reasons.",
    )
    url = serializers.URLField(help_text="The record in the API.")


@cache
def get_expanded_serializer(model: Any) -> type[serializers.Serializer]:
    """Return the serializer class of an expanded record, which has a name, as references do."""
    serializer = get_record_serializer(model)
    if "name" in serializer.get_declared_fields():
        return serializer
    name = ReferenceSerializer._declared_fields["name"]
    doc = f"{serializer.__doc__} As an expanded reference."
    return type(f"Expanded{serializer.__name__}", (serializer,), {"__doc__": doc, "name": name})


class SerializerFieldExtension(OpenApiSerializerFieldExtension):
    """The schema of a field of a record or part follows from its kind."""

    target_class = SerializerField
    match_subclasses = True

    def map_serializer_field(self, auto_schema: AutoSchema, direction: Direction) -> Json:
        kind = self.target.kind
        if kind in ("texts", "codes", "references"):
            return build_array_type(self._map_value(auto_schema, kind.removesuffix("s")))
        return self._map_value(auto_schema, kind)

    def _map_value(self, auto_schema: AutoSchema, kind: str) -> Json:
        field = self.target
        if kind == "text":
            return auto_schema._map_serializer_field(TextField(), "response")
        if kind == "reference":
            expanded = [get_expanded_serializer(field.model)] if field.model else []
            either = [auto_schema.resolve_serializer(one, "response").ref for one in expanded]
            reference = auto_schema.resolve_serializer(ReferenceSerializer, "response").ref
            return {"anyOf": [*either, reference]} if either else reference
        if field.choices:
            codes = [code for code, _label in field.choices]
            return {"type": "string", "enum": [*codes, None] if field.allow_null else codes}
        return dict(_SCHEMAS[kind])
