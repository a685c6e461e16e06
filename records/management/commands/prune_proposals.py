"""manage.py prune_proposals: delete decided rows of proposals after their time."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from records.models import PreviewLink
from records.publishing.proposals.retention import prune_proposals


class Command(BaseCommand):
    help = (
        "Delete rows of proposals that were decided more than PROPOSAL_DAYS ago, and preview links that "
        "open nothing any more. To be run daily."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        count = prune_proposals(timezone.now() - timedelta(days=settings.PROPOSAL_DAYS))
        links = PreviewLink.objects.prune()
        self.stdout.write(f"Deleted of preview links: {links}.")
        self.stdout.write(f"Deleted of decided proposals: {count}.")
