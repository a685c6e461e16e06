"""Generation of the OpenAPI description with drf-spectacular."""

import copy
import re
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import override
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import get_doc
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from api.description.components import (
    CsvMetadataSerializer,
    build_texts_schema,
    get_features_serializer,
    get_schema_name,
    split_nullable_enums,
)
from api.description.descriptions import describe_properties
from api.description.fields import Json
from api.description.parameters import (
    ALL_LANGUAGES,
    SHARED_PARAMETERS,
    build_expand_parameters,
    build_fields_parameter,
    build_format_parameter,
    build_group_parameter,
)
from api.description.responses import COMMON_STATUSES, HEADERS, build_response, load_examples
from api.exceptions import CONTENT_TYPE as PROBLEM
from api.extensions import get_services
from api.records.groups import build_group_list_serializer
from api.records.resources import list_resources
from records.field_kinds.representation import ALL

JSON = "application/json"
_ABOUT_EXPORTS = "All formats but `json` return the whole filtered list."


class ApiKeyExtension(OpenApiAuthenticationExtension):
    target_class = "api.authentication.ApiKeyAuthentication"
    name = "partnerKey"

    def get_security_definition(self, auto_schema: AutoSchema) -> Json:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "An API key for partners. No key is needed to read; with a key the rate limit is "
            "higher.",
        }


class ApiSchema(AutoSchema):
    """Describes a view by what it has of DRF, and by the attributes of `api.views.ApiView`.

    What else there is to say of a view is in `extend_schema` at the view.
    """

    view: Any

    @property
    def serializer_class(self) -> Any:
        view = self.view
        return (self.view.is_single and view.detail_serializer_class) or view.serializer_class

    def get_operation_id(self) -> str:
        if self.view.is_single:
            return f"read_{_make_singular(self.view.list_name)}".replace("-", "_")
        return super().get_operation_id().replace("retrieve_", "read_", 1)

    def get_summary(self) -> str:
        (tag,) = self.get_tags()
        return f"Read one of {tag}" if self.view.is_single else f"List {tag}"

    def get_description(self) -> str:  # type: ignore[override]  # as drf-spectacular's own
        if self.view.is_single:
            return get_doc(self.serializer_class)
        if about := getattr(self.view, "about", ""):
            return f"{about} All filters of the page with the same list are available, and more."
        return super().get_description()

    def get_auth(self) -> list[Json]:
        """Register the key.

        That it is optional stands once for all operations: generators of clients take a key that is optional
        in an operation for one that is required.
        """
        super().get_auth()
        return []

    # -- parameters ---------------------------------------------------------------------------------

    def get_override_parameters(self) -> list[Any]:
        view = self.view
        names, formats = view.shared_names, self.map_renderers("format")
        parameters = [*HEADERS, *self._list_path_parameters()]
        if "fields" in names:
            parameters.append(build_fields_parameter(view.serializer_class))
        if groups := self._list_group_names():
            parameters.append(build_group_parameter(groups))
        if "expand" in names:
            parameters += build_expand_parameters(view.serializer_class)
        parameters += [parameter for name, parameter in SHARED_PARAMETERS.items() if name in names]
        if len(formats) > 1:
            about = view.about_detail_exports if self.view.is_single else _ABOUT_EXPORTS
            parameters.append(build_format_parameter(formats, about))
        return [*parameters, *(view.detail_own_parameters if self.view.is_single else view.own_parameters)]

    def _list_path_parameters(self) -> list[OpenApiParameter]:
        view = self.view
        return [
            OpenApiParameter(
                name,
                location=OpenApiParameter.PATH,
                description=view.about_lookup,
                pattern=f"^{view.lookup_value_regex}$",
                examples=[OpenApiExample("Example", view.example)],
            )
            for name in re.findall(r"{(\w+)}", self.path)
        ]

    # -- responses ----------------------------------------------------------------------------------

    def get_paginated_name(self, serializer_name: str) -> str:
        return f"{serializer_name}List"

    def get_examples(self) -> list[OpenApiExample]:
        example = load_examples().get(getattr(self.view, "list_name", ""))
        if example is None or self.serializer_class is not self.view.serializer_class:
            return []
        return [OpenApiExample("Example", example, status_codes=[200])]

    def get_response_serializers(self) -> Any:
        own, *exports = self.view.get_renderers()
        responses: dict[tuple[int, str], Any] = {
            (200, own.media_type): OpenApiResponse(self.serializer_class, self._describe_answer())
        }
        for renderer in exports:
            responses[200, renderer.media_type] = self._get_export_type(renderer.format)
        for status in sorted(self._list_statuses()):
            responses[status, PROBLEM] = build_response(status)
        return responses

    def _get_response_for_code(self, serializer: Any, status_code: str, *args: Any, **kwargs: Any) -> Json:
        response = super()._get_response_for_code(serializer, status_code, *args, **kwargs)
        content = response.get("content", {}).get(JSON)
        if content and status_code == "200" and self._list_group_names():
            name, grouping = get_schema_name(self.serializer_class), self.view.get_whole_grouping()
            groups = build_group_list_serializer(name, grouping)
            ref = self.resolve_serializer(groups, "response").ref
            content["schema"] = {"anyOf": [content["schema"], ref]}
        return response

    def _list_group_names(self) -> list[str]:
        """Return the fields by which the rows of the list can be grouped."""
        view = self.view
        return (
            []
            if view.is_single or not hasattr(view, "grouping")
            else [key.name for key in view.list_group_keys()]
        )

    def _list_statuses(self) -> set[int]:
        view = self.view
        statuses = {*COMMON_STATUSES, *(view.detail_errors if self.view.is_single else view.list_errors)}
        return statuses - {304} | {415} if self.method == "POST" else statuses

    def _describe_answer(self) -> str:
        if getattr(self.view, "action", "") != "list":
            return get_doc(self.serializer_class)
        others = ", or the whole list in another format" if len(self.view.renderer_classes) > 1 else ""
        return f"A page of {self.view.list_name}{others}."

    def _get_export_type(self, name: str) -> Any:
        if name == "geojson":
            view_class: Any = type(self.view)
            return get_features_serializer(view_class)
        if name == "csv-metadata.json":
            return CsvMetadataSerializer
        return OpenApiTypes.BINARY if name == "xlsx" else OpenApiTypes.STR


