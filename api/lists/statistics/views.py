"""Viewset of statistics."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from typing import Any

from django.db.models import F
from django.http import HttpResponse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import override
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.exceptions import NotFound
from rest_framework.filters import BaseFilterBackend
from rest_framework.mixins import ListModelMixin
from rest_framework.response import Response

from api.addresses import build_api_path
from api.lists.statistics.parameters import (
    DETAIL_PARAMETERS,
    LIST_PARAMETERS,
    StatisticParams,
    build_scope_parameter,
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
)
from api.lists.statistics.tables import get_dimension_headings, iter_table_objects, list_table_fields
from api.lists.statistics.value_pages import decode_value_cursor
from api.pagination import Page
from api.records.ordering import ApiOrdering
from api.records.renderers import JsonRenderer, Objects
from api.views import cache_response
from api.viewsets import ListViewSet, RetrieveMixin
from records.field_kinds.representation import ALL
from records.publishing import get_content_version
from records.texts.citation_formats import serialize_citation
from stats.citations import build_statistic_citation
from stats.definitions import HUB, Statistic, get_statistics
from stats.drilldown import CountedRecord, build_counted_records, select_counted_records
from stats.selectors import ScopedKey

#: Number of statistics in memory at a time.
_CHUNK = 100


class StatisticFilterBackend(BaseFilterBackend):
    """Selects the statistics and scopes of the request."""

    def filter_queryset(self, request: Any, queryset: Any, view: Any) -> Any:
        view.selection = parse_statistic_list(view.parser, view.output)
        return view.selection


class StatisticViewSet(RetrieveMixin, ListViewSet):
    """Statistics by scope, each with its headline and its values. Ordered by slug and scope.

    With `as_of`: the values at the end of that day, with the current names.
    """

    list_name = STATISTICS_RESOURCE
    about_lookup, example = "The slug of the statistic.", EXAMPLE_STATISTIC
    output_names = detail_output_names = frozenset({"fields", "lang", "as_of"})
    own_parameters, detail_own_parameters = LIST_PARAMETERS, DETAIL_PARAMETERS
    detail_paging_names = frozenset({"values_after"})
    filter_backends = (StatisticFilterBackend,)
    serializer_class = StatisticSerializer
    detail_serializer_class = StatisticWithCitationSerializer
    lookup_field = "slug"
    about_detail_exports = (
        "All formats but `json` return what the list returns for this statistic and scope, without the "
        "citation: CSV and XLSX a row for each value, JSON Lines the object."
    )
    selection: StatisticParams

    def get_queryset(self) -> Any:
        """There is none: the filter backend selects the statistics."""

    # -- lists --------------------------------------------------------------------------------------

    def get_page(self, selection: StatisticParams, size: int, position: Any, start: int) -> Page:
        last = ScopedKey(*position) if position is not None else None
        scoped_keys = selection.scoped_keys_after(last, start + size + 1)[start:]
        shown = scoped_keys[:size]
        statistics = load_statistics(shown, selection, self.output.lang)
        return Page(statistics, len(scoped_keys) > size, list(shown[-1]) if shown else [])

    def count(self, selection: StatisticParams) -> int:
        return selection.count()

    def iter_chunks(self, rows: StatisticParams | Sequence[ScopedKey]) -> Iterator[Sequence[StatisticData]]:
        scoped_keys = rows.scoped_keys() if isinstance(rows, StatisticParams) else rows
        for start in range(0, len(scoped_keys), _CHUNK):
            chunk = scoped_keys[start : start + _CHUNK]
            yield load_statistics(chunk, self.selection, self.output.lang, is_whole=True)

    def list_fields(self) -> Sequence[tuple[str, Any]]:
        return list_table_fields(super().list_fields(), self.selection.keys)

    def build_rows(self, objects: Objects) -> Iterator[Sequence[Any]]:
        headings = get_dimension_headings(self.selection.keys)
        for obj in objects:
            yield from super().build_rows([*iter_table_objects(obj, headings)])

    # -- one statistic ------------------------------------------------------------------------------

    @cache_response
    def retrieve(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        scoped_key = self.scoped_key = self._find_scoped_key()
        if self.is_export:
            return self.export([scoped_key])
        cursor = request.query_params.get("values_after")
        if cursor is not None:
            self.selection.after = decode_value_cursor(cursor, scoped_key, self.selection.at)
        # Citations are in three languages, whatever was requested.
        (statistic_data,) = load_statistics([scoped_key], self.selection, ALL)
        lang = self.output.lang
        tables = statistic_data.tables if lang == ALL else {lang: statistic_data.tables[lang]}
        (obj,) = self.serialize([replace(statistic_data, tables=tables)])
        return Response({**obj, **self._cite(statistic_data)})

    def _find_scoped_key(self) -> ScopedKey:
        statistic = get_statistics().get(self.kwargs["slug"])
        if statistic is None:
            raise NotFound
        self.selection = parse_statistic(self.parser, self.output, statistic)
        self.parser.raise_errors()
        if self.selection.at is None:
            return self.selection.scoped_key
        # Of the slugs of a renamed record, the one that it had then.
        scoped_keys = self.selection.scoped_keys()
        if not scoped_keys:
            raise NotFound
        return scoped_keys[0]

    def get_file_name(self) -> str:
        if not self.is_single:
            return self.list_name
        scoped_key = self.scoped_key
        return f"{scoped_key.key}-{scoped_key.scope}-{scoped_key.slug}" if scoped_key.slug else scoped_key.key

    def _cite(self, statistic_data: StatisticData) -> dict[str, Any]:
        """Return the address of the statistic as it is on the day of its data, and its citation."""
        day = self.output.as_of or (
            statistic_data.counting
            and statistic_data.counting.as_of
            and localdate(statistic_data.counting.as_of)
        )
        if not day:
            return {"permanent_url": None, "citation": None}
        context = self.output
        query = urlencode({**statistic_data.scope.query_params, "as_of": day.isoformat()})
        address = context.address(
            f"{build_api_path(STATISTICS_RESOURCE, statistic_data.scoped_key.key)}?{query}"
        )
        item = build_statistic_citation(
            statistic_data.tables, origin=context.origin, number=get_content_version(), day=day
        )
        return {"permanent_url": address, "citation": serialize_citation(item, context.page_lang)}


@extend_schema_view(
    list=extend_schema(
        operation_id="list_counted_records",
        summary="List the records behind a value",
    )
)
class CountedRecordViewSet(ListViewSet):
    """The records, parts or relations that a value counts: `records` of the value has this address.

    Besides `scope`, the request has a parameter for each dimension of the statistic, with its code.
    """

    about_lookup, example = "The slug of the statistic.", EXAMPLE_STATISTIC
    list_errors = (404,)
    list_name = "records"
    serializer_class = CountedRecordSerializer
    renderer_classes = (JsonRenderer,)
    ordering = ApiOrdering("position", "By position", (F("pk"),))
    own_parameters = (build_scope_parameter(f"The scope as `kind.slug` (`region.jilin`). Default: `{HUB}`."),)

    @property
    def statistic(self) -> Statistic:
        statistic = get_statistics().get(self.kwargs["slug"])
        if statistic is None or statistic.drilldown is None:
            raise NotFound
        return statistic

    def list_parameter_names(self) -> Set[str]:
        return super().list_parameter_names() | self.statistic.dimensions.keys()

    def parse_parameters(self) -> None:
        self.parser.emptiable |= self.statistic.dimensions.keys()
        super().parse_parameters()

    @cache_response
    def list(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        with override(self.output.page_lang):
            return ListModelMixin.list(self, request, *args, **kwargs)

    def get_queryset(self) -> Any:
        selection = parse_statistic(self.parser, self.output, self.statistic)
        self.parser.raise_errors()
        return select_counted_records(self._find_row(selection.scoped_key))

    def load_instances(self, rows: Sequence[Any]) -> Sequence[CountedRecord]:
        return build_counted_records(rows)

    def _find_row(self, scoped_key: ScopedKey) -> Any:
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
