"""Parsing of query parameters. All errors of a request are reported together."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone

from api.exceptions import InvalidParameters, ParameterError
from api.filters import get_filterset_class, is_multiple, list_allowed_values
from api.resources import ApiResource
from api.serializers import RecordSerializer, SerializerContext
from records.field_kinds.representation import ALL, API_LANGUAGES

PAGE_SIZE, MOST_PER_PAGE = 100, 500
#: Page numbers are supported up to this row; further rows need a cursor.
LAST_ROW_BY_PAGE = 10_000
FORMATS = ("json", "csv", "jsonl", "geojson")
LANGS = (*API_LANGUAGES, ALL)

#: Parameters of the output.
_WRITTEN = ("lang", "fields", "expand", "format")
#: Parameters of pagination.
_PAGED = ("sort", "cursor", "page", "page_size", "count")


def get_origin(request: Any) -> str:
    return settings.SITE_URL or f"{request.scheme}://{request.get_host()}"


class QueryParamParser:
    """Parses parameters and collects errors; `raise_errors` raises them as one response."""

    def __init__(self, parameters: QueryDict) -> None:
        self.parameters = parameters
        self.errors: list[ParameterError] = []
        #: Parameters that may be given more than once.
        self.multiple: set[str] = set()

    def add_error(self, name: str, message: str, allowed: Any = ()) -> None:
        self.errors.append(ParameterError(name, message, [str(entry) for entry in allowed]))

    def raise_errors(self) -> None:
        named = {fault.parameter for fault in self.errors}
        for name, values in self.parameters.lists():
            if len(values) > 1 and name not in self.multiple | named:
                self.add_error(name, "This parameter takes one value; give it once.")
        if self.errors:
            raise InvalidParameters(self.errors)

    def reject_unknown(self, allowed: Any) -> None:
        allowed = sorted(allowed)
        for name in self.parameters:
            if name not in allowed:
                self.add_error(name, f"Unknown parameter “{name}”.", allowed)

    def parse_choice(self, name: str, allowed: Any, default: str) -> str:
        value = self.parameters.get(name, default)
        if value in allowed:
            return value
        self.add_error(name, f"“{value}” is not allowed here.", allowed)
        return default

    def parse_number(self, name: str, default: int, low: int, high: int) -> int:
        value = self.parameters.get(name)
        if value is None:
            return default
        if value.isascii() and value.isdigit() and len(value) < 10 and low <= int(value) <= high:
            return int(value)
        self.add_error(name, f"Invalid value “{value}”; use a whole number from {low} to {high}.")
        return default

    def parse_list(self, name: str, allowed: Any) -> list[str] | None:
        """Return the comma-separated values; None if the parameter is missing."""
        self.multiple.add(name)
        if name not in self.parameters:
            return None
        values = [word for value in self.parameters.getlist(name) for word in value.split(",") if word]
        for word in values:
            if word not in allowed:
                self.add_error(name, f"“{word}” is not allowed here.", allowed)
        return values

    def parse_date(self, name: str) -> date | None:
        value = self.parameters.get(name)
        if value is None:
            return None
        try:
            day = date.fromisoformat(value) if len(value) == 10 else None
        except ValueError:
            day = None
        if day is None or day.year < 1900:
            self.add_error(name, f"Invalid date “{value}”; use YYYY-MM-DD.")
        elif day > timezone.localdate():
            self.add_error(name, "The date must not be in the future.")
        else:
            return day
        return None


@dataclass
class ListParams:
    """The parsed parameters of a request."""

    context: SerializerContext
    only: frozenset[str] | None
    expand: list[str]
    format: str
    as_of: date | None
    sort: str
    page: int | None
    page_size: int
    cursor: str | None
    count: bool
    #: The filtered queryset; None with `as_of`.
    rows: Any = None


def parse_list_params(
    request: Any, resource: ApiResource, context: SerializerContext | None = None
) -> ListParams:
    reader = QueryParamParser(request.GET)
    form_class = get_filterset_class(resource)
    filters = set(form_class.base_filters)
    own = {*_WRITTEN, *_PAGED, "as_of"}
    reader.reject_unknown(filters | own)
    reader.multiple |= {name for name, entry in form_class.base_filters.items() if is_multiple(entry)}
    params = parse_output_params(
        reader, context or SerializerContext("", get_origin(request)), resource.shape
    )
    params.sort = reader.parse_choice("sort", resource.sorts, next(iter(resource.sorts)))
    parse_paging_params(reader, params)
    if params.as_of:
        _reject_with_as_of(reader, filters)
    else:
        filterset = form_class(request.GET, queryset=resource.published())
        if filterset.is_valid():
            params.rows = _exclude_duplicates(filterset.qs, resource)
        else:
            for name, messages in filterset.form.errors.items():
                for message in messages:
                    reader.add_error(name, str(message), list_allowed_values(form_class.base_filters[name]))
    if params.format != "json" and "expand" in request.GET:
        reader.add_error("expand", f"“expand” can’t be combined with format={params.format}.")
    if params.format == "geojson" and resource.place is None:
        reader.add_error(
            "format",
            f"GeoJSON is not available: {resource.name} have no coordinates.",
            [f for f in FORMATS if f != "geojson"],
        )
    reader.raise_errors()
    return params


def parse_detail_params(request: Any, resource: ApiResource) -> ListParams:
    reader = QueryParamParser(request.GET)
    reader.reject_unknown({"lang", "fields", "expand", "as_of"})
    params = parse_output_params(reader, SerializerContext("", get_origin(request)), resource.shape)
    if params.as_of and params.expand:
        reader.add_error(
            "expand", "“expand” can’t be combined with as_of: it adds records in their current version."
        )
    reader.raise_errors()
    return params


def parse_output_params(
    reader: QueryParamParser, context: SerializerContext, shape: RecordSerializer
) -> ListParams:
    lang = reader.parse_choice("lang", LANGS, "en")
    only = reader.parse_list("fields", shape.by_name)
    can_expand = [key.name for key in shape.keys if key.kind in ("reference", "references")]
    expand = reader.parse_list("expand", can_expand) or []
    if only is not None:
        for name in expand:
            if name not in only:
                reader.add_error("expand", f"“{name}” is not listed in “fields”.", only)
    return ListParams(
        context=SerializerContext(lang, context.origin),
        only=frozenset(only) if only is not None else None,
        expand=list(dict.fromkeys(expand)),
        format=reader.parse_choice("format", FORMATS, "json"),
        as_of=reader.parse_date("as_of"),
        sort="",
        page=None,
        page_size=PAGE_SIZE,
        cursor=None,
        count=False,
    )


def parse_paging_params(reader: QueryParamParser, params: ListParams) -> None:
    """Parse the pagination parameters; exports are never paginated."""
    params.page_size = reader.parse_number("page_size", PAGE_SIZE, 1, MOST_PER_PAGE)
    params.count = reader.parse_choice("count", ("0", "1"), "0") == "1"
    params.cursor = reader.parameters.get("cursor")
    if params.format != "json":
        for name in ("page", "page_size", "cursor", "count"):
            if name in reader.parameters:
                reader.add_error(
                    name, f"Not available with format={params.format}, which returns the whole filtered list."
                )
    if "page" not in reader.parameters:
        return
    last = max(1, LAST_ROW_BY_PAGE // params.page_size)
    before = len(reader.errors)
    params.page = reader.parse_number("page", 1, 1, last)
    if len(reader.errors) > before:
        reader.errors[-1] = ParameterError(
            "page",
            f"{reader.errors[-1].message} Page numbers end at row {LAST_ROW_BY_PAGE}; "
            "to read further, omit “page” and follow “next”, which contains a cursor.",
            ["cursor"],
        )
    if params.cursor is not None:
        reader.add_error("page", "“page” and “cursor” can’t be combined.")


def _reject_with_as_of(reader: QueryParamParser, filters: set[str]) -> None:
    for name in reader.parameters:
        if name in filters or name in ("sort", "expand"):
            reader.add_error(
                name,
                "This parameter can’t be combined with as_of, which supports lang, fields, format, "
                "page_size, cursor, page and count.",
            )


def _exclude_duplicates(rows: Any, resource: ApiResource) -> Any:
    """Replace a DISTINCT over joins by a subquery."""
    if not rows.query.distinct:
        return rows
    return resource.published().filter(pk__in=rows.order_by().values("pk"))
