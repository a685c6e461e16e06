"""Write or check the OpenAPI description in docs/."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from api.description import compatibility, response_examples, schema
from records.content import loader
from stats import refresh

OPENAPI_FILE = settings.BASE_DIR / "docs/openapi.yaml"


def _is_in_memory(database: Any) -> bool:
    return database.vendor == "sqlite" and database.is_in_memory_db()


class Command(BaseCommand):
    help = "Write the description with its examples, and what is new in it; with --check, only compare."
    requires_system_checks: Any = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Fail where a file is not current.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            self._check()
        else:
            self._load()
            response_examples.write_examples()
            OPENAPI_FILE.write_text(schema.render_yaml(), encoding="utf-8")
            compatibility.update_released_surface()
        if removed := compatibility.find_removed():
            raise CommandError("Released, but no longer in the description: " + ", ".join(removed))

    def _load(self) -> None:
        """Load the starting content into an empty in-memory database for the example responses."""
        if not _is_in_memory(connection):
            raise CommandError("Run `make openapi`: the examples are made in a database of their own.")
        call_command("migrate", verbosity=0)
        loader.load_content(settings.CONTENT_DIR)
        refresh.refresh_stale(due_only=False)

    def _check(self) -> None:
        if (
            not OPENAPI_FILE.exists()
            or OPENAPI_FILE.read_text(encoding="utf-8") != schema.render_yaml()
            or compatibility.find_unlisted()
        ):
            raise CommandError(
                "docs/openapi.yaml or docs/api-released.txt is not current: run `make openapi`."
            )
