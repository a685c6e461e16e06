"""Proposals of many records: created in few queries, written in portions by the worker."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from records.choices import Operation, ProposalOrigin, ProposalState, RevisionKind, RevisionState
from records.history.revisions import RevisionNote, describe_account
from records.models import Proposal, Record, Revision
from records.permissions import NotPermitted, Writer, may_perform
from records.publishing.changes import Changes
from records.publishing.exceptions import Deadlock, PublishingError
from records.publishing.finalization import RecordBatch
from records.publishing.proposals.application import write_rows
from records.publishing.proposals.decisions import (
    close_proposal,
    is_author,
    lock_waiting,
    mark_applied,
    prepare_acceptance,
    require_comment,
    require_decision,
    require_shown,
)
from records.publishing.proposals.storage import save_proposal
from records.publishing.transaction import write_block

#: Rows that the worker writes in one transaction, for which it holds up other writers for seconds at most.
PORTION = 200
#: Deadlocks, one after the other, after which the worker leaves the rest to its next run.
_MOST_DEADLOCKS = 5


@dataclass(frozen=True)
class ProposedRow:
    """What a proposal makes of a record. `object_id` and `base_version`: None and 0 for a new one.

    `data`: its whole snapshot; None with an empty `status` deletes it. `answers`: what its author answered to
    questions about it.
    """

    model: type[Record]
    object_id: int | None
    slug: str
    status: str
    data: dict[str, Any] | None
    base_version: int
    answers: list[dict[str, str]] = field(default_factory=list)


def create_proposal(
    writer: Writer,
    rows: Iterable[ProposedRow],
    *,
    reason: str = "",
    kind: RevisionKind = RevisionKind.UPDATE,
    origin: ProposalOrigin = ProposalOrigin.IMPORT,
    title: str = "",
    undoes: Proposal | None = None,
) -> Proposal:
    """Write a proposal, once, without making its changes first; whoever calls it has checked the rows."""
    by, name = describe_account(writer)
    note: dict[str, Any] = {"by": by, "writer": name, "reason": reason, "kind": kind}
    now = timezone.now()
    revisions = [
        Revision(
            record_type=row.model.type_code,
            object_id=row.object_id,
            slug=row.slug,
            version=row.base_version + 1,
            base_version=row.base_version,
            status=row.status,
            data=row.data,
            answers=row.answers,
            state=RevisionState.PROPOSED,
            at=now,
            **note,
        )
        for row in rows
    ]
    if not revisions:
        raise ValueError("A proposal has at least one row.")
    _check_rights(writer, revisions)
    return save_proposal(Proposal(**note, origin=origin, title=title, undoes=undoes), revisions)


def _check_rights(writer: Writer, rows: Sequence[Revision]) -> None:
    for model, is_new in {(row.model, row.object_id is None) for row in rows}:
        for operation in (Operation.PROPOSE, Operation.ADD if is_new else Operation.CHANGE):
            if not may_perform(writer, operation, model):
                raise NotPermitted(writer, operation, model)


@transaction.atomic
def take_out_rows(
    user: Writer, proposal: Proposal, rows: Collection[int], comment: str = "", *, shown: str | None = None
) -> int:
    """Decline these rows of a proposal that waits, or take them back as its author; return their number.

    They become a decided proposal of their own, so that their author finds them, with the comment, which a
    publisher has to give. If no row is left, that is the proposal itself.
    """
    locked = lock_waiting(proposal)
    is_own = is_author(user, locked)
    if not is_own:
        require_decision(user, locked)
    require_shown(locked, shown)
    waiting = locked.revisions.filter(state=RevisionState.PROPOSED)
    # Compared here: the database takes no number of any size for a key.
    chosen = set(rows).intersection(waiting.values_list("pk", flat=True))
    if not chosen:
        return 0
    if not is_own:
        require_comment(comment)
    state = ProposalState.WITHDRAWN if is_own else ProposalState.DECLINED
    taken_out = locked
    if len(chosen) < waiting.count():
        taken_out = copy_proposal(locked, len(chosen))
        locked.size -= len(chosen)
        locked.problems = {key: text for key, text in locked.problems.items() if int(key) not in chosen}
        locked.save(update_fields=["problems", "size"])
    waiting.filter(pk__in=chosen).update(state=RevisionState(state), proposal=taken_out)
    close_proposal(user, taken_out, state, "" if is_own else comment)
    proposal.refresh_from_db()
    return len(chosen)


def copy_proposal(proposal: Proposal, size: int, problems: dict[str, str] | None = None) -> Proposal:
    """Return a new proposal of the same author for so many rows, which waits."""
    names = ("title", "origin", "kind", "by", "writer", "changed_by", "changer", "reason")
    values = {name: getattr(proposal, name) for name in names}
    return Proposal.objects.create(**values, size=size, at=timezone.now(), problems=problems or {})


# -- acceptance in portions -----------------------------------------------------------------------------


@transaction.atomic
def start_acceptance(
    user: Writer,
    proposal: Proposal,
    *,
    kind: RevisionKind,
    comment: str = "",
    reason: str = "",
    alone_reason: str = "",
    shown: str | None = None,
) -> None:
    """Accept a proposal whose rows the worker writes: `write_portions()`.

    `shown`: as in `accept_proposal()`. Raises `DecisionError` and `VersionConflict`.
    """
    locked = lock_waiting(proposal)
    prepare_acceptance(user, locked, kind, reason, alone_reason)
    require_shown(locked, shown)
    locked.is_in_progress = True
    close_proposal(user, locked, ProposalState.ACCEPTED, comment)
    proposal.refresh_from_db()


def write_portions(most: int | None = None) -> int:
    """Write portions of accepted proposals, at most so many; return the number of portions.

    A worker calls it again and again. What is written is marked in the same transaction, so another worker
    goes on where one was killed. After a deadlock, the portion is tried again.
    """
    count = deadlocks = 0
    while deadlocks < _MOST_DEADLOCKS and (most is None or count < most):
        proposal = Proposal.objects.filter(is_in_progress=True).order_by("pk").first()
        if proposal is None:
            break
        try:
            is_begun = proposal.revisions.filter(state=RevisionState.APPLIED).exists()
            if is_begun or _validate(proposal):
                _write_portion(proposal)
        except NotPermitted as error:
            _close_work(proposal, str(error))
        except Deadlock:
            deadlocks += 1
            continue
        count, deadlocks = count + 1, 0
    return count


class _CheckedChanges(Changes):
    """Changes that are validated only."""

    def _acquire_publication_lock(self) -> None:
        """Hold nobody up: nothing stays written, and each portion is validated again."""

    def _write_batches(self, batches: Sequence[RecordBatch]) -> None:
        """Write nothing."""


def _validate(proposal: Proposal) -> bool:
    """Return whether all rows can be written. If not, the proposal waits again, with the problems."""
    problems: dict[int, str] = {}
    rows = _load_rows(proposal)
    if proposal.decided_by is None or not proposal.decided_by.is_active:
        problems[0] = _("The account that accepted it is gone.")
    with transaction.atomic():
        try:
            if not problems:
                with write_block(_CheckedChanges(_build_note(proposal))) as changes:
                    write_rows(changes, rows, {}, problems)
        except Deadlock:
            raise
        except PublishingError as error:
            problems |= _find_rows(rows, error)
        except NotPermitted as error:
            problems |= {0: str(error)}
        transaction.set_rollback(True)
    if problems:
        waiting = Proposal.objects.filter(pk=proposal.pk, is_in_progress=True)
        waiting.update(
            state=ProposalState.PROPOSED,
            is_in_progress=False,
            is_alone=False,
            problems={str(key): text for key, text in problems.items()},
            decided_by=None,
            decider="",
            decided_at=None,
        )
    return not problems


def _find_rows(rows: Sequence[Revision], error: PublishingError) -> dict[int, str]:
    """Return the problems by row; those of other records by 0."""
    keys = {(row.record_type, row.slug): row.pk for row in rows}
    found: dict[int, str] = {}
    for problem in error.problems:
        record = problem.record
        key = (record.type_code, record.slug) if isinstance(record, Record) else ("", "")
        found.setdefault(keys.get(key, 0), str(problem))
    return found


def _build_note(proposal: Proposal) -> RevisionNote:
    user: Any = proposal.decided_by
    return RevisionNote(
        user or AnonymousUser(), proposal.reason, RevisionKind(proposal.kind), proposal=proposal
    )


def _load_rows(proposal: Proposal, most: int | None = None) -> list[Revision]:
    waiting = proposal.revisions.filter(state=RevisionState.PROPOSED).exclude(pk__in=list(proposal.problems))
    return list(waiting.order_by("pk")[:most])


def _write_portion(proposal: Proposal) -> None:
    """Write the next rows; if they can't be written together, each by itself."""
    try:
        _write_next(proposal, PORTION)
    except Deadlock:
        raise
    except PublishingError:
        for _row in range(PORTION):
            if not _write_next(proposal, 1, are_problems_kept=True):
                break


