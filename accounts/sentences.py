"""The account log in words."""

from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.choices import EventKind
from accounts.models import AccountEvent
from accounts.roles import describe_permission, get_role_label
from records.texts.formats import is_chinese, join_list

#: Sentences by kind, and by kind and a key of the details. {actor} did it, {account} is whom it is about.
_SENTENCES: dict[tuple[str, str], Any] = {
    (EventKind.SIGNED_IN, ""): gettext_lazy("{account} signed in."),
    (EventKind.SIGNED_OUT, ""): gettext_lazy("{account} signed out."),
    (EventKind.REFUSED, ""): gettext_lazy("{account} couldn’t sign in: wrong password, or a closed account."),
    (EventKind.REFUSED, "no_role"): gettext_lazy("{account} couldn’t sign in: the account has no role."),
    (EventKind.REFUSED, "factor"): gettext_lazy("{account} couldn’t sign in: wrong second factor."),
    (EventKind.LOCKED, ""): gettext_lazy("{account} couldn’t sign in: locked after too many wrong attempts."),
    (EventKind.LOCKED, "factor"): gettext_lazy(
        "{account} couldn’t sign in: locked after too many wrong attempts."
    ),
    (EventKind.FORBIDDEN, "page"): gettext_lazy("{account} wasn’t allowed to open {page}."),
    (EventKind.PASSWORD_SET, ""): gettext_lazy("{account} changed the password."),
    (EventKind.PASSWORD_SET, "by_link"): gettext_lazy("{account} set the password by the link."),
    (EventKind.LINK_MADE, ""): gettext_lazy("{actor} made a link by which {account} sets a password."),
    (EventKind.FACTOR_ADDED, "factor"): gettext_lazy("{account} set up a second factor: {factor}."),
    (EventKind.FACTOR_REMOVED, "factor"): gettext_lazy("{account} removed a second factor: {factor}."),
    (EventKind.FACTOR_RESET, ""): gettext_lazy("{actor} reset the second factor of {account}."),
    (EventKind.RECOVERY_CODE_USED, "left"): gettext_lazy(
        "{account} signed in with a recovery code. Codes left: {left}."
    ),
    (EventKind.SESSIONS_ENDED, "count"): gettext_lazy("{account} ended other sessions: {count}."),
    (EventKind.ACCOUNT_CREATED, ""): gettext_lazy("{actor} created the account {account}."),
    (EventKind.ACCOUNT_CHANGED, "fields"): gettext_lazy(
        "{actor} changed of the account {account}: {fields}."
    ),
    (EventKind.ACCOUNT_CHANGED, "former"): gettext_lazy("The user name was {former} before."),
    (EventKind.ACCOUNT_CHANGED, "forgotten"): gettext_lazy("{actor} deleted the personal data of {account}."),
    (EventKind.RIGHTS_CHANGED, "added"): gettext_lazy("{actor} added to the roles of {account}: {added}."),
    (EventKind.RIGHTS_CHANGED, "removed"): gettext_lazy(
        "{actor} removed from the roles of {account}: {removed}."
    ),
    (EventKind.RIGHTS_CHANGED, "waits"): gettext_lazy(
        "Until another administrator confirms it, {account} waits for: {waits}."
    ),
    (EventKind.RIGHTS_CHANGED, "alone"): gettext_lazy("There was no other administrator to confirm it."),
    (EventKind.RIGHTS_CHANGED, "confirmed"): gettext_lazy("{actor} confirmed for {account}: {confirmed}."),
    (EventKind.RIGHTS_CHANGED, "opened"): gettext_lazy("{actor} opened the account {account}."),
    (EventKind.RIGHTS_CHANGED, "closed"): gettext_lazy("{actor} closed the account {account}."),
    (EventKind.RIGHTS_CHANGED, "superuser"): gettext_lazy("{actor} made {account} a superuser."),
    (EventKind.RIGHTS_CHANGED, "not_superuser"): gettext_lazy(
        "{account} is no superuser any more, by {actor}."
    ),
    (EventKind.RIGHTS_CHANGED, "shut_out"): gettext_lazy(
        "{account} no longer manages accounts; for seven days, new roles wait as if there were another one."
    ),
    (EventKind.ACCOUNT_DELETED, ""): gettext_lazy("{actor} deleted the account {account}."),
    (EventKind.GROUP_CHANGED, "created"): gettext_lazy("{actor} created the group {created}."),
    (EventKind.GROUP_CHANGED, "changed"): gettext_lazy("{actor} changed the group {changed}."),
    (EventKind.GROUP_CHANGED, "deleted"): gettext_lazy("{actor} deleted the group {deleted}."),
    (EventKind.GROUP_CHANGED, "former"): gettext_lazy("Its name was {former} before."),
    (EventKind.GROUP_CHANGED, "added"): gettext_lazy("Added: {added}."),
    (EventKind.GROUP_CHANGED, "removed"): gettext_lazy("Removed: {removed}."),
    (EventKind.KEY_CREATED, "key"): gettext_lazy("{actor} created the key {key} for {partner}."),
    (EventKind.KEY_REVOKED, "key"): gettext_lazy("{actor} revoked the key {key} of {partner}."),
}

_FACTOR_LABELS = {
    "totp": gettext_lazy("authenticator app"),
    "webauthn": gettext_lazy("passkey"),
    "recovery_codes": gettext_lazy("new recovery codes"),
}

#: Permissions that an entry names; the others are counted.
_MOST_PERMISSIONS = 10


def describe_event(event: AccountEvent) -> str:
    """Return an entry of the account log as a sentence, or several, without query."""
    words = {
        "account": event.account or _("Somebody with a name that no account has"),
        "actor": event.actor or _("A program"),
        **{key: _describe_detail(event.kind, key, value) for key, value in event.details.items()},
    }
    templates = [
        template
        for (kind, key), template in _SENTENCES.items()
        if kind == event.kind and (key in event.details if key else not event.details)
    ]
    return ("" if is_chinese() else " ").join(str(template).format(**words) for template in templates)


def _describe_detail(kind: str, key: str, value: Any) -> str:
    if key == "factor":
        return str(_FACTOR_LABELS.get(value, value))
    if not isinstance(value, list):
        return str(value)
    if kind == EventKind.RIGHTS_CHANGED:
        return join_list(get_role_label(name) for name in value)
    if kind == EventKind.GROUP_CHANGED:
        return _list_permissions(value)
    return join_list(_get_field_label(name) for name in value)


def _list_permissions(names: list[str]) -> str:
    labels = [describe_permission(*name.split(".", 1)) for name in names[:_MOST_PERMISSIONS]]
    more = len(names) - len(labels)
    listed = join_list(labels)
    return _("{named} and {count} more").format(named=listed, count=more) if more > 0 else listed


def _get_field_label(name: str) -> str:
    return str(getattr(User._meta.get_field(name), "verbose_name", name))
