"""manage.py make_staff: create an account for the admin with a role."""

import getpass
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from records.permissions import ROLES

SUPERUSER = "Superuser"
_ROLE_DESCRIPTIONS = {
    "Reader": "reads everything, changes nothing",
    "Contributor": "writes drafts",
    "Editor": "writes drafts, works on what is in review",
    "Publisher": "also changes what is public: publishes, withdraws, restores, renames, deletes",
    "Administrator": "keeps accounts and partners' keys, redacts versions",
    SUPERUSER: "may do everything",
}


class Command(BaseCommand):
    help = "Make an account for the admin. Asks for name, role and password; a weak password is refused."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--username", help="Asked for if it is not given.")
        parser.add_argument("--role", choices=[*ROLES, SUPERUSER], help="Asked for if it is not given.")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User(username=options["username"] or self._ask("Name of the account: "), is_staff=True)
        try:
            user.clean_fields(exclude=["password"])
            user.validate_unique()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        role = options["role"] or self._ask_role()
        user.is_superuser = role == SUPERUSER
        user.set_password(self._ask_password(user))
        with transaction.atomic():
            user.save()
            if role != SUPERUSER:
                user.groups.add(Group.objects.get(name=role))
        self.stdout.write(f"{user.username} can log in at /admin/ ({role}).")

    def _ask(self, question: str) -> str:
        try:
            return input(question).strip()
        except (EOFError, KeyboardInterrupt) as error:
            raise CommandError("No account was made.") from error

    def _ask_role(self) -> str:
        roles = list(_ROLE_DESCRIPTIONS)
        for number, role in enumerate(roles, start=1):
            self.stdout.write(f"  {number}  {role}: {_ROLE_DESCRIPTIONS[role]}")
        while True:
            answer = self._ask(f"Role (1 to {len(roles)}): ")
            if answer.isdecimal() and 1 <= int(answer) <= len(roles):
                return roles[int(answer) - 1]
            self.stdout.write(f"Type a number from 1 to {len(roles)}.")

    def _ask_password(self, user: User) -> str:
        for text in password_validators_help_texts():
            self.stdout.write(f"  {text}")
        while True:
            try:
                password = getpass.getpass("Password: ")
                if password != getpass.getpass("Password (again): "):
                    self.stdout.write("The two passwords differ.")
                    continue
                validate_password(password, user)
            except ValidationError as error:
                self.stdout.write("\n".join(error.messages))
            except (EOFError, KeyboardInterrupt) as error:
                raise CommandError("No account was made.") from error
            else:
                return password
