"""Who may do what with a record: the right that each operation needs, and the roles that hold the rights.

`records.publishing` asks `may()` for everything that a block has written, whatever entry point opened it. The
admin asks the same functions to decide which forms, buttons and actions it offers.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied

from records.choices import Operation, Status
from records.models.base import Record

#: The right that writing to a record in each state needs. What is public changes with the right to publish.
EDIT_OPERATIONS = {
    Status.DRAFT: Operation.CHANGE,
    Status.IN_REVIEW: Operation.REVIEW,
    Status.PUBLISHED: Operation.PUBLISH,
    Status.ARCHIVED: Operation.RESTORE,
}


@dataclass(frozen=True)
class Program:
    """A command or a task that writes without a user. It may do everything, and names itself."""

    name: str

    def __str__(self) -> str:
        return self.name


#: Who writes in a block: a user of the admin, or a program.
Writer = Any


class NotPermitted(PermissionDenied):
    """The writer lacks a right; the admin answers 403. Nothing has been written."""

    def __init__(self, writer: Writer, operation: Operation, model: type[Record]) -> None:
        super().__init__(f"{writer} may not {operation} a {model._meta.verbose_name}.")


def may_perform(writer: Writer, operation: Operation, model: type[Record]) -> bool:
    """Whether the writer has the right to an operation on records of this type."""
    if isinstance(writer, Program):
        return True
    return writer.has_perm(f"{model._meta.app_label}.{operation}_{model._meta.model_name}")


def may_edit(writer: Writer, model: type[Record], status: str) -> bool:
    """Whether the writer may change a record of this type that is in this state."""
    return may_perform(writer, Operation.CHANGE, model) and may_perform(
        writer, EDIT_OPERATIONS[Status(status)], model
    )


def may_make_public(writer: Writer, model: type[Record], status: str) -> bool:
    """Whether the writer may publish a record that is in this state; a withdrawn one is restored."""
    operation = Operation.RESTORE if status == Status.ARCHIVED else Operation.PUBLISH
    return may_perform(writer, operation, model)


def may_delete(writer: Writer, model: type[Record], status: str) -> bool:
    """Whether the writer may delete a record. One that has been public is also withdrawn by that."""
    if status in (Status.PUBLISHED, Status.ARCHIVED) and not may_perform(writer, Operation.WITHDRAW, model):
        return False
    return may_perform(writer, Operation.DELETE, model)


def get_required_operations(before: str | None, after: str, edited: bool) -> set[Operation]:
    """The operations that bring a record from one state to another; `before` is None if it is new.

    `edited`: more than the state was written.
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

CONTRIBUTOR, EDITOR, PUBLISHER, ADMINISTRATOR = "Contributor", "Editor", "Publisher", "Administrator"

_CONTRIBUTE = (Operation.VIEW, Operation.ADD, Operation.CHANGE)
_EDIT = (*_CONTRIBUTE, Operation.REVIEW, Operation.DELETE)
#: The operations on records of every type that each role may carry out.
ROLES: dict[str, tuple[Operation, ...]] = {
    CONTRIBUTOR: _CONTRIBUTE,
    EDITOR: _EDIT,
    PUBLISHER: (*_EDIT, Operation.PUBLISH, Operation.WITHDRAW, Operation.RESTORE, Operation.RENAME),
    ADMINISTRATOR: (Operation.VIEW,),
}


def iterate_codenames(role: str, models: Iterable[type[Any]]) -> Iterator[str]:
    """The codenames of the permissions that a role has on these models, so far as they are records."""
    for model in models:
        if issubclass(model, Record):
            for operation in ROLES[role]:
                yield f"{operation}_{model._meta.model_name}"
