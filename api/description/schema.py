"""Generation of the OpenAPI description with drf-spectacular."""

import copy
import re
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import override
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer

from api.description.components import (
    build_schemas,
    build_texts_schema,
    get_schema_name,
    split_nullable_enums,
)
from api.description.descriptions import describe_properties
from api.description.fields import Json
from api.description.parameters import (
    build_expand_parameters,
    build_fields_parameter,
    build_filter_parameter,
    build_format_parameter,
    build_parameters,
    build_sort_parameter,
    list_shared_parameters,
)
from api.description.responses import (
    HEADERS,
    build_examples,
    build_json_content,
    build_problem_responses,
    build_ref,
    build_responses,
)
from api.extensions import get_services
from api.records.resources import list_resources
from records.field_kinds.representation import ALL


class ApiSchema(AutoSchema):
    """Describes a view by its filter set, orderings, pagination, serializer and renderers.

    A view has `list_name`, its tag; what it has beside these are the attributes of `api.views.ApiView`.
    """

    view: Any

    @property
    def action(self) -> str:
        return getattr(self.view, "action", None) or "list"

    def get_operation(
        self, path: str, path_regex: str, path_prefix: str, method: str, registry: Any
    ) -> Json | None:
        if not getattr(self.view, "list_name", ""):
            return None
        self.path, self.method, self.registry = path, method.upper(), registry
        own = getattr(self.view, "serializer_class", None)
        for serializer in [*([own] if own else []), *self.view.more_serializers]:
            self.resolve_serializer(serializer, "response")
        form = {"requestBody": self.view.described_form} if self.method == "POST" else {}
        return {
            "operationId": self.get_operation_id(),
            "summary": self.get_summary(),
            "description": self.describe(),
            "tags": self.get_tags(),
            "parameters": self.list_parameters(),
            **form,
            "responses": self.build_responses(),
        }

    def get_operation_id(self) -> str:
        verb = "read" if self.action == "retrieve" else "list"
        own = getattr(self.view, "operation_id", f"{verb}_{self.view.list_name.replace('-', '_')}")
        return f"{own}_by_form" if self.method == "POST" else own

    def get_tags(self) -> list[str]:
        return [getattr(self.view, "described_tag", self.view.list_name)]

    def get_summary(self) -> str:
        if self.action == "retrieve":
            return f"Read one of {self.view.list_name}"
        return getattr(self.view, "described_title", f"List {self.view.list_name}")

    def describe(self) -> str:
        view = self.view
        if self.action == "retrieve":
            return getattr(view, "about_detail", "") or (view.serializer_class.__doc__ or "").strip()
        return str(getattr(view, "about_list", "") or view.__doc__)

    # -- parameters ---------------------------------------------------------------------------------

    def list_parameters(self) -> list[Json]:
        view, is_list = self.view, self.action == "list"
        parameters = [*self._list_path_parameters(), *view.list_own_parameters(self.action)]
        names = view.output_names if is_list else view.detail_output_names
        if is_list and (filterset := getattr(view, "filterset_class", None)):
            parameters += [build_filter_parameter(*entry) for entry in sorted(filterset.base_filters.items())]
            parameters.append(build_sort_parameter(view.get_orderings()))
        if is_list:
            parameters += list_shared_parameters(*view.paging_names)
        if "fields" in names:
            parameters.append(build_fields_parameter(view.serializer_class))
        if "expand" in names:
            parameters += build_expand_parameters(view.serializer_class)
        parameters += list_shared_parameters(*(name for name in ("lang", "labels", "as_of") if name in names))
        return parameters + self._list_format_parameters()

    def _list_format_parameters(self) -> list[Json]:
        view = self.view
        formats = [renderer.format for renderer in view.renderer_classes]
        if len(formats) == 1:
            return []
        about = "" if self.action == "list" else view.about_detail_exports
        if self.action == "list" or about:
            return [build_format_parameter(formats, about), *list_shared_parameters("excel")]
        return list_shared_parameters("format")

    def _list_path_parameters(self) -> list[Json]:
        view = self.view
        return [
            {
                "name": name,
                "in": "path",
                "required": True,
                "description": view.about_lookup,
                "schema": {"type": "string", "pattern": f"^{view.lookup_value_regex}$"},
                "example": view.example,
            }
            for name in re.findall(r"{(\w+)}", self.path)
        ]

    # -- responses ----------------------------------------------------------------------------------

    def build_responses(self) -> Json:
        view = self.view
        if self.action == "retrieve":
            # Examples are those of lists, which lack a citation.
            own = getattr(view, "detail_schema", "")
            name = own or get_schema_name(view.serializer_class)
            content = build_json_content(build_ref(name), "" if own else view.described_example)
            if getattr(view, "about_detail_exports", ""):
                content |= self._build_export_content(name)
            about, errors = view.serializer_class.__doc__, view.detail_errors
        else:
            content, errors = self._build_list_content(), view.list_errors
            about = getattr(view, "described_answer", f"A page of {view.list_name}.")
            if len(view.renderer_classes) > 1:
                about = f"A page of {view.list_name}, or the whole list in another format."
        responses = build_responses(content, (about or "").strip(), *errors)
        if 301 in errors:
            responses["301"] = {
                "description": "The record has a new slug.",
                "headers": {"Location": build_ref("Location", "headers")},
            }
        if self.method == "POST":
            del responses["304"]
            responses["415"] = build_ref("Problem415", "responses")
        return dict(sorted(responses.items()))

    def _build_list_content(self) -> Json:
        """Return the media types of a list: a page as JSON, and the whole list in other formats."""
        view = self.view
        serializer = getattr(view, "serializer_class", None)
        name = get_schema_name(serializer) if serializer else ""
        example = f"{view.list_name}-list" if view.described_example else ""
        content = build_json_content(build_ref(getattr(view, "list_schema", f"{name}List")), example)
        return content | self._build_export_content(name)

    def _build_export_content(self, name: str) -> Json:
        content: Json = {}
        for renderer in self.view.renderer_classes[1:]:
            schema = {"type": "string"} | _EXPORT_SCHEMAS.get(renderer.format, {})
            is_map = renderer.format == "geojson"
            content[renderer.media_type] = {"schema": build_ref(f"{name}Features") if is_map else schema}
        return content


_EXPORT_SCHEMAS: dict[str, Json] = {"xlsx": {"contentMediaType": "application/octet-stream"}}


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
    description["components"]["schemas"]["Text"] = build_texts_schema()
    description["components"]["parameters"] = build_parameters(ALL)
    # The examples are in one language.
    del description["components"]["examples"]
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


def add_components(result: Json, **_kwargs: Any) -> Json:
    """Postprocessing hook that adds components and tags."""
    schemas = result["components"]["schemas"]
    for schema in schemas.values():
        for described in schema.get("properties", {}).values():
            described.pop("readOnly", None)  # the whole API is
            described.pop("x-spec-enum-id", None)
    schemas = describe_properties(schemas | build_schemas())
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
        *({"name": service.name, "description": service.tag_description} for service in get_services()),
        {"name": "oembed", "description": "Frames for other sites."},
        {"name": "api", "description": "The resources."},
    ]
    return result
