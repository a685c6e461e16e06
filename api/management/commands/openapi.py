"""`manage.py openapi`: writes the description of the API into docs/; `--check` says whether it is current."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from api import released, schema

FILE = settings.BASE_DIR / "docs/openapi.yaml"


class Command(BaseCommand):
    help = "Write docs/openapi.yaml and what is new in docs/api-released.txt; with --check, only compare."
    requires_system_checks: Any = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Fail where a file is not current.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            self._check()
        else:
            FILE.write_text(schema.yaml_text(), encoding="utf-8")
            released.write()
        if gone := released.vanished():
            raise CommandError("Released, and told no more: " + ", ".join(gone))

    def _check(self) -> None:
        if not FILE.exists() or FILE.read_text(encoding="utf-8") != schema.yaml_text() or released.missing():
            raise CommandError(
                "docs/openapi.yaml or docs/api-released.txt is not current: run `make openapi`."
            )
