"""Operations of the OpenAPI description."""

from collections.abc import Callable
from typing import Any

from api.changes import BEGINNING, NOW
from api.openapi.parameters import (
    Json,
    build_expand_parameters,
    build_fields_parameter,
    build_filter_parameter,
    build_format_parameter,
    build_list_parameter,
    build_query_parameter,
    build_since_parameter,
    build_sort_parameter,
    list_shared_parameters,
)
from api.openapi.responses import build_json_content, build_ref, build_responses
from api.statistics import serializers as counted
from api.statistics.parameters import list_scope_kinds
from api.viewsets import SnapshotViewSet
from records.choices import Action
from records.field_kinds.representation import build_enum_schema, describe_codes
from records.models.base import get_record_types
from stats.choices import get_group_choices
from stats.definitions import HUB, get_statistics

_PAGING = ("page_size", "cursor", "page", "count")


def describe_operation(view: Any) -> Json | None:
    """Return the operation of a view, or of an action of a viewset; None if it is not described."""
    key = getattr(view, "described_as", ""), getattr(view, "action", None)
    describe = _operations.get(key)
    return describe(view) if describe else None


_operations: dict[tuple[str, str | None], Callable[[Any], Json]] = {}


def register_operation(described_as: str, action: str | None = None) -> Callable[[Any], Any]:
    """Register the function that describes the views with this `described_as`, or an action of them."""

    def register(describe: Any) -> Any:
        _operations[described_as, action] = describe
        return describe

    return register


def build_operation(
    name: str, tag: str, summary: str, description: str, parameters: list[Json], responses: Json
) -> Json:
    return {
        "operationId": name,
        "summary": summary,
        "description": description,
        "tags": [tag],
        "parameters": parameters,
        "responses": responses,
    }


def get_schema_name(serializer: Any) -> str:
    return serializer.__name__.removesuffix("Serializer")


def build_slug_parameter(description: str, example: str) -> Json:
    return {
        "name": "slug",
        "in": "path",
        "required": True,
        "description": description,
        "schema": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
        "example": example,
    }


def build_export_content(view: Any, list_schema: str, *, example: bool = True) -> Json:
    """Return the media types of a list: a page as JSON, and the whole list in other formats."""
    content = build_json_content(build_ref(list_schema), f"{view.list_name}-list" if example else "")
    for renderer in view.renderer_classes[1:]:
        content[renderer.media_type] = {"schema": _EXPORT_SCHEMAS.get(renderer.format, {"type": "string"})}
    return content


_EXPORT_SCHEMAS: dict[str, Json] = {
    "xlsx": {"type": "string", "contentMediaType": "application/octet-stream"}
}


@register_operation("records", "list")
def _describe_list(view: SnapshotViewSet) -> Json:
    serializer = view.serializer_class
    name = get_schema_name(serializer)
    content = build_export_content(view, f"{name}List")
    if view.point_path is not None:
        content["application/geo+json"] = {"schema": build_ref(f"{name}Features")}
    filters = sorted(view.filterset_class.base_filters.items())
    parameters = [
        *(build_filter_parameter(*entry) for entry in filters),
        build_sort_parameter(view.get_orderings()),
        *list_shared_parameters(*_PAGING),
        build_fields_parameter(serializer),
        *build_expand_parameters(serializer),
        *list_shared_parameters("lang", "labels", "as_of"),
        build_format_parameter(view.get_formats()),
        *list_shared_parameters("excel"),
    ]
    return build_operation(
        f"list_{view.list_name.replace('-', '_')}",
        view.list_name,
        f"List {view.list_name}",
        f"{view.about} All filters of the page with the same list are available, and more.",
        parameters,
        build_responses(content, f"A page of {view.list_name}, or the whole list in another format."),
    )


