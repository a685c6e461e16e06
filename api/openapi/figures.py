"""Operations and schemas of figures."""

from typing import Any

from api.openapi.operations import (
    build_export_content,
    build_operation,
    build_slug_parameter,
    register_operation,
)
from api.openapi.parameters import (
    Json,
    build_fields_parameter,
    build_filter_parameter,
    build_format_parameter,
    build_query_parameter,
    build_sort_parameter,
    list_shared_parameters,
)
from api.openapi.responses import build_json_content, build_ref, build_responses
from records.models.figure_index import IDENTIFIER_PATTERN

#: A figure of the starting content.
EXAMPLE = "city.changchun.area"


@register_operation("figures", "list")
def describe_figure_list(view: Any) -> Json:
    filters = sorted(view.filterset_class.base_filters.items())
    parameters = [
        *(build_filter_parameter(*entry) for entry in filters),
        build_sort_parameter(view.get_orderings()),
        *list_shared_parameters("page_size", "cursor", "page", "count"),
        build_fields_parameter(view.serializer_class),
        *list_shared_parameters("lang", "labels"),
        build_format_parameter(view.get_formats()),
        *list_shared_parameters("excel"),
    ]
    return build_operation(
        "list_figures",
        view.list_name,
        "List figures",
        "Every figure of a published record: of cities, parks, pilots, cases, businesses and programmes, the "
        "values of indicators, and the material flows. A flow or an indicator value without an amount is no "
        "figure.",
        parameters,
        build_responses(
            build_export_content(view, "FigureList", example=False),
            "A page of figures, or the whole list in another format.",
        ),
    )


@register_operation("figures", "retrieve")
def describe_single_figure(view: Any) -> Json:
    identifier = build_slug_parameter("The identifier of the figure.", EXAMPLE)
    version = build_query_parameter(
        "version",
        "The content version in which the figure is read: the number of a change. Default: the newest. "
        "`permanent_url` has it.",
        {"type": "integer", "minimum": 0},
    )
    responses = build_responses(build_json_content(build_ref("FigureWithCitation")), "A figure.", 404, 410)
    responses["301"] = {
        "description": "The record of the figure has a new slug.",
        "headers": {"Location": build_ref("Location", "headers")},
    }
    return build_operation(
        "read_figures",
        view.list_name,
        "Read one of figures",
        "A figure with its citation, as it is now or as it was in a content version.",
        [
            {
                **identifier,
                "name": "identifier",
                "schema": {"type": "string", "pattern": f"^{IDENTIFIER_PATTERN}$"},
            },
            version,
            *list_shared_parameters("lang", "labels"),
        ],
        dict(sorted(responses.items())),
    )


def _add_properties(schema: str, description: str, properties: Json) -> Json:
    added = {"type": "object", "properties": properties, "required": list(properties)}
    return {"description": description, "allOf": [build_ref(schema), added]}


def build_figure_schemas() -> Json:
    sentence = {"type": "string", "description": "The citation as a sentence, in this language."}
    return {
        "Citation": {
            "type": "object",
            "description": "A citation, ready to use.",
            "properties": {
                "sentence": {
                    "type": "object",
                    "description": "The citation as a sentence, by language.",
                    "properties": dict.fromkeys(("en", "zh-Hans", "zh-Hant"), sentence),
                    "required": ["en", "zh-Hans", "zh-Hant"],
                },
                "bibtex": {"type": "string", "description": "An entry for BibTeX."},
                "ris": {"type": "string", "description": "An entry in the format RIS."},
                "csl_json": {
                    "type": "object",
                    "description": "An item of CSL-JSON.",
                    "additionalProperties": True,
                },
            },
            "required": ["sentence", "bibtex", "ris", "csl_json"],
        },
        "FigureWithCitation": _add_properties(
            "Figure", "A figure with its citation.", {"citation": build_ref("Citation")}
        ),
        "StatisticWithCitation": _add_properties(
            "Statistic",
            "A statistic in one scope, with its citation.",
            {
                "permanent_url": {
                    "type": ["string", "null"],
                    "format": "uri",
                    "description": "The statistic as it is at the end of the day of its data, whatever "
                    "changes on later days; null without data.",
                },
                "citation": {
                    "anyOf": [build_ref("Citation"), {"type": "null"}],
                    "description": "The citation of the statistic; null without data.",
                },
            },
        ),
    }
