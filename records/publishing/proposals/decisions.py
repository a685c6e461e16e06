"""Decisions about proposals: who may take them, accepting, declining and taking back."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from records.choices import Operation, ProposalOrigin, ProposalState, RevisionKind, RevisionState
from records.history.revisions import RevisionNote, describe_account
from records.models import Proposal, Record, Revision, Source, get_record_types
from records.permissions import SystemWriter, Writer, may_perform, select_active_accounts
from records.publishing.changes import Changes
from records.publishing.exceptions import VersionConflict
from records.publishing.proposals.application import write_rows
from records.publishing.proposals.exceptions import DecisionError
from records.publishing.proposals.merge import DIGEST_KEY
from records.publishing.transaction import write_block
from records.texts.translation import is_legible

#: With fewer, nobody may be there to accept what a publisher proposes.
_ENOUGH_PUBLISHERS = 2


# -- who may decide -------------------------------------------------------------------------------------


def count_active_publishers() -> int:
    """Count the accounts that may sign in and publish."""
    permission = f"{Source._meta.app_label}.{Operation.PUBLISH}_{Source._meta.model_name}"
    return select_active_accounts(permission).count()


def is_author(user: Writer, proposal: Proposal) -> bool:
    by, name = describe_account(user)
    return proposal.by_id == by.pk if by is not None else (proposal.by_id is None and proposal.writer == name)


def has_written_last(user: Writer, proposal: Proposal) -> bool:
    """Return whether an account wrote the last version of a proposal, or into a draft of it since."""
    if not proposal.changer and is_author(user, proposal):
        return True
    by = describe_account(user)[0]
    if by is None or by.pk == proposal.changed_by_id:
        return by is not None
    rows = proposal.revisions.filter(
        state=RevisionState.PROPOSED,
        record_type=OuterRef("record_type"),
        object_id=OuterRef("object_id"),
        base_version__lt=OuterRef("version"),
    )
    return Revision.objects.filter(Exists(rows), by=by, state=RevisionState.DRAFT).exists()


def is_publishing_alone(user: Writer, proposal: Proposal) -> bool:
    """Return whether accepting it would be publishing alone, for which there has to be a reason."""
    return bool(settings.FOUR_EYES) and has_written_last(user, proposal)


def find_refusal(user: Writer, proposal: Proposal) -> str:
    """Return why this user may neither accept nor change a proposal of another one; empty if allowed."""
    if not proposal.is_waiting:
        return _("It was decided already: %(state)s.") % {"state": proposal.get_state_display()}
    if any(not may_perform(user, operation, model) for operation, model in _list_operations(proposal)):
        return _("Only publishers accept it.")
    return ""


def find_obstacle(user: Writer, proposal: Proposal) -> str:
    """Return why this user may not accept a proposal; empty if the user may."""
    if refusal := find_refusal(user, proposal):
        return refusal
    if count_active_publishers() < _ENOUGH_PUBLISHERS or not is_publishing_alone(user, proposal):
        return ""
    if is_author(user, proposal) and not proposal.changer:
        return _("You wrote this, so somebody else accepts it.")
    return _("You changed this after it was proposed, so somebody else accepts it.")


def _list_operations(proposal: Proposal) -> set[tuple[Operation, type[Record]]]:
    """Return what its rows ask of who accepts it, as far as these say so themselves."""
    rows = proposal.revisions.filter(state=RevisionState.PROPOSED).order_by()
    types = get_record_types()
    used = set()
    for code, status in rows.values_list("record_type", "status").distinct():
        used.add((Operation.PUBLISH, types[code]))
        if not status:
            used.add((Operation.DELETE, types[code]))
    return used


# -- what a page has shown ------------------------------------------------------------------------------


def compute_proposal_digest(proposal: Proposal, *, is_locking: bool = False) -> str:
    """Return a digest of the rows of a proposal that wait, and of the present versions of their records.

    With `is_locking`, these versions stay until the end of the transaction. One query for the rows, which are
    streamed, and one for each type.
    """
    digest = sha256()
    rows = proposal.revisions.filter(state=RevisionState.PROPOSED)
    contents = (Cast(name, TextField()) for name in ("data", "answers"))
    columns = rows.order_by("pk").values_list("pk", "slug", "status", "base_version", *contents)
    for row in columns.iterator():
        digest.update(repr(row).encode())
    codes = rows.order_by().values_list("record_type", flat=True).distinct()
    for model in sorted((get_record_types()[code] for code in codes), key=lambda model: model._meta.label):
        ids = rows.filter(record_type=model.type_code, object_id__isnull=False).values("object_id")
        present = model._default_manager.filter(pk__in=ids).order_by("pk")
        if is_locking:
            present = present.select_for_update(no_key=True)
        digest.update(repr((model.type_code, *present.values_list("pk", "version"))).encode())
    return digest.hexdigest()


def require_shown(proposal: Proposal, shown: str | None, *, is_locking: bool = False) -> None:
    """Raise `VersionConflict` if a proposal isn't any more what a page has shown.

    `shown`: the digest that the page has sent; None where no page is asked, as in commands.
    """
    if shown is not None and shown != compute_proposal_digest(proposal, is_locking=is_locking):
        raise VersionConflict


# -- decisions ------------------------------------------------------------------------------------------


def lock_waiting(proposal: Proposal) -> Proposal:
    """Lock a proposal and return it as it is now; raise `DecisionError` if it was decided."""
    locked = Proposal.objects.select_for_update(no_key=True).filter(pk=proposal.pk).first()
    if locked is None:
        raise DecisionError(_("It was deleted in the meantime."))
    if not locked.is_waiting:
        text = _("It was decided already: %(state)s.")
        raise DecisionError(text % {"state": locked.get_state_display()})
    return locked


def require_author(user: Writer, proposal: Proposal) -> None:
    if not is_author(user, proposal):
        raise DecisionError(_("Only its author does that."))


def require_decision(user: Writer, proposal: Proposal) -> None:
    if obstacle := find_obstacle(user, proposal):
        raise DecisionError(obstacle)


def prepare_acceptance(
    user: Writer, locked: Proposal, kind: RevisionKind, reason: str, alone_reason: str
) -> None:
    """Note how a locked proposal is accepted; raise `DecisionError` if it may not be.

    `reason`: that of a correction, if its author gave none.
    """
    require_decision(user, locked)
    locked.is_alone = is_publishing_alone(user, locked)
    locked.alone_reason = alone_reason.strip() if locked.is_alone else ""
    if locked.is_alone and not locked.alone_reason:
        raise DecisionError(_("Give a reason for publishing alone."), "alone_reason")
    if kind == RevisionKind.CORRECTION and not is_legible(locked.reason):
        locked.reason = reason.strip()
        if not is_legible(reason):
            raise DecisionError(_("Give the reason: it is published with the correction."), "reason")
    locked.kind, locked.problems = kind, {}


def require_comment(comment: str) -> None:
    """Raise DecisionError if somebody declines without a word to the author."""
    if not comment.strip():
        raise DecisionError(_("Give a reason: the editor reads only this."), "comment")


@contextmanager
def withdrawal_transaction(user: Writer, *, reason: str, title: str) -> Iterator[Changes]:
    """Open a publication transaction in which a publisher withdraws records at once, for a reason.

    It is kept as an accepted proposal without rows. With `FOUR_EYES`, it waits for a second look.
    """
    if not reason.strip():
        raise DecisionError(_("Give a reason: it is kept, and read with the withdrawal."))
    by, name = describe_account(user)
    now = timezone.now()
    proposal = Proposal(
        title=title[:300], origin=ProposalOrigin.WITHDRAWAL, reason=reason.strip(), by=by, writer=name
    )
    proposal.state, proposal.is_alone = ProposalState.ACCEPTED, bool(settings.FOUR_EYES)
    proposal.at, proposal.decided_at, proposal.decided_by, proposal.decider = now, now, by, name
    changes = Changes(RevisionNote(user, proposal.reason, proposal=proposal))
    with write_block(changes):
        proposal.save()
        yield changes
        changes.finalize()
        proposal.size = len(changes.revisions)
        proposal.save(update_fields=["size"])


def accept_proposal(
    user: Writer,
    proposal: Proposal,
    *,
    kind: RevisionKind,
    comment: str = "",
    reason: str = "",
    resolutions: Mapping[str, str] | None = None,
    alone_reason: str = "",
    shown: str | None = None,
) -> Changes:
    """Write what a proposal says to its records, in the name of its author.

    `shown`: the digest of the page on which it was read. Raises `DecisionError`, `ProposalConflict`,
    `VersionConflict`, `PublishingError`, `NotPermitted`.
    """
    changes = Changes(RevisionNote(user, kind=kind))
    with write_block(changes):
        locked = lock_waiting(proposal)
        prepare_acceptance(user, locked, kind, reason, alone_reason)
        require_shown(locked, shown, is_locking=True)
        changes.attach_proposal(locked)
        rows = list(locked.revisions.filter(state=RevisionState.PROPOSED).order_by("pk"))
        records = write_rows(changes, rows, resolutions or {})
        changes.finalize()
        mark_applied(rows, records)
        close_proposal(user, locked, ProposalState.ACCEPTED, comment)
    proposal.refresh_from_db()
    return changes


def mark_applied(rows: list[Revision], records: Mapping[int, Record]) -> None:
    """Note that these rows are written; those of new records get their primary keys."""
    for row in rows:
        row.state = RevisionState.APPLIED
        if row.object_id is None and row.pk in records:
            row.object_id = records[row.pk].pk
    Revision.objects.bulk_update(rows, ["state", "object_id"], batch_size=500)
    for row in rows:
        if digest := (row.data or {}).get(DIGEST_KEY):
            loaded: Any = row.model._default_manager.filter(pk=row.object_id)
            loaded.update(loaded_digest=digest, loaded_version=F("version"))


def close_proposal(user: Writer, locked: Proposal, state: ProposalState, comment: str) -> None:
    locked.state, locked.comment, locked.decided_at = state, comment.strip(), timezone.now()
    locked.decided_by, locked.decider = describe_account(user)
    locked.save()


@transaction.atomic
def decline_proposal(user: Writer, proposal: Proposal, comment: str, *, shown: str | None = None) -> None:
    """Refuse a proposal; its author reads the comment, which is required.

    `shown`: as in `accept_proposal()`.
    """
    locked = lock_waiting(proposal)
    if any(not may_perform(user, operation, model) for operation, model in _list_operations(locked)):
        raise DecisionError(_("Only publishers decline it."))
    require_shown(locked, shown)
    require_comment(comment)
    _close_rows(locked, RevisionState.DECLINED)
    close_proposal(user, locked, ProposalState.DECLINED, comment)
    proposal.refresh_from_db()


@transaction.atomic
def withdraw_proposal(user: Writer, proposal: Proposal) -> None:
    """Take a proposal back, as its author."""
    locked = lock_waiting(proposal)
    if not isinstance(user, SystemWriter):
        require_author(user, locked)
    _close_rows(locked, RevisionState.WITHDRAWN)
    close_proposal(user, locked, ProposalState.WITHDRAWN, "")
    proposal.refresh_from_db()


def _close_rows(proposal: Proposal, state: RevisionState) -> None:
    proposal.revisions.filter(state=RevisionState.PROPOSED).update(state=state)


@transaction.atomic
def mark_read(user: Writer, proposal: Proposal) -> None:
    """Note that another person has looked at what was published alone."""
    locked = Proposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
    if locked.decided_by == describe_account(user)[0]:
        raise DecisionError(_("You published this, so somebody else looks at it."))
    if not may_perform(user, Operation.PUBLISH, Source):
        raise DecisionError(_("Only publishers look at it a second time."))
    if locked.is_alone and locked.read_at is None:
        locked.read_by, locked.reader = describe_account(user)
        locked.read_at = timezone.now()
        locked.save(update_fields=["read_by", "reader", "read_at"])
    proposal.refresh_from_db()
