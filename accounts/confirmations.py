"""Strong roles, which publish, manage accounts or redact, count once two administrators have agreed.

A role that waits gives no right, because the account isn't in its group yet. What could go round this waits
as well: the roles of an account that is opened again, or that gets a new link, which its maker could use; and
for a week what an administrator gives who has shut out the last other one.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, User
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.choices import EventKind
from accounts.events import record_event
from accounts.models import AccountEvent, RoleConfirmation
from accounts.roles import MANAGE_ACCOUNTS, has_power, list_permissions
from records.permissions import select_active_accounts


def is_administrator(account: Any) -> bool:
    return select_active_accounts(MANAGE_ACCOUNTS).filter(pk=account.pk).exists()


def is_confirmation_needed(by: Any) -> bool:
    """Return whether strong roles that an account gives wait for another one. Those of a superuser don't."""
    others = select_active_accounts(MANAGE_ACCOUNTS).exclude(pk=by.pk)
    shut_out = AccountEvent.objects.recent().filter(details__shut_out=True).exclude(account_key=by.pk)
    return not by.is_superuser and (others.exists() or shut_out.exists())


def list_waiting_roles(account: Any) -> list[Group]:
    return list(Group.objects.filter(confirmations=account.pk))


def split_roles(account: User, chosen: Iterable[Group], *, by: Any, is_new: bool) -> set[Group]:
    """Return which of the roles chosen for an account count at once; the others wait, and no more than these.

    `is_new`: also the roles that the account has count as given now. Its row has to be locked.
    """
    waiting = set(list_waiting_roles(account))
    held = set() if is_new else set(Group.objects.filter(user=account))
    strong = {group for group in chosen if group not in held and has_power(list_permissions(group))}
    if not is_confirmation_needed(by):
        strong &= waiting
    row, _created = RoleConfirmation.objects.get_or_create(account=account)
    if is_new or strong - waiting:
        row.givers.add(by.pk)
    row.groups.set(strong)
    RoleConfirmation.objects.filter(pk=row.pk, groups=None).delete()
    return set(chosen) - strong


def require_confirmation(account: User, request: HttpRequest) -> None:
    """Let the strong roles of an account wait that gets a new link. To be called in a transaction."""
    User.objects.select_for_update().get(pk=account.pk)  # so that nobody confirms at the same moment
    held = set(Group.objects.filter(user=account))
    at_once = split_roles(account, held.union(list_waiting_roles(account)), by=request.user, is_new=True)
    if waits := sorted(group.name for group in held - at_once):
        details: dict[str, Any] = {"shut_out": True} if is_administrator(account) else {}
        account.groups.remove(*(held - at_once))
        record_event(EventKind.RIGHTS_CHANGED, account, request=request, waits=waits, **details)


def find_objection(account: User, by: Any) -> str:
    """Return why an administrator can't confirm the roles of an account; empty if nothing is in the way."""
    if not list_waiting_roles(account):
        return _("No role of this account waits any more.")
    links = AccountEvent.objects.recent().filter(kind=EventKind.LINK_MADE, actor_key=by.pk)
    gave = by in account.confirmation.givers.all() or links.filter(account_key=account.pk).exists()
    if gave and is_confirmation_needed(by):
        return _("You gave the role or the link, so another administrator confirms it.")
    return "" if account.has_usable_password() else _("The person has to set a password by the link first.")


@transaction.atomic
def confirm_roles(account: User, request: HttpRequest) -> str:
    """Give an account the roles that wait; return what is in the way, if anything is."""
    account = User.objects.select_for_update().get(pk=account.pk)
    if objection := find_objection(account, request.user):
        return objection
    roles = list_waiting_roles(account)
    account.groups.add(*roles)
    account.confirmation.delete()
    names = sorted(group.name for group in roles)
    record_event(EventKind.RIGHTS_CHANGED, account, request=request, confirmed=names)
    return ""
