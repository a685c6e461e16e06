"""Viewset of statistics."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import override
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.exceptions import NotFound
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from api.addresses import build_api_path
from api.lists.statistics.parameters import (
    LIST_NAMES,
    SHARED_NAMES,
    StatisticParams,
    describe_parameters,
    describe_scope,
    parse_statistic,
    parse_statistic_list,
)
from api.lists.statistics.selectors import load_statistics, load_table, load_table_row
from api.lists.statistics.serializers import (
    EXAMPLE_STATISTIC,
    STATISTICS_RESOURCE,
    CountedRecordSerializer,
    StatisticData,
    StatisticSerializer,
    StatisticWithCitationSerializer,
    serialize_counted_record,
    serialize_statistic,
)
from api.lists.statistics.tables import StatisticTable
from api.lists.statistics.value_pages import decode_value_cursor
from api.pagination import KeysetPagination
from api.records.parameters import OutputParams, parse_output_params
from api.records.references import set_names
from api.records.renderers import CsvRenderer, JsonLinesRenderer, JsonRenderer, Objects, XlsxRenderer
from api.records.selectors import Page
from api.records.serializers import SerializerContext
from api.records.viewsets import Chunk, ExportMixin, Names, PagingMixin, Versions
from api.views import ApiView
from records.citation_formats import serialize_citation
from records.field_kinds.representation import ALL
from records.publishing import get_content_version
from stats.citations import build_statistic_citation
from stats.definitions import HUB, get_statistics
from stats.drilldown import build_counted_records, select_counted_records
from stats.selectors import ScopedKey

#: Number of statistics in memory at a time.
_CHUNK = 100


@extend_schema_view(
    list=extend_schema(parameters=describe_parameters(is_list=True)),
    retrieve=extend_schema(parameters=describe_parameters(is_list=False)),
)
class StatisticViewSet(ExportMixin, PagingMixin, ApiView, GenericViewSet):
    """Statistics by scope, each with its main finding and its values. Ordered by slug and scope.

    With `as_of`: the values at the end of that day, with the current names.
    """

    list_name = STATISTICS_RESOURCE
    about_lookup, example = "The slug of the statistic.", EXAMPLE_STATISTIC
    output_names = detail_output_names = frozenset({"fields", "lang", "as_of"})
    serializer_class = StatisticSerializer
    pagination_class = KeysetPagination
    renderer_classes = (JsonRenderer, CsvRenderer, JsonLinesRenderer, XlsxRenderer)
    lookup_field = "slug"
    about_detail_exports = (
        "All formats but `json` return what the list returns for this statistic and scope, without the "
        "citation: CSV and XLSX a row for each value, JSON Lines the object."
    )
    selection: StatisticParams
    #: What an export contains.
    scoped_keys: Sequence[ScopedKey]

    @property
    def file_name(self) -> str:
        if not self.is_single:
            return self.list_name
        scoped_key = self.scoped_keys[0]
        return f"{scoped_key.key}-{scoped_key.scope}-{scoped_key.slug}" if scoped_key.slug else scoped_key.key

    def get_serializer_class(self) -> Any:
        return StatisticWithCitationSerializer if self.is_single else StatisticSerializer

    def list(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.respond(self.make_list)

    def make_list(self) -> HttpResponse:
        paging = KeysetPagination.names
        self.parser.reject_unknown(SHARED_NAMES | LIST_NAMES | paging | self.format_names)
        self.output = parse_output_params(self.parser, self.origin, StatisticSerializer)
        self.parse_format(paging)
        self.paging.parse(self.parser)
        self.selection = parse_statistic_list(self.parser, self.output)
        self.parser.raise_errors()
        if self.is_export:
            self.scoped_keys = self.selection.scoped_keys()
            return self.export()
        statistics = self.paging.paginate_queryset(self.selection, self.request, self)
        return self.paging.get_paginated_response(self.serialize(statistics))

    def get_page(self, selection: StatisticParams, size: int, position: Any, start: int) -> Page:
        last = ScopedKey(*position) if position is not None else None
        scoped_keys = selection.scoped_keys_after(last, start + size + 1)[start:]
        shown = scoped_keys[:size]
        statistics = load_statistics(shown, selection, self.output.context.lang)
        return Page(statistics, len(scoped_keys) > size, list(shown[-1]) if shown else [])

    def count(self, selection: StatisticParams) -> int:
        return selection.count()

    def serialize(self, statistics: Versions) -> Objects:
        context, only = self.output.context, self.output.only
        objects = [serialize_statistic(statistic, context, only) for statistic in statistics]
        set_names(context)
        return objects

    def iter_objects(self) -> Iterator[Chunk]:
        for start in range(0, len(self.scoped_keys), _CHUNK):
            lang = self.output.context.lang
            scoped_keys = self.scoped_keys[start : start + _CHUNK]
            statistics = load_statistics(scoped_keys, self.selection, lang, is_whole=True)
            yield statistics, self.serialize(statistics)
            self.output.context.references.clear()

    def _get_table(self) -> StatisticTable:
        return StatisticTable(self.output.only, self.selection.keys, self.output.context)

    def get_table_heading(self) -> Names:
        return self._get_table().list_headings()

    def get_table_rows(self, objects: Objects) -> Iterator[Versions]:
        table = self._get_table()
        for obj in objects:
            yield from table.iter_rows(obj)

    def retrieve(self, request: Any, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.respond(lambda: self.make_object(slug))

    def make_object(self, slug: str) -> HttpResponse:
        statistic = get_statistics().get(slug)
        if statistic is None:
            raise NotFound
        self.parser.reject_unknown(SHARED_NAMES | self.format_names | {"values_after"})
        self.output = parse_output_params(self.parser, self.origin, StatisticSerializer)
        self.parse_format(frozenset({"values_after"}))
        self.selection = parse_statistic(self.parser, self.output, statistic)
        self.parser.raise_errors()
        ((kind, slugs),) = self.selection.scopes.items()
        scoped_key = ScopedKey(statistic.key, kind, next(iter(slugs or ("",))))
        if self.selection.at is not None:
            # Of the slugs of a renamed record, the one that it had then.
            scoped_keys = self.selection.scoped_keys()
            if not scoped_keys:
                raise NotFound
            scoped_key = scoped_keys[0]
        if self.is_export:
            self.scoped_keys = [scoped_key]
            return self.export()
        cursor = self.request.query_params.get("values_after")
        if cursor is not None:
            self.selection.after = decode_value_cursor(cursor, scoped_key, self.selection.at)
        # Citations are in three languages, whatever was requested.
        (statistic_data,) = load_statistics([scoped_key], self.selection, ALL)
        lang = self.output.context.lang
        requested = (
            statistic_data
            if lang == ALL
            else replace(statistic_data, tables={lang: statistic_data.tables[lang]})
        )
        (obj,) = self.serialize([requested])
        return Response({**obj, **self._cite(statistic_data)})

    def _cite(self, statistic_data: StatisticData) -> dict[str, Any]:
        """Return the address of the statistic as it is on the day of its data, and its citation."""
        day = self.output.as_of or (
            statistic_data.counting
            and statistic_data.counting.as_of
            and localdate(statistic_data.counting.as_of)
        )
        if not day:
            return {"permanent_url": None, "citation": None}
        context = self.output.context
        query = urlencode({**statistic_data.scope.query_params, "as_of": day.isoformat()})
        address = context.address(
            f"{build_api_path(STATISTICS_RESOURCE, statistic_data.scoped_key.key)}?{query}"
        )
        item = build_statistic_citation(
            statistic_data.tables, origin=context.origin, number=get_content_version(), day=day
        )
        lang = "en" if context.lang == ALL else context.lang
        return {"permanent_url": address, "citation": serialize_citation(item, lang)}


@extend_schema_view(
    list=extend_schema(
        operation_id="list_counted_records",
        summary="List the records behind a value",
        parameters=[describe_scope(f"The scope as `kind.slug` (`region.jilin`). Default: `{HUB}`.")],
    )
)
class CountedRecordViewSet(PagingMixin, ApiView, GenericViewSet):
    """The records, parts or relations that a value counts: `records` of the value has this address.

    Besides `scope`, the request has a parameter for each dimension of the statistic, with its code.
    """

    about_lookup, example = "The slug of the statistic.", EXAMPLE_STATISTIC
    list_errors = (404,)
    list_name = "records"
    serializer_class = CountedRecordSerializer
    pagination_class = KeysetPagination

    def list(self, request: Any, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.respond(lambda: self.make_list(slug))

    def make_list(self, slug: str) -> HttpResponse:
        statistic = get_statistics().get(slug)
        if statistic is None or statistic.drilldown is None:
            raise NotFound
        dimensions = frozenset(statistic.dimensions)
        self.parser.reject_unknown(dimensions | KeysetPagination.names | {"scope", "lang"})
        context = SerializerContext(self.parser.parse_lang(), self.origin)
        self.output = OutputParams(context, None, (), None)
        selection = parse_statistic(self.parser, self.output, statistic)
        self.paging.parse(self.parser)
        self.parser.raise_errors()
        row = self._find_row(selection)
        lang = "en" if context.lang == ALL else context.lang
        with override(lang):
            counted = build_counted_records(
                self.paging.paginate_queryset(select_counted_records(row), self.request, self)
            )
            objects = [serialize_counted_record(one, context) for one in counted]
        set_names(context)
        return self.paging.get_paginated_response(objects)

    def _find_row(self, selection: StatisticParams) -> Any:
        ((kind, slugs),) = selection.scopes.items()
        scoped_key = ScopedKey(selection.keys[0], kind, next(iter(slugs or ("",))))
        codes = self.request.query_params.dict()
        names = get_statistics()[scoped_key.key].dimensions
        row = load_table_row(scoped_key, codes) if names.keys() <= codes.keys() else None
        if row is None:
            table = load_table(scoped_key)
            for name in names:
                allowed = table.list_codes(name)
                if name not in codes:
                    message = "Give the code of this dimension; empty if it is not recorded."
                    self.parser.add_error(name, message, allowed)
                elif allowed and codes[name] not in allowed:
                    self.parser.add_error(name, f"“{codes[name]}” is not allowed here.", allowed)
            self.parser.raise_errors()
            raise NotFound
        return row

    def get_page(self, rows: Any, size: int, position: Any, start: int) -> Page:
        fetched = list((rows.filter(pk__gt=position[0]) if position else rows)[start : start + size + 1])
        shown = fetched[:size]
        return Page(shown, len(fetched) > size, [shown[-1].pk] if shown else [])

    def count(self, rows: Any) -> int:
        return rows.count()
