"""The block whose changes become a proposal: made and validated as ever, then rolled back."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from records.choices import Operation, ProposalOrigin, ProposalState, RevisionKind, RevisionState
from records.history.revisions import RevisionNote, describe_account, is_changed
from records.models import Proposal, Record, Revision
from records.permissions import Writer
from records.publishing.changes import Changes
from records.publishing.finalization import RecordBatch
from records.publishing.proposals.application import apply_proposal, sort_rows
from records.publishing.proposals.decisions import close_proposal, lock_waiting, require_author, require_shown
from records.publishing.proposals.storage import save_proposal, save_rows
from records.publishing.transaction import write_block

#: What a proposal asks of its author in place of these; who accepts it needs them.
_DECIDED = (
    Operation.PUBLISH,
    Operation.RESTORE,
    Operation.RENAME,
    Operation.WITHDRAW,
    Operation.DELETE,
)


class ProposedChanges(Changes):
    """Changes that aren't kept. At the end, `proposal` says what they would be; None if nothing."""

    def __init__(self, note: RevisionNote) -> None:
        super().__init__(note)
        self.proposal: Proposal | None = None
        #: The unsaved rows, by type and primary key that the record has inside the block.
        self.rows: dict[tuple[type[Record], int], Revision] = {}
        self.title = ""

    def _acquire_publication_lock(self) -> None:
        """Hold nobody up: nothing stays written, and acceptance validates again."""

    def _touch_referencing_records(self, record: Record) -> None:
        """Acceptance changes the slug in them."""

    def _list_used(self) -> set[tuple[Operation, type[Record]]]:
        used = super()._list_used()
        proposed = {(Operation.PROPOSE, model) for _operation, model in used}
        return {(operation, model) for operation, model in used if operation not in _DECIDED} | proposed

    def _require_second_person(self) -> None:
        """That is what proposals are for."""

    def _write_batches(self, batches: Sequence[RecordBatch]) -> None:
        for batch in batches:
            for pk, record in batch.records.items():
                self._add_row(batch, pk, record)
            for former in batch.leaving:
                last = batch.revisions.get(former.pk)
                if former.pk not in batch.records and last is not None:
                    self.title = self.title or former.titles.get("title_en", "") or former.slug
                    self.rows[batch.model, former.pk] = self._build_row(batch.model, last, last.slug)

    def _add_row(self, batch: RecordBatch, pk: int, record: Record) -> None:
        last, data = batch.revisions.get(pk), batch.snapshots[pk]
        if not is_changed(record, data, last):
            self.rows.pop((batch.model, pk), None)
            return
        self.title = self.title or str(record.title_in("en")) or record.slug
        row = self._build_row(batch.model, last, record.slug)
        row.status, row.data = record.status, data
        row.answers = self.note.answers.get((record.type_code, pk), [])
        if last is None and record.version:
            row.object_id, row.base_version = pk, record.version
        self.rows[batch.model, pk] = row

    def _build_row(self, model: type[Record], last: Revision | None, slug: str) -> Revision:
        by, name = describe_account(self.writer)
        base = last.version if last else 0
        return Revision(
            record_type=model.type_code,
            object_id=last.object_id if last else None,
            slug=slug,
            version=base + 1,
            base_version=base,
            status="",
            data=None,
            state=RevisionState.PROPOSED,
            at=timezone.now(),
            by=by,
            writer=name,
            reason=self.note.reason,
            kind=self.note.kind,
        )


@contextmanager
def proposal_transaction(
    writer: Writer,
    *,
    reason: str = "",
    kind: RevisionKind = RevisionKind.UPDATE,
    origin: ProposalOrigin = ProposalOrigin.FORM,
    title: str = "",
) -> Iterator[ProposedChanges]:
    """Open a block like `publication_transaction()` whose changes become a proposal and aren't kept.

    What the writer may propose, and whether it could be public, is checked as if it were written. If the
    writer proposes the same again while it waits, it is the same proposal (`save_proposal()`).
    """
    changes = ProposedChanges(RevisionNote(writer, reason, kind))
    with transaction.atomic():
        with _rolled_back(changes):
            yield changes
        if changes.rows:
            rows = list(changes.rows.values())
            changes.proposal = save_proposal(
                writer, rows, reason=reason, kind=kind, origin=origin, title=title or changes.title
            )


@contextmanager
def proposal_revision(
    author: Writer,
    proposal: Proposal,
    *,
    reason: str = "",
    kind: RevisionKind = RevisionKind.UPDATE,
    resolutions: Mapping[str, str] | None = None,
    shown: str | None = None,
) -> Iterator[ProposedChanges]:
    """Open a block in which a proposal that waits is applied, and its author changes it further.

    At the end, the result over the present versions takes the place of its rows. A proposal of which nothing
    is left is withdrawn. `shown`: as in `accept_proposal()`. Raises `DecisionError`, `VersionConflict` and
    `ProposalConflict`.
    """
    changes = ProposedChanges(RevisionNote(author, reason or proposal.reason, kind))
    with transaction.atomic():
        locked = lock_waiting(proposal)
        require_author(author, locked)
        require_shown(locked, shown, is_locking=True)
        with _rolled_back(changes):
            apply_proposal(changes, locked, resolutions=resolutions)
            yield changes
        waiting = locked.revisions.filter(state=RevisionState.PROPOSED)
        if not changes.rows:
            waiting.update(state=RevisionState.WITHDRAWN)
            close_proposal(author, locked, ProposalState.WITHDRAWN, "")
            return
        waiting.delete()
        locked.reason, locked.kind, locked.size = changes.note.reason, kind, len(changes.rows)
        locked.save(update_fields=["reason", "kind", "size"])
        changes.proposal = locked
        save_rows(locked, sort_rows(list(changes.rows.values())))


@contextmanager
def _rolled_back(changes: ProposedChanges) -> Iterator[None]:
    """Write the changes and roll them back; rows of the database are as they were before."""
    with transaction.atomic():
        with write_block(changes):
            yield
        transaction.set_rollback(True)
