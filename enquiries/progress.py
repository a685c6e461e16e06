"""The steps of a request, as its sender sees them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from enquiries.availability import get_office_name
from enquiries.choices import EnquiryState
from enquiries.models import Enquiry

#: Steps that a page lists: staff can take them again and again.
_MOST_STEPS = 10


@dataclass(frozen=True)
class ProgressStep:
    """A step with its time, and by whom: the office, or to whom it was passed on."""

    label: Any
    at: datetime
    note: str = ""
    is_ahead: bool = False


def build_progress(enquiry: Enquiry) -> list[ProgressStep]:
    """Return what happened to a request, and when it is deleted."""
    labels = {
        EnquiryState.IN_PROGRESS: _("Being looked into"),
        EnquiryState.ANSWERED: _("Answered"),
        EnquiryState.PASSED_ON: _("Passed on"),
        EnquiryState.CLOSED: _("Closed without a change"),
    }
    notes = {EnquiryState.IN_PROGRESS: get_office_name(), EnquiryState.PASSED_ON: enquiry.passed_on_to}
    events = list(enquiry.events.order_by("-at", "-pk")[:_MOST_STEPS])
    steps = [ProgressStep(_("Received"), enquiry.at)]
    for event in reversed(events):
        state = EnquiryState(event.state)
        steps.append(ProgressStep(labels[state], event.at, notes.get(state, "")))
    return [*steps, ProgressStep(_("Deleted automatically"), enquiry.ends_at, is_ahead=True)]
