"""Operations of vocabularies, units and corrections."""

from typing import Any

from api.openapi.operations import (
    build_export_content,
    build_operation,
    build_slug_parameter,
    get_schema_name,
    register_operation,
)
from api.openapi.parameters import (
    Json,
    build_format_parameter,
    build_list_parameter,
    build_since_parameter,
    list_shared_parameters,
)
from api.openapi.responses import build_json_content, build_ref, build_responses
from records.models.base import get_record_types

#: Examples of the path parameter.
_EXAMPLES = {"vocabularies": "waste_areas", "units": "t_per_year"}


@register_operation("vocabularies", "list")
@register_operation("units", "list")
def describe_code_list(view: Any) -> Json:
    return build_operation(
        f"list_{view.list_name}",
        view.list_name,
        f"List {view.list_name}",
        view.__doc__,
        [
            *list_shared_parameters("page_size", "cursor", "page", "count", "lang"),
            build_format_parameter([renderer.format for renderer in view.renderer_classes]),
            *list_shared_parameters("excel"),
        ],
        build_responses(
            build_export_content(view, f"{get_schema_name(view.get_list_serializer())}List", example=False),
            f"A page of {view.list_name}, or the whole list in another format.",
        ),
    )


@register_operation("vocabularies", "retrieve")
@register_operation("units", "retrieve")
def describe_code(view: Any) -> Json:
    name = get_schema_name(view.serializer_class)
    parameter = build_slug_parameter("Its name in URLs.", _EXAMPLES[view.list_name])
    return build_operation(
        f"read_{view.list_name}",
        view.list_name,
        f"Read one of {view.list_name}",
        view.serializer_class.__doc__,
        [{**parameter, "name": view.lookup_field}, *list_shared_parameters("lang")],
        build_responses(build_json_content(build_ref(name)), view.serializer_class.__doc__, 404),
    )


@register_operation("corrections", "list")
def describe_corrections(view: Any) -> Json:
    return build_operation(
        "list_corrections",
        view.list_name,
        "List corrections",
        view.__doc__,
        [
            build_list_parameter(
                "type",
                "Only corrections of records of these types.",
                {"type": "string", "enum": list(get_record_types())},
            ),
            build_list_parameter(
                "slug", "Only corrections of records with these slugs, also former ones.", {"type": "string"}
            ),
            build_since_parameter("Only corrections made on this date or since this time."),
            *list_shared_parameters("page_size", "cursor", "page", "count", "lang"),
        ],
        build_responses(build_json_content(build_ref("CorrectionList")), "A page of corrections."),
    )
