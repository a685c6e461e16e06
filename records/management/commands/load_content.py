"""manage.py load_content: load the YAML content into the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from records.content.loader import LoadReport, load_content, read_content
from records.content.parser import ContentError


class Command(BaseCommand):
    help = (
        "Load the YAML content, all of it or, where anything is wrong, none of it: published at first, and "
        "proposed once the database has content."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--folder", type=Path, default=settings.CONTENT_DIR, help="Where the YAML files are."
        )
        parser.add_argument("--check", action="store_true", help="Only check the files; write nothing.")
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="Bring records that an editor has changed back to the content.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["check"]:
                self.stdout.write(f"The content is in order: {len(read_content(options['folder']))} records.")
                return
            report = load_content(options["folder"], overwrite=options["overwrite"])
        except ContentError as error:
            lines = "\n".join(f"  {issue}" for issue in error.issues)
            raise CommandError(f"The content was not loaded. {len(error.issues)} faults:\n{lines}") from None
        self._report(report)

    def _report(self, report: LoadReport) -> None:
        if report.proposal is not None:
            self.stdout.write(
                f"Proposed, not published: proposal {report.proposal.pk} waits for a publisher in the admin."
            )
        self.stdout.write(
            f"Content: {len(report.created)} new, {len(report.updated)} updated, "
            f"{len(report.unchanged)} unchanged."
        )
        for names, label in (
            (report.skipped, "changed by an editor, left as is"),
            (report.declined, "declined, not proposed again"),
            (report.missing, "no longer in the content"),
            (report.redacted, "redacted, not loaded: take them out of the content"),
        ):
            if names:
                self.stdout.write(f"{len(names)} {label}: {', '.join(names)}")
