"""The search over all records, statistics and pages."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import override
from drf_spectacular.utils import OpenApiExample, extend_schema_field
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin

from api.addresses import RESOURCE_NAMES, build_api_path
from api.description.parameters import build_query_parameter
from api.exceptions import SearchUnavailable
from api.lists.fields import PageField
from api.records.renderers import JsonRenderer
from api.serializers import SerializerContext
from api.throttling import MinuteRateThrottle
from api.views import cache_response
from api.viewsets import ListViewSet, SequencePageMixin
from records.field_kinds.representation import API_LANGUAGES
from records.models import get_record_types
from records.search_index import get_document_sources, get_search_indexes
from search.queries import MAX_QUERY_LENGTH
from search.results import build_results
from search.selectors import find_results, load_entries
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
    page = PageField(source="entry.path", help_text="The public page that shows it.")
    url = serializers.SerializerMethodField(help_text="The record in the API; null if it isn't a record.")

    def get_snippet(self, result: Any) -> str:
        return result.snippet.text if result.snippet else ""

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_url(self, result: Any) -> str | None:
        model = get_record_types().get(result.entry.record_type)
        resource = RESOURCE_NAMES.get(model) if model else None
        return (
            self.context["output"].address(build_api_path(resource, result.entry.slug)) if resource else None
        )


class SearchViewSet(SequencePageMixin, ListViewSet):
    """Search in English, Simplified and Traditional Chinese and, for names, in pinyin; best matches first.

    All words of `q` must occur. If they don't, unknown words become the nearest known ones, but never names.
    There are at most 1,000 results.
    """

    list_name = "search"
    serializer_class = SearchResultSerializer
    renderer_classes = (JsonRenderer,)
    throttle_classes = (MinuteRateThrottle, SearchThrottle)
    own_parameters = (
        build_query_parameter(
            "q",
            "What to search for.",
            {"type": "string", "maxLength": MAX_QUERY_LENGTH},
            required=True,
            examples=[OpenApiExample("Example", "changchun")],
        ),
        build_query_parameter("type", "Only results of this type.", {"type": "string"}),
    )

    @cache_response
    def list(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        with override(self.output.lang):
            return ListModelMixin.list(self, request, *args, **kwargs)

    def parse_output(self) -> SerializerContext:
        return SerializerContext(self.parser.parse_lang(API_LANGUAGES), self.origin)

    def get_queryset(self) -> Any:
        """Return what is found, best first."""
        kinds = [*get_search_indexes(), *get_document_sources()]
        kind = self.parser.parse_choice("type", kinds, "") if "type" in self.parser.parameters else ""
        query = self._parse_query()
        self.parser.raise_errors()
        try:
            self.found = find_results(query, kind, needs_all=True)
        except SearchTimeout:
            raise SearchUnavailable from None
        return self.found.matches

    def load_instances(self, rows: Any) -> Any:
        return build_results(load_entries(rows), self.found.query)

    def _parse_query(self) -> str:
        query = self.parser.parameters.get("q", "").strip()
        if not query or len(query) > MAX_QUERY_LENGTH:
            self.parser.add_error("q", f"Write what to search for in 1 to {MAX_QUERY_LENGTH} characters.")
        return query
