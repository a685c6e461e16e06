"""How long decided proposals are kept."""

from datetime import datetime

from django.db import transaction

from records.choices import WRITTEN_STATES, ProposalState
from records.models import Proposal, Revision


@transaction.atomic
def prune_proposals(before: datetime) -> int:
    """Delete what was decided before a time and isn't part of a history; return the number of rows.

    Of what was accepted, the proposal and the revisions that it has written stay.
    """
    decided = Proposal.objects.filter(decided_at__lt=before, is_in_progress=False)
    decided = decided.exclude(state=ProposalState.PROPOSED)
    rows = Revision.objects.filter(proposal__in=decided.values("pk")).exclude(state__in=WRITTEN_STATES)
    count = rows.delete()[0]
    return count + decided.exclude(state=ProposalState.ACCEPTED).delete()[0]
