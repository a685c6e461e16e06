"""Generation of the OpenAPI description with drf-spectacular."""

from functools import cache
from typing import Any

from django.utils.translation import override
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer

from api.openapi.components import build_schemas
from api.openapi.operations import describe_operation
from api.openapi.parameters import PARAMETERS, Json
from api.openapi.responses import HEADERS, build_examples, build_problem_responses
from api.resources import list_resources


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
def build_description() -> Json:
    with override("en"):
        return SchemaGenerator().get_schema(public=True)


def render_yaml() -> str:
    """Return the content of docs/openapi.yaml."""
    return OpenApiYamlRenderer().render(build_description(), renderer_context={}).decode()


@cache
def render_json() -> bytes:
    return OpenApiJsonRenderer().render(build_description(), renderer_context={})


def add_components(result: Json, **_kwargs: Any) -> Json:
    """Postprocessing hook that adds components and tags."""
    schemas = result["components"]["schemas"]
    for schema in schemas.values():
        for described in schema.get("properties", {}).values():
            described.pop("readOnly", None)  # the whole API is
    result["components"] = {
        "schemas": dict(sorted((schemas | build_schemas()).items())),
        "parameters": PARAMETERS,
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
    result["tags"] = [{"name": entry.name, "description": str(entry.about)} for entry in list_resources()] + [
        {
            "name": "changes",
            "description": "Records published, changed and withdrawn, in the order of commits.",
        },
        {"name": "api", "description": "The resources."},
    ]
    return result