@register_operation("records", "retrieve")
def _describe_detail(view: SnapshotViewSet) -> Json:
    serializer = view.serializer_class
    about = (serializer.__doc__ or "").strip()
    content = build_json_content(build_ref(get_schema_name(serializer)), view.list_name)
    responses = build_responses(content, about, 404, 410)
    responses["301"] = {
        "description": "The record has a new slug.",
        "headers": {"Location": build_ref("Location", "headers")},
    }
    return build_operation(
        f"read_{view.list_name.replace('-', '_')}",
        view.list_name,
        f"Read one of {view.list_name}",
        about,
        [
            build_slug_parameter("The slug of the record; for a part `<record>--<key>`.", view.example),
            build_fields_parameter(serializer),
            *build_expand_parameters(serializer),
            *list_shared_parameters("lang", "labels", "as_of"),
        ],
        dict(sorted(responses.items())),
    )


def _build_scope_parameter(description: str) -> Json:
    return build_list_parameter("scope", description, {"type": "string"}, example=[HUB])


def _build_earlier_parameter() -> Json:
    description = "`1`: include the earlier values of each value. Can’t be combined with `as_of`."
    return build_query_parameter("earlier", description, {"type": "string", "enum": ["0", "1"]})


@register_operation("statistics", "list")
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
        *list_shared_parameters(*_PAGING),
        build_fields_parameter(counted.StatisticSerializer),
        _build_earlier_parameter(),
        *list_shared_parameters("lang", "as_of"),
        build_format_parameter([renderer.format for renderer in view.renderer_classes]),
        *list_shared_parameters("excel"),
    ]
    content = build_export_content(view, "StatisticList")
    return build_operation(
        "list_statistics",
        counted.STATISTICS_RESOURCE,
        f"List {counted.STATISTICS_RESOURCE}",
        f"{view.__doc__} Ordered by slug and scope. "
        "With `as_of`: the values at the end of that day, with the current names.",
        parameters,
        build_responses(content, "A page of statistics, or the whole list in another format."),
    )


@register_operation("statistics", "retrieve")
def _describe_statistic(view: Any) -> Json:
    parameters = [
        build_slug_parameter("The slug of the statistic.", counted.EXAMPLE_STATISTIC),
        _build_scope_parameter(
            f"The scope as `kind.slug` (`region.jilin`), with a kind listed in `scopes`. Default: `{HUB}`."
        ),
        build_fields_parameter(counted.StatisticSerializer),
        _build_earlier_parameter(),
        *list_shared_parameters("lang", "as_of"),
    ]
    description = (counted.StatisticSerializer.__doc__ or "").strip()
    return build_operation(
        "read_statistics",
        counted.STATISTICS_RESOURCE,
        f"Read one of {counted.STATISTICS_RESOURCE}",
        description,
        parameters,
        build_responses(
            build_json_content(build_ref("StatisticWithCitation")),
            description,
            404,
        ),
    )


@register_operation("changes")
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
            "type",
            "Only changes of records of these types.",
            {"type": "string", "enum": list(get_record_types())},
        ),
        build_list_parameter(
            "action", "Only these actions.", {"type": "string", "enum": list(Action.values)}
        ),
        *list_shared_parameters("lang"),
    ]
    return build_operation(
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


@register_operation("root")
def _describe_root(view: Any) -> Json:
    responses = build_responses(build_json_content(build_ref("Root")), "The resources.")
    return build_operation(
        "read_root", "api", "List resources", "Every resource with its URL.", [], responses
    )


@register_operation("counted", "list")
def _describe_counted_records(view: Any) -> Json:
    description = (
        "The records, parts or relations that a value counts: `records` of the value has this address. "
        "Besides `scope`, the request has a parameter for each dimension of the statistic, with its code."
    )
    parameters = [
        build_slug_parameter("The slug of the statistic.", counted.EXAMPLE_STATISTIC),
        _build_scope_parameter(f"The scope as `kind.slug` (`region.jilin`). Default: `{HUB}`."),
        *list_shared_parameters(*_PAGING, "lang"),
    ]
    content = build_json_content(build_ref("CountedRecordList"))
    return build_operation(
        "list_counted_records",
        counted.STATISTICS_RESOURCE,
        "List the records behind a value",
        description,
        parameters,
        build_responses(content, "A page of records.", 404),
    )
