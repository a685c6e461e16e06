"""manage.py make_staff: create an account for the admin with a role."""

import getpass
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.choices import EventKind
from accounts.events import record_event
from accounts.links import get_link_days, make_link
from accounts.roles import ROLE_DESCRIPTIONS
from records.permissions import ROLES

SUPERUSER = "Superuser"
#: Who is needed to see how a change becomes public: one proposes it, the other accepts it.
_FIRST_ROLES = ("Editor", "Publisher")
#: By which the account log names the command.
_NAME = "make_staff"


class Command(BaseCommand):
    help = (
        "Make an account for the admin. Asks for name, role and password; a weak password is refused. "
        "Without a password, prints a link by which the person sets one."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--username", help="Asked for if it is not given.")
        parser.add_argument("--role", choices=[*ROLES, SUPERUSER], help="Asked for if it is not given.")
        parser.add_argument("--link", action="store_true", help="Ask for no password, print a link.")
        parser.add_argument("--first", action="store_true", help="Without accounts: make two to try it with.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["first"] or User.objects.exists():
            self._make_account(options["username"], options["role"], has_link=options["link"])
            return
        for role in _FIRST_ROLES:
            self._make_account(role.lower(), role, has_link=True)

    def _make_account(self, name: str | None, role: str | None, *, has_link: bool) -> None:
        """Make an account; what isn't given is asked for."""
        user = User(username=name or self._ask("Name of the account: "), is_staff=True)
        try:
            user.clean_fields(exclude=["password"])
            user.validate_unique()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        role = role or self._ask_role()
        user.is_superuser = role == SUPERUSER
        user.set_password(None if has_link else self._ask_password(user))
        with transaction.atomic():
            user.save()
            record_event(EventKind.ACCOUNT_CREATED, user, by=_NAME)
            if user.is_superuser:
                record_event(EventKind.RIGHTS_CHANGED, user, by=_NAME, superuser=True)
            else:
                user.groups.add(Group.objects.get(name=role))
                record_event(EventKind.RIGHTS_CHANGED, user, by=_NAME, added=[role])
            path = "" if user.has_usable_password() else make_link(user, by=_NAME)
        if path:
            self.stdout.write(
                f"{user.username} ({role}) sets a password, once, within {get_link_days()} days, at\n"
                f"{settings.SITE_URL or 'http://127.0.0.1:8000'}{path}"
            )
        else:
            self.stdout.write(f"{user.username} can log in at /admin/ ({role}).")

    def _ask(self, question: str) -> str:
        try:
            return input(question).strip()
        except (EOFError, KeyboardInterrupt) as error:
            raise CommandError("No account was made.") from error

    def _ask_role(self) -> str:
        descriptions = {**ROLE_DESCRIPTIONS, SUPERUSER: "may do everything"}
        roles = list(descriptions)
        for number, role in enumerate(roles, start=1):
            self.stdout.write(f"  {number}  {role}: {descriptions[role]}")
        while True:
            answer = self._ask(f"Role (1 to {len(roles)}): ")
            if answer.isdecimal() and 1 <= int(answer) <= len(roles):
                return roles[int(answer) - 1]
            self.stdout.write(f"Type a number from 1 to {len(roles)}.")

    def _ask_password(self, user: User) -> str | None:
        """Return the password, or None if nothing was typed."""
        for text in password_validators_help_texts():
            self.stdout.write(f"  {text}")
        while True:
            try:
                password = getpass.getpass("Password (nothing: a link, by which the person sets it): ")
                if not password:
                    return None
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
