"""The block whose changes become a proposal: made and validated as ever, then rolled back."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from records.choices import Operation, ProposalOrigin, ProposalState, RevisionKind, RevisionState
from records.history.revisions import RevisionNote, describe_account, describe_writer, is_changed
from records.models import Proposal, Record, Revision
from records.permissions import Writer
from records.publishing.changes import Changes
from records.publishing.finalization import RecordBatch
from records.publishing.proposals.application import apply_proposal, sort_rows
from records.publishing.proposals.decisions import (
    close_proposal,
    find_refusal,
    is_author,
    lock_waiting,
    require_shown,
)
from records.publishing.proposals.exceptions import DecisionError
from records.publishing.proposals.storage import save_proposal, save_rows
from records.publishing.transaction import write_block
from records.snapshots import select_with_related, serialize_records
from records.texts.translation import is_legible

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
        #: Of a proposal that is revised: whether the block has changed it.
        self.is_changed_further = False

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
            **describe_writer(self.note),
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
            by, name = describe_account(writer)
            note: dict[str, Any] = {"by": by, "writer": name, "reason": reason, "kind": kind}
            proposal = Proposal(**note, origin=origin, title=title or changes.title)
            changes.proposal = save_proposal(proposal, list(changes.rows.values()))


@contextmanager
def proposal_revision(
    user: Writer,
    proposal: Proposal,
    *,
    reason: str = "",
    kind: RevisionKind = RevisionKind.UPDATE,
    resolutions: Mapping[str, str] | None = None,
    shown: str | None = None,
) -> Iterator[ProposedChanges]:
    """Open a block in which a proposal that waits is applied, and its author or a publisher changes it.

    At the end, the result over the present versions takes the place of its rows. If the block has changed it,
    `changer` says who did, if it wasn't its author. `reason`: that of its author, or of a correction that has
    none. `shown`: as in `accept_proposal()`. If nothing of it is left, its author has withdrawn it.
    Raises `DecisionError`, `VersionConflict` and `ProposalConflict`.
    """
    with transaction.atomic():
        locked = lock_waiting(proposal)
        is_own = is_author(user, locked)
        if not is_own and (refusal := find_refusal(user, locked)):
            raise DecisionError(refusal)
        require_shown(locked, shown, is_locking=True)
        if is_own or (kind == RevisionKind.CORRECTION and not is_legible(locked.reason)):
            locked.reason = reason or locked.reason
        locked.kind = kind
        changes = ProposedChanges(RevisionNote(user, locked.reason, kind, proposal=locked))
        with _rolled_back(changes):
            records = apply_proposal(changes, locked, resolutions=resolutions)
            before = _take_states(records)
            yield changes
            changes.finalize()
            changes.is_changed_further = _take_states(records) != before or not before.keys() >= {
                key for key, row in changes.rows.items() if row.data is not None
            }
        waiting = locked.revisions.filter(state=RevisionState.PROPOSED)
        if not changes.rows:
            if not is_own:
                raise DecisionError(_("Nothing of it is left. Decline it with a reason."))
            waiting.update(state=RevisionState.WITHDRAWN)
            close_proposal(user, locked, ProposalState.WITHDRAWN, "")
            return
        waiting.delete()
        if changes.is_changed_further:
            locked.changed_by, locked.changer = (None, "") if is_own else describe_account(user)
            locked.comment = "" if is_own else reason
        locked.size = len(changes.rows)
        locked.save()
        changes.proposal = locked
        save_rows(locked, sort_rows(list(changes.rows.values())))
    proposal.refresh_from_db()


def _take_states(records: Sequence[Record]) -> dict[tuple[type[Record], int], tuple[str, Any]]:
    """Return status and snapshot of records, as they are now."""
    states: dict[tuple[type[Record], int], tuple[str, Any]] = {}
    for model in {type(record) for record in records}:
        ids = [record.pk for record in records if type(record) is model]
        present: list[Any] = list(select_with_related(model).filter(pk__in=ids))
        snapshots = serialize_records(model, present)
        states |= {(model, row.pk): (row.status, snapshots[row.pk]) for row in present}
    return states


@contextmanager
def _rolled_back(changes: ProposedChanges) -> Iterator[None]:
    """Write the changes and roll them back; rows of the database are as they were before."""
    with transaction.atomic():
        with write_block(changes):
            yield
        transaction.set_rollback(True)
