"""manage.py rotate_contacts: encrypt the addresses of readers by the present key."""

from typing import Any

from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from enquiries.contacts import has_contact_key, replace_key
from enquiries.models import Enquiry


class Command(BaseCommand):
    help = "Encrypt the addresses of readers by CONTACT_KEY; then CONTACT_KEY_BEFORE can go."

    def handle(self, *args: Any, **options: Any) -> None:
        if not has_contact_key():
            raise CommandError("CONTACT_KEY is not set.")
        rotated, unread = 0, 0
        with transaction.atomic():
            for enquiry in Enquiry.objects.exclude(contact="").select_for_update():
                try:
                    enquiry.contact = replace_key(enquiry.contact)
                except InvalidToken:
                    unread += 1
                    continue
                enquiry.save(update_fields=["contact"])
                rotated += 1
        self.stdout.write(f"Encrypted by CONTACT_KEY: {rotated}. Read by neither key: {unread}.")
