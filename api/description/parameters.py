"""Parameters that views share, and those of filters and orders, by the classes that read them."""

from typing import Any

from django_filters import NumberFilter
from drf_spectacular.extensions import OpenApiFilterExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import build_array_type, build_parameter_type
from drf_spectacular.utils import OpenApiExample, OpenApiParameter

from api.addresses import RESOURCE_NAMES
from api.description.fields import Json
from api.pagination import LAST_ROW_BY_PAGE, MOST_PER_PAGE, PAGE_SIZE
from api.records.filters import DistrictsFilter, UpdatedSince, list_allowed_values
from api.records.groups import PARAMETER
from api.records.serializers import SnapshotSerializer
from api.serializers import get_field_names
from records.field_kinds.filters import (
    NOT_RECORDED_CODE,
    IntegerBound,
    IntegersFilter,
    SlugsFilter,
    StatedDateBound,
)
from records.field_kinds.representation import ALL, API_LANGUAGES, describe_codes
from records.filters import CodesFilter

_LIST_STYLE: Json = {"style": "form", "explode": False}
FLAG = {"type": "string", "enum": ["0", "1"]}
_MOMENT = {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}
_SINCE = "In a URL, write the plus sign of an offset as `%2B`."


def build_query_parameter(name: str, description: str, schema: Json, **more: Any) -> OpenApiParameter:
    return OpenApiParameter(name, schema, description=description, **more)


def build_list_parameter(name: str, description: str, items: Json, **more: Any) -> OpenApiParameter:
    return build_query_parameter(name, description, build_array_type(items), **_LIST_STYLE, **more)


def build_since_parameter(description: str) -> OpenApiParameter:
    return build_query_parameter("updated_since", f"{description} {_SINCE}", _MOMENT)


