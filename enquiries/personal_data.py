"""What is kept of persons with requests: names of staff, and all about the address of a reader."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db.models import Q

from enquiries.models import Enquiry, EnquiryClient, EnquiryEvent
from enquiries.tokens import hash_client
from records.redaction.personal_data import get_pseudonym, register, register_address
from web.ip_addresses import normalize_client_address


@register("steps of requests")
def _rename_actor(user: AbstractUser) -> int:
    """Replace the name of the account in what it did with requests."""
    return EnquiryEvent.objects.filter(by_id=user.pk).update(actor=get_pseudonym(user))


def _find_enquiries(address: str) -> list[Enquiry]:
    """Return the requests that were sent with an e-mail address, or that name it."""
    texts = ("message", "source", "answer", "passed_on_to")
    named = Q()
    for name in texts:
        named |= Q(**{f"{name}__icontains": address})
    # Encrypted, no two of them are alike, so that each is read.
    given = [
        enquiry.pk
        for enquiry in Enquiry.objects.exclude(contact="").iterator()
        if enquiry.contact_address.casefold() == address.casefold()
    ]
    return list(Enquiry.objects.filter(named | Q(pk__in=given)).order_by("at", "pk"))


def _export_enquiries(address: str) -> list[dict[str, Any]]:
    return [
        {
            "type": enquiry.kind,
            "received": enquiry.at,
            "about": "/".join(filter(None, (enquiry.record_type, enquiry.slug, enquiry.part)))
            or enquiry.page,
            "message": enquiry.message,
            "source": enquiry.source,
            "language": enquiry.language,
            "e-mail": enquiry.contact_address,
            "consent": enquiry.consent,
            "state": enquiry.state,
            "answer": enquiry.answer,
            "passed on to": enquiry.passed_on_to,
            "deleted on": enquiry.ends_at,
        }
        for enquiry in _find_enquiries(address)
    ]


def _delete_enquiries(address: str) -> int:
    keys = [enquiry.pk for enquiry in _find_enquiries(address)]
    return Enquiry.objects.filter(pk__in=keys).delete()[1].get("enquiries.Enquiry", 0)


def _find_clients(address: str) -> Any:
    return EnquiryClient.objects.filter(digest=hash_client(normalize_client_address(address) or address))


def _export_clients(address: str) -> list[dict[str, Any]]:
    return [{"requests sent": client.sent_at} for client in _find_clients(address)]


register_address("requests of readers", _export_enquiries, _delete_enquiries)
register_address(
    "client addresses of requests", _export_clients, lambda address: _find_clients(address).delete()[0]
)
