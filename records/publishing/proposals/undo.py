"""Undoing an accepted proposal: as a proposal of its own, or a withdrawal at once on the same day."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from records.choices import ProposalOrigin, ProposalState, RevisionState, Status
from records.history.revisions import RevisionNote
from records.models import Proposal, Revision
from records.permissions import NotPermitted, Writer
from records.publishing.changes import Changes
from records.publishing.exceptions import PublishingError
from records.publishing.proposals.application import write_rows
from records.publishing.proposals.bulk import ProposedRow, create_proposal
from records.publishing.proposals.decisions import close_proposal, lock_waiting, mark_applied
from records.publishing.proposals.exceptions import DecisionError, ProposalConflict
from records.publishing.transaction import write_block


def propose_undo(writer: Writer, proposal: Proposal, *, reason: str = "") -> Proposal:
    """Propose what takes back all that an accepted proposal has changed; later changes stay.

    Records that were deleted since are left out, which its reason says.
    """
    if proposal.state != ProposalState.ACCEPTED:
        raise DecisionError(_("Only what was accepted can be undone."))
    pairs, gone = _find_changes(proposal)
    rows = [_build_row(written, before) for written, before in pairs]
    if not rows:
        raise DecisionError(_("There is nothing to undo."))
    if gone:
        names = ", ".join(row.slug for row in gone)
        reason = f"{reason} {_('Without what was deleted since: %(names)s.') % {'names': names}}".strip()
    title = _("Undo: %(title)s") % {"title": proposal.title}
    return create_proposal(
        writer, rows, reason=reason, origin=ProposalOrigin.UNDO, title=title, undoes=proposal
    )


def undo_withdrawal(user: Writer, proposal: Proposal) -> tuple[Proposal, Changes | None]:
    """Undo an accepted proposal, and return the undo.

    If it is a withdrawal by one publisher on this day, another publisher or the same one undoes it at once,
    unless what is withdrawn has changed since: then there are changes. Otherwise the undo waits.
    """
    undo = propose_undo(user, proposal)
    is_early = timezone.localdate(proposal.at) == timezone.localdate()
    if proposal.origin != ProposalOrigin.WITHDRAWAL or not is_early:
        return undo, None
    changes = Changes(RevisionNote(user, undo.reason, proposal=undo))
    try:
        with write_block(changes):
            locked = lock_waiting(undo)
            rows = list(locked.revisions.filter(state=RevisionState.PROPOSED).order_by("pk"))
            records = write_rows(changes, rows, {})
            _require_unchanged(locked)
            changes.finalize()
            mark_applied(rows, records)
            close_proposal(user, locked, ProposalState.ACCEPTED, "")
    except (DecisionError, NotPermitted, ProposalConflict, PublishingError):
        return undo, None
    return undo, changes


def _require_unchanged(undo: Proposal) -> None:
    """Raise `DecisionError` if a record was written since and isn't public: nobody else has read that."""
    later = Revision.objects.written().filter(
        record_type=OuterRef("record_type"),
        object_id=OuterRef("object_id"),
        version__gt=OuterRef("base_version"),
    )
    if undo.revisions.filter(Exists(later.exclude(status=Status.PUBLISHED))).exists():
        raise DecisionError(_("Another person has to accept it: propose it."))


def _find_changes(proposal: Proposal) -> tuple[list[tuple[Revision, Revision | None]], list[Revision]]:
    """Return the revisions that a proposal has written, each with the one before it.

    The second list has those of records that were deleted since.
    """
    written = list(proposal.revisions.written().order_by("pk"))
    applied = proposal.revisions.filter(state=RevisionState.APPLIED)
    keys = set(applied.values_list("record_type", "object_id"))
    if keys:  # others were only touched by a new address
        written = [row for row in written if (row.record_type, row.object_id) in keys]
    by_key: dict[tuple[str, Any], list[Revision]] = {}
    for code in {row.record_type for row in written}:
        ids = [row.object_id for row in written if row.record_type == code]
        versions = Revision.objects.written().filter(record_type=code, object_id__in=ids)
        for row in versions.only("record_type", "object_id", "status").order_by("pk"):
            by_key.setdefault((code, row.object_id), []).append(row)
    pairs: list[tuple[Revision, int | None]] = []
    gone: list[Revision] = []
    for row in written:
        history = by_key[row.record_type, row.object_id]
        if history[-1].status == "" and history[-1].pk != row.pk:
            gone.append(row)
            continue
        earlier = [each.pk for each in history if each.pk < row.pk]
        pairs.append((row, earlier[-1] if earlier else None))
    former = Revision.objects.in_bulk([pk for _row, pk in pairs if pk is not None])
    return [(row, former[pk] if pk is not None else None) for row, pk in pairs], gone


def _build_row(written: Revision, before: Revision | None) -> ProposedRow:
    return ProposedRow(
        model=written.model,
        object_id=written.object_id,
        slug=before.slug if before else written.slug,
        status=before.status if before else "",
        data=before.data if before else None,
        base_version=written.version,
    )