def _write_next(proposal: Proposal, most: int, *, are_problems_kept: bool = False) -> bool:
    """Write so many rows in a transaction. Return whether there were any."""
    problems: dict[int, str] = {}
    rows: list[Revision] = []
    try:
        with write_block(Changes(_build_note(proposal))) as changes:
            # Another worker waits here, and then finds the next rows.
            locked = Proposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
            rows = _load_rows(locked, most) if locked.is_in_progress else []
            records = write_rows(changes, rows, {}, problems)
            changes.finalize()
            mark_applied([row for row in rows if row.pk not in problems], records)
            locked.problems |= {str(key): text for key, text in problems.items()}
            locked.save(update_fields=["problems"])
    except PublishingError as error:
        if not are_problems_kept or not rows or isinstance(error, Deadlock):
            raise
        with transaction.atomic():
            locked = Proposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
            locked.problems |= {str(row.pk): str(error) for row in rows}
            locked.save(update_fields=["problems"])
    if not rows:
        _close_work(proposal)
    return bool(rows)


@transaction.atomic
def _close_work(proposal: Proposal, reason: str = "") -> None:
    """End the work on a proposal. Rows that could not be written wait for a decision of their own."""
    locked = Proposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
    left = locked.revisions.filter(state=RevisionState.PROPOSED)
    count = left.count()
    if locked.is_in_progress and count:
        rest = copy_proposal(locked, count, locked.problems or {"0": reason})
        left.update(proposal=rest)
    locked.is_in_progress, locked.problems = False, {}
    locked.size -= count
    locked.save(update_fields=["is_in_progress", "problems", "size"])
