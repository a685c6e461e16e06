"""Keeping a proposal with its rows, once."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from records.choices import RevisionState
from records.models import Proposal, Revision
from records.publishing.proposals.application import sort_rows


@transaction.atomic
def save_proposal(proposal: Proposal, rows: Sequence[Revision]) -> Proposal:
    """Keep an unsaved proposal with its unsaved rows and return it.

    If a proposal of the same author with the same rows over the same versions waits, it is that one, marked
    with `is_repeated`, with the reason and kind of this one.
    """
    rows = sort_rows(rows)
    if proposal.by:  # of two requests at once, the second waits here and then finds the proposal
        get_user_model()._default_manager.select_for_update(no_key=True).get(pk=proposal.by.pk)
    if same := _find_same(proposal, rows):
        note = {"reason": proposal.reason, "kind": proposal.kind}
        same.revisions.filter(state=RevisionState.PROPOSED).update(**note)
        Proposal.objects.filter(pk=same.pk).update(**note)
        same.refresh_from_db()
        same.is_repeated = True
        return same
    proposal.title, proposal.size, proposal.at = proposal.title[:300], len(rows), timezone.now()
    proposal.save()
    save_rows(proposal, rows)
    return proposal


def save_rows(proposal: Proposal, rows: Sequence[Revision]) -> None:
    for row in rows:
        row.proposal = proposal
    Revision.objects.bulk_create(rows, batch_size=500)


def _find_same(proposal: Proposal, rows: Sequence[Revision]) -> Proposal | None:
    said = [_describe_row(row) for row in rows]
    names = ("record_type", "object_id", "slug", "state")
    about_first = Revision.objects.filter(**{name: getattr(rows[0], name) for name in names}).order_by()
    author = {"by": proposal.by, "writer": proposal.writer, "changer": ""}
    own = Proposal.objects.waiting().filter(**author, size=len(rows))
    for same in own.filter(pk__in=about_first.values("proposal")).order_by("pk"):
        kept = same.revisions.filter(state=RevisionState.PROPOSED).order_by("pk")
        if [_describe_row(row) for row in kept] == said:
            return same
    return None


def _describe_row(row: Revision) -> tuple[Any, ...]:
    return row.record_type, row.object_id, row.slug, row.base_version, row.status, row.data
