"""Deleted records: a list by type, and bringing one back as a draft."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from records import publishing
from records.admin.actions import RecordActionsAdmin
from records.admin.lifecycle.slugs import SlugForm
from records.admin.problems import ProblemRenderer
from records.history import compare_pairs
from records.models import Record, Revision
from records.publishing.restoration import find_missing_references, restore_deleted_record
from records.texts.translation import get_text_from_columns

_PER_PAGE = 50


class RecordUndeletionAdmin(RecordActionsAdmin):
    """Admin of records that lists the deleted ones and brings one back."""

    def get_urls(self) -> Any:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("deleted/", wrap(self.deleted_view), name=f"{name}_deleted"),
            path("deleted/<int:object_id>/", wrap(self.undelete_view), name=f"{name}_undelete"),
            *super().get_urls(),
        ]

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        """List the deleted records of this type, the last one first."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        paginator = self.get_paginator(
            request, Revision.objects.deletions(self.model).select_related("by", "proposal"), _PER_PAGE
        )
        page = paginator.get_page(request.GET.get(PAGE_VAR, 1))
        deletions = list(page.object_list)
        last = _load_last_revisions(self.model, [row.object_id for row in deletions])
        context = {
            "title": _("Deleted"),
            "entries": [(row, get_revision_title(last.get(row.object_id), row)) for row in deletions],
            "page": page,
            "page_var": PAGE_VAR,
            "has_add_permission": self.has_add_permission(request),
        }
        return self.render_page(request, "admin/record_deleted.html", context)

    def undelete_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Show what a deleted record said, and bring it back as a draft on POST."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        deletion = Revision.objects.deletions(self.model).filter(object_id=object_id).first()
        last = _load_last_revisions(self.model, [object_id]).get(object_id)
        if deletion is None or last is None:
            raise Http404
        record = self.model(pk=object_id, slug=last.slug)
        data = last.data or {}
        form = SlugForm(request.POST if request.method == "POST" else {"slug": last.slug}, record=record)
        problems: list[Any] = []
        if request.method == "POST" and form.is_valid():
            try:
                record = self._undelete(request, deletion, last, form.cleaned_data["slug"])
            except publishing.PublishingError as error:
                problems = list(ProblemRenderer(error.problems).render_all(error.problems))
            except IntegrityError:  # saved by another request first
                problems = [_("The same was saved at the same moment. Save again.")]
            else:
                return HttpResponseRedirect(self.reverse_page("change", record.pk))
        context = {
            "title": _("Bring back: %(record)s") % {"record": get_revision_title(last, deletion)},
            "deletion": deletion,
            "lines": compare_pairs([(self.model, {}, data)])[0],
            "form": form,
            "problems": problems,
            "missing": [_describe_missing(*found) for found in find_missing_references(self.model, data)],
        }
        return self.render_page(request, "admin/record_undelete.html", context)

    def _undelete(self, request: HttpRequest, deletion: Revision, last: Revision, slug: str) -> Any:
        reason = _("Brought back after its deletion.")
        with publishing.publication_transaction(request.user, reason=reason) as changes:
            record = restore_deleted_record(changes, deletion, last, slug)
            changes.finalize()
        self.log_change(request, record, reason)
        messages.success(request, _("“%(record)s” is back, as a draft.") % {"record": record})
        return record


def _load_last_revisions(model: type[Record], ids: list[int]) -> dict[int, Revision]:
    """Return the last revision with data of each record, by primary key."""
    rows = Revision.objects.written().filter(
        record_type=model.type_code, object_id__in=ids, data__isnull=False
    )
    return {row.object_id: row for row in rows.newest()}


def get_revision_title(last: Revision | None, deletion: Revision) -> str:
    """Return the title that a deleted record had; its slug if it had none of its own."""
    data = (last.data if last else None) or {}
    for name in ("title", "name"):
        columns = {column: data.get(f"{name}_{column}") or "" for column in ("en", "zh_hans")}
        if text := str(data.get(name) or get_text_from_columns(columns)):
            return text
    return deletion.slug


def _describe_missing(model: type[Record], slug: str) -> SafeString:
    """Return a line about a record that the deleted one refers to, with a link that brings it back."""
    name = capfirst(str(model._meta.verbose_name))
    deletion = Revision.objects.deletions(model).filter(slug=slug).first()
    if deletion is None:
        return format_html("{} “{}”", name, slug)
    page = f"admin:{model._meta.app_label}_{model._meta.model_name}_undelete"
    link = format_html(
        '<a href="{}">{}</a>', reverse(page, args=[deletion.object_id]), _("Bring it back first")
    )
    return format_html("{} “{}”: {}", name, slug, link)
