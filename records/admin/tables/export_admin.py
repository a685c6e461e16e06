"""The admin of records with its lists as files: export, templates to fill in."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from records.admin.actions import RecordActionsAdmin
from records.admin.saved_filters import get_filter_query
from records.admin.tables.exports import TABLE_FORMATS, build_export, build_template
from records.admin.tables.shapes import TableShape, get_shapes
from records.exports import EXPORT_RETRY_AFTER, TooManyExports, limit_exports

#: Query parameters of the pages: the parts that are meant, and the format.
_PART, _FORMAT = "part", "format"
_make_export = limit_exports(build_export)


class ExportAdmin(RecordActionsAdmin):
    """Admin whose lists are exported in the columns that an import reads."""

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("export/", wrap(require_GET(self.export_view)), name=f"{name}_export"),
            path("export/file/", wrap(require_GET(self.export_file_view)), name=f"{name}_export_file"),
            path("template/", wrap(require_GET(self.template_view)), name=f"{name}_template"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        query = get_filter_query(request)
        export = f"{self.reverse_page('export')}{f'?{query}' if query else ''}"
        links = [*self.list_table_links(request), {"label": _("Export"), "url": export}]
        context = {"table_links": links}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def list_table_links(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Return the links of the list that stand before the export: label and address."""
        return []

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """Show which tables a list has, and in which formats."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        records = self._list_filtered(request)
        if records is None:
            return HttpResponseRedirect(self.reverse_page("changelist"))
        context = {
            "title": _("Export"),
            "count": records.count(),
            "is_filtered": bool(request.GET),
            "query": request.GET.urlencode(),
            "shapes": list(self.shapes.values()),
            "formats": list(TABLE_FORMATS),
        }
        return self.render_page(request, "admin/table_export.html", context)

    def export_file_view(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the rows of the list that the other parameters filter, as a file."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        given = request.GET.copy()
        shape, file_format = self.get_shape(given.get(_PART)), given.get(_FORMAT, "")
        for name in (_PART, _FORMAT):
            given.pop(name, None)
        request.GET = given  # type: ignore[assignment]
        records = self._list_filtered(request)
        if records is None or shape is None or file_format not in TABLE_FORMATS:
            return HttpResponseRedirect(self.reverse_page("export"))
        return self._answer_export(request, shape, records, file_format)

    def template_view(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with an empty table and what its columns mean."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        shape, file_format = self.get_shape(request.GET.get(_PART)), request.GET.get(_FORMAT, "")
        if shape is None or file_format not in TABLE_FORMATS:
            return HttpResponseRedirect(self.reverse_page("export"))
        return build_template(shape, file_format)

    @property
    def shapes(self) -> dict[str, TableShape]:
        """The tables of the records and of their parts."""
        model: Any = self.model
        return get_shapes(model)

    def get_shape(self, relation: str | None) -> TableShape | None:
        return self.shapes.get(relation or "")

    def _list_filtered(self, request: HttpRequest) -> QuerySet | None:
        """Return the records of the list with its filters; None if the address has impossible ones."""
        try:
            changelist = self.get_changelist_instance(request)
        except admin.options.IncorrectLookupParameters:
            return None
        return self.model._default_manager.filter(
            pk__in=changelist.get_queryset(request).order_by().values("pk")
        )

    def _answer_export(
        self, request: HttpRequest, shape: TableShape, records: QuerySet, file_format: str
    ) -> HttpResponseBase:
        try:
            return _make_export(shape, records, file_format)
        except TooManyExports:
            messages.warning(request, _("Another file is being made. Try again in a few seconds."))
            response = HttpResponseRedirect(self.reverse_page("changelist"))
            response["Retry-After"] = str(EXPORT_RETRY_AFTER)
            return response

    @admin.action(description=gettext_lazy("Export as XLSX"), permissions=["view"])
    def export_xlsx(self, request: HttpRequest, queryset: QuerySet) -> HttpResponseBase:
        return self._export_selected(request, queryset, "xlsx")

    @admin.action(description=gettext_lazy("Export as CSV"), permissions=["view"])
    def export_csv(self, request: HttpRequest, queryset: QuerySet) -> HttpResponseBase:
        return self._export_selected(request, queryset, "csv")

    def _export_selected(
        self, request: HttpRequest, queryset: QuerySet, file_format: str
    ) -> HttpResponseBase:
        selected = self.model._default_manager.filter(pk__in=queryset.order_by().values("pk"))
        return self._answer_export(request, self.shapes[""], selected, file_format)
