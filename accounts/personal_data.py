"""What `manage.py forget_user` and `manage.py personal_data` do with accounts, sign-ins and their log."""

from typing import Any

from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.contrib.auth.models import AbstractUser
from django.db.models import Q

from accounts.choices import EventKind
from accounts.events import record_event
from accounts.models import AccountEvent, DeskMail, RoleConfirmation
from records.redaction.personal_data import get_pseudonym, register, register_address
from web.ip_addresses import normalize_client_address


@register("second factors")
def _delete_factors(user: AbstractUser) -> int:
    return Authenticator.objects.filter(user_id=user.pk).delete()[0]


@register("morning mails")
def _delete_mail_day(user: AbstractUser) -> int:
    return DeskMail.objects.filter(account_id=user.pk).delete()[0]


@register("roles that wait")
def _delete_confirmation(user: AbstractUser) -> int:
    return RoleConfirmation.objects.filter(account_id=user.pk).delete()[0]


@register("account log")
def _hide_person(user: AbstractUser) -> int:
    """Entries stay until they are pruned, under the pseudonym and without address."""
    count = AccountEvent.objects.hide_person(user, get_pseudonym(user))
    record_event(EventKind.ACCOUNT_CHANGED, user, by="forget_user", forgotten=True)
    return count


def _find_attempts(address: str) -> Any:
    network = normalize_client_address(address)
    return AccessAttempt.objects.filter(
        Q(ip_address=network) if network is not None else Q(username__iexact=address)
    )


def _export_attempts(address: str) -> list[dict[str, Any]]:
    return list(_find_attempts(address).values("username", "ip_address", "user_agent", "attempt_time"))


def _find_events(address: str) -> Any:
    """Return the entries of the account log with a network address."""
    network = normalize_client_address(address)
    return AccountEvent.objects.filter(address=network) if network else AccountEvent.objects.none()


def _export_events(address: str) -> list[dict[str, Any]]:
    return list(_find_events(address).values("at", "kind", "account", "actor", "address", "request_id"))


register_address("failed sign-ins", _export_attempts, lambda address: _find_attempts(address).delete()[0])
# Entries stay until they are pruned.
register_address("account log", _export_events, lambda address: _find_events(address).hide_address())
