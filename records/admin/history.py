"""History, comparison and restoring of revisions in the record admin."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from records import publishing
from records.admin.form_buttons import list_confirmation_buttons
from records.admin.forms import ChangeNoteForm
from records.admin.lifecycle.part_restoration import list_changed_parts, restore_parts
from records.admin.lists import ListAdmin
from records.admin.problems import ProblemRenderer
from records.admin.proposals.blocks import (
    admin_transaction,
    find_way_to_public,
    is_kept_back,
    report_proposal,
)
from records.admin.proposals.states import list_proposals_of
from records.admin.proposals.titles import describe_proposals
from records.admin.questions import GapQuestion, OpenQuestions, require_chinese
from records.choices import ProposalOrigin, Status
from records.history.revisions import build_entries, compare_revisions
from records.models import Revision
from records.models.revision import RevisionQuerySet
from records.publishing.restoration import compare_with_record, restore_revision
from records.questions.texts import ChineseGap, find_gaps, find_new_gaps

_PER_PAGE = 25
#: Field of the page before restoring: the parts that are restored; without one, all is.
ONLY = "only"
#: Of a record, so many proposals that wait stand above its history.
_MOST_PROPOSALS = 10


class _ComparisonForm(forms.Form):
    """The two revisions of a record that are compared."""

    def __init__(self, *args: Any, revisions: RevisionQuerySet) -> None:
        super().__init__(*args)
        for name in ("before", "after"):
            self.fields[name] = forms.ModelChoiceField(revisions)


class VersionForm(forms.Form):
    """The version of a record that a page showed."""

    version = forms.IntegerField()

    def get_version(self) -> int:
        """Return the version; -1, which matches none, if it is missing or invalid."""
        return self.cleaned_data["version"] if self.is_valid() else -1


class RevisionHistoryAdmin(ListAdmin):
    """Shows the revisions of a record, compares two of them and restores one.

    Whoever may view a record sees its history; whoever may change it in its present status may restore.
    """

    object_history_template = "admin/record_history.html"

    def get_urls(self) -> Any:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("<path:object_id>/history/compare/", wrap(self.compare_view), name=f"{name}_compare"),
            path(
                "<path:object_id>/history/<int:revision_id>/restore/",
                wrap(self.restore_view),
                name=f"{name}_restore",
            ),
            *super().get_urls(),
        ]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().history_view(request, object_id, extra_context)
        if not isinstance(response, TemplateResponse) or response.context_data is None:
            return response
        record = response.context_data["object"]
        revisions = Revision.objects.of(record).select_related("by", "proposal")
        paginator = self.get_paginator(request, revisions, _PER_PAGE)
        page = paginator.get_page(request.GET.get(PAGE_VAR, 1))
        start = (page.number - 1) * _PER_PAGE
        waiting = list(list_proposals_of(record)[:_MOST_PROPOSALS])
        titles = describe_proposals(waiting)
        entries = build_entries(list(revisions[start : start + _PER_PAGE + 1]), _PER_PAGE)
        response.context_data |= {
            "action_list": page,
            "entries": entries,
            "newest_pk": entries[0].revision.pk if entries and page.number == 1 else None,
            "page_range": paginator.get_elided_page_range(page.number),
            "pagination_required": paginator.count > _PER_PAGE,
            "has_change_permission": self.has_change_permission(request, record),
            "media": self.media,
            "proposals": [(each, titles[each.pk]) for each in waiting],
        }
        return response

    def compare_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the differences between two revisions."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        form = _ComparisonForm(request.GET, revisions=Revision.objects.of(record))
        if not form.is_valid() or form.cleaned_data["before"] == form.cleaned_data["after"]:
            messages.warning(request, _("Choose two different revisions."))
            return HttpResponseRedirect(self._reverse_for("history", record))
        before, after = sorted(form.cleaned_data.values(), key=lambda revision: revision.pk)
        context = {
            "title": _("Compare revisions: %(record)s") % {"record": record},
            "before": before,
            "after": after,
            "lines": compare_revisions([(before, after)])[0],
            "answered": Revision.objects.of(record)
            .filter(pk__gt=before.pk, pk__lte=after.pk)
            .exclude(answers=[])[:_PER_PAGE],
        }
        return self._render(request, "admin/record_comparison.html", record, context)

    def restore_view(self, request: HttpRequest, object_id: str, revision_id: int) -> HttpResponse:
        """Show what restoring a revision would change, and restore it on POST."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        revision = get_object_or_404(Revision.objects.of(record), pk=revision_id, data__isnull=False)
        note = ChangeNoteForm(request)
        context: dict[str, Any] = {"problems": note.problems}
        status = 200
        gaps: list[ChineseGap] = []
        if note.is_valid():
            try:
                self._restore(request, record, revision, note, gaps)
            except publishing.VersionConflict:
                context["is_conflict"], status = True, 409
                record = self.model._default_manager.get(pk=record.pk)
            except OpenQuestions:
                context["gap_question"] = GapQuestion(gaps)
            except publishing.PublishingError as error:
                context["problems"] = ProblemRenderer(error.problems).render_all(error.problems)
            else:
                return HttpResponseRedirect(self._reverse_for("history", record))
        if record.status != Status.DRAFT:
            way = find_way_to_public(request.user, self.model, record.status)
            context |= {"way": way, "buttons": list_confirmation_buttons(_("Restore"), way)}
        context |= {
            "title": _("Restore an earlier revision: %(record)s") % {"record": record},
            "revision": revision,
            "lines": compare_with_record(record, revision.data or {}),
            "version": record.version,
            "note": note,
            "parts": list_changed_parts(record, revision),
            "chosen": request.POST.getlist(ONLY),
        }
        response = self._render(request, "admin/record_restore.html", record, context)
        response.status_code = status
        return response

    def _restore(
        self,
        request: HttpRequest,
        record: Any,
        revision: Revision,
        note_form: ChangeNoteForm,
        gaps: list[ChineseGap],
    ) -> None:
        """Restore a revision if the record still has the version that the page showed.

        `gaps`: gets the public texts that would lose their Chinese, if the editor hasn't agreed to that.
        """
        version = VersionForm(request.POST).get_version()
        chosen = request.POST.getlist(ONLY)
        done = _("Version %(version)s was restored.") % {"version": revision.version}
        if chosen:
            done = _("Parts of version %(version)s were restored.") % {"version": revision.version}
        note = note_form.build_note()
        note["reason"] = f"{done} {note['reason']}".strip()
        with admin_transaction(request, origin=ProposalOrigin.RESTORE, **note) as changes:
            changes.require_version(record, version)
            before = find_gaps(self.model, [record])
            restored = (
                restore_parts(changes, record, revision, chosen)
                if chosen
                else restore_revision(changes, revision)
            )
            if restored.is_published:
                require_chinese(request, changes, find_new_gaps(restored, before), gaps)
        if is_kept_back(request):
            report_proposal(request, is_public=record.is_published)
            return
        self.log_change(request, record, done)
        messages.success(request, done)

    def _render(
        self, request: HttpRequest, template: str, record: Any, context: dict[str, Any]
    ) -> TemplateResponse:
        request.current_app = self.admin_site.name
        return TemplateResponse(
            request,
            template,
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "module_name": capfirst(str(self.opts.verbose_name_plural)),
                "object": record,
                "media": self.media,
                **context,
            },
        )

    def _reverse_for(self, page: str, record: Any) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, args=[record.pk], current_app=self.admin_site.name)
