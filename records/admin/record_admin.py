"""RecordAdmin: the form of a record and its parts, which writes in a publication transaction."""

from copy import copy
from typing import Any, ClassVar

from django.contrib.admin.helpers import AdminErrorList
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.db import IntegrityError, models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from records import publishing
from records.admin.actions import log_all
from records.admin.form_buttons import describe_closed_record, list_edit_buttons, list_record_buttons
from records.admin.forms import (
    ChangeNoteForm,
    FormMerge,
    OpenedForm,
    RecordForm,
    RefusedFormMixin,
    attach_problems,
    get_shown_values,
)
from records.admin.history import RevisionHistoryAdmin
from records.admin.lifecycle.deletion import RecordDeletionAdmin
from records.admin.lifecycle.draft_sources import publish_chosen_sources, take_draft_sources
from records.admin.lifecycle.withdrawal import may_withdraw
from records.admin.parts.inlines import get_part_page
from records.admin.parts.part_changes import get_next_position
from records.admin.parts.part_lines import attach_to_lines, find_first_problem
from records.admin.parts.part_pages import PartPageAdmin, set_saved_part
from records.admin.proposals.blocks import (
    PUBLISH,
    admin_transaction,
    find_way_to_public,
    get_made_proposal,
    get_proposal_url,
    is_kept_back,
    is_proposed,
    may_change,
    may_remove,
    report_proposal,
)
from records.admin.proposals.edited_forms import (
    SHOWN,
    build_edit_context,
    edited_form_preview,
    find_edited_proposal,
    get_applied_proposal,
    get_edited_proposal,
    get_note_initial,
    is_by,
    translate_request,
)
from records.admin.proposals.states import count_proposals, describe_state
from records.admin.public_pages import ReturningAdmin
from records.admin.questions import (
    OpenQuestions,
    apply_answers,
    arrange_questions,
    ask_questions,
    build_edit,
)
from records.admin.record_lists import RecordListAdmin
from records.admin.returns import get_next, is_in_admin
from records.admin.row_counts import describe_wrong_counts
from records.admin.tables.bulk_edit import BulkEditAdmin
from records.admin.typed_copies import TypedCopyAdmin, mark_saved_form
from records.admin.unsaved_forms import DELETED, render_unsaved_form
from records.admin.widgets.choosers import FIND_BUTTON, forget_errors
from records.admin.widgets.new_sources import report_new_sources, save_new_sources, warn_of_lost_sources
from records.admin.widgets.number_fields import NumberFormAdmin
from records.admin.widgets.text_lines import OutdatedTextsAdmin
from records.admin.widgets.translated_texts import group_fieldsets
from records.choices import Operation, Status
from records.models import Source
from records.permissions import may_edit, may_perform
from records.publishing.validation import Problem
from records.texts.line_breaks import LINE_BREAK_HELP

#: Request attribute: the problems that refused the submitted change.
_PROBLEMS = "_publishing_problems"
#: Request attribute: the questions about the submitted change, with their answers.
_QUESTIONS = "_asked_questions"
#: Request attribute: the record that a valid form has written.
_SAVED = "_saved_record"
#: Request attribute: set while a record is read for comparison, whatever its status.
_COMPARING = "_comparing"


class _InvalidForm(Exception):
    """What was typed into the form over a proposal can't be saved; nothing is decided."""


