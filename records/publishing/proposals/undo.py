"""Undoing an accepted proposal, as a proposal of its own."""

from typing import Any

from django.utils.translation import gettext as _

from records.choices import ProposalOrigin, ProposalState, RevisionKind, RevisionState
from records.models import Proposal, Revision
from records.permissions import Writer
from records.publishing.proposals.bulk import ProposedRow, create_proposal
from records.publishing.proposals.exceptions import DecisionError


def propose_undo(writer: Writer, proposal: Proposal, *, reason: str = "") -> Proposal:
    """Propose what takes back all that an accepted proposal has changed; later changes stay."""
    if proposal.state != ProposalState.ACCEPTED:
        raise DecisionError(_("Only what was accepted can be undone."))
    rows = [_build_row(written, before) for written, before in _find_changes(proposal)]
    if not rows:
        raise DecisionError(_("There is nothing to undo."))
    title = _("Undo: %(title)s") % {"title": proposal.title}
    return create_proposal(
        writer, rows, reason=reason, kind=RevisionKind.UPDATE, origin=ProposalOrigin.UNDO, title=title
    )


def _find_changes(proposal: Proposal) -> list[tuple[Revision, Revision | None]]:
    """Return the revisions that a proposal has written, each with the one before it."""
    written = list(proposal.revisions.written().order_by("pk"))
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
