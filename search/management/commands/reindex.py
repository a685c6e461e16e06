"""Build the search index again."""

from typing import Any

from django.core.management.base import BaseCommand

from search.index import rebuild_index


class Command(BaseCommand):
    help = "Build the search index again. Searches use the present one until the new one is complete."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rebuild_index()} entries in the search index.")
