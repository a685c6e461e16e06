"""Base classes of the record admin, and the admin of sources, themes and logs."""

from collections.abc import Callable
from copy import copy
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminErrorList
from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.utils import unquote
from django.db import IntegrityError, models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from records import publishing
from records.admin.accounts import ACCOUNT_ADMINS
from records.admin.forms import (
    ChangeNoteForm,
    FormMerge,
    OpenedForm,
    PartForm,
    RefusedFormMixin,
    attach_problems,
    get_shown_values,
)
from records.admin.history import RevisionHistoryAdmin, VersionForm
from records.admin.lists import RecordRowAdmin, RecordTypeFilter
from records.admin.redaction import redact_selected
from records.admin.relations import RelationFormAdmin, RelationFormSet
from records.admin.row_counts import describe_wrong_counts
from records.admin.unsaved_forms import DELETED, render_unsaved_form
from records.choices import Operation, Status
from records.models import (
    FigureEntry,
    Link,
    Part,
    Publication,
    Redaction,
    Revision,
    SlugAlias,
    Source,
    SourceLink,
    SourceUse,
    Theme,
)
from records.permissions import may_delete, may_edit, may_make_public, may_perform
from records.publishing.validation import Problem, find_deletion_blockers
from records.texts.line_breaks import LINE_BREAK_HELP

for account_model, account_admin in ACCOUNT_ADMINS.items():
    admin.site.unregister(account_model)
    admin.site.register(account_model, account_admin)

#: Request attribute: the problems that refused the submitted change.
_PROBLEMS = "_publishing_problems"
#: Of an action with many records, for each of which there can be several.
_MOST_REPORTED_PROBLEMS = 50
#: Request attribute: set while a record is read for comparison, whatever its status.
_COMPARING = "_comparing"


