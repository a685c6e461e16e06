"""Pages of sources and themes."""

from typing import Any

from django.db.models import Count, QuerySet

from records.filters import SourceFilter
from records.generic_views import RecordDetail, RecordList
from records.models import Source, Theme
from records.source_usage import get_source_usage


class SourceList(RecordList):
    template_name = "records/source_list.html"
    filterset_class = SourceFilter

    def get_queryset(self) -> QuerySet:
        return (
            Source.objects.published()
            .annotate(uses_count=Count("uses"))
            .order_by("-uses_count", "slug", "pk")
        )

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        return []


class SourceDetail(RecordDetail):
    template_name = "records/source_detail.html"

    def get_queryset(self) -> QuerySet:
        return Source.objects.published()

    def get_page_context(self, context: dict[str, Any]) -> dict[str, Any]:
        uses = get_source_usage(self.record)
        return {
            **super().get_page_context(context),
            "uses": uses,
            "records_count": sum(len(group.records) for group in uses),
            "heading": self.record.title_in("en"),
        }

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        return []


class ThemeDetail(RecordDetail):
    template_name = "records/theme_detail.html"

    def get_queryset(self) -> QuerySet:
        return Theme.objects.published()
