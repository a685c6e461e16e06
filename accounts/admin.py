"""Admin of staff accounts, of their groups, of failed logins and of the account log."""

from typing import Any

from allauth.account.admin import EmailAddress
from allauth.account.decorators import reauthentication_required
from allauth.mfa.admin import Authenticator
from axes.admin import AccessAttemptAdmin
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Exists, OuterRef, When
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.choices import EventKind
from accounts.confirmations import (
    confirm_roles,
    find_objection,
    is_administrator,
    list_waiting_roles,
    split_roles,
)
from accounts.events import record_event
from accounts.forms import RolesField, StaffForm
from accounts.links import get_link_days, make_link
from accounts.models import AccountEvent
from accounts.roles import describe_permission, get_role_label, has_power, list_permissions, list_role_labels
from accounts.second_factors import FACTOR_TYPES, reset_factors
from accounts.sentences import describe_event
from records.admin.lists import ListAdmin, ViewOnlyAdmin
from records.admin.widgets.relations import RelationsField
from records.permissions import ROLES
from records.texts.formats import join_list

_RIGHTS = ("groups", "is_superuser", "is_active")
#: The key of the session under which a link waits for the page that shows it.
_LINK = "password_link"


class PermissionsField(RelationsField):
    """A choice of permissions in the language of the editor. Their names are stored in English."""

    def label_from_instance(self, obj: Any) -> str:
        return describe_permission(obj.content_type.app_label, obj.codename)


