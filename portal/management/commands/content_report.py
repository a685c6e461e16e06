"""manage.py content_report: list what a person must confirm in the content."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.content_report import build_report
from records.content.parser import ContentError


class Command(BaseCommand):
    help = "List what a person must confirm in the content: weak sources, decisions, doubts, claims."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--folder", type=Path, default=settings.CONTENT_DIR, help="Where the YAML files are."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.stdout.write(build_report(options["folder"]), ending="")
        except ContentError as error:
            raise CommandError(str(error)) from None
