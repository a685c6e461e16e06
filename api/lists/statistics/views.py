"""Viewset of statistics."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import F
from django.http import HttpResponse
from django.utils.translation import override
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.exceptions import NotFound
from rest_framework.filters import BaseFilterBackend
from rest_framework.mixins import ListModelMixin
from rest_framework.response import Response

from api.lists.statistics.parameters import (
    DETAIL_PARAMETERS,
    DIMENSIONS_PARAMETER,
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
    LaterState,
    StatisticData,
    StatisticSerializer,
    StatisticSupersessionSerializer,
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
from records.figures.citations import get_version_day
from records.texts.citation_formats import serialize_citation
from records.texts.links import build_version_links
from stats.citations import build_statistic_citation
from stats.definitions import HUB, Statistic, get_statistics
from stats.drilldown import CountedRecord, build_counted_records, select_counted_records
from stats.history import StatisticSupersession, find_statistic_supersession
from stats.selectors import ScopedKey, find_settled_number, get_results, get_results_by_scoped_key

#: Number of statistics in memory at a time.
_CHUNK = 500


class StatisticFilterBackend(BaseFilterBackend):
    """Selects the statistics and scopes of the request."""

    def filter_queryset(self, request: Any, queryset: Any, view: Any) -> Any:
        view.selection = parse_statistic_list(view.parser, view.output)
        return view.selection


class StatisticViewSet(RetrieveMixin, ListViewSet):
    """Statistics by scope, each with its headline and its values. Ordered by slug and scope.

    With `version` or `as_of`: the values of that content version or day, with the current names. All
    values in all scopes are in the file of all data, `/data/latest.zip`.
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
        return super().build_rows([row for obj in objects for row in iter_table_objects(obj, headings)])

    # -- one statistic ------------------------------------------------------------------------------

    @cache_response
    def retrieve(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        scoped_key = self.scoped_key = self._find_scoped_key()
        if self.is_export:
            return self.export([scoped_key])
        cursor = request.query_params.get("values_after")
        if cursor is not None:
            self.selection.after = decode_value_cursor(cursor, scoped_key, self.selection.number)
        # Citations are in three languages, whatever was requested.
        (statistic_data,) = load_statistics([scoped_key], self.selection, ALL)
        lang = self.output.lang
        tables = statistic_data.tables if lang == ALL else {lang: statistic_data.tables[lang]}
        (obj,) = self.serialize([replace(statistic_data, tables=tables)])
        return self._add_supersession(
            {**self.list_chosen_fields(), **obj, **self._cite(statistic_data)}, statistic_data
        )

    def _add_supersession(self, obj: dict[str, Any], statistic_data: StatisticData) -> Response:
        """Respond with a statistic and what superseded the values that were asked for."""
        found = _find_supersession(statistic_data, self.selection)
        if found is None:
            return Response({**obj, "superseded_by": None})
        states = {
            "next": LaterState(statistic_data, found.next),
            "latest": LaterState(statistic_data, found.latest),
        }
        serializer = StatisticSupersessionSerializer(states, context=self.get_serializer_context())
        response = Response({**obj, "superseded_by": serializer.data})
        latest = self.output.address(statistic_data.api_path)
        response["Link"] = build_version_links(serializer.data["next"]["url"], latest)
        return response

    def _find_scoped_key(self) -> ScopedKey:
        statistic = get_statistics().get(self.kwargs["slug"])
        if statistic is None:
            raise NotFound
        self.selection = parse_statistic(self.parser, self.output, statistic)
        self.parser.raise_errors()
        if self.selection.number is None:
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

    def get_day(self) -> date:
        number = None if self.output.as_of else self.selection.number
        day = None if number is None else get_version_day(number)
        return day or super().get_day()

    def get_version(self) -> int:
        number = self.selection.number
        return super().get_version() if number is None else number

    def _cite(self, statistic_data: StatisticData) -> dict[str, Any]:
        """Return the address of the statistic as it is at its content version, and its citation."""
        number, context = self.selection.number, self.output
        if number is None:
            number = find_settled_number(statistic_data.scoped_key.key)
        day = get_version_day(number) if statistic_data.count else None
        if day is None:
            return {"permanent_url": None, "citation": None}
        item = build_statistic_citation(statistic_data.tables, origin=context.origin, number=number, day=day)
        return {
            "permanent_url": context.address(statistic_data.build_permanent_path(number)),
            "citation": serialize_citation(item, context.page_lang),
        }


def _find_supersession(data: StatisticData, selection: StatisticParams) -> StatisticSupersession | None:
    number = selection.number
    if number is None:
        return None
    then = get_results_by_scoped_key([data.scoped_key], number)[data.scoped_key]
    present = data.scope.record.slug if data.scope.record else data.scoped_key.slug
    scoped_key = data.scoped_key._replace(slug=present)
    return find_statistic_supersession(scoped_key, number, then, get_results(*scoped_key))


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
    own_parameters = (
        build_scope_parameter(f"The scope as `kind.slug` (`region.jilin`). Default: `{HUB}`."),
        DIMENSIONS_PARAMETER,
    )

    @property
    def statistic(self) -> Statistic:
        statistic = get_statistics().get(self.kwargs["slug"])
        if statistic is None or statistic.drilldown is None:
            raise NotFound
        return statistic

    def list_parameter_names(self) -> Set[str]:
        names = super().list_parameter_names() - {DIMENSIONS_PARAMETER.name}
        return names | self.statistic.dimensions.keys()

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
