"""Pages of sources and themes."""

from collections import Counter
from typing import Any

import django_filters
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from records.choices import SourceKind
from records.filters import CodesFilter, FacetedFilterSet, TotalOrdering
from records.models import Source, Theme
from records.pages import RecordDetail, RecordList
from records.templatetags.hub_tags import language_name
from records.uses import get_source_usage


def languages() -> list[tuple[str, str]]:
    """The languages of published sources, each once: readers choose a language, not a script."""
    tags = Source.objects.published().order_by("language").values_list("language", flat=True).distinct()
    return [(code, language_name(code)) for code in sorted({tag.split("-")[0] for tag in tags})]


class LanguageFilter(CodesFilter):
    """The language of a source, in whatever script."""

    def condition(self, code: str) -> Q:
        return Q(language=code) | Q(language__startswith=f"{code}-")

    def counts(self, qs: QuerySet) -> dict[str, int]:
        return Counter(tag.split("-")[0] for tag in qs.order_by().values_list("language", flat=True))


class LinkFilter(CodesFilter):
    """Whether the hub links to the place where a source was read."""

    def condition(self, code: str) -> Q:
        return Q(link_ok=code == "linked")

    def counts(self, qs: QuerySet) -> dict[str, int]:
        rows = qs.order_by().values_list("link_ok").annotate(rows=Count("pk"))
        return {"linked" if linked else "copy": count for linked, count in rows}


class SourceFilter(FacetedFilterSet):
    q = django_filters.CharFilter(method="search", label=_("Title or publisher"), max_length=100)
    kind = CodesFilter("kind", choices=SourceKind.choices, label=_("Kind"))
    language = LanguageFilter("language", choices=languages, label=_("Language"))
    link = LinkFilter(
        "link_ok",
        choices=[("linked", _("Linked")), ("copy", _("Read in a copy; not linked"))],
        label=_("Address"),
    )
    sort = TotalOrdering(fields=[("title", "title"), ("published", "published")])
    sort_labels = {"title": _("Title"), "published": _("Oldest first")}
    default_sort_label = _("Most used first")

    class Meta:
        model = Source
        fields: list[str] = []

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(title__icontains=value) | Q(publisher__icontains=value))


class SourceList(RecordList):
    template_name = "records/source_list.html"
    filterset_class = SourceFilter

    def get_queryset(self) -> QuerySet:
        return (
            Source.objects.published()
            .annotate(uses_count=Count("uses"))
            .order_by("-uses_count", "slug", "pk")
        )

    def cited(self, context: dict[str, Any]) -> list[Any]:
        return []


class SourceDetail(RecordDetail):
    template_name = "records/source_detail.html"

    def get_queryset(self) -> QuerySet:
        return Source.objects.published()

    def page_context(self, context: dict[str, Any]) -> dict[str, Any]:
        uses = get_source_usage(self.record)
        return {
            **super().page_context(context),
            "uses": uses,
            "records_count": sum(len(group.records) for group in uses),
            "heading": self.record.title_in("en"),
        }

    def cited(self, context: dict[str, Any]) -> list[Any]:
        return []


class ThemeDetail(RecordDetail):
    template_name = "records/theme_detail.html"

    def get_queryset(self) -> QuerySet:
        return Theme.objects.published()
