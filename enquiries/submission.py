"""Keeping a request of a reader: once for each form, within the limit, in one of two lists."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language

from enquiries.availability import get_consent_text
from enquiries.contacts import encrypt_contact
from enquiries.models import EVERYBODY, FIRST_LIST, Enquiry, EnquiryClient, SentForm
from enquiries.subjects import PAGE, PART, RECORD, Subject
from enquiries.tokens import FormToken, compute_answer_token, hash_client, hash_token

#: Requests from a client address in an hour.
MOST_PER_HOUR = 5
_HOUR = timedelta(hours=1)
#: Requests from all addresses in a minute: far more than readers send, so that a flood leaves a list to read.
MOST_PER_MINUTE = 20
_MINUTE = timedelta(minutes=1)


class TooManyEnquiries(Exception):
    """From this client address, or from all of them, as many requests came as are taken in a time."""

    def __init__(self, seconds_left: int, *, is_flood: bool) -> None:
        super().__init__(seconds_left)
        self.seconds_left, self.is_flood = seconds_left, is_flood


@dataclass(frozen=True)
class SentEnquiry:
    """What became of a form. Without an enquiry, it was sent before and is deleted."""

    enquiry: Enquiry | None
    token: str


def send_enquiry(data: dict[str, Any], form: FormToken, subject: Subject, client: str) -> SentEnquiry:
    """Keep what a reader sent; a form that was sent before has its request already.

    Raises TooManyEnquiries.
    """
    token = compute_answer_token(form)
    digest = hash_token(token)
    with transaction.atomic():
        _sent, is_new = SentForm.objects.get_or_create(digest=digest)
        if not is_new:
            return SentEnquiry(Enquiry.objects.with_token(token).first(), token)
        _count_enquiry(hash_client(client), MOST_PER_HOUR, _HOUR)
        _count_enquiry(EVERYBODY, MOST_PER_MINUTE, _MINUTE)
        return SentEnquiry(_create_enquiry(data, form.about, digest, subject), token)


def _count_enquiry(digest: str, most: int, span: timedelta) -> None:
    """Count a request in the row of an address, or of everybody.

    Raises TooManyEnquiries, which rolls the transaction back.
    """
    # Of requests at the same time, the second waits for the first.
    sender, _created = EnquiryClient.objects.select_for_update().get_or_create(digest=digest)
    now = timezone.now()
    times = [at for text in sender.sent_at if (at := parse_datetime(text)) and now - at < span]
    if len(times) >= most:
        seconds_left = int((times[0] + span - now).total_seconds()) + 1
        raise TooManyEnquiries(seconds_left, is_flood=digest == EVERYBODY)
    sender.sent_at = [*(at.isoformat() for at in times), now.isoformat()]
    sender.last_at = now
    sender.save()


def _create_enquiry(data: dict[str, Any], about: dict[str, str], digest: str, subject: Subject) -> Enquiry:
    """`about` was public when the form was opened; the subject is what still is."""
    contact = data.get("contact", "")
    is_full = Enquiry.objects.first_list().count() >= FIRST_LIST
    record_type, _slash, slug = about.get(RECORD, "").partition("/")
    return Enquiry.objects.create(
        kind=data["kind"],
        message=data["message"],
        source=data["source"],
        record_type=record_type,
        slug=slug,
        part=about.get(PART, ""),
        page=about.get(PAGE, ""),
        facts=subject.facts[:500],
        language=get_language() or "en",
        contact=encrypt_contact(contact),
        consent=get_consent_text() if contact else "",
        token_digest=digest,
        in_second_list=is_full and not contact and not data["source"],
    )
