"""manage.py encrypt_again: encrypt all that the database keeps encrypted by the first key."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.factor_secrets import encrypt_secrets_again
from enquiries.contact_keys import encrypt_contacts_again


class Command(BaseCommand):
    help = "Encrypt what is kept encrypted by the first of ENCRYPTION_KEYS. Then the others can go."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            counts = {
                "addresses of readers": encrypt_contacts_again(),
                "secrets of second factors": encrypt_secrets_again(),
            }
        for name, (done, unread) in counts.items():
            self.stdout.write(f"{name}: {done}" + (f"; read by no key: {unread}" if unread else ""))
