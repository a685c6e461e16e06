"""Build the search index again."""

from typing import Any

from django.core.management.base import BaseCommand

from search.index import rebuild_index


class Command(BaseCommand):
    help = "Build the search index again. Entries that stay the same aren’t written."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{rebuild_index()} entries in the search index.")
