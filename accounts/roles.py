"""Roles and permissions in words."""

from collections.abc import Iterable

from django.apps import apps
from django.contrib.auth.models import Group
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, pgettext_lazy

from records.choices import Operation
from records.permissions import ADMINISTRATOR, CONTRIBUTOR, EDITOR, PUBLISHER, READER
from records.texts.formats import join_list

#: Label of each role, and what it may do.
ROLE_LABELS: dict[str, Promise] = {
    READER: pgettext_lazy("roles", "Reader"),
    CONTRIBUTOR: pgettext_lazy("roles", "Contributor"),
    EDITOR: pgettext_lazy("roles", "Editor"),
    PUBLISHER: pgettext_lazy("roles", "Publisher"),
    ADMINISTRATOR: pgettext_lazy("roles", "Administrator"),
}
ROLE_DESCRIPTIONS: dict[str, Promise] = {
    READER: gettext_lazy("reads everything, changes nothing"),
    CONTRIBUTOR: gettext_lazy("writes drafts, proposes changes of what is public"),
    EDITOR: gettext_lazy("writes drafts, proposes changes of what is public, deletes drafts"),
    PUBLISHER: gettext_lazy(
        "also decides what is public: accepts proposals, publishes, withdraws, restores, renames, deletes"
    ),
    ADMINISTRATOR: gettext_lazy("keeps accounts and partners’ keys, redacts versions; edits nothing"),
}

#: The permission to manage accounts.
MANAGE_ACCOUNTS = "auth.change_user"
_POWERS = (MANAGE_ACCOUNTS, "records.redact_publication")

_OPERATION_LABELS: dict[str, Promise] = {
    Operation.VIEW: pgettext_lazy("permissions", "View"),
    Operation.ADD: pgettext_lazy("permissions", "Add"),
    Operation.CHANGE: pgettext_lazy("permissions", "Change"),
    Operation.PROPOSE: pgettext_lazy("permissions", "Propose"),
    Operation.PUBLISH: pgettext_lazy("permissions", "Publish"),
    Operation.WITHDRAW: pgettext_lazy("permissions", "Withdraw"),
    Operation.RESTORE: pgettext_lazy("permissions", "Restore"),
    Operation.RENAME: pgettext_lazy("permissions", "Rename"),
    Operation.DELETE: pgettext_lazy("permissions", "Delete"),
    "redact": pgettext_lazy("permissions", "Redact"),
}


def get_role_label(name: str) -> str:
    """Return the name of a group in the language of the editor; of one that isn't a role, its own."""
    return str(ROLE_LABELS.get(name, name))


def list_role_labels(groups: Iterable[Group]) -> str:
    return join_list(get_role_label(group.name) for group in groups)


def list_permissions(group: Group) -> set[str]:
    rows = group.permissions.order_by().values_list("content_type__app_label", "codename")
    return {f"{app_label}.{codename}" for app_label, codename in rows}


def has_power(permissions: Iterable[str]) -> bool:
    """Return whether one of these permissions is to publish, to manage accounts or to redact.

    By permission, not by role: a group that a superuser makes counts as well.
    """
    publish = f"{Operation.PUBLISH}_"
    return any(name in _POWERS or name.partition(".")[2].startswith(publish) for name in permissions)


def describe_permission(app_label: str, codename: str) -> str:
    """Return a permission as "City | Publish", in the language of the editor."""
    operation, _separator, model_name = codename.partition("_")
    try:
        subject = capfirst(str(apps.get_model(app_label, model_name)._meta.verbose_name))
    except LookupError:
        return codename
    return f"{subject} | {_OPERATION_LABELS.get(operation, operation)}"
