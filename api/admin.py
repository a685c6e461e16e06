"""Admin of API keys."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.choices import EventKind
from accounts.events import record_event
from api.models import ApiKey
from records.admin.lists import ListAdmin


@admin.register(ApiKey)
class ApiKeyAdmin(ListAdmin):
    """Keys are created and revoked, but never changed or deleted."""

    list_display = ("partner", "contact", "hint", "issued_at", "issued_by", "last_used_at", "revoked_at")
    list_filter = (("revoked_at", admin.EmptyFieldListFilter),)
    list_select_related = ("issued_by",)
    search_fields = ("partner", "contact", "hint")
    readonly_fields = ("hint", "issued_at", "issued_by", "last_used_at", "revoked_at")
    actions = ("revoke_selected",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("partner", "contact", *(self.readonly_fields if obj else ()))

    def save_model(self, request: HttpRequest, obj: ApiKey, form: Any, change: bool) -> None:
        key = "" if change else obj.generate()
        if key:
            obj.issued_by_id = request.user.pk
        super().save_model(request, obj, form, change)
        if key:
            self._record(EventKind.KEY_CREATED, request, obj)
            text = _(
                "Key for {partner}: {key} It is shown only once. Send it to the partner through a "
                "secure channel."
            )
            shown = format_html("<code>{}</code>", key)
            self.message_user(request, format_html(text, partner=obj.partner, key=shown), messages.WARNING)

    def _record(self, kind: EventKind, request: HttpRequest, key: ApiKey) -> None:
        record_event(kind, request=request, key=f"{key.hint}…", partner=key.partner)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description=gettext_lazy("Revoke the selected keys"), permissions=["change"])
    def revoke_selected(self, request: HttpRequest, queryset: Any) -> None:
        with transaction.atomic():
            keys = list(queryset.filter(revoked_at__isnull=True))
            for key in keys:
                key.revoke()
                self._record(EventKind.KEY_REVOKED, request, key)
        self.message_user(request, _("Keys revoked: {count}.").format(count=len(keys)), messages.SUCCESS)
