"""Admin of what is written by code only: the publication log, revisions, redactions, indexes."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from records.admin.lifecycle.redaction import redact_selected
from records.admin.lists import RecordRowAdmin, RecordTypeFilter
from records.admin.logs.entries import LogEntry, describe_publications, describe_revisions
from records.models import FigureEntry, Publication, Redaction, Revision, SlugAlias, SourceUse


class _LogAdmin(RecordRowAdmin):
    """A log whose rows are read as sentences: `describe` says how. Only the rows of a page are described."""

    list_per_page = 25

    def describe(self, rows: list[Any], user: Any) -> list[LogEntry]:
        raise NotImplementedError

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        rows = list(changelist.result_list)
        for row, entry in zip(rows, self.describe(rows, request.user), strict=True):
            row.entry = entry
        changelist.result_list = rows
        return changelist

    @admin.display(description=_("what happened"))
    def sentence(self, row: Any) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        context = {"entry": row.entry, "address": reverse(name, args=[row.pk])}
        return render_to_string("admin/includes/log_entry.html", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show the row with all that changed, in the place of a form."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        if request.method == "POST" or not self.has_view_permission(request, row):
            raise PermissionDenied
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "title": capfirst(str(self.opts.verbose_name)),
            "opts": self.opts,
            "entry": self.describe([row], request.user)[0],
        }
        return TemplateResponse(request, "admin/records/log_entry.html", context)


@admin.register(Publication)
class PublicationAdmin(_LogAdmin):
    list_display = ("number", "at", "sentence")
    list_filter = ("action", RecordTypeFilter, "at")
    search_fields = ("slug", "title_en", "title_zh_hans")
    actions = (redact_selected,)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("data")

    def describe(self, rows: list[Publication], user: Any) -> list[LogEntry]:
        return describe_publications(rows, user)

    def has_redact_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("records.redact_publication")


@admin.register(Revision)
class RevisionAdmin(_LogAdmin):
    list_display = ("at", "sentence", "state")
    list_filter = ("state", "kind", RecordTypeFilter, "at")
    list_select_related = ("by", "proposal")
    search_fields = ("slug", "writer", "reason")

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        return rows.written()

    def describe(self, rows: list[Revision], user: Any) -> list[LogEntry]:
        return describe_revisions(rows, user)


@admin.register(Redaction)
class RedactionAdmin(RecordRowAdmin):
    list_display = ("number", "at", "type_name", "slug", "username", "reason")
    list_filter = (RecordTypeFilter,)
    search_fields = ("slug", "username", "reason")
    date_hierarchy = "at"


@admin.register(SourceUse)
class SourceUseAdmin(RecordRowAdmin):
    list_display = ("source", "type_name", "slug", "part", "field")
    list_filter = (RecordTypeFilter,)
    list_select_related = ("source",)
    search_fields = ("slug", "part", "source__title", "source__slug")


@admin.register(FigureEntry)
class FigureEntryAdmin(RecordRowAdmin):
    list_display = ("identifier", "label_en", "value", "unit", "year", "evidence", "source_type")
    list_filter = (RecordTypeFilter, "evidence", "source_type", "unit")
    search_fields = ("identifier", "label_en", "label_zh_hans", "variable_slug")


@admin.register(SlugAlias)
class SlugAliasAdmin(RecordRowAdmin):
    list_display = ("type_name", "slug", "target")
    list_filter = (RecordTypeFilter,)
    search_fields = ("slug", "target")
