"""The search over all records, statistics and pages."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import override
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.viewsets import GenericViewSet

from api.addresses import RESOURCE_NAMES, build_api_path
from api.description.parameters import build_query_parameter
from api.exceptions import SearchUnavailable
from api.pagination import KeysetPagination
from api.records.parameters import OutputParams
from api.records.selectors import Page
from api.records.serializers import SerializerContext
from api.records.viewsets import PagingMixin
from api.throttling import MinuteRateThrottle
from api.views import ApiView
from records.field_kinds.representation import API_LANGUAGES
from records.models import get_record_types
from records.search_index import get_document_sources, get_search_indexes
from search.queries import MAX_QUERY_LENGTH
from search.results import build_results
from search.selectors import SearchResults, find_results, load_entries
from search.throttling import SearchThrottle
from search.time_limit import SearchTimeout


class SearchResultSerializer(serializers.Serializer):
    """A record, statistic or page that was found."""

    type = serializers.CharField(
        source="entry.record_type", help_text="The type of the record, or `statistic` or `page`."
    )
    slug = serializers.CharField(source="entry.slug", help_text="The slug of the record, or a key.")
    title = serializers.CharField(source="title.text", help_text="The title in the language of the response.")
    snippet = serializers.SerializerMethodField(help_text="The part of its texts that fits the query best.")
    page = serializers.SerializerMethodField(help_text="The public page that shows it.")
    url = serializers.SerializerMethodField(help_text="The record in the API; null if it isn't a record.")

    def get_snippet(self, result: Any) -> str:
        return result.snippet.text if result.snippet else ""

    @extend_schema_field(OpenApiTypes.URI)
    def get_page(self, result: Any) -> str:
        return self.context["output"].page(result.entry.path)

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_url(self, result: Any) -> str | None:
        model = get_record_types().get(result.entry.record_type)
        resource = RESOURCE_NAMES.get(model) if model else None
        return (
            self.context["output"].address(build_api_path(resource, result.entry.slug)) if resource else None
        )


@extend_schema_view(
    list=extend_schema(
        parameters=[
            build_query_parameter(
                "q",
                "What to search for.",
                {"type": "string", "maxLength": MAX_QUERY_LENGTH},
                required=True,
                examples=[OpenApiExample("Example", "changchun")],
            ),
            build_query_parameter("type", "Only results of this type.", {"type": "string"}),
        ]
    )
)
class SearchViewSet(PagingMixin, ApiView, GenericViewSet):
    """Search in English, Simplified and Traditional Chinese and, for names, in pinyin; best matches first.

    All words of `q` must occur. If they don't, unknown words become the nearest known ones, but never names.
    There are at most 1,000 results.
    """

    list_name = "search"
    serializer_class = SearchResultSerializer
    pagination_class = KeysetPagination
    throttle_classes = (MinuteRateThrottle, SearchThrottle)

    def list(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.respond(self.make_list)

    def make_list(self) -> HttpResponse:
        self.parser.reject_unknown(KeysetPagination.names | {"q", "type", "lang"})
        lang = self.parser.parse_lang(API_LANGUAGES)
        self.output = OutputParams(SerializerContext(lang, self.origin), None, (), None)
        kinds = [*get_search_indexes(), *get_document_sources()]
        kind = self.parser.parse_choice("type", kinds, "") if self.parser.parameters.get("type") else ""
        query = self._parse_query()
        self.paging.parse(self.parser)
        self.parser.raise_errors()
        try:
            self.found = find_results(query, kind, needs_all=True)
        except SearchTimeout:
            raise SearchUnavailable from None
        with override(lang):
            results = self.paging.paginate_queryset(self.found, self.request, self)
            data = self.serializer_class(results, many=True, context={"output": self.output.context}).data
        return self.paging.get_paginated_response(data)

    def _parse_query(self) -> str:
        query = self.parser.parameters.get("q", "").strip()
        if not query or len(query) > MAX_QUERY_LENGTH:
            self.parser.add_error("q", f"Write what to search for in 1 to {MAX_QUERY_LENGTH} characters.")
        return query

    def get_page(self, rows: SearchResults, size: int, position: Any, start: int) -> Page:
        first = position[0] if position else start
        shown = rows.matches[first : first + size]
        results = build_results(load_entries(shown), rows.query)
        return Page(results, first + size < len(rows.matches), [first + size])

    def count(self, rows: SearchResults) -> int:
        return len(rows.matches)
