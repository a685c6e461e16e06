"""Operations of the OpenAPI description."""

from typing import Any

from api.changes import BEGINNING, NOW, TYPES
from api.components import Json, ref
from api.counted import shape as counted
from api.counted.asking import kinds_of_scope
from api.exports import CONTENT_TYPES
from api.fields import code_words, enum_schema
from api.filters import filterset_class
from api.parameters import expand_of, fields_of, filter_of, query, several, shared, since, sort_of
from api.resources import ApiResource, listed
from api.responses import json_of, responses_of
from records.choices import Action
from stats.choices import StatisticGroup
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
        filter_of(name, entry) for name, entry in sorted(filterset_class(resource).base_filters.items())
    ]
    content = json_of(ref(f"{shape.name}List"), f"{resource.name}-list")
    content[CONTENT_TYPES["csv"].partition(";")[0]] = {"schema": {"type": "string"}}
    content[CONTENT_TYPES["jsonl"].partition(";")[0]] = {"schema": {"type": "string"}}
    if resource.place is not None:
        content[CONTENT_TYPES["geojson"]] = {"schema": ref(f"{shape.name}Features")}
    parameters = [
        *filters,
        sort_of(resource),
        *shared("page_size", "cursor", "page", "count"),
        fields_of(shape),
        *expand_of(shape),
        *shared("lang", "as_of", "format"),
    ]
    words = f"{resource.about} All filters of the page with the same list are available, and more."
    return _build_operation(
        f"list_{resource.name.replace('-', '_')}",
        resource.name,
        f"List {resource.name}",
        words,
        parameters,
        responses_of(content, f"A page of {resource.name}, or the whole list in another format."),
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
    responses = responses_of(json_of(ref(shape.name), resource.name), shape.description, 404, 410)
    responses["301"] = {
        "description": "The record has a new slug.",
        "headers": {"Location": ref("Location", "headers")},
    }
    return _build_operation(
        f"read_{resource.name.replace('-', '_')}",
        resource.name,
        f"Read one of {resource.name}",
        shape.description,
        [slug, fields_of(shape), *expand_of(shape), *shared("lang", "as_of")],
        dict(sorted(responses.items())),
    )


def _build_scope_parameter(words: str) -> Json:
    return several("scope", words, {"type": "string"}, example=[HUB])


def _build_earlier_parameter() -> Json:
    words = "`1`: include the earlier values of each value. Can’t be combined with `as_of`."
    return query("earlier", words, {"type": "string", "enum": ["0", "1"]})


def _describe_statistic_list(view: Any) -> Json:
    kinds = ", ".join(f"`{kind}`" for kind in kinds_of_scope())
    parameters = [
        _build_scope_parameter(
            f"A kind of scope ({kinds}) for all its scopes, or one scope as `kind.slug` "
            f"(`region.jilin`). Separate several values with commas. Default: `{HUB}`."
        ),
        several("statistic", "Only these statistics.", {"type": "string", "enum": list(get_statistics())}),
        several(
            "group",
            f"Only these groups.\n\n{code_words(StatisticGroup.choices)}",
            enum_schema(StatisticGroup.choices),
        ),
        query("q", "Words that must all occur in the title.", {"type": "string", "maxLength": 100}),
        since("Only statistics with a value that changed on this date or since this time, in any scope."),
        *shared("page_size", "cursor", "page", "count"),
        fields_of(counted.SHAPE),
        _build_earlier_parameter(),
        *shared("lang", "as_of"),
        query(
            "format",
            "`csv` has a row for each value, `jsonl` a line for each statistic. Both return the whole list.",
            {"type": "string", "enum": ["json", "csv", "jsonl"], "default": "json"},
        ),
    ]
    content = json_of(ref(f"{counted.SHAPE.name}List"), f"{counted.NAME}-list")
    content[CONTENT_TYPES["csv"].partition(";")[0]] = {"schema": {"type": "string"}}
    content[CONTENT_TYPES["jsonl"].partition(";")[0]] = {"schema": {"type": "string"}}
    return _build_operation(
        "list_statistics",
        counted.NAME,
        f"List {counted.NAME}",
        f"{listed()[-1].about} Ordered by slug and scope. With `as_of`: the values at the end of that day, "
        "with the current names.",
        parameters,
        responses_of(content, "A page of statistics, or the whole list in another format."),
    )


def _describe_statistic(view: Any) -> Json:
    slug = {
        "name": "slug",
        "in": "path",
        "required": True,
        "description": "The slug of the statistic.",
        "schema": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
        "example": counted.EXAMPLE,
    }
    parameters = [
        slug,
        _build_scope_parameter(
            f"The scope as `kind.slug` (`region.jilin`), with a kind listed in `scopes`. Default: `{HUB}`."
        ),
        fields_of(counted.SHAPE),
        _build_earlier_parameter(),
        *shared("lang", "as_of"),
    ]
    words = counted.SHAPE.description
    return _build_operation(
        "read_statistics",
        counted.NAME,
        f"Read one of {counted.NAME}",
        words,
        parameters,
        responses_of(json_of(ref(counted.SHAPE.name), counted.NAME), words, 404),
    )


def _describe_changes(view: Any) -> Json:
    begin = query(
        "from",
        f"Where to start without a cursor: `{BEGINNING}` (of the log, the default), `{NOW}` (no changes yet, "
        "only a cursor), or a date.",
        {
            "anyOf": [{"type": "string", "enum": [BEGINNING, NOW]}, {"type": "string", "format": "date"}],
        },
    )
    parameters = [
        begin,
        *shared("cursor", "page_size"),
        several("type", "Only changes of records of these types.", {"type": "string", "enum": list(TYPES)}),
        several("action", "Only these actions.", {"type": "string", "enum": list(Action.values)}),
        *shared("lang"),
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
        responses_of(json_of(ref("ChangeList")), "A part of the log.", 410),
    )


def _describe_root(view: Any) -> Json:
    responses = responses_of(json_of(ref("Root")), "The resources.")
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
