"""Generation of the OpenAPI description with drf-spectacular."""

from functools import cache
from typing import Any

from django.utils.translation import override
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer

from api.openapi.components import Json, build_schemas
from api.openapi.operations import OPERATIONS
from api.openapi.parameters import PARAMETERS
from api.openapi.responses import HEADERS, build_examples, build_problem_responses
from api.resources import list_resources


class ApiSchema(AutoSchema):
    """Describes views by the operation named in `described_as`."""

    def is_excluded(self) -> bool:
        return not hasattr(self.view, "described_as")

    def get_operation(
        self, path: str, path_regex: str, path_prefix: str, method: str, registry: Any
    ) -> Json | None:
        self.path, self.method, self.registry = path, method.upper(), registry
        described_as = getattr(self.view, "described_as", None)
        return OPERATIONS[described_as](self.view) if described_as else None


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
    result["components"] = {
        "schemas": build_schemas(),
        "parameters": {name: entry for name, entry in PARAMETERS.items()},
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
