"""Admin of sources and themes."""

from django.contrib import admin
from django.db.models import Case, QuerySet, When
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from records.admin.layouts import NOTE
from records.admin.record_admin import RecordAdmin
from records.admin.widgets.choosers import Choice
from records.models import Source, Theme
from records.models.source_addresses import find_same_address, is_web_address


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    list_display = ("title", "publisher", "published", "kind", "link_ok")
    list_filter = ("status", "kind", "link_ok", "language")
    search_fields = ("slug", "title", "publisher", "url")
    choice_details = ("publisher_name", "published", "get_status_display", "link_note")
    exclude = ("sources",)
    layout = (
        (
            _("What it is"),
            {
                "fields": (
                    "title",
                    "url",
                    ("publisher", "kind"),
                    ("published", "language"),
                    "official",
                    ("document_number", "slug"),
                )
            },
        ),
        (_("How it was read"), {"fields": (("read_on", "via"), "link_ok", "archived_url")}),
        NOTE,
        (
            _("Copies, rights, checksum, note for editors"),
            {
                "classes": ("collapse",),
                "fields": (
                    "title_is_descriptive",
                    "copies",
                    ("rights", "file_checksum"),
                    "editor_note",
                ),
            },
        ),
    )

    def get_choice_name(self, obj: Source) -> str:
        return obj.title or obj.slug

    def link_note(self, source: Source) -> str:
        return "" if source.link_ok else gettext("Read in a copy, no link")

    def find_choices(self, request: HttpRequest, queryset: QuerySet, text: str) -> tuple[list[Choice], str]:
        """Find a whole address under all of its endings, and titles that have the text first."""
        if not is_web_address(text) or not self.has_view_permission(request):
            has_title = When(title__icontains=text.replace("\0", ""), then=0)
            ordered = queryset.order_by(Case(has_title, default=1), "slug")
            return super().find_choices(request, ordered, text)
        same = self.describe_choices(find_same_address(text))
        return same, gettext("This address is already a source.") if same else gettext(
            "No source has this address."
        )


@admin.register(Theme)
class ThemeAdmin(RecordAdmin):
    list_display = ("name_en", "name_zh_hans", "working_area", "current_topic")
    list_filter = ("status", "working_area", "current_topic")
    search_fields = ("slug", "name_en", "name_zh_hans")
