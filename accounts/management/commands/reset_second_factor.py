"""manage.py reset_second_factor: remove the second factor of an account whose owner has lost it."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from accounts.second_factors import reset_factors

#: By which the account log names the command.
_NAME = "reset_second_factor"


class Command(BaseCommand):
    help = (
        "Remove the second factor and the recovery codes of an account, and sign it out. Its password stays; "
        "with it, the person signs in and sets up a new factor."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        account = User.objects.filter(username=options["username"]).first()
        if account is None:
            raise CommandError(f"There is no account {options['username']}.")
        if not reset_factors(account, by=_NAME):
            raise CommandError(f"{account.username} has no second factor.")
        self.stdout.write(f"The second factor of {account.username} is removed. The password stays.")
