"""How long a request may wait, in working days."""

from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import ngettext

from enquiries.models import Enquiry


def count_days_left(enquiry: Enquiry, today: date | None = None) -> int:
    """Return the working days until a request is to be answered, negative if it waits for longer.

    Saturdays and Sundays don't count; holidays do, because their dates change from year to year.
    """
    day, now = timezone.localdate(enquiry.at), today or timezone.localdate()
    passed = sum((day + timedelta(days=number)).weekday() < 5 for number in range(1, (now - day).days + 1))
    return settings.ENQUIRY_ANSWER_DAYS - passed


def describe_wait(enquiry: Enquiry) -> str:
    """Return how many working days are left until an answer is due; empty if none is."""
    if not enquiry.is_open or not settings.ENQUIRY_ANSWER_DAYS:
        return ""
    days = count_days_left(enquiry)
    if days < 0:
        return ngettext("%(days)s day too late", "%(days)s days too late", -days) % {"days": -days}
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
