"""Deletion of a record, with what stands in its way, and the tools beside its form."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from records import publishing
from records.admin.form_buttons import list_confirmation_buttons
from records.admin.history import VersionForm
from records.admin.lifecycle.slugs import RecordRenamingAdmin
from records.admin.lifecycle.undeletion import RecordUndeletionAdmin
from records.admin.lifecycle.withdrawal import RecordWithdrawalAdmin, may_withdraw
from records.admin.previews import build_preview_url
from records.admin.problems import link_to_form
from records.admin.proposals.blocks import (
    admin_transaction,
    find_way_of,
    get_made_proposal,
    is_kept_back,
    is_proposed,
    report_proposal,
)
from records.admin.record_groups import MOST_NAMED, RecordGroup
from records.choices import Operation, ProposalOrigin, Status
from records.models import Record
from records.models.base import get_part_models
from records.publishing.references import collect_referrers
from records.texts.formats import join_label


class RecordDeletionAdmin(RecordWithdrawalAdmin, RecordRenamingAdmin, RecordUndeletionAdmin):
    """Admin of records that deletes one at a time, with a page that confirms it."""

    delete_confirmation_template = "admin/record_delete_confirmation.html"

    def render_change_form(
        self,
        request: HttpRequest,
        context: Any,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        context["tools"] = self._list_tools(request, obj) if obj is not None and obj.pk else []
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _list_tools(self, request: HttpRequest, record: Any) -> list[tuple[str, str]]:
        """Return address and label of what may be done with a record beside its form."""
        renaming, withdrawal = (
            find_way_of(request.user, self.model, operation)
            for operation in (Operation.RENAME, Operation.WITHDRAW)
        )
        may_rename = renaming.may_publish or (renaming.may_propose and record.published_at)
        may_leave = withdrawal.may_publish or withdrawal.may_propose
        pages = (
            ("history", _("History"), True),
            ("rename", _("Rename"), may_rename),
            ("withdraw", _("Withdraw"), record.is_published and may_leave),
            ("delete", _("Delete"), self.has_delete_permission(request, record)),
        )
        tools = [(self.reverse_page(page, record.pk), label) for page, label, offered in pages if offered]
        if record.status == Status.DRAFT and hasattr(record, "get_absolute_url"):
            tools.insert(0, (build_preview_url(record, "links"), _("Preview")))
        page_url = self.get_view_on_site_url(record)
        return [(page_url, _("See the page")), *tools] if page_url else tools

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Summarize what is deleted, and name the records in the way, however many there are.

        Django's own page reads and formats each row.
        """
        record: Record = objs[0]
        parts = [_summarize_parts(model, record) for model in get_part_models(type(record))]
        parts = [part for part in parts if part.count]
        names: list[Any] = [record]
        for part in parts:
            names += [part.heading, part.lines]
        counts = {part.name: part.count for part in parts}
        return names, counts, set(), _list_blockers(record)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        changes = publishing.require_open_changes()
        changes.delete(obj)
        changes.finalize()  # before the success message is added

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Delete a record if it still has the version that the confirmation page showed."""
        if request.method != "POST":
            response: Any = super().delete_view(request, object_id, extra_context)
            if hasattr(response, "context_data"):
                response.context_data |= self._build_deletion_context(
                    request, response.context_data["object"]
                )
            return response
        try:
            with admin_transaction(request, origin=ProposalOrigin.DELETE) as changes:
                record = self.get_object(request, unquote(object_id))
                if record is not None and self.has_delete_permission(request, record):
                    changes.require_version(record, VersionForm(request.POST).get_version())
                response = super().delete_view(request, object_id, extra_context)
        except publishing.VersionConflict:
            messages.error(request, _("Not deleted: this record was changed after you opened this page."))
            return HttpResponseRedirect(request.get_full_path())
        except publishing.PublishingError as error:
            self._report_problems(request, error)
            return HttpResponseRedirect("../change/")
        if get_made_proposal(request):
            report_proposal(request, is_public=record is not None and record.is_published)
            is_waiting = is_proposed(request)
            page = self.reverse_page("change", object_id) if is_waiting else self.reverse_page("changelist")
            return HttpResponseRedirect(page)
        return response

    def _build_deletion_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        """Return the buttons for a record that was public, whose deletion may need another person."""
        if record.status == Status.DRAFT:
            return {}
        way = find_way_of(request.user, self.model, Operation.DELETE, Operation.WITHDRAW)
        return {
            "way": way,
            "buttons": list_confirmation_buttons(_("Delete"), way),
            "may_withdraw": may_withdraw(request.user, self.model),
        }

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        """Return to the list, with a link that brings the record back."""
        if is_kept_back(request):
            return HttpResponse()  # `delete_view()` answers
        if IS_POPUP_VAR in request.POST or not self.has_add_permission(request):
            return super().response_delete(request, obj_display, obj_id)
        back = format_html('<a href="{}">{}</a>', self.reverse_page("undelete", obj_id), _("Bring it back"))
        done = format_html(_("Deleted: {name}."), name=obj_display)
        messages.success(request, format_html("{} {}", done, back))
        return HttpResponseRedirect(self.reverse_page("changelist"))


class _PartSummary:
    """The parts of one kind that are deleted with a record."""

    def __init__(self, model: Any, first: list[Any], count: int) -> None:
        options = model._meta
        self.name = options.verbose_name_plural
        self.count = count
        self.heading = join_label(capfirst(str(options.verbose_name if count == 1 else self.name)), count)
        self.lines = [str(part) for part in first]
        if count > len(first):
            self.lines.append(_format_more(count - len(first)))


def _summarize_parts(model: Any, record: Record) -> _PartSummary:
    rows: models.QuerySet = model._default_manager.filter(**{model.owner: record})
    keys = [field.name for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    first = list(rows.select_related(*keys)[: MOST_NAMED + 1])
    count = len(first) if len(first) <= MOST_NAMED else rows.count()
    return _PartSummary(model, first[:MOST_NAMED], count)


def _format_more(count: int) -> str:
    return ngettext("%(count)s more", "%(count)s more", count) % {"count": count}


def _list_blockers(record: Record) -> list[Any]:
    """Return the records that point to one, drafts included, as nested lists for the page."""
    lines: list[Any] = []
    for group in collect_referrers(record, list(Status), named=MOST_NAMED):
        links = [
            format_html("{} ({})", link_to_form(type(row), row.pk, row), row.get_status_display())
            for row in group.records
        ]
        shown = RecordGroup(group.record_type, group.records, total=group.count)
        lines += [shown.heading, [*links, *([_format_more(shown.more)] if shown.more else [])]]
    return lines
