"""Fields of the serializers of lists. `output` of the context is a `SerializerContext`."""

from copy import copy
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.description.fields import ReferenceSerializer, TextField
from records.field_kinds.base import serialize_value
from records.field_kinds.representation import describe_codes, translate_label


class LinkField(serializers.URLField):
    """The address of a path of this site."""

    def to_representation(self, value: str) -> str:
        return self.context["output"].address(value)


class PageField(serializers.URLField):
    """The address of a public page, whose path has no language prefix."""

    def to_representation(self, value: str) -> str:
        return self.context["output"].page(value)


@extend_schema_field(OpenApiTypes.NUMBER)
class NumberField(serializers.FloatField):
    """A decimal number: an integer if it is whole."""

    def to_representation(self, value: Any) -> Any:
        return serialize_value(value)


@extend_schema_field(TextField)
class LocalizedTextField(TextField):
    """A lazy text in the language of the response; with `lang=all`, in all languages."""

    def to_representation(self, value: Any) -> Any:
        return translate_label(value, self.context["output"].lang)


class CodeField(serializers.ChoiceField):
    """A code, described with the labels of all its codes, unless another field has them."""

    kind = "code"

    def __init__(self, choices: Any, *, help_text: str, lists_codes: bool = True, **kwargs: Any) -> None:
        codes = f"\n\n{describe_codes(choices)}" if lists_codes else ""
        super().__init__(choices, help_text=f"{help_text}{codes}", **kwargs)

    def __deepcopy__(self, memo: Any) -> "CodeField":
        return copy(self)

    def read(self, row: Any, _version: Any, _output: Any) -> str | None:
        """Return the code, for the field of its label."""
        return self.get_attribute(row) or None

    def to_representation(self, value: Any) -> Any:
        return value or None


@extend_schema_field(ReferenceSerializer)
class ReferenceField(serializers.Field):
    """A reference to a record, given by its type and slug."""

    kind = "reference"

    def to_representation(self, value: tuple[str, str]) -> dict[str, Any]:
        return self.context["output"].references[value]


@extend_schema_field(ReferenceSerializer(many=True))
class ReferencesField(serializers.Field):
    """References to records, given by their types and slugs."""

    kind = "references"

    def to_representation(self, value: list[tuple[str, str]]) -> list[dict[str, Any]]:
        return [self.context["output"].references[key] for key in value]


@extend_schema_field(ReferenceSerializer(many=True))
class SourceReferencesField(serializers.Field):
    """References to sources, given by their slugs."""

    kind = "references"

    def to_representation(self, value: list[str]) -> list[dict[str, Any]]:
        return [self.context["output"].references["source", slug] for slug in value]
