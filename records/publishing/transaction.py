"""The block in which records are written."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils.translation import gettext as _

from records.choices import RevisionKind
from records.history.revisions import RevisionNote
from records.permissions import Writer
from records.publishing.changes import Changes
from records.publishing.exceptions import Deadlock, PublishingError
from records.publishing.validation import Problem

#: PostgreSQL error code.
_DEADLOCK = "40P01"

_current: ContextVar[Changes | None] = ContextVar("current changes", default=None)


def get_open_changes() -> Changes | None:
    """Return the changes of the open transaction, or None."""
    return _current.get()


def require_open_changes() -> Changes:
    """Return the changes of the open transaction; raise `RuntimeError` if none is open."""
    changes = _current.get()
    if changes is None:
        raise RuntimeError("No publication transaction is open.")
    return changes


@contextmanager
def publication_transaction(
    writer: Writer, *, reason: str = "", kind: RevisionKind = RevisionKind.UPDATE
) -> Iterator[Changes]:
    """Open a transaction in which `writer`, a user or a `SystemWriter`, may write records.

    `reason` and `kind` are stored with the revisions of the changed records. A nested block joins the outer
    one; its writer must be the same.
    """
    outer = _current.get()
    if outer is not None:
        if outer.writer != writer:
            raise RuntimeError(f"{writer} can't write in a block of {outer.writer}.")
        yield outer
        return
    with write_block(Changes(RevisionNote(writer, reason, kind))) as changes:
        yield changes


_AnyChanges = TypeVar("_AnyChanges", bound=Changes)


@contextmanager
def write_block(changes: _AnyChanges) -> Iterator[_AnyChanges]:
    """Open a transaction for these changes and finalize them at its end. It joins no other block."""
    if _current.get() is not None:
        raise RuntimeError("A publication transaction is open already.")
    with translate_deadlocks(), transaction.atomic():
        token = _current.set(changes)
        try:
            yield changes
            changes.finalize()
            _check_deferred_constraints()
        finally:
            _current.reset(token)


@contextmanager
def translate_deadlocks() -> Iterator[None]:
    """Raise `Deadlock`, a `PublishingError`, in place of the `OperationalError` of PostgreSQL."""
    try:
        yield
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", None) != _DEADLOCK:
            raise
        message = _("Somebody else was writing the same records. Nothing was written; try again.")
        raise Deadlock([Problem(_("This change"), "", message)]) from error


def _check_deferred_constraints() -> None:
    """Check foreign keys before the commit, while an error can still be reported as `PublishingError`.

    Only on PostgreSQL: SQLite has no concurrent writers.
    """
    if connection.vendor != "postgresql":
        return
    try:
        connection.check_constraints()
    except IntegrityError as error:
        message = _("Something it belongs to or points to was deleted in the meantime. Nothing was saved.")
        raise PublishingError([Problem(_("This change"), "", message)]) from error
