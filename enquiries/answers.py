"""What staff do with a request: each step is kept with it, and its sender sees what became of it."""

from contextlib import suppress
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy, override

from enquiries.choices import EnquiryState
from enquiries.models import Enquiry, EnquiryEvent

#: Requests that are closed at once.
MOST_CLOSED = 200
#: What their senders read.
REASON_OF_MANY = gettext_lazy(
    "Many requests came in a short time. This one was closed with them, without an answer. Please write "
    "again if you need one."
)


class AnsweredMeanwhile(Exception):
    """Somebody else has worked on the request since it was opened, or it was deleted."""


def record_step(enquiry: Enquiry, user: User, state: EnquiryState, *, seen: int, **changes: Any) -> Enquiry:
    """Write what somebody did with a request, which had `seen` steps when it was opened.

    Raises AnsweredMeanwhile.
    """
    with transaction.atomic():
        current = Enquiry.objects.select_for_update().filter(pk=enquiry.pk).first()
        if current is None or current.events.count() != seen:
            raise AnsweredMeanwhile
        current.state = state
        for name, value in changes.items():
            setattr(current, name, value)
        current.save(update_fields=["state", *changes])
        EnquiryEvent.objects.create(enquiry=current, state=state, by=user, actor=user.get_username())
    return current


def list_closable(enquiries: Any) -> tuple[list[Enquiry], int]:
    """Return those that may be closed at once, as nobody has taken them up, and how many more there are."""
    received = enquiries.filter(state=EnquiryState.RECEIVED)
    first = list(received[:MOST_CLOSED])
    return first, received.count() - len(first)


def close_many(enquiries: Any, user: User) -> int:
    """Close what `list_closable()` lists, without an answer or a mail; return how many."""
    count = 0
    for enquiry in list_closable(enquiries)[0]:
        with override(enquiry.language), suppress(AnsweredMeanwhile):
            record_step(enquiry, user, EnquiryState.CLOSED, seen=0, answer=str(REASON_OF_MANY))
            count += 1
    return count
