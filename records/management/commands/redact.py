"""manage.py redact: clear versions of a record for legal or privacy reasons."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from records.models import Publication, Redaction, get_record_types
from records.publishing import PublishingError
from records.redaction import RedactionError, RedactionResult, purge_stores, redact


class Command(BaseCommand):
    help = "Redact versions of a record. Says what it would do; does it with --yes only."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--record", help="Type and slug, as in city/datong.")
        parser.add_argument("--versions", default="all", help="As in 3, 1-3 or 1,4-6; all: every version.")
        parser.add_argument("--by", help="The account that answers for it.")
        parser.add_argument("--reason", default="", help="The law or request, without what is to be removed.")
        parser.add_argument("--yes", action="store_true", help="Do it. It can't be undone.")
        parser.add_argument(
            "--finish", type=int, metavar="NUMBER", help="Empty again the caches of an earlier redaction."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["finish"] is not None:
            self._finish(options["finish"])
            return
        missing = [name for name in ("record", "by", "reason") if not options[name]]
        if missing:
            raise CommandError(f"Missing: {', '.join(f'--{name}' for name in missing)}.")
        record_type, _, slug = options["record"].partition("/")
        if record_type not in get_record_types():
            raise CommandError(
                f"“{record_type}” is no type of record. Known: {', '.join(get_record_types())}."
            )
        user = get_user_model().objects.filter(username=options["by"]).first()
        if user is None or not user.has_perm("records.redact_publication"):
            raise CommandError(f"There is no account “{options['by']}” that may redact.")
        try:
            numbers = _get_log_numbers(record_type, slug, options["versions"])
            result = redact(
                record_type, slug, numbers, by=user, reason=options["reason"], dry_run=not options["yes"]
            )
        except (RedactionError, PublishingError) as error:
            raise CommandError(f"Nothing was redacted. {error}") from error
        self._report(result, done=options["yes"])

    def _report(self, result: RedactionResult, *, done: bool) -> None:
        self.stdout.write("Redacted:" if done else "Would be redacted (add --yes):")
        for row in result.rows:
            self.stdout.write(
                f"  {row.number} {row.record_type}/{row.slug} version {row.version} {row.action}"
            )
        for name, count in result.cleared.items():
            status = count if count is not None else "NOT EMPTIED" if done else "after the commit"
            self.stdout.write(f"  {name}: {status}")
        self.stdout.write(
            "By hand: other versions and records that say the same, the files of the content, backups. "
            "Restart the servers where REDIS_URL is empty: each keeps pages of its own. See docs/privacy.md."
        )

    def _finish(self, number: int) -> None:
        redaction = Redaction.objects.filter(number=number).first()
        if redaction is None:
            raise CommandError(f"There is no redaction with the number {number}.")
        for name, count in purge_stores(redaction).items():
            self.stdout.write(f"  {name}: {'NOT EMPTIED' if count is None else count}")


def _get_log_numbers(record_type: str, slug: str, versions: str) -> list[int]:
    rows = Publication.objects.versions().filter(record_type=record_type, slug=slug)
    if versions != "all":
        rows = rows.filter(version__in=_parse_versions(versions))
    return list(rows.values_list("number", flat=True))


def _parse_versions(versions: str) -> set[int]:
    numbers: set[int] = set()
    try:
        for span in versions.split(","):
            first, _, last = span.partition("-")
            numbers |= set(range(int(first), int(last or first) + 1))
    except ValueError:
        raise CommandError(f"“{versions}” names no versions. Write 3, 1-3 or 1,4-6.") from None
    return numbers
