"""Keeping a proposal with its rows, once."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from records.choices import ProposalOrigin, RevisionKind, RevisionState
from records.history.revisions import describe_account
from records.models import Proposal, Revision
from records.permissions import Writer
from records.publishing.proposals.application import sort_rows


@transaction.atomic
def save_proposal(
    writer: Writer,
    rows: Sequence[Revision],
    *,
    reason: str,
    kind: RevisionKind,
    origin: ProposalOrigin,
    title: str,
    undoes: Proposal | None = None,
) -> Proposal:
    """Keep a proposal with these unsaved rows and return it.

    If a proposal of the writer with the same rows over the same versions waits, it is that one, marked with
    `is_repeated`, with this reason and kind.
    """
    by, name = describe_account(writer)
    if by is not None:  # of two requests at once, the second waits here and then finds the proposal
        get_user_model()._default_manager.select_for_update(no_key=True).get(pk=by.pk)
    rows = sort_rows(rows)
    if same := _find_same(by, name, rows):
        same.is_repeated, same.reason, same.kind = True, reason, kind
        same.save(update_fields=["reason", "kind"])
        same.revisions.filter(state=RevisionState.PROPOSED).update(reason=reason, kind=kind)
        return same
    proposal = Proposal.objects.create(
        title=title[:300], origin=origin, kind=kind, size=len(rows), by=by, writer=name, reason=reason,
        undoes=undoes, at=timezone.now(),
    )  # fmt: skip
    save_rows(proposal, rows)
    return proposal


def save_rows(proposal: Proposal, rows: Sequence[Revision]) -> None:
    for row in rows:
        row.proposal = proposal
    Revision.objects.bulk_create(rows, batch_size=500)


def _find_same(by: Any, name: str, rows: Sequence[Revision]) -> Proposal | None:
    first, said = rows[0], [_describe_row(row) for row in rows]
    about_first = Revision.objects.filter(
        state=RevisionState.PROPOSED,
        record_type=first.record_type,
        object_id=first.object_id,
        slug=first.slug,
    ).order_by()
    waiting = Proposal.objects.waiting().filter(by=by, writer=name, size=len(rows))
    for proposal in waiting.filter(pk__in=about_first.values("proposal")).order_by("pk"):
        kept = proposal.revisions.filter(state=RevisionState.PROPOSED).order_by("pk")
        if [_describe_row(row) for row in kept] == said:
            return proposal
    return None


def _describe_row(row: Revision) -> tuple[Any, ...]:
    return row.record_type, row.object_id, row.slug, row.base_version, row.status, row.data
