"""How long a request may wait, in working days, and what of all requests waits at the desk."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from enquiries.models import Enquiry

#: Requests that the first page of the desk lists.
_MOST_SHOWN = 6


def count_days_left(enquiry: Enquiry, today: date | None = None) -> int:
    """Return the working days until a request is to be answered, negative if it waits for longer.

    Saturdays and Sundays don't count; holidays do, because their dates change from year to year.
    """
    day, now = timezone.localdate(enquiry.at), today or timezone.localdate()
    passed = sum((day + timedelta(days=number)).weekday() < 5 for number in range(1, (now - day).days + 1))
    return settings.ENQUIRY_ANSWER_DAYS - passed


def list_waiting() -> dict[str, Any]:
    """Return the first requests of the first list, and how many there are in each list."""
    first = Enquiry.objects.first_list()
    return {
        "enquiries": list(first[:_MOST_SHOWN]),
        "count": first.count(),
        "second_count": Enquiry.objects.second_list().count(),
    }
