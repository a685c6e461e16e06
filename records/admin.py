"""The editors' desk: what every record's admin shares, and the desk for sources, themes and the logs."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.admin import SimpleHistoryAdmin

from records import publishing
from records.checks import Problem
from records.choices import Status
from records.models import Link, Part, Publication, SlugAlias, Source, SourceUse, Theme

_PROBLEMS = "_publishing_problems"


class ViewOnlyAdmin(admin.ModelAdmin):
    """Rows that the program writes and nobody edits."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class RecordAdmin(SimpleHistoryAdmin):
    """A record with its parts. Saving, publishing, withdrawing and deleting go through `records.publishing`.

    What stands in the way of publishing is shown on the form, with everything that was typed.
    """

    change_form_template = "admin/record_change_form.html"
    list_filter: Any = ("status",)
    list_per_page = 50
    readonly_fields: Any = ("status", "version", "published_at", "updated_at")
    actions = ("publish_selected", "review_selected", "withdraw_selected")
    save_on_top = True
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    class Media:
        css = {"all": ("build/admin.css",)}

    def get_list_display(self, request: HttpRequest) -> Any:
        return (*self.list_display, "status", "version", "updated_at")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """An address that has been public stays."""
        fixed = ("slug",) if obj is not None and obj.published_at else ()
        return (*self.readonly_fields, *fixed)

    def get_actions(self, request: HttpRequest) -> Any:
        actions = super().get_actions(request)
        # Deleting is for one record at a time, with its page of consequences.
        actions.pop("delete_selected", None)
        return actions

    # -- one record ---------------------------------------------------------------------------------

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form_class = super().get_form(request, obj, change, **kwargs)
        problems = getattr(request, _PROBLEMS, [])

        class Form(form_class):  # type: ignore[valid-type, misc]
            def _post_clean(self) -> None:
                super()._post_clean()
                for problem in problems:
                    name = problem.field if problem.field in self.fields else None
                    prefix = f"{problem.field}: " if problem.field and name is None else ""
                    self.add_error(name, forms.ValidationError(f"{prefix}{problem.message}"))

        return Form

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if request.method != "POST":  # whoever reads a form keeps no writer waiting
            return super().changeform_view(request, object_id, form_url, extra_context)
        try:
            with publishing.writing():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except publishing.PublishingError as error:
            # Nothing was written. The form is shown again as it was sent, with what stands in the way.
            setattr(request, _PROBLEMS, error.problems)
            with publishing.writing():
                return super().changeform_view(request, object_id, form_url, extra_context)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        changes = publishing.current()
        changes.touch(form.instance)
        if "_publish" in request.POST:
            changes.publish(form.instance)
        changes.settle()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Settled here: what is refused is not told as done."""
        super().delete_model(request, obj)
        publishing.current().settle()

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        try:
            with publishing.writing():
                return super().delete_view(request, object_id, extra_context)
        except publishing.PublishingError as error:
            self._tell(request, error)
            return HttpResponseRedirect("../change/")

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """An earlier state of the record, which can be brought back: that is an edit like any other."""
        if request.method != "POST":
            return super().history_form_view(request, object_id, version_id, extra_context)
        try:
            with publishing.writing():
                return super().history_form_view(request, object_id, version_id, extra_context)
        except publishing.PublishingError as error:
            self._tell(request, error)
            return HttpResponseRedirect("../")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            present = self.model._default_manager.filter(pk=obj.pk).first()
            if present is None:
                problem = Problem(obj, "", _("This record was deleted; its history can't bring it back."))
                raise publishing.PublishingError([problem])
            if present.published_at:  # an earlier state brings no earlier address back
                obj.slug, obj.published_at = present.slug, present.published_at
        super().save_model(request, obj, form, change)

    # -- several records ----------------------------------------------------------------------------

    @admin.action(description=gettext_lazy("Publish"))
    def publish_selected(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._change(request, queryset, "publish", _("Published: %(count)s."))

    @admin.action(description=gettext_lazy("Withdraw from the public side"))
    def withdraw_selected(self, request: HttpRequest, queryset: QuerySet) -> None:
        public = queryset.filter(status=Status.PUBLISHED)
        self._change(request, public, "withdraw", _("Withdrawn: %(count)s."))

    @admin.action(description=gettext_lazy("Send to review"))
    def review_selected(self, request: HttpRequest, queryset: QuerySet) -> None:
        drafts = list(queryset.filter(status=Status.DRAFT))
        for record in drafts:
            record.status = Status.IN_REVIEW
            record.save(update_fields=["status"])
        messages.success(request, _("Sent to review: %(count)s.") % {"count": len(drafts)})

    def _change(self, request: HttpRequest, queryset: QuerySet, verb: str, done: str) -> None:
        records = list(queryset)
        try:
            with publishing.writing() as changes:
                getattr(changes, verb)(*records)
        except publishing.PublishingError as error:
            self._tell(request, error)
        else:
            messages.success(request, done % {"count": len(records)})

    def _tell(self, request: HttpRequest, error: publishing.PublishingError) -> None:
        lines = format_html_join("", "<br>{}", ((str(problem),) for problem in error.problems))
        messages.error(request, _("Nothing was changed. What stands in the way:") + lines)


class PartForm(forms.ModelForm):
    """A part's key is made once: it is its place on the page and in the log."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "key" in self.fields:
            self.fields["key"].disabled = True


class PartInline(admin.StackedInline):
    """The parts of a record, edited on the record's own form."""

    model = Part
    extra = 0
    form = PartForm
    autocomplete_fields = ["sources"]
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("sources")


class LinkInline(admin.TabularInline):
    """The ties of a record to others."""

    model = Link
    extra = 0


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    list_display = ("title", "publisher", "published", "kind", "link_ok")
    list_filter = ("status", "kind", "link_ok", "language")
    search_fields = ("slug", "title", "publisher", "url")
    exclude = ("sources",)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Uses go with their source; whether it is still needed is said by name, not as a lack of rights."""
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        return to_delete, counts, perms_needed - {SourceUse._meta.verbose_name}, protected


@admin.register(Theme)
class ThemeAdmin(RecordAdmin):
    list_display = ("name_en", "name_zh_hans", "working_area", "current_topic")
    list_filter = ("status", "working_area", "current_topic")
    search_fields = ("slug", "name_en", "name_zh_hans")
    autocomplete_fields = ("sources",)


@admin.register(Publication)
class PublicationAdmin(ViewOnlyAdmin):
    list_display = ("number", "at", "record_type", "slug", "action", "version")
    list_filter = ("action", "record_type")
    search_fields = ("slug", "title_en", "title_zh_hans")
    date_hierarchy = "at"


@admin.register(SourceUse)
class SourceUseAdmin(ViewOnlyAdmin):
    list_display = ("source", "record_type", "slug", "part", "field")
    list_filter = ("record_type",)
    list_select_related = ("source",)
    search_fields = ("slug", "part", "source__title", "source__slug")


@admin.register(SlugAlias)
class SlugAliasAdmin(ViewOnlyAdmin):
    list_display = ("record_type", "slug", "target")
    list_filter = ("record_type",)
    search_fields = ("slug", "target")
