"""Admin of sources and themes."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _

from records.admin.record_admin import RecordAdmin
from records.models import Source, SourceUse, Theme


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    list_display = ("title", "publisher", "published", "kind", "link_ok")
    list_filter = ("status", "kind", "link_ok", "language")
    search_fields = ("slug", "title", "publisher", "url")
    choice_details = ("publisher_name", "published", "get_status_display", "link_note")
    exclude = ("sources",)

    def get_choice_name(self, obj: Source) -> str:
        return obj.title or obj.slug

    def link_note(self, source: Source) -> str:
        return "" if source.link_ok else _("Read in a copy, no link")

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        # Uses are deleted with their source. Published records that need it are reported by validation.
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        return to_delete, counts, perms_needed - {SourceUse._meta.verbose_name}, protected


@admin.register(Theme)
class ThemeAdmin(RecordAdmin):
    list_display = ("name_en", "name_zh_hans", "working_area", "current_topic")
    list_filter = ("status", "working_area", "current_topic")
    search_fields = ("slug", "name_en", "name_zh_hans")
