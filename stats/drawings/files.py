"""The chart of a statistic as files, with what it counts and the date of the records."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from records.drawings.files import PageDrawing
from records.pages.drawing_files import DrawingFile, respond_with_text
from records.pages.embeds import describe_version_limits, parse_version
from records.pages.generic_views import UNCACHED_PATTERN
from records.texts.formats import take_first_sentence
from stats.definitions import get_statistics
from stats.drawings.layout import draw_chart, has_drawing, list_drawn_rows
from stats.drawings.notes import describe_chart, describe_chart_origin, describe_subject
from stats.tables import Table
from stats.views import SCOPE_PARAMETER, build_page_table, build_page_table_at, resolve_renamed_scopes


@method_decorator(resolve_renamed_scopes, name="dispatch")
class ChartFile(DrawingFile):
    """The chart of a statistic in one scope, now or at a content version, as its page has it."""

    query_parameters: ClassVar[dict[str, str]] = {**SCOPE_PARAMETER, "version": UNCACHED_PATTERN}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key, text = self.kwargs["slug"], request.GET.get("version", "")
        if key not in get_statistics():
            numbers = {"name": key, "address": reverse("statistics")}
            return respond_with_text(
                _("No statistic has the name “%(name)s”. All statistics: %(address)s") % numbers, 404
            )
        version = parse_version(text)
        if text and version is None:
            return respond_with_text(describe_version_limits(), 400)
        self.table = (
            build_page_table(request, key) if version is None else build_page_table_at(request, key, version)
        )
        return super().get(request, *args, **kwargs)

    def build_drawing(self) -> PageDrawing | None:
        return draw_table(self.table) if has_drawing(self.table) else None

    def get_page_path(self) -> str:
        return self.table.url

    def get_file_name(self) -> str:
        return "-".join(part for part in (self.table.statistic.key, self.table.scope.slug) if part)


def draw_table(table: Table) -> PageDrawing:
    """Return the chart of a table with all that a file says of it."""
    has_wholes = table.has_denominators
    return PageDrawing(
        title=table.heading,
        subtitle=describe_subject(table),
        description=describe_chart(table),
        markup=draw_chart(table),
        notes=[str(take_first_sentence(table.formula)), *describe_chart_origin(table)],
        columns=[
            *map(str, table.headings),
            _("Value"),
            *([_("Out of")] if has_wholes else []),
            _("Records"),
        ],
        rows=[
            [
                *(str(cell.label) for cell in row.cells),
                row.reason if row.result.value is None else f"{row.result.value.normalize():f}",
                *([_format_whole(row.result.denominator)] if has_wholes else []),
                row.result.n,
            ]
            for row in list_drawn_rows(table)
        ],
    )


def _format_whole(number: Any) -> str:
    return "" if number is None else f"{number.normalize():f}"
