"""manage.py prune_account_log: delete entries of the account log after their time."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.models import AccountEvent


class Command(BaseCommand):
    help = "Delete entries of the account log that are older than ACCOUNT_LOG_DAYS. To be run daily."

    def handle(self, *args: Any, **options: Any) -> None:
        count = AccountEvent.objects.prune(timezone.now() - timedelta(days=settings.ACCOUNT_LOG_DAYS))
        self.stdout.write(f"Deleted from the account log: {count}.")
