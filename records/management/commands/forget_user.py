"""manage.py forget_user: delete the personal data of an account."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from records.redaction.personal_data import ForgetError, forget_user, get_pseudonym


class Command(BaseCommand):
    help = "Delete the personal data of an account. Says what it would do; does it with --yes only."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--yes", action="store_true", help="Do it. It can't be undone.")

    def handle(self, *args: Any, **options: Any) -> None:
        user: Any = get_user_model().objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"There is no account “{options['username']}”.")
        if not options["yes"]:
            self.stdout.write(
                f"“{options['username']}” would become “{get_pseudonym(user)}”, without name, address, "
                "password, rights, sessions and failed sign-ins. What it edited stays. Add --yes to do it."
            )
            return
        try:
            deleted = forget_user(user)
        except ForgetError as error:
            raise CommandError(f"Nothing was deleted. {error}") from error
        self.stdout.write(f"“{options['username']}” is now “{user.get_username()}”.")
        for name, count in deleted.items():
            self.stdout.write(f"  {name}: {count}")
        self.stdout.write(
            "By hand: logs of the servers and backups. Kept: who redacted what, and why. See docs/privacy.md."
        )
