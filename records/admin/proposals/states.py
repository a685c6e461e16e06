"""The state of a record in one word, and what is proposed for it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from records.choices import RevisionState, Status
from records.models import Proposal, Record, Revision


def describe_state(record: Record, proposed: int) -> str:
    """Return the state of a record, with the number of proposals that wait for it: "public, 1 proposed"."""
    state = {
        Status.DRAFT: pgettext("record", "draft"),
        Status.PUBLISHED: pgettext("record", "public"),
        Status.ARCHIVED: pgettext("record", "withdrawn"),
    }.get(Status(record.status), str(record.get_status_display()))
    if not proposed:
        return state
    count = ngettext("%(count)s proposed", "%(count)s proposed", proposed) % {"count": proposed}
    return _("%(state)s, %(proposed)s") % {"state": state, "proposed": count}


def count_proposals(model: type[Record], ids: Iterable[int]) -> dict[int, int]:
    """Return how many proposals wait for each of these records, in one query."""
    rows = Revision.objects.filter(
        record_type=model.type_code, object_id__in=list(ids), state=RevisionState.PROPOSED
    )
    counts: Any = rows.order_by().values_list("object_id").annotate(Count("proposal", distinct=True))
    return dict(counts)


def list_proposals_of(record: Record) -> QuerySet[Proposal]:
    """Return the proposals that wait for a record, the newest first."""
    rows = Revision.objects.filter(
        record_type=record.type_code, object_id=record.pk, state=RevisionState.PROPOSED
    )
    return Proposal.objects.waiting().filter(pk__in=rows.order_by().values("proposal"))