#: The parameters of several views, by name.
SHARED_PARAMETERS = {
    parameter.name: parameter
    for parameter in (
        build_query_parameter(
            "page_size",
            f"Maximum number of results per page. Default: {PAGE_SIZE}.",
            {"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE},
        ),
        build_query_parameter(
            "cursor",
            "The position after the previous page, from its `next`. Valid only with the same filters and "
            "order.",
            {"type": "string"},
        ),
        build_query_parameter(
            "page",
            f"Page number, up to row {LAST_ROW_BY_PAGE}. Programs should follow `next` instead, which "
            "neither skips nor repeats a row when records change.",
            {"type": "integer", "minimum": 1, "maximum": LAST_ROW_BY_PAGE},
        ),
        build_query_parameter("count", "`1`: include the number of rows that match the filters.", FLAG),
        build_query_parameter(
            "lang",
            "The language of texts. The default is English, regardless of `Accept-Language`. `all` returns "
            "each text as an object with all three languages; `/api/v1/schema/?lang=all` describes these "
            "responses. A tag such as `zh-CN` or `zh-HK` stands for the script written there.",
            {"type": "string", "enum": list(API_LANGUAGES), "default": "en"},
        ),
        build_query_parameter(
            "labels", "`1`: add the label of each code, as `<field>_label`, in the language of `lang`.", FLAG
        ),
        build_query_parameter(
            "as_of",
            "The published state at the end of this day in Shanghai. Supports `lang`, `labels`, `fields`, "
            "`format`, `page_size`, `page`, `cursor` and, except in the list of figures, `count`. Lists are "
            "ordered by slug, that of figures by type and slug of the record. Versions that have been "
            "redacted since are omitted.",
            {"type": "string", "format": "date"},
        ),
        build_query_parameter(
            "format",
            "The format of the response.",
            {"type": "string", "enum": ["json"], "default": "json"},
        ),
        build_query_parameter(
            "excel", "`1`: begin a CSV file with a byte order mark, so that Excel reads it as UTF-8.", FLAG
        ),
    )
}
#: The parameter `lang` in the description of responses in all languages.
ALL_LANGUAGES: Json = {
    "in": "query",
    "name": "lang",
    "required": True,
    "description": "Each text is an object with all three languages.",
    "schema": {"type": "string", "enum": [ALL]},
}


def build_format_parameter(formats: list[str], about: str) -> OpenApiParameter:
    """Return the parameter `format`; `about` says what the formats besides JSON contain."""
    if "csv-metadata.json" in formats:
        about += (
            " `csv-metadata.json` describes the columns of the CSV file (CSV on the Web); the header `Link` "
            "of the file has its address."
        )
    if "geojson" in formats:
        about += (
            " In GeoJSON, what no source locates has the point of its city: `location_of` is `city` then, "
            "which isn’t where the record is; else it is `record`. `name`, `city_name` and `region_name` are "
            "texts for labels on a map."
        )
    return build_query_parameter(
        "format",
        f"{about} The header `Accept` can choose the format instead. In CSV, text that begins with `=`, `+`, "
        "`-`, `@`, a tab or a line break is prefixed with an apostrophe, so that spreadsheets don’t run it "
        "as a formula.",
        {"type": "string", "enum": formats, "default": "json"},
    )


def build_fields_parameter(serializer: type[SnapshotSerializer]) -> OpenApiParameter:
    return build_list_parameter(
        "fields",
        "Only these fields, separated by commas. The answer lists them in `fields`; the others are missing.",
        {"type": "string", "enum": list(serializer.get_declared_fields())},
    )


def build_group_parameter(names: list[str]) -> OpenApiParameter:
    return build_list_parameter(
        PARAMETER,
        "Count the rows by one or two of these fields, and sum their values: the answer has a row for each "
        "group. Values of different units, types of amount, evidence levels or indicators are in different "
        "groups, and never mixed. `n` counts all rows, `n_values` the values of whole years (of population "
        "and area, also of a day) that aren’t “at least” or “up to”; the value of a district isn’t counted "
        "beside that of its city. Sums are of the "
        "places listed, not totals of regions. Not with `as_of`, `fields`, `expand` and `sort`.",
        {"type": "string", "enum": names},
        examples=[OpenApiExample("Example", names[:1])],
    )


def build_expand_parameters(serializer: type[SnapshotSerializer]) -> list[OpenApiParameter]:
    names = get_field_names(serializer, ("reference", "references"))
    description = (
        "Replace these references by the whole records, which also have the `name` of the reference."
    )
    return [build_list_parameter("expand", description, {"type": "string", "enum": names})] if names else []


class SnapshotFilterExtension(OpenApiFilterExtension):
    """A parameter for each filter of the filter set of a list."""

    target_class = "api.records.filters.SnapshotFilterBackend"
    priority = 1  # before that of drf-spectacular, which goes by the columns of a model

    def get_schema_operation_parameters(
        self, auto_schema: AutoSchema, *_args: Any, **_kwargs: Any
    ) -> list[Json]:
        view: Any = auto_schema.view
        filters = view.filterset_class.base_filters
        return [_build_filter_parameter(name, entry) for name, entry in sorted(filters.items())]


class KeysetOrderingExtension(OpenApiFilterExtension):
    """The parameter `sort`, with the orders of a list."""

    target_class = "api.records.filters.KeysetOrderingFilter"

    def get_schema_operation_parameters(
        self, auto_schema: AutoSchema, *_args: Any, **_kwargs: Any
    ) -> list[Json]:
        view: Any = auto_schema.view
        orderings = view.get_orderings()
        lines = "\n".join(f"- `{one.name}`: {one.description}" for one in orderings.values())
        return [
            build_parameter_type(
                name="sort",
                location=OpenApiParameter.QUERY,
                description=f"Default: `{next(iter(orderings))}`.\n\n{lines}",
                schema={"type": "string", "enum": list(orderings)},
            )
        ]


def _build_filter_parameter(name: str, entry: Any) -> Json:
    schema = _build_filter_schema(name, entry)
    return build_parameter_type(
        name=name,
        location=OpenApiParameter.QUERY,
        description=_describe_filter(entry),
        schema=schema,
        **(_LIST_STYLE if schema.get("type") == "array" else {}),
    )


def _build_filter_schema(name: str, entry: Any) -> Json:
    codes = list_allowed_values(entry)
    words = {"type": "string", "enum": codes} if codes else {"type": "string"}
    if isinstance(entry, DistrictsFilter):
        return words
    if isinstance(entry, StatedDateBound):
        return {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
    if isinstance(entry, UpdatedSince):
        return _MOMENT
    if isinstance(entry, IntegersFilter):
        return build_array_type({"type": "integer"})
    if isinstance(entry, NumberFilter):
        return {"type": "integer" if isinstance(entry, IntegerBound) else "number"}
    return {"type": "string", "maxLength": 100} if name == "q" else build_array_type(words)


def _describe_filter(entry: Any) -> str:
    label = f"{str(entry.label or '').removesuffix('.')}."
    choices = entry.extra.get("choices")
    if isinstance(entry, SlugsFilter):
        where = RESOURCE_NAMES[entry.extra["model"]]
        districts = " A city includes its districts." if entry.extra["model"].containers else ""
        null_note = f" `{NOT_RECORDED_CODE}`: records without one." if entry.extra["may_lack"] else ""
        return f"{label} Slugs of `{where}`, separated by commas.{districts}{null_note}"
    if isinstance(entry, CodesFilter):
        codes = f"\n\n{describe_codes(choices)}" if choices and not callable(choices) else ""
        return f"{label} Separate several values with commas.{codes}"
    return f"{label} {_SINCE}" if isinstance(entry, UpdatedSince) else label
