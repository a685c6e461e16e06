"""Operations of the OpenAPI description."""

from typing import Any

from api.changes import BEGINNING, NOW, TYPES
from api.exports import CONTENT_TYPES
from api.filters import get_filterset_class
from api.openapi.components import Json, build_ref
from api.openapi.parameters import (
    build_expand_parameters,
    build_fields_parameter,
    build_filter_parameter,
    build_list_parameter,
    build_query_parameter,
    build_since_parameter,
    build_sort_parameter,
    list_shared_parameters,
)
from api.openapi.responses import build_json_content, build_responses
from api.resources import ApiResource, list_resources
from api.statistics import serializers as counted
from api.statistics.query_params import list_scope_kinds
from records.choices import Action
from records.field_kinds.representation import build_enum_schema, describe_codes
from stats.choices import get_group_choices
from stats.definitions import HUB, get_statistics


def _build_operation(
    name: str, tag: str, summary: str, description: str, parameters: list[Json], responses: Json
) -> Json:
    return {
        "operationId": name,
        "summary": summary,
        "description": description,
        "tags": [tag],
        "parameters": parameters,
        "security": [{}, {"partnerKey": []}],
        "responses": responses,
    }


def _describe_list(view: Any) -> Json:
    resource: ApiResource = view.resource
    shape = resource.shape
    filters = [
        build_filter_parameter(name, entry)
        for name, entry in sorted(get_filterset_class(resource).base_filters.items())
    ]
    content = build_json_content(build_ref(f"{shape.name}List"), f"{resource.name}-list")
    content[CONTENT_TYPES["csv"].partition(";")[0]] = {"schema": {"type": "string"}}
    content[CONTENT_TYPES["jsonl"].partition(";")[0]] = {"schema": {"type": "string"}}
    if resource.place is not None:
        content[CONTENT_TYPES["geojson"]] = {"schema": build_ref(f"{shape.name}Features")}
    parameters = [
        *filters,
        build_sort_parameter(resource),
        *list_shared_parameters("page_size", "cursor", "page", "count"),
        build_fields_parameter(shape),
        *build_expand_parameters(shape),
        *list_shared_parameters("lang", "as_of", "format"),
    ]
    description = f"{resource.about} All filters of the page with the same list are available, and more."
    return _build_operation(
        f"list_{resource.name.replace('-', '_')}",
        resource.name,
        f"List {resource.name}",
        description,
        parameters,
        build_responses(content, f"A page of {resource.name}, or the whole list in another format."),
    )


def _describe_detail(view: Any) -> Json:
    resource: ApiResource = view.resource
    slug = {
        "name": "slug",
        "in": "path",
        "required": True,
        "description": "The slug of the record; for a part `<record>--<key>`.",
        "schema": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
        "example": resource.example,
    }
    shape = resource.shape
    responses = build_responses(
        build_json_content(build_ref(shape.name), resource.name), shape.description, 404, 410
    )
    responses["301"] = {
        "description": "The record has a new slug.",
        "headers": {"Location": build_ref("Location", "headers")},
    }
    return _build_operation(
        f"read_{resource.name.replace('-', '_')}",
        resource.name,
        f"Read one of {resource.name}",
        shape.description,
        [
            slug,
            build_fields_parameter(shape),
            *build_expand_parameters(shape),
            *list_shared_parameters("lang", "as_of"),
        ],
        dict(sorted(responses.items())),
    )


def _build_scope_parameter(description: str) -> Json:
    return build_list_parameter("scope", description, {"type": "string"}, example=[HUB])


def _build_earlier_parameter() -> Json:
    description = "`1`: include the earlier values of each value. Can’t be combined with `as_of`."
    return build_query_parameter("earlier", description, {"type": "string", "enum": ["0", "1"]})


