"""Build the bundle of all data, and the releases that are due."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bundles import releases
from bundles.models import Release
from stats.refresh import refresh_stale


class Command(BaseCommand):
    help = "Build the bundle of all data if the content has changed, and the quarterly releases that are due."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--force", action="store_true", help="Build the latest one in any case.")

    def handle(self, *args: Any, **options: Any) -> None:
        refresh_stale(due_only=False)  # statistics are in it
        built: list[Release] = []
        if not releases.build_releases(is_now=True, is_forced=options["force"], on_built=built.append):
            raise CommandError("Another process is building.")
        for release in built:
            self.stdout.write(
                f"{release.name}: content version {release.number}, {release.size:,} bytes, "
                f"SHA-256 {release.checksum}"
            )
        if not built:
            self.stdout.write("Nothing to build.")
