"""Permissions on records and the roles that have them.

`records.publishing` enforces them on every write; the admin uses them to show forms, buttons and actions.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from records.choices import Operation, Status
from records.models.base import Record

#: The operation that editing a record requires, by status.
EDIT_OPERATIONS = {
    Status.DRAFT: Operation.CHANGE,
    Status.PUBLISHED: Operation.PUBLISH,
    Status.ARCHIVED: Operation.RESTORE,
}


@dataclass(frozen=True)
class SystemWriter:
    """A command or task that writes without a user. It has all permissions."""

    name: str

    def __str__(self) -> str:
        return self.name


#: The writer of a publication transaction. An anonymous user, as a request may have, has no permission.
Writer = AbstractUser | AnonymousUser | SystemWriter


class NotPermitted(PermissionDenied):
    """The writer has no permission for an operation; the admin responds with 403."""

    def __init__(self, writer: Writer, operation: Operation, model: type[Record]) -> None:
        super().__init__(f"{writer} may not {operation} a {model._meta.verbose_name}.")


def may_perform(writer: Writer, operation: Operation, model: type[Record]) -> bool:
    if isinstance(writer, SystemWriter):
        return True
    return writer.has_perm(f"{model._meta.app_label}.{operation}_{model._meta.model_name}")


def select_active_accounts(permission: str) -> QuerySet:
    """Return the accounts that may sign in and have a permission, superusers among them."""
    users: Any = get_user_model()._default_manager
    active = users.with_perm(permission, backend="django.contrib.auth.backends.ModelBackend")
    return active.filter(is_staff=True).exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)


def may_edit(writer: Writer, model: type[Record], status: str) -> bool:
    """Return whether the writer may change records with this status."""
    return may_perform(writer, Operation.CHANGE, model) and may_perform(
        writer, EDIT_OPERATIONS[Status(status)], model
    )


def may_make_public(writer: Writer, model: type[Record], status: str) -> bool:
    """Return whether the writer may publish records with this status; an archived record is restored."""
    operation = Operation.RESTORE if status == Status.ARCHIVED else Operation.PUBLISH
    return may_perform(writer, operation, model)


def may_delete(writer: Writer, model: type[Record], status: str) -> bool:
    """Return whether the writer may delete records with this status.

    Deleting a public record also withdraws it.
    """
    if status in (Status.PUBLISHED, Status.ARCHIVED) and not may_perform(writer, Operation.WITHDRAW, model):
        return False
    return may_perform(writer, Operation.DELETE, model)


def get_required_operations(before: str | None, after: str, edited: bool) -> set[Operation]:
    """Return the operations between two statuses. `before` is None for a new record.

    `edited`: fields other than the status were written.
    """
    if before is None:
        used, before = {Operation.ADD}, Status.DRAFT
    else:
        used = {Operation.CHANGE, EDIT_OPERATIONS[Status(before)]} if edited else set()
    if after == before:
        return used
    if after == Status.PUBLISHED:
        return used | {Operation.RESTORE if before == Status.ARCHIVED else Operation.PUBLISH}
    if after == Status.ARCHIVED:
        return used | {Operation.WITHDRAW}
    return used | {EDIT_OPERATIONS[Status(before)]}


# -- roles ----------------------------------------------------------------------------------------------

READER, CONTRIBUTOR, EDITOR = "Reader", "Contributor", "Editor"
PUBLISHER, ADMINISTRATOR = "Publisher", "Administrator"

_CONTRIBUTE = (Operation.VIEW, Operation.ADD, Operation.CHANGE, Operation.PROPOSE)
_EDIT = (*_CONTRIBUTE, Operation.DELETE)
#: The operations on all record types that each role may perform.
ROLES: dict[str, tuple[Operation, ...]] = {
    READER: (Operation.VIEW,),
    CONTRIBUTOR: _CONTRIBUTE,
    EDITOR: _EDIT,
    PUBLISHER: (*_EDIT, Operation.PUBLISH, Operation.WITHDRAW, Operation.RESTORE, Operation.RENAME),
    ADMINISTRATOR: (Operation.VIEW,),
}


def iterate_codenames(role: str, models: Iterable[type[Any]]) -> Iterator[str]:
    """Yield the permission codenames of a role for the record types among `models`."""
    for model in models:
        if issubclass(model, Record):
            for operation in ROLES[role]:
                yield f"{operation}_{model._meta.model_name}"
