"""What staff do with a request: each step is kept with it, and its sender sees what became of it."""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from enquiries.choices import EnquiryState
from enquiries.models import Enquiry, EnquiryEvent


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
