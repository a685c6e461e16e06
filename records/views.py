"""Pages of sources and themes."""

from itertools import groupby
from typing import Any

import django_filters
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from records.choices import SourceKind
from records.filters import CodesFilter, FacetedFilterSet, TotalOrdering
from records.models import Source, SourceUse, Theme, record_types
from records.pages import RecordDetail, RecordList


class SourceFilter(FacetedFilterSet):
    q = django_filters.CharFilter(method="search", label=_("Title or publisher"), max_length=100)
    kind = CodesFilter("kind", choices=SourceKind.choices, label=_("Kind"))
    sort = TotalOrdering(fields=[("title", "title"), ("published", "published"), ("uses_count", "uses")])

    class Meta:
        model = Source
        fields: list[str] = []

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(title__icontains=value) | queryset.filter(publisher__icontains=value)


class SourceList(RecordList):
    template_name = "records/source_list.html"
    filterset_class = SourceFilter

    def get_queryset(self) -> QuerySet:
        return Source.objects.published().annotate(uses_count=Count("uses")).order_by("-uses_count", "slug")

    def cited(self, context: dict[str, Any]) -> list[Any]:
        return []


class SourceDetail(RecordDetail):
    template_name = "records/source_detail.html"

    def get_queryset(self) -> QuerySet:
        return Source.objects.published()

    def page_context(self, context: dict[str, Any]) -> dict[str, Any]:
        uses = SourceUse.objects.filter(source=self.record).order_by(
            "record_type", "title_en", "slug", "position"
        )
        return {**super().page_context(context), "uses": _by_type(uses)}

    def cited(self, context: dict[str, Any]) -> list[Any]:
        return []


def _by_type(uses: QuerySet) -> list[tuple[Any, list[tuple[SourceUse, list[SourceUse]]]]]:
    """Uses by record type, and within it by record: (plural name, [(first use of the record, its parts)])."""
    types = record_types()
    found = []
    for code, of_type in groupby(uses, key=lambda use: use.record_type):
        records = [list(group) for _slug, group in groupby(of_type, key=lambda use: use.slug)]
        plural = types[code]._meta.verbose_name_plural
        found.append((plural, [(group[0], [use for use in group if use.part]) for group in records]))
    return found


class ThemeDetail(RecordDetail):
    template_name = "records/theme_detail.html"

    def get_queryset(self) -> QuerySet:
        return Theme.objects.published()
