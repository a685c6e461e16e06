"""Generation of the OpenAPI description with drf-spectacular."""

import copy
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import override
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer

from api.openapi.components import (
    build_expanded_schemas,
    build_schemas,
    build_text_schema,
    split_nullable_enums,
)
from api.openapi.descriptions import describe_properties
from api.openapi.operations import describe_operation
from api.openapi.parameters import Json, build_parameters
from api.openapi.responses import HEADERS, build_examples, build_problem_responses
from api.resources import list_resources
from records.field_kinds.representation import ALL


class SerializerFieldExtension(OpenApiSerializerFieldExtension):
    """The fields know their schema."""

    target_class = "records.field_kinds.representation.SerializerField"

    def map_serializer_field(self, auto_schema: AutoSchema, direction: str) -> Json:
        return dict(self.target.schema)


class ApiSchema(AutoSchema):
    """Describes views by `describe_operation()`, and the serializers that they use."""

    def is_excluded(self) -> bool:
        return describe_operation(self.view) is None

    def get_operation(
        self, path: str, path_regex: str, path_prefix: str, method: str, registry: Any
    ) -> Json | None:
        self.path, self.method, self.registry = path, method.upper(), registry
        for serializer in _list_serializers(self.view):
            self.resolve_serializer(serializer, "response")
        return describe_operation(self.view)


def _list_serializers(view: Any) -> list[Any]:
    get_list_serializer = getattr(view, "get_list_serializer", None)
    own = getattr(view, "serializer_class", None)
    return [*([own] if own else []), *([get_list_serializer()] if get_list_serializer else [])]


@cache
def build_description(lang: str = "") -> Json:
    """Return the description of responses in one language or, if `lang` is `all`, in all languages.

    Two descriptions keep texts simple for typed clients: a text is a string in one, an object in the other.
    """
    if lang == ALL:
        return _describe_all_languages(build_description())
    with override("en"):
        return SchemaGenerator().get_schema(public=True)


def _describe_all_languages(description: Json) -> Json:
    description = copy.deepcopy(description)
    description["components"]["schemas"]["Text"] = build_text_schema(ALL)
    description["components"]["parameters"] = build_parameters(ALL)
    # The examples are in one language.
    del description["components"]["examples"]
    for operations in description["paths"].values():
        for content in operations["get"]["responses"]["200"]["content"].values():
            content.pop("examples", None)
    return description


def render_yaml() -> str:
    """Return the content of docs/openapi.yaml."""
    return OpenApiYamlRenderer().render(build_description(), renderer_context={}).decode()


@cache
def render_json(lang: str = "") -> bytes:
    """Return the description that this site serves, with its own address and contact."""
    description = build_description(lang)
    if settings.SITE_URL:
        description = {**description, "servers": [{"url": settings.SITE_URL}]}
    if settings.CONTACT_EMAIL:
        contact = {**description["info"]["contact"], "email": settings.CONTACT_EMAIL}
        description = {**description, "info": {**description["info"], "contact": contact}}
    return OpenApiJsonRenderer().render(description, renderer_context={})


def add_components(result: Json, **_kwargs: Any) -> Json:
    """Postprocessing hook that adds components and tags."""
    schemas = result["components"]["schemas"]
    for schema in schemas.values():
        for described in schema.get("properties", {}).values():
            described.pop("readOnly", None)  # the whole API is
    schemas = describe_properties(schemas | build_schemas())
    schemas |= build_expanded_schemas(schemas)
    result["components"] = {
        "schemas": {name: split_nullable_enums(schemas[name]) for name in sorted(schemas)},
        "parameters": build_parameters(),
        "responses": build_problem_responses(),
        "headers": HEADERS,
        "examples": build_examples(),
        "securitySchemes": {
            "partnerKey": {
                "type": "http",
                "scheme": "bearer",
                "description": "An API key for partners. No key is needed to read; with a key the rate "
                "limit is higher.",
            }
        },
    }
    # Not in each operation, where generators of clients take a key that is optional for one that is required.
    result["security"] = [{}, {"partnerKey": []}]
    result["tags"] = [{"name": entry.name, "description": str(entry.about)} for entry in list_resources()] + [
        {
            "name": "changes",
            "description": "Records published, changed and withdrawn, in the order of commits.",
        },
        {"name": "api", "description": "The resources."},
    ]
    return result
