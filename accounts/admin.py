"""Admin of staff accounts, of their groups, and of logins."""

from typing import Any

from axes.admin import AccessAttemptAdmin, AccessFailureLogAdmin, AccessLogAdmin
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.http import HttpRequest
from django.utils.translation import pgettext_lazy

from records.admin.lists import ListAdmin
from records.admin.relations import RelationsField
from records.choices import Operation

_OPERATION_LABELS: dict[str, Any] = {
    Operation.VIEW: pgettext_lazy("permissions", "View"),
    Operation.ADD: pgettext_lazy("permissions", "Add"),
    Operation.CHANGE: pgettext_lazy("permissions", "Change"),
    Operation.REVIEW: pgettext_lazy("permissions", "Review"),
    Operation.PUBLISH: pgettext_lazy("permissions", "Publish"),
    Operation.WITHDRAW: pgettext_lazy("permissions", "Withdraw"),
    Operation.RESTORE: pgettext_lazy("permissions", "Restore"),
    Operation.RENAME: pgettext_lazy("permissions", "Rename"),
    Operation.DELETE: pgettext_lazy("permissions", "Delete"),
    "redact": pgettext_lazy("permissions", "Redact"),
}


class PermissionsField(RelationsField):
    """A choice of permissions in the language of the editor. Their names are stored in English."""

    def label_from_instance(self, obj: Any) -> str:
        operation = obj.codename.partition("_")[0]
        label = _OPERATION_LABELS.get(operation)
        return f"{obj.content_type} | {label}" if label else str(obj)


class PermissionFormAdmin(ListAdmin):
    """Admin of accounts or groups, which have permissions."""

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        if db_field.related_model is Permission:
            kwargs["form_class"] = PermissionsField
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class StaffAdmin(PermissionFormAdmin, UserAdmin):
    """Accounts get permissions from groups. Only superusers manage superusers."""

    list_display = ("username", "email", "first_name", "last_name", "is_staff", "is_active", "last_login")
    list_filter = ("is_active", "is_staff", "is_superuser", "groups")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = ("last_login", "date_joined")
        return fields if request.user.is_superuser else (*fields, "is_superuser", "user_permissions")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _may_manage(request.user, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_manage(request.user, obj)

    def get_actions(self, request: HttpRequest, *args: Any) -> Any:
        # The bulk action would not check each account: it could delete a superuser.
        actions = super().get_actions(request, *args)
        actions.pop("delete_selected", None)
        return actions


def _may_manage(user: Any, account: Any) -> bool:
    return account is None or user.is_superuser or not account.is_superuser


class StaffGroupAdmin(PermissionFormAdmin, GroupAdmin):
    """Groups, whose permissions staff have."""


class LoginAttemptAdmin(ListAdmin, AccessAttemptAdmin):
    """Failed logins that count towards a lockout; deleting them ends it."""

    # The action of axes deletes expired attempts without a check of permissions. They are deleted anyway.
    actions = ()


class LoginAdmin(ListAdmin, AccessLogAdmin):
    """Logins and logouts."""


class FailedLoginAdmin(ListAdmin, AccessFailureLogAdmin):
    """All failed logins."""


#: The admin of models of other packages, instead of their own.
ACCOUNT_ADMINS = {
    User: StaffAdmin,
    Group: StaffGroupAdmin,
    AccessAttempt: LoginAttemptAdmin,
    AccessLog: LoginAdmin,
    AccessFailureLog: FailedLoginAdmin,
}

for account_model, account_admin in ACCOUNT_ADMINS.items():
    admin.site.unregister(account_model)
    admin.site.register(account_model, account_admin)