def _describe_statistic_list(view: Any) -> Json:
    kinds = ", ".join(f"`{kind}`" for kind in list_scope_kinds())
    parameters = [
        _build_scope_parameter(
            f"A kind of scope ({kinds}) for all its scopes, or one scope as `kind.slug` "
            f"(`region.jilin`). Separate several values with commas. Default: `{HUB}`."
        ),
        build_list_parameter(
            "statistic", "Only these statistics.", {"type": "string", "enum": list(get_statistics())}
        ),
        build_list_parameter(
            "group",
            f"Only these groups.\n\n{describe_codes(get_group_choices())}",
            build_enum_schema(get_group_choices()),
        ),
        build_query_parameter(
            "q", "Words that must all occur in the title.", {"type": "string", "maxLength": 100}
        ),
        build_since_parameter(
            "Only statistics with a value that changed on this date or since this time, in any scope."
        ),
        *list_shared_parameters("page_size", "cursor", "page", "count"),
        build_fields_parameter(counted.STATISTIC_SERIALIZER),
        _build_earlier_parameter(),
        *list_shared_parameters("lang", "as_of"),
        build_query_parameter(
            "format",
            "`csv` has a row for each value, `jsonl` a line for each statistic. Both return the whole list.",
            {"type": "string", "enum": ["json", "csv", "jsonl"], "default": "json"},
        ),
    ]
    content = build_json_content(
        build_ref(f"{counted.STATISTIC_SERIALIZER.name}List"), f"{counted.STATISTICS_RESOURCE}-list"
    )
    content[CONTENT_TYPES["csv"].partition(";")[0]] = {"schema": {"type": "string"}}
    content[CONTENT_TYPES["jsonl"].partition(";")[0]] = {"schema": {"type": "string"}}
    return _build_operation(
        "list_statistics",
        counted.STATISTICS_RESOURCE,
        f"List {counted.STATISTICS_RESOURCE}",
        f"{list_resources()[-1].about} Ordered by slug and scope. "
        "With `as_of`: the values at the end of that day, with the current names.",
        parameters,
        build_responses(content, "A page of statistics, or the whole list in another format."),
    )


def _describe_statistic(view: Any) -> Json:
    slug = {
        "name": "slug",
        "in": "path",
        "required": True,
        "description": "The slug of the statistic.",
        "schema": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
        "example": counted.EXAMPLE_STATISTIC,
    }
    parameters = [
        slug,
        _build_scope_parameter(
            f"The scope as `kind.slug` (`region.jilin`), with a kind listed in `scopes`. Default: `{HUB}`."
        ),
        build_fields_parameter(counted.STATISTIC_SERIALIZER),
        _build_earlier_parameter(),
        *list_shared_parameters("lang", "as_of"),
    ]
    description = counted.STATISTIC_SERIALIZER.description
    return _build_operation(
        "read_statistics",
        counted.STATISTICS_RESOURCE,
        f"Read one of {counted.STATISTICS_RESOURCE}",
        description,
        parameters,
        build_responses(
            build_json_content(build_ref(counted.STATISTIC_SERIALIZER.name), counted.STATISTICS_RESOURCE),
            description,
            404,
        ),
    )


def _describe_changes(view: Any) -> Json:
    begin = build_query_parameter(
        "from",
        f"Where to start without a cursor: `{BEGINNING}` (of the log, the default), `{NOW}` (no changes yet, "
        "only a cursor), or a date.",
        {
            "anyOf": [{"type": "string", "enum": [BEGINNING, NOW]}, {"type": "string", "format": "date"}],
        },
    )
    parameters = [
        begin,
        *list_shared_parameters("cursor", "page_size"),
        build_list_parameter(
            "type", "Only changes of records of these types.", {"type": "string", "enum": list(TYPES)}
        ),
        build_list_parameter(
            "action", "Only these actions.", {"type": "string", "enum": list(Action.values)}
        ),
        *list_shared_parameters("lang"),
    ]
    return _build_operation(
        "list_changes",
        "changes",
        "List changes since a cursor",
        "To keep a copy: 1. Request `?from=now` and store `next`. 2. Read the lists you need in full. 3. "
        "Request `next` as often as you like: replace the record with this type and slug by `after`, "
        "remove records that were `withdrawn` or `deleted`, and continue with the new `next` while "
        "`has_more` is true. Changes "
        "are in the order of commits, so none is missed. The `unit` of an indicator value is that of its "
        "indicator: when `changed` of an indicator contains `unit`, read its values again "
        "(`/api/v1/indicator-values/?indicator=<slug>`). If you keep earlier versions, delete those "
        "listed in `redacts` of a change with the action `redacted`.",
        parameters,
        build_responses(build_json_content(build_ref("ChangeList")), "A part of the log.", 410),
    )


def _describe_root(view: Any) -> Json:
    responses = build_responses(build_json_content(build_ref("Root")), "The resources.")
    return _build_operation(
        "read_root", "api", "List resources", "Every resource with its URL.", [], responses
    )


OPERATIONS = {
    "statistics": _describe_statistic_list,
    "statistic": _describe_statistic,
    "list": _describe_list,
    "one": _describe_detail,
    "changes": _describe_changes,
    "root": _describe_root,
}
