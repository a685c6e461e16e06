"""Admin of staff accounts, of their groups, of failed logins and of the account log."""

from typing import Any

from axes.admin import AccessAttemptAdmin
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.choices import EventKind
from accounts.events import record_event
from accounts.models import AccountEvent
from accounts.roles import describe_permission
from accounts.sentences import describe_event
from records.admin.lists import ListAdmin, ViewOnlyAdmin
from records.admin.relations import RelationsField

_RIGHTS = ("is_active", "is_staff", "is_superuser", "groups")


class PermissionsField(RelationsField):
    """A choice of permissions in the language of the editor. Their names are stored in English."""

    def label_from_instance(self, obj: Any) -> str:
        return describe_permission(obj.content_type.app_label, obj.codename)


class _AccountListAdmin(ListAdmin):
    """Admin without deletion in bulk, which wouldn't check each row nor write the account log."""

    def get_actions(self, request: HttpRequest, *args: Any) -> Any:
        actions = super().get_actions(request, *args)
        actions.pop("delete_selected", None)
        return actions


class StaffAdmin(_AccountListAdmin, UserAdmin):
    """Accounts get rights from groups only. Superusers manage superusers; nobody changes own rights."""

    list_display = ("username", "email", "first_name", "last_name", "is_staff", "is_active", "last_login")
    list_filter = ("is_active", "is_staff", "is_superuser", "groups")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (pgettext_lazy("accounts", "Rights"), {"fields": _RIGHTS}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = ("last_login", "date_joined")
        if obj is not None and obj.pk == request.user.pk:
            return (*fields, *_RIGHTS)
        return fields if request.user.is_superuser else (*fields, "is_superuser")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _may_manage(request.user, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_own = obj is not None and obj.pk == request.user.pk
        return super().has_delete_permission(request, obj) and _may_manage(request.user, obj) and not is_own

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        account = form.instance
        before = set(account.groups.values_list("name", flat=True)) if change else set()
        super().save_related(request, form, formsets, change)
        if change:
            _record_fields(request, account, form)
        else:
            record_event(EventKind.ACCOUNT_CREATED, account, request=request)
        _record_rights(request, account, form, before)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        record_event(EventKind.ACCOUNT_DELETED, obj, request=request)
        super().delete_model(request, obj)


def _may_manage(user: Any, account: Any) -> bool:
    return account is None or user.is_superuser or not account.is_superuser


def _record_fields(request: HttpRequest, account: Any, form: Any) -> None:
    """Record which of name and e-mail address were changed; of their values only the former user name."""
    fields = [name for name in form.changed_data if name not in _RIGHTS]
    if fields:
        former = {"former": form.initial["username"]} if "username" in fields else {}
        record_event(EventKind.ACCOUNT_CHANGED, account, request=request, fields=fields, **former)


def _record_rights(request: HttpRequest, account: Any, form: Any, before: set[str]) -> None:
    after = set(account.groups.values_list("name", flat=True))
    details: dict[str, Any] = {"added": sorted(after - before), "removed": sorted(before - after)}
    if "is_active" in form.changed_data:
        details |= {"opened": account.is_active, "closed": not account.is_active}
    if "is_superuser" in form.changed_data:
        details |= {"superuser": account.is_superuser, "not_superuser": not account.is_superuser}
    if details := {key: value for key, value in details.items() if value}:
        record_event(EventKind.RIGHTS_CHANGED, account, request=request, **details)


class StaffGroupAdmin(_AccountListAdmin, GroupAdmin):
    """Groups, whose permissions staff have. Who could change them could give themselves any right."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        if db_field.related_model is Permission:
            kwargs["form_class"] = PermissionsField
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        before = _list_permissions(form.instance) if change else set()
        super().save_related(request, form, formsets, change)
        after = _list_permissions(form.instance)
        details: dict[str, Any] = {"added": sorted(after - before), "removed": sorted(before - after)}
        if change and form.initial["name"] != form.instance.name:
            details["former"] = form.initial["name"]
        details = {key: value for key, value in details.items() if value}
        if details or not change:
            done = {"changed" if change else "created": form.instance.name}
            record_event(EventKind.GROUP_CHANGED, request=request, **done, **details)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        record_event(EventKind.GROUP_CHANGED, request=request, deleted=obj.name)
        super().delete_model(request, obj)


def _list_permissions(group: Group) -> set[str]:
    rows = group.permissions.order_by().values_list("content_type__app_label", "codename")
    return {f"{app_label}.{codename}" for app_label, codename in rows}


class LoginAttemptAdmin(ListAdmin, AccessAttemptAdmin):
    """Failed logins that count towards a lockout; deleting them ends it."""

    # The action of axes deletes expired attempts without a check of permissions. They are deleted anyway.
    actions = ()


@admin.register(AccountEvent)
class AccountEventAdmin(ViewOnlyAdmin):
    """The account log, in sentences."""

    list_display = ("at", "sentence", "address", "request_id")
    list_display_links = ("sentence",)
    list_filter = ("kind", ("account", admin.AllValuesFieldListFilter))
    list_per_page = 50
    search_fields = ("account", "actor", "address", "request_id")
    date_hierarchy = "at"
    fields = ("at", "sentence", "account", "actor", "address", "request_id")

    @admin.display(description=_("what happened"))
    def sentence(self, event: AccountEvent) -> str:
        return describe_event(event)


for account_model, account_admin in (
    (User, StaffAdmin),
    (Group, StaffGroupAdmin),
    (AccessAttempt, LoginAttemptAdmin),
):
    admin.site.unregister(account_model)
    admin.site.register(account_model, account_admin)
# The account log tells it better.
admin.site.unregister((AccessLog, AccessFailureLog))
