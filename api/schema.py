"""The OpenAPI description: drf-spectacular walks the addresses, the shapes and filters say the rest."""

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
    """What one address answers; each view says which kind of address it is (`described_as`)."""

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
    """The description of the API, always the same for the same program."""
    with override("en"):
        return SchemaGenerator().get_schema(public=True)


def yaml_text() -> str:
    """The description as it is committed in docs/openapi.yaml."""
    return OpenApiYamlRenderer().render(whole(), renderer_context={}).decode()


@cache
def json_text() -> bytes:
    """The description as every tool reads it."""
    return OpenApiJsonRenderer().render(whole(), renderer_context={})


def complete(result: Json, **_kwargs: Any) -> Json:
    """Add the components, which no view has alone."""
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
