"""manage.py personal_data: export or delete all that is kept about an address."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder

from records.redaction.personal_data import ForgetError, delete_address, export_address


class Command(BaseCommand):
    help = "Write all that is kept about an e-mail or network address as JSON; delete it with --delete only."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address")
        parser.add_argument("--delete", action="store_true", help="Delete it. It can't be undone.")

    def handle(self, *args: Any, **options: Any) -> None:
        address = options["address"].strip()
        if len(address) < 3:
            raise CommandError("Write a whole address.")
        if not options["delete"]:
            found = export_address(address)
            self.stdout.write(json.dumps(found, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
            return
        try:
            deleted = delete_address(address)
        except ForgetError as error:
            raise CommandError(f"Nothing was deleted. {error}") from error
        for name, count in deleted.items():
            self.stdout.write(f"{name}: {count}")
        self.stdout.write("By hand: logs of the servers and backups. See docs/privacy.md.")
