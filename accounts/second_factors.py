"""Second factors of staff: who needs one, whether a session has used one, and their removal by others."""

from allauth.account.authentication import get_authentication_records

# The one private function of allauth here: nothing public writes what the function above reads. The version
# is pinned, and tests/accounts/test_allauth.py fails if a later one has another.
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AbstractUser, User
from django.db import transaction
from django.http import HttpRequest

from accounts.choices import EventKind
from accounts.events import record_event
from accounts.roles import has_power
from accounts.sessions import delete_sessions

#: What a factor can be; recovery codes stand in for a lost one.
FACTOR_TYPES = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
_METHOD = "mfa"


def is_factor_required(user: AbstractUser) -> bool:
    """Return whether the account may publish, manage accounts or redact, as a superuser may."""
    return settings.SECOND_FACTOR_REQUIRED and (user.is_superuser or has_power(user.get_all_permissions()))


def has_factor(user: AbstractUser) -> bool:
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTOR_TYPES).exists()


def has_used_factor(request: HttpRequest) -> bool:
    """Return whether this session began with a second factor, or set one up. Without query."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == _METHOD for record in records)


def mark_password_typed(request: HttpRequest, user: AbstractUser) -> None:
    """Let whoever has just typed the password change a factor without typing it again."""
    record_authentication(request, user, "password", reauthenticated=True)


def mark_factor_used(request: HttpRequest, factor: str) -> None:
    """Let the session in which a factor was set up count as one that has used it."""
    record_authentication(request, request.user, _METHOD, type=factor)


def count_codes_left(codes: Authenticator) -> int:
    """Return how many recovery codes aren't used, without reading them."""
    return app_settings.RECOVERY_CODE_COUNT - codes.data["used_mask"].bit_count()


def is_last_required_factor(authenticator: Authenticator) -> bool:
    others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=FACTOR_TYPES)
    return is_factor_required(authenticator.user) and not others.exclude(pk=authenticator.pk).exists()


def reset_factors(account: User, *, request: HttpRequest | None = None, by: str = "") -> bool:
    """Remove all factors and recovery codes of an account and end its sessions; return whether it had any.

    The password stays: the account signs in with it and sets up a new factor, if it needs one.
    """
    with transaction.atomic():
        count, _rows = Authenticator.objects.filter(user_id=account.pk).delete()
        if count:
            record_event(EventKind.FACTOR_RESET, account, request=request, by=by)
            delete_sessions(account)
    return count > 0
