"""Deletion of requests, and of what limits them, after their time."""

from datetime import timedelta

from django.utils import timezone

from enquiries.models import EVERYBODY, FIRST_LIST, KEPT_DAYS, KEPT_HOURS, Enquiry, EnquiryClient, SentForm


def prune_enquiries() -> dict[str, int]:
    """Delete what is too old, and fill the first list from the second. Return the number of rows."""
    now = timezone.now()
    day_ago = now - timedelta(hours=KEPT_HOURS)
    old = Enquiry.objects.filter(at__lte=now - timedelta(days=KEPT_DAYS))
    clients = EnquiryClient.objects.filter(last_at__lte=day_ago).exclude(digest=EVERYBODY)
    return {
        "requests deleted": old.delete()[1].get("enquiries.Enquiry", 0),
        "client addresses deleted": clients.delete()[0],
        "sent forms deleted": SentForm.objects.filter(at__lte=day_ago).delete()[0],
        "requests moved to the first list": _fill_first_list(),
    }


def _fill_first_list() -> int:
    room = max(0, FIRST_LIST - Enquiry.objects.first_list().count())
    keys = list(Enquiry.objects.second_list().values_list("pk", flat=True)[:room])
    return Enquiry.objects.filter(pk__in=keys).update(in_second_list=False)
