"""Parameters of the OpenAPI description, by the classes that read them."""

from typing import Any

from django_filters import NumberFilter

from api.addresses import RESOURCE_NAMES
from api.description.fields import Json
from api.pagination import LAST_ROW_BY_PAGE, MOST_PER_PAGE, PAGE_SIZE
from api.records.filters import DistrictsFilter, UpdatedSince, list_allowed_values
from api.records.serializers import SnapshotSerializer, get_field_names
from records.field_kinds.filters import (
    NOT_RECORDED_CODE,
    IntegerBound,
    IntegersFilter,
    SlugsFilter,
    StatedDateBound,
)
from records.field_kinds.representation import ALL, API_LANGUAGES, describe_codes
from records.filters import CodesFilter


def list_shared_parameters(*names: str) -> list[Json]:
    return [{"$ref": f"#/components/parameters/{name}"} for name in names]


def build_query_parameter(name: str, description: str, schema: Json, **more: Any) -> Json:
    return {"name": name, "in": "query", "description": description, "schema": schema, **more}


def build_list_parameter(name: str, description: str, items: Json, **more: Any) -> Json:
    schema = {"type": "array", "items": items}
    return build_query_parameter(name, description, schema, style="form", explode=False, **more)


_FLAG = {"type": "string", "enum": ["0", "1"]}


def build_parameters(lang: str = "") -> Json:
    """Return the shared parameters of responses in one language or, if `lang` is `all`, in all languages."""
    return {"lang": _ALL_LANGUAGES if lang == ALL else _ONE_LANGUAGE, **_PARAMETERS}


_ONE_LANGUAGE = build_query_parameter(
    "lang",
    "The language of texts. The default is English, regardless of `Accept-Language`. `all` returns each text "
    "as an object with all three languages; `/api/v1/schema/?lang=all` describes these responses. A tag such "
    "as `zh-CN` or `zh-HK` stands for the script written there.",
    {"type": "string", "enum": list(API_LANGUAGES), "default": "en"},
)
_ALL_LANGUAGES = build_query_parameter(
    "lang",
    "Each text is an object with all three languages.",
    {"type": "string", "enum": [ALL]},
    required=True,
)
_PARAMETERS: Json = {
    "labels": build_query_parameter(
        "labels", "`1`: add the label of each code, as `<field>_label`, in the language of `lang`.", _FLAG
    ),
    "as_of": build_query_parameter(
        "as_of",
        "The published state at the end of this day in Shanghai. Supports `lang`, `labels`, `fields`, "
        "`format`, `page_size`, `page`, `cursor` and, except in the list of figures, `count`. Lists are "
        "ordered by slug, that of figures by type and slug of the record. Versions that have been redacted "
        "since are omitted.",
        {"type": "string", "format": "date"},
    ),
    "format": build_query_parameter(
        "format", "The format of the response.", {"type": "string", "enum": ["json"], "default": "json"}
    ),
    "excel": build_query_parameter(
        "excel", "`1`: begin a CSV file with a byte order mark, so that Excel reads it as UTF-8.", _FLAG
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
    "count": build_query_parameter("count", "`1`: include the number of rows that match the filters.", _FLAG),
}


def build_format_parameter(formats: list[str], about: str = "") -> Json:
    """Return the parameter `format`; `about` says what the formats besides JSON contain."""
    about = about or "All formats but `json` return the whole filtered list."
    return build_query_parameter(
        "format",
        f"{about} The header `Accept` can choose the format instead. In CSV, text that begins with `=`, `+`, "
        "`-`, `@`, a tab or a line break is prefixed with an apostrophe, so that spreadsheets don’t run it "
        "as a formula.",
        {"type": "string", "enum": formats, "default": "json"},
    )


def build_fields_parameter(serializer: type[SnapshotSerializer]) -> Json:
    names = list(serializer.get_declared_fields())
    description = (
        "Only these fields, separated by commas. The others are missing in the response, even if the schema "
        "requires them."
    )
    return build_list_parameter("fields", description, {"type": "string", "enum": names})


def build_expand_parameters(serializer: type[SnapshotSerializer]) -> list[Json]:
    names = get_field_names(serializer, ("reference", "references"))
    description = (
        "Replace these references by the whole records, which also have the `name` of the reference."
    )
    return [build_list_parameter("expand", description, {"type": "string", "enum": names})] if names else []


def build_sort_parameter(orderings: dict[str, Any]) -> Json:
    description = "\n".join(f"- `{one.name}`: {one.description}" for one in orderings.values())
    description = f"Default: `{next(iter(orderings))}`.\n\n{description}"
    return build_query_parameter("sort", description, {"type": "string", "enum": list(orderings)})


def build_since_parameter(description: str) -> Json:
    either = [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]
    description = f"{description} In a URL, write the plus sign of an offset as `%2B`."
    return build_query_parameter("updated_since", description, {"anyOf": either})


def build_filter_parameter(name: str, entry: Any) -> Json:
    description, codes = _describe_filter(entry), list_allowed_values(entry)
    if isinstance(entry, DistrictsFilter):
        return build_query_parameter(name, description, {"type": "string", "enum": codes})
    if isinstance(entry, (CodesFilter, SlugsFilter)) or codes:
        items = {"type": "string", "enum": codes} if codes else {"type": "string"}
        return build_list_parameter(name, description, items)
    if isinstance(entry, StatedDateBound):
        return build_query_parameter(
            name, description, {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
        )
    if isinstance(entry, UpdatedSince):
        return build_since_parameter(description)
    if isinstance(entry, IntegersFilter):
        return build_list_parameter(name, description, {"type": "integer"})
    if isinstance(entry, NumberFilter):
        kind = "integer" if isinstance(entry, IntegerBound) else "number"
        return build_query_parameter(name, description, {"type": kind})
    if name == "q":
        return build_query_parameter(name, description, {"type": "string", "maxLength": 100})
    return build_list_parameter(name, description, {"type": "string"})


def _describe_filter(entry: Any) -> str:
    label = str(entry.label or "").removesuffix(".")
    choices = entry.extra.get("choices")
    if isinstance(entry, SlugsFilter):
        where = RESOURCE_NAMES[entry.extra["model"]]
        districts = " A city includes its districts." if entry.extra["model"].containers else ""
        null_note = f" `{NOT_RECORDED_CODE}`: records without one." if entry.extra["may_lack"] else ""
        return f"{label}. Slugs of `{where}`, separated by commas.{districts}{null_note}"
    if isinstance(entry, CodesFilter):
        codes = f"\n\n{describe_codes(choices)}" if choices and not callable(choices) else ""
        return f"{label}. Separate several values with commas.{codes}"
    return f"{label}."