class RecordAdmin(RevisionHistoryAdmin):
    """Admin of a record and its parts. Changes are written in a publication transaction of the user.

    Problems are shown in the form with the submitted values. The form contains the version at
    opening, so that it never silently overwrites a newer one.
    """

    change_form_template = "admin/record_change_form.html"
    delete_confirmation_template = "admin/record_delete_confirmation.html"
    list_filter: ClassVar[Any] = ("status",)
    list_per_page = 50
    readonly_fields: ClassVar[Any] = ("status", "version", "published_at", "updated_at")
    actions = ("publish_selected", "submit_selected", "return_selected", "withdraw_selected")
    save_on_top = True
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_list_display(self, request: HttpRequest) -> Any:
        return (*self.list_display, "status", "version", "updated_at")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = ("slug",) if obj is not None and obj.published_at else ()
        return (*self.readonly_fields, *fixed)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return super().get_view_on_site_url(obj) if obj is not None and obj.is_published else None

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        # The help of the field itself wins.
        if db_field.name in ("name_zh_hans", "title_zh_hans") and not db_field.help_text:
            kwargs["help_text"] = LINE_BREAK_HELP
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    # -- rights -------------------------------------------------------------------------------------

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None or hasattr(request, _COMPARING):
            return super().has_change_permission(request, obj)
        return may_edit(request.user, self.model, obj.status)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return super().has_delete_permission(request, obj)
        return may_delete(request.user, self.model, obj.status)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may_perform(request.user, Operation.PUBLISH, self.model)

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return may_perform(request.user, Operation.WITHDRAW, self.model)

    def has_review_permission(self, request: HttpRequest) -> bool:
        return may_perform(request.user, Operation.REVIEW, self.model)

    def get_actions(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        actions = super().get_actions(request, *args, **kwargs)
        # Records are deleted one at a time, with the confirmation page.
        actions.pop("delete_selected", None)
        return actions

    # -- one record ---------------------------------------------------------------------------------

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form_class = super().get_form(request, obj, change, **kwargs)
        if not hasattr(request, _PROBLEMS):
            return form_class

        return type("RefusedForm", (RefusedFormMixin, form_class), {})

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if request.method != "POST":  # reading takes no locks
            return super().changeform_view(request, object_id, form_url, extra_context)
        if reason := describe_wrong_counts(self.model, request.POST, is_new=object_id is None):
            return render_unsaved_form(request, reason, status=400)
        note = ChangeNoteForm(request)
        if not note.is_valid():
            return self._redisplay_form(request, note.problems, object_id, form_url, extra_context)
        try:
            with publishing.publication_transaction(request.user, **note.build_note()) as changes:
                if object_id is not None:
                    if (record := self.get_object(request, unquote(object_id))) is None:
                        return render_unsaved_form(request, DELETED, status=404)
                    changes.require_version(record, OpenedForm.load(request.POST.get("_opened", "")).version)
                return super().changeform_view(request, object_id, form_url, extra_context)
        except publishing.VersionConflict:
            return self._show_conflict(request, object_id, form_url, extra_context)
        except publishing.PublishingError as error:
            return self._redisplay_form(request, error.problems, object_id, form_url, extra_context)
        except IntegrityError:  # validated, and then saved by another request first
            problem = Problem(_("This change"), "", _("The same was saved at the same moment. Save again."))
            return self._redisplay_form(request, [problem], object_id, form_url, extra_context)

    def _redisplay_form(self, request: HttpRequest, problems: list[Problem], *args: Any) -> HttpResponse:
        """Show the submitted form again with the problems; nothing was saved.

        It isn't valid, so that it needs no transaction, as `changeform_view` would open for it.
        """
        setattr(request, _PROBLEMS, problems)
        return self._changeform_view(request, *args)  # type: ignore[attr-defined]

    def _show_conflict(
        self, request: HttpRequest, object_id: str, form_url: str, extra_context: Any
    ) -> HttpResponse:
        """Show the saved and the submitted values side by side; nothing was saved."""
        reading = copy(request)
        reading.method = "GET"
        reading.POST = QueryDict()
        setattr(reading, _COMPARING, True)
        shown: Any = super().changeform_view(reading, object_id, form_url, extra_context)
        form = shown.context_data["adminform"].form
        formsets = [inline.formset for inline in shown.context_data["inline_admin_formsets"]]
        merge = FormMerge(
            OpenedForm.load(request.POST.get("_opened", "")).values, request.POST, form, formsets
        )
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
        merge.data["_opened"] = OpenedForm(record.version, merge.saved).dump()
        resubmitted: Any = request
        resubmitted.POST = merge.data
        response = self._redisplay_form(request, [], object_id, form_url, context)
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
        if problems := getattr(request, _PROBLEMS, []):
            attach_problems(problems, form, formsets)
            context["errors"] = AdminErrorList(form, formsets)
        if obj is not None and obj.pk:
            opened = request.POST.get("_opened")
            context["opened"] = opened or OpenedForm(obj.version, get_shown_values(form, formsets)).dump()
        context["note"] = ChangeNoteForm(request)
        status = obj.status if obj is not None else Status.DRAFT
        context["may_make_public"] = status == Status.PUBLISHED or may_make_public(
            request.user, self.model, status
        )
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        publishing.require_open_changes().save(obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        changes = publishing.require_open_changes()
        saved = formset.save(commit=False)
        for part in formset.deleted_objects:
            changes.delete(part)
        for part in saved:
            changes.save(part)
        formset.save_m2m()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        changes = publishing.require_open_changes()
        if "_publish" in request.POST:
            changes.publish(form.instance)
        changes.finalize()

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

    # -- several records ----------------------------------------------------------------------------

    @admin.action(description=gettext_lazy("Publish"), permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet) -> None:
        def publish(changes: publishing.Changes, records: list[Any]) -> list[Any]:
            drafts = [record for record in records if not record.is_published]
            changes.publish(*drafts)
            return drafts

        self._change_selected(request, queryset, publish, _("Published: %(count)s."))

    @admin.action(description=gettext_lazy("Withdraw"), permissions=["withdraw"])
    def withdraw_selected(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._change_selected(
            request, queryset, lambda changes, records: changes.withdraw(*records), _("Withdrawn: %(count)s.")
        )

    @admin.action(description=gettext_lazy("Send to review"), permissions=["change"])
    def submit_selected(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._change_selected(
            request,
            queryset,
            lambda changes, records: changes.submit(*records),
            _("Sent to review: %(count)s."),
        )

    @admin.action(description=gettext_lazy("Return to draft"), permissions=["review"])
    def return_selected(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._change_selected(
            request,
            queryset,
            lambda changes, records: changes.return_to_draft(*records),
            _("Returned to draft: %(count)s."),
        )

    def _change_selected(
        self,
        request: HttpRequest,
        queryset: QuerySet,
        change: Callable[[publishing.Changes, list[Any]], list[Any]],
        done: str,
    ) -> None:
        """Apply `change`, which returns the changed records, to the selected ones in one transaction."""
        try:
            with publishing.publication_transaction(request.user) as changes:
                changed = change(changes, list(queryset))
        except publishing.PublishingError as error:
            self._report_problems(request, error)
            return
        for record in changed:
            self.log_change(request, record, done % {"count": 1})
        if changed:
            messages.success(request, done % {"count": len(changed)})
        else:
            messages.warning(request, _("Nothing was changed: no selected record is in a state for this."))

    def _report_problems(self, request: HttpRequest, error: publishing.PublishingError) -> None:
        lines = list(dict.fromkeys(problem.describe() for problem in error.problems))
        more = len(lines) - _MOST_REPORTED_PROBLEMS
        if more > 0:
            rest = ngettext("%(count)s more", "%(count)s more", more) % {"count": more}
            lines[_MOST_REPORTED_PROBLEMS:] = [rest]
        text = format_html("{}", _("Nothing was changed, because:"))
        messages.error(request, text + format_html_join("", "<br>{}", [(line,) for line in lines]))


class _RecordInline(RelationFormAdmin, InlineModelAdmin):
    """Rows of a record, with the permissions of the record."""

    formset = RelationFormSet

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Fetch the related rows that the form and the names of the rows show."""
        names = self.get_autocomplete_fields(request)
        queryset = super().get_queryset(request)
        if issubclass(self.model, Part):
            queryset = queryset.prefetch_related("source_links")
        return queryset.select_related(*names) if names else queryset

    def _get_record_admin(self) -> Any:
        return self.admin_site.get_model_admin(self.parent_model)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._get_record_admin().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return self._get_record_admin().has_add_permission(request)
        return self._get_record_admin().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


class PartInline(_RecordInline, admin.StackedInline):
    model = Part
    template = "admin/includes/part_inline.html"
    extra = 0
    form = PartForm
    show_change_link = False


class LinkInline(_RecordInline, admin.TabularInline):
    model = Link
    extra = 0


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    list_display = ("title", "publisher", "published", "kind", "link_ok")
    list_filter = ("status", "kind", "link_ok", "language")
    search_fields = ("slug", "title", "publisher", "url")
    exclude = ("sources",)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        # Uses are deleted with their source. Published records that need it are reported by validation.
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        return to_delete, counts, perms_needed - {SourceUse._meta.verbose_name}, protected


@admin.register(Theme)
class ThemeAdmin(RecordAdmin):
    list_display = ("name_en", "name_zh_hans", "working_area", "current_topic")
    list_filter = ("status", "working_area", "current_topic")
    search_fields = ("slug", "name_en", "name_zh_hans")


@admin.register(Publication)
class PublicationAdmin(RecordRowAdmin):
    list_display = ("number", "at", "type_name", "slug", "action", "version")
    list_filter = ("action", RecordTypeFilter)
    search_fields = ("slug", "title_en", "title_zh_hans")
    date_hierarchy = "at"
    actions = (redact_selected,)

    def has_redact_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("records.redact_publication")


@admin.register(Revision)
class RevisionAdmin(RecordRowAdmin):
    list_display = (
        "at",
        "type_name",
        "slug",
        "version",
        "status",
        "state",
        "kind",
        "publication",
        "writer",
    )
    list_filter = ("state", "kind", RecordTypeFilter)
    search_fields = ("slug", "writer", "reason")
    date_hierarchy = "at"


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
