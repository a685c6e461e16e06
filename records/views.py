"""Pages of sources, themes and corrections."""

from typing import Any, ClassVar

from django.db.models import Count
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from records.filters.sources import SourceFilter, ThemeFilter
from records.history.corrections import build_corrections, get_public_corrections
from records.models import Source, Theme
from records.pages.generic_views import UNCACHED_PATTERN, PublicListView, RecordDetail, RecordList
from records.pages.list_tables import ListColumn
from records.pages.panels import ROWS_PER_PAGE, FilledPanel, fill_panel
from records.pages.source_usage import build_usage_panel, get_source_usage
from records.texts.formats import format_stated_date, get_language_name
from records.texts.translation import Text


class SourceList(RecordList):
    queryset = Source.objects.annotate(uses_count=Count("uses")).order_by("-uses_count", "slug", "pk")
    template_name = "records/source_list.html"
    result_template = "records/source_result.html"
    filterset_class = SourceFilter
    table_columns = (
        ListColumn(_("Publisher"), lambda source: Text(source.publisher_name, source.publisher_language)),
        ListColumn(_("Type"), lambda source: source.get_kind_display()),
        ListColumn(_("Language"), lambda source: get_language_name(source.language)),
        ListColumn(
            _("Published"),
            lambda source: format_stated_date(source.published).replace(" ", "\N{NO-BREAK SPACE}"),
        ),
        ListColumn(_("Statements"), lambda source: source.uses_count, is_number=True),
    )

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        return []


class SourceDetail(RecordDetail):
    """The page of a source: the records that cite it.

    Then the panels registered with `@register_panel(Source, order=…)`.
    """

    model = Source
    template_name = "records/source_detail.html"
    unknown_labels: ClassVar[dict[str, Any]] = {
        "published": _("date of publication"),
        "read_on": _("date accessed"),
    }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        uses = get_source_usage(self.object)
        return {
            **super().get_context_data(**kwargs),
            "uses": uses,
            "records_count": 0
            if any(group.has_more for group in uses)
            else sum(len(group.records) for group in uses),
            "heading": self.object.title_in("en"),
        }

    def find_section(self, record: Source, key: str, number: int) -> FilledPanel | None:
        panel = build_usage_panel(key)
        filled = fill_panel(panel, record, ROWS_PER_PAGE, number) if panel else None
        return filled or super().find_section(record, key, number)

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        return []


class CorrectionList(PublicListView):
    """Corrections of errors in published records, with old and new values, newest first.

    With `number`, the one of this site update.
    """

    template_name = "records/correction_list.html"
    # Any number is valid.
    query_parameters: ClassVar[dict[str, str]] = {"number": UNCACHED_PATTERN}

    def get_queryset(self) -> Any:
        corrections = get_public_corrections()
        number = self.request.GET.get("number")
        if not number:
            return corrections
        if number.isascii() and number.isdigit() and len(number) < 12:
            found = corrections.filter(publication=int(number))
            if not found.exists():
                raise Http404
            return found
        self.problems.append(("number", _("Write the number of a site update.")))
        return corrections

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "corrections": build_corrections(context["rows"])}


class ThemeList(RecordList):
    queryset = Theme.objects.order_by("position", "slug", "pk")
    template_name = "records/theme_list.html"
    filterset_class = ThemeFilter

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        return []


class ThemeDetail(RecordDetail):
    """The page of a theme: its description, then panels.

    Any app adds panels with `@register_panel(Theme, order=…)` in its `panels.py`; a lower order comes first.
    """

    model = Theme
    template_name = "records/theme_detail.html"
