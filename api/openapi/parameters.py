"""Parameters of the OpenAPI description."""

from typing import Any

from api.filters import UpdatedSince, describe_filter, list_allowed_values
from api.openapi.components import Json, build_ref
from api.query_params import FORMATS, LANGS, LAST_ROW_BY_PAGE, MOST_PER_PAGE, PAGE_SIZE
from api.resources import ApiResource
from api.serializers import RecordSerializer
from records.field_kinds.filters import SlugsFilter, StatedDateBound
from records.filters import CodesFilter


def list_shared_parameters(*names: str) -> list[Json]:
    return [build_ref(name, "parameters") for name in names]


def build_query_parameter(name: str, description: str, schema: Json, **more: Any) -> Json:
    return {"name": name, "in": "query", "description": description, "schema": schema, **more}


def build_list_parameter(name: str, description: str, items: Json, **more: Any) -> Json:
    schema = {"type": "array", "items": items}
    return build_query_parameter(name, description, schema, style="form", explode=False, **more)


PARAMETERS: Json = {
    "lang": build_query_parameter(
        "lang",
        "The language of texts. The default is English, regardless of `Accept-Language`. `all` returns "
        "each text as an object with all three languages.",
        {"type": "string", "enum": list(LANGS), "default": "en"},
    ),
    "as_of": build_query_parameter(
        "as_of",
        "The published state at the end of this day in Shanghai. Supports `lang`, `fields`, `format`, "
        "`page_size`, `page`, `cursor` and `count`; lists are ordered by slug. Versions that have been "
        "redacted since are omitted.",
        {"type": "string", "format": "date"},
    ),
    "format": build_query_parameter(
        "format",
        "`csv`, `jsonl` and `geojson` return the whole filtered list. In CSV, text that begins with `=`, "
        "`+`, `-`, `@`, a tab or a line break is prefixed with an apostrophe, so that spreadsheets don’t "
        "run it as a formula.",
        {"type": "string", "enum": list(FORMATS), "default": "json"},
    ),
    "page_size": build_query_parameter(
        "page_size",
        f"Maximum number of results per page. Default: {PAGE_SIZE}.",
        {"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE},
    ),
    "cursor": build_query_parameter(
        "cursor",
        "The position after the previous page, from its `next`. Valid only with the same filters and order.",
        {"type": "string"},
    ),
    "page": build_query_parameter(
        "page",
        f"Page number, up to row {LAST_ROW_BY_PAGE}. Programs should follow `next` instead, which neither "
        "skips nor repeats a row when records change.",
        {"type": "integer", "minimum": 1, "maximum": LAST_ROW_BY_PAGE},
    ),
    "count": build_query_parameter(
        "count",
        "`1`: include the number of rows that match the filters.",
        {"type": "string", "enum": ["0", "1"]},
    ),
}


def build_fields_parameter(shape: RecordSerializer) -> Json:
    return build_list_parameter(
        "fields",
        "Only these fields, separated by commas.",
        {"type": "string", "enum": [key.name for key in shape.keys]},
    )


def build_expand_parameters(shape: RecordSerializer) -> list[Json]:
    names = [key.name for key in shape.keys if key.kind in ("reference", "references")]
    description = "Replace these references by the whole records."
    return [build_list_parameter("expand", description, {"type": "string", "enum": names})] if names else []


def build_filter_parameter(name: str, entry: Any) -> Json:
    description, codes = describe_filter(entry), list_allowed_values(entry)
    if isinstance(entry, (CodesFilter, SlugsFilter)) or codes:
        return build_list_parameter(
            name, description, {"type": "string", "enum": codes} if codes else {"type": "string"}
        )
    if isinstance(entry, StatedDateBound):
        return build_query_parameter(
            name, description, {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
        )
    if isinstance(entry, UpdatedSince):
        return build_since_parameter(description)
    if name.endswith(("_min", "_max")):
        is_whole = entry.field_class.__name__ == "IntegerField"
        return build_query_parameter(name, description, {"type": "integer" if is_whole else "number"})
    if name == "q":
        return build_query_parameter(name, description, {"type": "string", "maxLength": 100})
    return build_list_parameter(name, description, {"type": "string"})


def build_since_parameter(description: str) -> Json:
    either = [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]
    return build_query_parameter("updated_since", description, {"anyOf": either})


def build_sort_parameter(resource: ApiResource) -> Json:
    description = "\n".join(f"- `{sort.name}`: {sort.description}" for sort in resource.sorts.values())
    description = f"Default: `{next(iter(resource.sorts))}`.\n\n{description}"
    return build_query_parameter("sort", description, {"type": "string", "enum": list(resource.sorts)})