@cache
def _make_singular(list_name: str) -> str:
    """Return the name of one object of a list: `city` for `cities`."""
    if list_name.endswith("ies"):
        return f"{list_name.removesuffix('ies')}y"
    return list_name.removesuffix("es" if list_name.endswith("sses") else "s")


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
    description["components"]["schemas"]["Text"] = build_texts_schema()
    description["components"]["parameters"]["lang"] = ALL_LANGUAGES
    # The examples are in one language.
    for operations in description["paths"].values():
        for operation in operations.values():
            for content in operation["responses"]["200"]["content"].values():
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


# -- hooks ------------------------------------------------------------------------------------------


def add_notes(result: Json, **_kwargs: Any) -> Json:
    """Postprocessing hook for what holds for all schemas, and for the tags."""
    schemas = result["components"]["schemas"]
    for schema in schemas.values():
        for entry in schema.get("properties", {}).values():
            for part in (entry, entry.get("items", {})):
                for key in ("readOnly", "x-spec-enum-id", "example"):  # the whole API is read-only
                    part.pop(key, None)
    described = describe_properties(schemas)
    result["components"]["schemas"] = {
        name: split_nullable_enums(schema) for name, schema in described.items()
    }
    result["security"] = [{}, {ApiKeyExtension.name: []}]
    result["tags"] = [
        *({"name": entry.name, "description": str(entry.about)} for entry in list_resources()),
        {
            "name": "changes",
            "description": "Records published, changed and withdrawn, in the order of commits.",
        },
        *({"name": service.name, "description": service.tag_description} for service in get_services()),
        {"name": "oembed", "description": "Frames for other sites."},
        {"name": "api", "description": "The lists."},
    ]
    return result


def extract_components(result: Json, **_kwargs: Any) -> Json:
    """Postprocessing hook that writes parameters, headers and problems of many operations once."""
    shared = result["components"]

    def share(kind: str, name: str, entry: Json) -> Json:
        shared.setdefault(kind, {})[name] = entry
        return {"$ref": f"#/components/{kind}/{name}"}

    for operation in [one for path in result["paths"].values() for one in path.values()]:
        operation["parameters"] = [
            share("parameters", name, parameter)
            if (name := parameter["name"]) in SHARED_PARAMETERS
            and SHARED_PARAMETERS[name].type == parameter["schema"]
            else parameter
            for parameter in operation.get("parameters", ())
        ]
        for status, response in operation["responses"].items():
            headers = response.get("headers", {})
            response["headers"] = {name: share("headers", name, header) for name, header in headers.items()}
            if int(status) >= 400:
                operation["responses"][status] = share("responses", f"Problem{status}", response)
    return result
