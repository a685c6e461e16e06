"""Previews: the tables as a proposal would leave them, until the end of a block."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from records.choices import RevisionState
from records.history.revisions import RevisionNote
from records.models import Proposal, Publication, Record
from records.permissions import SystemWriter
from records.publishing.changes import Changes
from records.publishing.finalization import load_batch
from records.publishing.proposals.application import write_rows
from records.publishing.proposals.exceptions import ProposalConflict
from records.publishing.proposals.merge import TAKE_PROPOSED
from records.publishing.references import find_draft_sources
from records.publishing.transaction import write_block
from records.version_cache import bypass_values

#: Numbers of the log that no publication has. Two previews at once have different ones.
_FIRST_NUMBER = 1 << 61


class _PreviewedChanges(Changes):
    """Changes that nobody else sees, and that hold nobody up."""

    def _acquire_publication_lock(self) -> None:
        """Nothing stays written."""

    def _take_numbers(self, count: int) -> int:
        return _FIRST_NUMBER + secrets.randbelow(1 << 60)

    def _announce(self, rows: list[Publication]) -> None:
        """Nothing becomes stale."""


class _UncheckedChanges(_PreviewedChanges):
    """Changes of a draft that may lack what must be there to publish it."""

    def finalize(self) -> None:
        batches = [load_batch(model, touched, ()) for model, touched in self._touched.items()]
        self._write_batches(batches)
        self._touched.clear()


class _DraftedChanges(_PreviewedChanges):
    def finalize(self) -> None:
        """Leave versions, log and projections as they are."""


@contextmanager
def open_preview(proposal: Proposal, *, is_public: bool = True) -> Iterator[None]:
    """Let pages be rendered as if a proposal were accepted. Everything is rolled back at the end.

    Where it is in conflict with a later version, it shows what is proposed. With `is_public` off, only the
    records are as proposed, for a form: their versions, the log and what is derived from it stay.
    """
    note = RevisionNote(SystemWriter("preview"), proposal.reason, proposal.kind, proposal)  # type: ignore[arg-type]
    changes = _PreviewedChanges(note) if is_public else _DraftedChanges(note)
    rows = list(proposal.revisions.filter(state=RevisionState.PROPOSED).order_by("pk"))
    with transaction.atomic(), bypass_values():
        try:
            with write_block(changes):
                try:
                    with transaction.atomic():
                        write_rows(changes, rows, {})
                except ProposalConflict as conflict:
                    chosen = {each.key: TAKE_PROPOSED for each in conflict.conflicts}
                    write_rows(changes, rows, chosen)
            yield
        finally:
            transaction.set_rollback(True)


@contextmanager
def open_draft_preview(record: Record) -> Iterator[None]:
    """Let pages be rendered as if a draft and the drafts of its sources were published, complete or not."""
    changes = _UncheckedChanges(RevisionNote(SystemWriter("preview")))
    with transaction.atomic(), bypass_values():
        try:
            with write_block(changes):
                changes.publish(*find_draft_sources([record]), record)
            yield
        finally:
            transaction.set_rollback(True)
