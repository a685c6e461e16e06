"""Admin of what is written by code only: the publication log, revisions, redactions, indexes."""

from django.contrib import admin
from django.http import HttpRequest

from records.admin.lists import RecordRowAdmin, RecordTypeFilter
from records.admin.redaction import redact_selected
from records.models import FigureEntry, Publication, Redaction, Revision, SlugAlias, SourceUse


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
