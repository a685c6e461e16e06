"""manage.py prune_enquiries: delete requests of readers after their time."""

from typing import Any

from django.core.management.base import BaseCommand

from enquiries.retention import prune_enquiries


class Command(BaseCommand):
    help = "Delete requests of readers after 180 days, digests of addresses after 24 hours. To be run daily."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, count in prune_enquiries().items():
            self.stdout.write(f"{name}: {count}")
