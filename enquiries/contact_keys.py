"""Encrypting the stored addresses of readers by another key."""

from enquiries.models import Enquiry
from web.encryption import DecryptionError, encrypt_again


def encrypt_contacts_again() -> tuple[int, int]:
    """Encrypt all addresses by the first key. Return how many were, and how many no key reads."""
    done, unread = 0, 0
    for enquiry in Enquiry.objects.exclude(contact="").select_for_update():
        try:
            enquiry.contact = encrypt_again(enquiry.contact)
        except DecryptionError:
            unread += 1
            continue
        enquiry.save(update_fields=["contact"])
        done += 1
    return done, unread
