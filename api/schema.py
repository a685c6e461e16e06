"""Generation of the OpenAPI description with drf-spectacular."""

from functools import cache
from typing import Any

from django.utils.translation import override
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer

from api.components import Json, schemas
from api.operations import OPERATIONS
from api.parameters import PARAMETERS
from api.resources import listed
from api.responses import HEADERS, examples, problems


class Schema(AutoSchema):
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
def whole() -> Json:
    with override("en"):
        return SchemaGenerator().get_schema(public=True)


def yaml_text() -> str:
    """The content of docs/openapi.yaml."""
    return OpenApiYamlRenderer().render(whole(), renderer_context={}).decode()


@cache
def json_text() -> bytes:
    return OpenApiJsonRenderer().render(whole(), renderer_context={})


def complete(result: Json, **_kwargs: Any) -> Json:
    """Postprocessing hook that adds components and tags."""
    result["components"] = {
        "schemas": schemas(),
        "parameters": {name: entry for name, entry in PARAMETERS.items()},
        "responses": problems(),
        "headers": HEADERS,
        "examples": examples(),
        "securitySchemes": {
            "partnerKey": {
                "type": "http",
                "scheme": "bearer",
                "description": "An API key for partners. No key is needed to read; with a key the rate "
                "limit is higher.",
            }
        },
    }
    result["tags"] = [{"name": entry.name, "description": str(entry.about)} for entry in listed()] + [
        {
            "name": "changes",
            "description": "Records published, changed and withdrawn, in the order of commits.",
        },
        {"name": "api", "description": "The resources."},
    ]
    return result
