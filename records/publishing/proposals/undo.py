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

#: Of a revision, the later ones of its record; and those that nobody else has read.
_LATER = Revision.objects.written().filter(
    record_type=OuterRef("record_type"), object_id=OuterRef("object_id"), pk__gt=OuterRef("pk")
)
_UNREAD = _LATER.exclude(status__in=("", Status.PUBLISHED))


def propose_undo(writer: Writer, proposal: Proposal, *, reason: str = "") -> Proposal:
    """Propose what takes back all that an accepted proposal has changed; later changes stay.

    Records that were deleted since are left out, which its reason says.
    """
    if proposal.state != ProposalState.ACCEPTED:
        raise DecisionError(_("Only what was accepted can be undone."))
    rows = [_build_row(written, before) for written, before in _find_changes(proposal)]
    if not rows:
        raise DecisionError(_("There is nothing to undo."))
    gone = proposal.revisions.written().filter(Exists(_LATER.filter(status="")))
    if names := ", ".join(gone.values_list("slug", flat=True)):
        reason = reason or _("Without what was deleted since: %(names)s.") % {"names": names}
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
            if proposal.revisions.written().filter(Exists(_UNREAD)).exists():
                raise DecisionError(_("Another person has to accept it: propose it."))
            changes.finalize()
            mark_applied(rows, records)
            close_proposal(user, locked, ProposalState.ACCEPTED, "")
    except (DecisionError, NotPermitted, ProposalConflict, PublishingError):
        return undo, None
    return undo, changes


def _find_changes(proposal: Proposal) -> list[tuple[Revision, Revision | None]]:
    """Return the revisions that a proposal has written, each with the one before it."""
    written = list(proposal.revisions.written().exclude(Exists(_LATER.filter(status=""))).order_by("pk"))
    applied = proposal.revisions.filter(state=RevisionState.APPLIED)
    keys = set(applied.values_list("record_type", "object_id"))
    if keys:  # others were only touched by a new address
        written = [row for row in written if (row.record_type, row.object_id) in keys]
    by_key: dict[tuple[str, Any], list[Revision]] = {}
    for code in {row.record_type for row in written}:
        ids = [row.object_id for row in written if row.record_type == code]
        versions = Revision.objects.written().filter(record_type=code, object_id__in=ids)
        for row in versions.only("record_type", "object_id").order_by("pk"):
            by_key.setdefault((code, row.object_id), []).append(row)
    pairs: list[tuple[Revision, int | None]] = []
    for row in written:
        earlier = [each.pk for each in by_key[row.record_type, row.object_id] if each.pk < row.pk]
        pairs.append((row, earlier[-1] if earlier else None))
    former = Revision.objects.in_bulk([pk for _row, pk in pairs if pk is not None])
    return [(row, former[pk] if pk is not None else None) for row, pk in pairs]


def _build_row(written: Revision, before: Revision | None) -> ProposedRow:
    return ProposedRow(
        model=written.model,
        object_id=written.object_id,
        slug=before.slug if before else written.slug,
        status=before.status if before else "",
        data=before.data if before else None,
        base_version=written.version,
    )
