"""Personal data of the staff: where it is kept, and how it goes when an account is forgotten.

The account stays as a row without a name, so that what it edited is still known as the work of one
account. Everything else that leads to the person is deleted. What must be kept is said in docs/privacy.md.
"""

from collections.abc import Callable
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import AbstractUser
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

#: A function that deletes what one place keeps of an account, and gives the number of rows.
_DeleteFunction = Callable[[AbstractUser], int]

_registry: dict[str, _DeleteFunction] = {}


def register(name: str) -> Callable[[_DeleteFunction], _DeleteFunction]:
    """Register a place that keeps personal data of an account. Places come in the order of registration."""

    def add(forget: _DeleteFunction) -> _DeleteFunction:
        _registry[name] = forget
        return forget

    return add


class ForgetError(Exception):
    """Why an account can't be forgotten, in a sentence."""


def forget_user(user: AbstractUser) -> dict[str, int]:
    """Delete what is known of a person who had an account; how much, by place."""
    with transaction.atomic():
        others = type(user).objects.filter(is_active=True, is_superuser=True).exclude(pk=user.pk)
        if user.is_superuser and user.is_active and not others.exists():
            raise ForgetError("This is the last administrator. Make another one first.")
        return {name: forget(user) for name, forget in _registry.items()}


@register("sessions")
def _delete_sessions(user: AbstractUser) -> int:
    """A session is signed, so each is read to learn whose it is."""
    count = 0
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            count += session.delete()[0]
    return count


@register("failed sign-ins")
def _delete_sign_ins(user: AbstractUser) -> int:
    """What django-axes keeps of those who tried to sign in: names, addresses, browsers."""
    models: list[Any] = [AccessAttempt, AccessFailureLog, AccessLog]
    return sum(model.objects.filter(username=user.get_username()).delete()[0] for model in models)


@register("log of the admin")
def _clear_log_entries(user: AbstractUser) -> int:
    """What was done to the account. What the account did stays, without a name."""
    content_type = ContentType.objects.get_for_model(user)
    rows = LogEntry.objects.filter(content_type=content_type, object_id=str(user.pk))
    return rows.update(object_repr=get_pseudonym(user), change_message="")


@register("account")
def _clear_account(user: AbstractUser) -> int:
    user.username, user.first_name, user.last_name, user.email = get_pseudonym(user), "", "", ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login, user.date_joined = None, timezone.now()
    user.set_unusable_password()
    user.save()
    user.groups.clear()
    user.user_permissions.clear()
    return 1


def get_pseudonym(user: AbstractUser) -> str:
    """What a forgotten account is called."""
    return f"former-staff-{user.pk}"
