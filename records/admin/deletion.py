"""Deletion of a record, with what stands in its way."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from records import publishing
from records.admin.history import VersionForm
from records.admin.withdrawal import RecordWithdrawalAdmin
from records.choices import Operation
from records.models import SourceLink
from records.permissions import may_perform
from records.publishing.validation import find_deletion_blockers


class RecordDeletionAdmin(RecordWithdrawalAdmin):
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
        pages = [("history", _("History"), True)]
        if record.is_published:
            pages.append(
                ("withdraw", _("Withdraw"), may_perform(request.user, Operation.WITHDRAW, self.model))
            )
        pages.append(("delete", _("Delete"), self.has_delete_permission(request, record)))
        tools = [
            (self.reverse_page(page, record.pk), label) for page, label, is_offered in pages if is_offered
        ]
        page = self.get_view_on_site_url(record)
        return [(page, _("See the page")), *tools] if page else tools

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Name the records that point to these, also from a part, and refuse to delete on POST.

        Links to sources aren't named, like rows of other many-to-many fields.
        """
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        counts.pop(SourceLink._meta.verbose_name_plural, None)
        to_delete = [line for line in to_delete if not str(line).startswith("Source link: ")]
        blockers = [blocker for record in objs for blocker in find_deletion_blockers(record)]
        if blockers and request.method == "POST":
            raise publishing.PublishingError([problem for _model, _pk, problem in blockers])
        links = [
            format_html(
                '<a href="{}">{}</a>',
                reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[pk]),
                problem.message,
            )
            for model, pk, problem in blockers
        ]
        return to_delete, counts, perms_needed, links or protected

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        changes = publishing.require_open_changes()
        changes.delete(obj)
        changes.finalize()  # before the success message is added

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Delete a record if it still has the version that the confirmation page showed."""
        try:
            with publishing.publication_transaction(request.user) as changes:
                record = self.get_object(request, unquote(object_id)) if request.method == "POST" else None
                if record is not None and self.has_delete_permission(request, record):
                    changes.require_version(record, VersionForm(request.POST).get_version())
                return super().delete_view(request, object_id, extra_context)
        except publishing.VersionConflict:
            messages.error(request, _("Not deleted: this record was changed after you opened this page."))
            return HttpResponseRedirect(request.get_full_path())
        except publishing.PublishingError as error:
            self._report_problems(request, error)
            return HttpResponseRedirect("../change/")