class RecordAdmin(
    TypedCopyAdmin,
    NumberFormAdmin,
    ReturningAdmin,
    PartPageAdmin,
    BulkEditAdmin,
    RecordListAdmin,
    OutdatedTextsAdmin,
    RecordDeletionAdmin,
    RevisionHistoryAdmin,
):
    """Admin of a record and its parts. Changes are written in a publication transaction of the user.

    Problems are shown in the form with the submitted values. The form contains the version at
    opening, so that it never silently overwrites a newer one.
    """

    form = RecordForm
    change_form_template = "admin/record_change_form.html"
    choice_details: tuple[str, ...] = ("get_status_display",)
    #: The fieldsets of the form; Django refuses `fieldsets` with sources, whose rows it didn't define.
    layout: ClassVar[Any] = ()
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = ("slug",) if obj is not None and obj.published_at else ()
        return (*self.readonly_fields, *fixed)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if get_part_page(request) or not self.layout:
            return super().get_fieldsets(request, obj)
        return group_fieldsets(self.model, self.layout)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return super().get_view_on_site_url(obj) if obj is not None and obj.is_published else None

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        # The help of the field itself wins.
        if db_field.name in ("name_zh_hans", "title_zh_hans") and not db_field.help_text:
            kwargs["help_text"] = LINE_BREAK_HELP
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> Any:
        """Return to the place that asked; else stay on the form, where parts are added."""
        if is_kept_back(request):
            return HttpResponse()  # `_respond_to_proposal()` answers
        response = super().response_add(request, obj, post_url_continue)
        if {"_popup", "_continue", "_addanother", "_saveasnew"} & set(request.POST):
            return response
        return HttpResponseRedirect(get_next(request) or self.reverse_page("change", obj.pk))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return HttpResponse() if is_kept_back(request) else super().response_change(request, obj)

    def _respond_to_proposal(self, request: HttpRequest, object_id: Any) -> HttpResponse:
        """Return to the place that asked, and say that the change waits, or was published alone."""
        record, proposal = getattr(request, _SAVED), get_made_proposal(request)
        page, target = get_part_page(request), get_next(request)
        if not target and object_id is not None:
            target = (
                self.get_record_url(record, page.relation, page.key)
                if page
                else self.reverse_page("change", record.pk)
            )
        elif not target:
            target = get_proposal_url(proposal) if proposal else self.reverse_page("changelist")
        if get_edited_proposal(request):
            target = get_proposal_url(get_applied_proposal(request))
        if is_in_admin(target):
            report_proposal(request, is_public=bool(object_id) and self._is_public(record))
        return mark_saved_form(request, HttpResponseRedirect(target))

    def _is_public(self, record: Any) -> bool:
        return bool(self.model._default_manager.published().filter(pk=record.pk).exists())

    def list_sections(self, request: HttpRequest, record: Any) -> list[Any]:
        """Return what else the form shows of a record below its parts; each has a `template`."""
        return []

    # -- rights -------------------------------------------------------------------------------------

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None or hasattr(request, _COMPARING):
            return super().has_change_permission(request, obj)
        return may_change(request.user, self.model, obj.status)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return super().has_delete_permission(request, obj)
        return may_remove(request.user, self.model, obj.status)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return find_way_to_public(request.user, self.model, Status.DRAFT).is_direct

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return may_withdraw(request.user, self.model)

    def has_propose_permission(self, request: HttpRequest) -> bool:
        return may_perform(request.user, Operation.PROPOSE, self.model)

    # -- one record ---------------------------------------------------------------------------------

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form_class = super().get_form(request, obj, change, **kwargs)
        if not hasattr(request, _PROBLEMS):
            return form_class

        return type("RefusedForm", (RefusedFormMixin, form_class), {})

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        find_edited_proposal(request)
        if request.method != "POST":  # reading takes no locks
            with edited_form_preview(request, self.model, object_id) as key:
                shown = super().changeform_view(request, key, form_url, extra_context)
                return self._render_edited(request, shown)
        if reason := describe_wrong_counts(self.model, request.POST, is_new=object_id is None):
            return render_unsaved_form(request, reason, status=400)
        answered: Any = request
        answered.POST = apply_answers(request.POST)
        if FIND_BUTTON in request.POST:
            return self._redisplay_form(request, [], object_id, form_url, extra_context)
        note = ChangeNoteForm(request)
        if not note.is_valid():
            return self._redisplay_form(request, note.problems, object_id, form_url, extra_context)
        title = self.describe_change_in_title(request, object_id) if is_kept_back(request) else ""
        try:
            with admin_transaction(request, title=title, **note.build_note()) as changes:
                key = object_id
                if get_edited_proposal(request):
                    key = translate_request(request, self.model, object_id, get_applied_proposal(request))
                if key is not None:
                    if (record := self.get_object(request, unquote(key))) is None:
                        return render_unsaved_form(request, DELETED, status=404)
                    changes.require_version(record, OpenedForm.load(request.POST.get("_opened", "")).version)
                response = super().changeform_view(request, key, form_url, extra_context)
                if get_edited_proposal(request) and not hasattr(request, _SAVED):
                    raise _InvalidForm  # or the proposal would be accepted as it is
        except _InvalidForm:
            return self._redisplay_form(request, [], object_id, form_url, extra_context)
        except publishing.VersionConflict:
            return self._show_conflict(request, object_id, form_url, extra_context)
        except OpenQuestions:
            return self._redisplay_form(request, [], object_id, form_url, extra_context)
        except publishing.PublishingError as error:
            return self._redisplay_form(request, error.problems, object_id, form_url, extra_context)
        except IntegrityError:  # validated, and then saved by another request first
            problem = Problem(_("This change"), "", _("The same was saved at the same moment. Save again."))
            return self._redisplay_form(request, [problem], object_id, form_url, extra_context)
        if is_kept_back(request) and hasattr(request, _SAVED):
            return self._respond_to_proposal(request, object_id)
        return response

    def _redisplay_form(self, request: HttpRequest, problems: list[Problem], *args: Any) -> HttpResponse:
        """Show the submitted form again with the problems; nothing was saved.

        It isn't valid, so that it needs no transaction, as `changeform_view` would open for it.
        """
        object_id, *others = args
        with edited_form_preview(request, self.model, object_id) as key:
            return self._redisplay(request, problems, key, *others)

    def _redisplay(self, request: HttpRequest, problems: list[Problem], *args: Any) -> HttpResponse:
        setattr(request, _PROBLEMS, problems)
        return self._render_edited(request, self._changeform_view(request, *args))  # type: ignore[attr-defined]

    def _render_edited(self, request: HttpRequest, response: Any) -> HttpResponse:
        """Render the form over a proposal while this is applied."""
        if get_edited_proposal(request) and hasattr(response, "render"):
            response.render()
        return response

    def _show_conflict(
        self, request: HttpRequest, object_id: str, form_url: str, extra_context: Any
    ) -> HttpResponse:
        """Show the saved and the submitted values side by side; nothing was saved.

        If nobody else has changed what the form shows, but another part of the record, save it after all.
        """
        with edited_form_preview(request, self.model, object_id) as key:
            return self._compare_with_saved(request, key, form_url, extra_context)

    def _compare_with_saved(
        self, request: HttpRequest, object_id: str, form_url: str, extra_context: Any
    ) -> HttpResponse:
        reading = copy(request)
        reading.method = "GET"
        reading.POST = QueryDict()
        setattr(reading, _COMPARING, True)
        shown: Any = super().changeform_view(reading, object_id, form_url, extra_context)
        form = shown.context_data["adminform"].form
        formsets = [inline.formset for inline in shown.context_data["inline_admin_formsets"]]
        opened = OpenedForm.load(request.POST.get("_opened", ""))
        merge = FormMerge(opened.values, request.POST, form, formsets)
        record = form.instance
        context = {
            **(extra_context or {}),
            "differences": merge.differences,
            "saved_version": record.version,
            "last_change": LogEntry.objects.filter(
                content_type__app_label=self.opts.app_label,
                content_type__model=self.opts.model_name,
                object_id=object_id,
            )
            .select_related("user")
            .first(),
        }
        if not self.has_change_permission(request, record):
            context |= {**self.admin_site.each_context(request), "opts": self.opts, "original": record}
            context |= {"title": _("Not saved"), "media": self.media}
            return TemplateResponse(request, "admin/record_conflict.html", context, status=403)
        merge.data["_opened"] = OpenedForm(record.version, merge.saved, record.status).dump()
        merge.data[SHOWN] = ""  # what the form shows now
        resubmitted: Any = request
        resubmitted.POST = merge.data
        is_same = (merge.saved, record.status) == (opened.values, opened.status)
        if is_same and not get_edited_proposal(request):
            return self.changeform_view(request, object_id, form_url, extra_context)
        response = self._redisplay(request, [], object_id, form_url, context)
        response.status_code = 409
        return response

    def render_change_form(
        self,
        request: HttpRequest,
        context: Any,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        form = context["adminform"].form
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        is_part = get_part_page(request) is not None
        context["part_groups"] = groups = (
            self.list_part_groups(request, obj) if change and not is_part else []
        )
        context["sections"] = self.list_sections(request, obj) if change and not is_part else []
        if FIND_BUTTON in request.POST:
            forget_errors(form, formsets)
            context["errors"] = AdminErrorList(form, [])
        if problems := getattr(request, _PROBLEMS, []):
            context["draft_sources"], problems = take_draft_sources(request, problems)
            attach_problems(attach_to_lines(problems, groups), form, formsets)
            context["errors"] = AdminErrorList(form, formsets)
            context["errors"] += [text for group in groups for line in group.lines for text in line.problems]
        if request.method == "POST":
            all_forms = [form, *(row for formset in formsets for row in formset.forms)]
            context["first_error"] = find_first_problem(all_forms, groups)
            context["questions"] = arrange_questions(
                getattr(request, _QUESTIONS, None), request.POST, all_forms
            )
        if obj is not None and obj.pk:
            opened = request.POST.get("_opened")
            shown = OpenedForm(obj.version, get_shown_values(form, formsets), obj.status)
            context["opened"] = opened or shown.dump()
        context |= build_edit_context(request, obj)
        context["note"] = ChangeNoteForm(request, get_note_initial(request))
        status = obj.status if obj is not None else Status.DRAFT
        if change and obj is not None:
            context["state"] = describe_state(obj, count_proposals(self.model, [obj.pk]).get(obj.pk, 0))
        context["closed_reason"] = describe_closed_record(request.user, self.model, status) if change else ""
        context["way"] = way = find_way_to_public(request.user, self.model, status)
        may_save = obj is None or may_edit(request.user, self.model, status)
        if not is_part:
            context["buttons"] = list_record_buttons(
                status, way, may_save=may_save, is_popup=context["is_popup"]
            )
        if proposal := get_edited_proposal(request):
            context["buttons"] = list_edit_buttons(way, is_own=is_by(request, proposal))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if get_part_page(request) is None:
            publishing.require_open_changes().save(obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        changes = publishing.require_open_changes()
        saved = formset.save(commit=False)
        for part in formset.deleted_objects:
            changes.delete(part)
        for part in saved:
            if part.pk is None and not part.position:
                part.position = get_next_position(part)
            changes.save(part)
        formset.save_m2m()
        if get_part_page(request):
            set_saved_part(request, formset)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        changes = publishing.require_open_changes()
        all_forms = [form, *(row for formset in formsets for row in formset.forms)]
        added = save_new_sources(request, changes, self.admin_site.get_model_admin(Source), all_forms)
        super().save_related(request, form, formsets, change)
        was_public = form.instance.is_published
        if PUBLISH in request.POST or (is_proposed(request) and get_part_page(request) is None):
            changes.publish(form.instance)
        published: list[Any] = []
        if form.instance.is_published:
            published = publish_chosen_sources(request, changes, [form.instance], added)
            log_all(request, published, _("Published with “%(record)s”.") % {"record": form.instance})
            edit = build_edit(request, form.instance, was_public, all_forms)
            setattr(request, _QUESTIONS, ask_questions(changes, edit, request.POST))
        changes.finalize()  # problems are shown together with the questions
        if any(one.answer is None for one in getattr(request, _QUESTIONS, ())):
            raise OpenQuestions
        setattr(request, _SAVED, form.instance)
        if not is_kept_back(request):
            report_new_sources(request, added, published)
            warn_of_lost_sources(request, all_forms)