class RoleFilter(admin.SimpleListFilter):
    """Filter by group, in the language of the editor."""

    title = gettext_lazy("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        names = Group.objects.order_by("name").values_list("pk", "name")
        return [(str(pk), get_role_label(name)) for pk, name in names]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(groups=self.value()) if self.value() else queryset


class _ActiveFilter(admin.BooleanFieldListFilter):
    """Filter by whether an account may sign in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = gettext_lazy("may sign in")


class _AccountListAdmin(ListAdmin):
    """Admin without deletion in bulk, which wouldn't check each row nor write the account log."""

    def get_actions(self, request: HttpRequest, *args: Any) -> Any:
        actions = super().get_actions(request, *args)
        actions.pop("delete_selected", None)
        return actions


class StaffAdmin(_AccountListAdmin, UserAdmin):
    """Accounts get rights from groups only. Superusers manage superusers; nobody changes own rights.

    Nobody sets the password of another: its owner does, by a one-time link.
    """

    list_display = ("username", "full_name", "email", "roles", "may_sign_in", "second_factor", "last_login")
    list_filter = (RoleFilter, ("is_active", _ActiveFilter))
    filter_horizontal = ()
    form = add_form = StaffForm
    add_form_template = None
    change_form_template = "admin/auth/user/change_form.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        factors = Authenticator.objects.filter(user_id=OuterRef("pk"), type__in=FACTOR_TYPES)
        accounts = super().get_queryset(request).prefetch_related("groups")
        return accounts.annotate(has_factor=Exists(factors))

    def get_urls(self) -> list[Any]:
        reset, confirm = map(self.admin_site.admin_view, (self.reset_second_factor, self.confirm_roles))
        return [
            path("<int:pk>/second-factor/", reset, name="auth_user_second_factor"),
            path("<int:pk>/confirm/", confirm, name="auth_user_confirm"),
            *super().get_urls(),
        ]

    @admin.display(description=pgettext_lazy("accounts", "Name"), ordering="last_name")
    def full_name(self, account: Any) -> str:
        return account.get_full_name()

    @admin.display(description=gettext_lazy("role"))
    def roles(self, account: Any) -> str:
        names = [get_role_label(group.name) for group in account.groups.all()]
        return join_list([*([_("Superuser")] if account.is_superuser else []), *names])

    @admin.display(description=gettext_lazy("may sign in"), boolean=True, ordering="is_active")
    def may_sign_in(self, account: Any) -> bool:
        return account.is_active and account.is_staff

    @admin.display(description=gettext_lazy("second factor"), boolean=True)
    def second_factor(self, account: Any) -> bool:
        return account.has_factor

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        rights = ["groups", *(["is_superuser"] if request.user.is_superuser else [])]
        if obj is None:
            description = _(
                "There is no password to choose: after saving, you get a link for the person to set one."
            )
            fields = ["username", "first_name", "last_name", "email", *rights]
            return ((None, {"fields": fields, "description": description}),)
        is_own = obj.pk == request.user.pk
        own = _("Nobody changes their own rights. Ask another administrator.") if is_own else ""
        return (
            (None, {"fields": ("username", "first_name", "last_name", "email")}),
            (pgettext_lazy("accounts", "Rights"), {"fields": [*rights, "is_active"], "description": own}),
            (_("Dates"), {"fields": ("last_login", "date_joined")}),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        is_own = obj is not None and obj.pk == request.user.pk
        return ("last_login", "date_joined", *(_RIGHTS if is_own else ()))

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            ranks = (When(name=name, then=place) for place, name in enumerate(ROLES))
            kwargs |= {"form_class": RolesField, "widget": forms.CheckboxSelectMultiple, "help_text": ""}
            kwargs["queryset"] = Group.objects.order_by(Case(*ranks, default=len(ROLES)), "name")
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _may_manage(request.user, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_own = obj is not None and obj.pk == request.user.pk
        return super().has_delete_permission(request, obj) and _may_manage(request.user, obj) and not is_own

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        account = context.get("original")
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        if account is not None:
            log = reverse("admin:accounts_accountevent_changelist")
            query = urlencode({"account": account.get_username()})
            context |= {
                "is_own": account.pk == request.user.pk,
                "may_make_link": self.has_change_permission(request, account),
                "has_factor": account.has_factor,
                "waiting": list_role_labels(list_waiting_roles(account)),
                "log_url": f"{log}?{query}" if request.user.has_perm("accounts.view_accountevent") else "",
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        form.shuts_out = not request.user.is_superuser and is_administrator(obj)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        account = form.instance
        before = _list_role_names(account)
        if "groups" in form.cleaned_data:
            is_new = account.is_active and "is_active" in form.changed_data
            chosen = form.cleaned_data["groups"]
            form.cleaned_data["groups"] = split_roles(account, chosen, by=request.user, is_new=is_new)
        super().save_related(request, form, formsets, change)
        if change:
            _record_fields(request, account, form)
        else:
            record_event(EventKind.ACCOUNT_CREATED, account, request=request)
        _record_rights(request, account, form, before)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._show_new_link(request, obj)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Show the link that was just made, once, or make a new one, in the place of Django's form."""
        account = self.get_object(request, unquote(id))
        if account is None:
            raise Http404
        if not self.has_change_permission(request, account):
            raise PermissionDenied
        if account.pk == request.user.pk:
            return HttpResponseRedirect(reverse("admin:password_change"))
        if request.method == "POST" and account.is_active:
            return self._show_new_link(request, account)
        shown = request.session.pop(_LINK, {})
        made = shown.get("path", "") if shown.get("account") == account.pk else ""
        link = request.build_absolute_uri(made) if made else ""
        title = _("Link for the password")
        return self._render_page(request, account, "link", title=title, link=link, days=get_link_days())

    def _render_page(self, request: HttpRequest, account: Any, name: str, **context: Any) -> HttpResponse:
        request.current_app = self.admin_site.name
        shown = {**self.admin_site.each_context(request), "opts": self.opts, "original": account, **context}
        return TemplateResponse(request, f"admin/auth/user/{name}.html", shown)

    def _get_other(self, request: HttpRequest, pk: int) -> Any:
        """Return the account of somebody else, which whoever asks may change."""
        account = self.get_object(request, str(pk))
        if account is None:
            raise Http404
        if not self.has_change_permission(request, account) or account.pk == request.user.pk:
            raise PermissionDenied
        return account

    @method_decorator(reauthentication_required(app="allauth.mfa"))
    def confirm_roles(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask, then give somebody the roles that wait."""
        account = self._get_other(request, pk)
        if request.method == "POST":
            objection = confirm_roles(account, request)
            level = messages.ERROR if objection else messages.SUCCESS
            messages.add_message(request, level, objection or _("The role is confirmed."))
            return HttpResponseRedirect(reverse("admin:auth_user_change", args=[account.pk]))
        shown = {
            "roles": list_role_labels(list_waiting_roles(account)),
            "objection": find_objection(account, request.user),
        }
        return self._render_page(request, account, "confirm", title=_("Confirm the role"), **shown)

    def reset_second_factor(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask, then remove the second factor of somebody who has lost it."""
        return self._confirm_reset(request, self._get_other(request, pk))

    @method_decorator(reauthentication_required(app="allauth.mfa"))
    def _confirm_reset(self, request: HttpRequest, account: Any) -> HttpResponse:
        if request.method == "POST":
            if reset_factors(account, request=request):
                words = _("The second factor of {account} is reset, and the account is signed out.")
                messages.success(request, words.format(account=account))
            return HttpResponseRedirect(reverse("admin:auth_user_change", args=[account.pk]))
        return self._render_page(request, account, "second_factor", title=_("Reset the second factor"))

    def _show_new_link(self, request: HttpRequest, account: Any) -> HttpResponse:
        """Redirect to the page that shows a new link; so the link is in no address and not shown again."""
        request.session[_LINK] = {"account": account.pk, "path": make_link(account, request=request)}
        return HttpResponseRedirect(reverse("admin:auth_user_password_change", args=[account.pk]))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        if not request.user.is_superuser and is_administrator(obj):
            record_event(EventKind.RIGHTS_CHANGED, obj, request=request, shut_out=True)
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


def _list_role_names(account: Any) -> tuple[set[str], set[str]]:
    """Return the roles that an account has, and those that wait."""
    held = set(Group.objects.filter(user=account).values_list("name", flat=True))
    return held, {group.name for group in list_waiting_roles(account)}


def _record_rights(request: HttpRequest, account: Any, form: Any, before: tuple[set[str], set[str]]) -> None:
    held, waiting = _list_role_names(account)
    added = (held | waiting).difference(*before)
    at_once = Group.objects.filter(name__in=added - waiting)
    details: dict[str, Any] = {
        "added": sorted(added),
        "removed": sorted(set.union(*before) - held - waiting),
        "waits": sorted(waiting - before[1]),
        "alone": not request.user.is_superuser
        and any(has_power(list_permissions(group)) for group in at_once),
        "shut_out": form.shuts_out and not is_administrator(account),
    }
    if "is_active" in form.changed_data:
        details |= {"opened": account.is_active, "closed": not account.is_active}
    if "is_superuser" in form.changed_data:
        details |= {"superuser": account.is_superuser, "not_superuser": not account.is_superuser}
    if details := {key: value for key, value in details.items() if value}:
        record_event(EventKind.RIGHTS_CHANGED, account, request=request, **details)


class StaffGroupAdmin(_AccountListAdmin, GroupAdmin):
    """Groups, whose permissions staff have. Who could change them could give themselves any right."""

    # A plain list: two with buttons between have names and targets that axe finds fault with.
    filter_horizontal = ()

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
        before = list_permissions(form.instance) if change else set()
        super().save_related(request, form, formsets, change)
        after = list_permissions(form.instance)
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


class LoginAttemptAdmin(ListAdmin, AccessAttemptAdmin):
    """Failed logins that count towards a lockout; deleting them ends it."""

    # The action of axes deletes expired attempts without a check of permissions. They are deleted anyway.
    actions = ()


@admin.register(AccountEvent)
class AccountEventAdmin(ViewOnlyAdmin):
    """The account log, in sentences."""

    list_display = ("at", "sentence", "address", "request_id")
    list_display_links = ("sentence",)
    list_filter = ("kind", ("account", admin.AllValuesFieldListFilter), "at")
    list_per_page = 50
    search_fields = ("account", "actor", "address", "request_id")
    fields = ("at", "sentence", "account", "actor", "address", "request_id")

    @admin.display(description=gettext_lazy("what happened"))
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
# Its owner alone sees and changes a second factor; addresses for mails of allauth aren't used.
admin.site.unregister((Authenticator, EmailAddress))
