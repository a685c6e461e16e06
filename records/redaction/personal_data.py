"""Deletion of the personal data of staff accounts, and all that is kept about an address.

An account is kept under a pseudonym, because edits refer to it; other personal data is deleted.
docs/privacy.md lists the exceptions.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from records.models import BatchDraft, ContentQuestion, Proposal, ReadMark, Revision, SavedFilter

#: Deletes data of an account from one place; returns the number of rows.
_DeleteFunction = Callable[[AbstractUser], int]

_registry: dict[str, _DeleteFunction] = {}


def register(name: str) -> Callable[[_DeleteFunction], _DeleteFunction]:
    """Register a function that deletes personal data. Functions run in the order of registration."""

    def add(forget: _DeleteFunction) -> _DeleteFunction:
        _registry[name] = forget
        return forget

    return add


class ForgetError(Exception):
    """The account can't be forgotten; the message says why."""


def forget_user(user: AbstractUser) -> dict[str, int]:
    """Delete the personal data of an account; return the number of rows by place."""
    with transaction.atomic():
        others = type(user).objects.filter(is_active=True, is_superuser=True).exclude(pk=user.pk)
        if user.is_superuser and user.is_active and not others.exists():
            raise ForgetError("This is the last administrator. Make another one first.")
        return {name: forget(user) for name, forget in _registry.items()}


@register("sessions")
def _delete_sessions(user: AbstractUser) -> int:
    # The user id is inside the signed session data, so every session is decoded.
    count = 0
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            count += session.delete()[0]
    return count


@register("failed sign-ins")
def _delete_sign_ins(user: AbstractUser) -> int:
    # django-axes stores user name, IP address and browser.
    models: list[Any] = [AccessAttempt, AccessFailureLog, AccessLog]
    return sum(model.objects.filter(username=user.get_username()).delete()[0] for model in models)


@register("log of the admin")
def _clear_log_entries(user: AbstractUser) -> int:
    """Clear entries about the account. Entries of its own actions are kept under the pseudonym."""
    content_type = ContentType.objects.get_for_model(user)
    rows = LogEntry.objects.filter(content_type=content_type, object_id=str(user.pk))
    return rows.update(object_repr=get_pseudonym(user), change_message="")


@register("revisions")
def _rename_writer(user: AbstractUser) -> int:
    """Replace the name in the revisions that the account wrote."""
    return Revision.objects.filter(by_id=user.pk).update(writer=get_pseudonym(user))


@register("proposals")
def _rename_in_proposals(user: AbstractUser) -> int:
    """Replace the name in the proposals that the account wrote, changed, decided or read."""
    names = {"by": "writer", "changed_by": "changer", "decided_by": "decider", "read_by": "reader"}
    return sum(
        Proposal.objects.filter(**{account: user.pk}).update(**{name: get_pseudonym(user)})
        for account, name in names.items()
    )


@register("read marks")
def _rename_reader(user: AbstractUser) -> int:
    """Replace the name in the marks of what the account has read."""
    return ReadMark.objects.filter(by_id=user.pk).update(reader=get_pseudonym(user))


@register("questions of the content")
def _rename_closer(user: AbstractUser) -> int:
    """Replace the name in the questions that the account has closed."""
    return ContentQuestion.objects.filter(closed_by_id=user.pk).update(closer=get_pseudonym(user))


@register("saved filters")
def _delete_saved_filters(user: AbstractUser) -> int:
    return SavedFilter.objects.filter(account_id=user.pk).delete()[0]


@register("batches in preparation")
def _delete_batch_drafts(user: AbstractUser) -> int:
    return BatchDraft.objects.filter(account_id=user.pk).delete()[0]


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
    return f"former-staff-{user.pk}"


# -- addresses --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AddressPlace:
    """A place that keeps data about persons by their e-mail or network address.

    `export` returns what it has as plain values; `delete` deletes that, and returns the number of rows.
    """

    export: Callable[[str], list[dict[str, Any]]]
    delete: Callable[[str], int]


_address_places: dict[str, AddressPlace] = {}


def register_address(
    name: str, export: Callable[[str], list[dict[str, Any]]], delete: Callable[[str], int]
) -> None:
    """Let `manage.py personal_data` export and delete what an app keeps about an address."""
    _address_places[name] = AddressPlace(export, delete)


def export_address(address: str) -> dict[str, list[dict[str, Any]]]:
    """Return all that is kept about an address, by place; places that have nothing are left out."""
    found = {name: place.export(address) for name, place in _address_places.items()}
    return {name: rows for name, rows in found.items() if rows}


def delete_address(address: str) -> dict[str, int]:
    """Delete all that is kept about an address; return the number of rows by place."""
    with transaction.atomic():
        return {name: place.delete(address) for name, place in _address_places.items()}


def _find_accounts(address: str) -> Any:
    users = get_user_model().objects.order_by("pk")
    return users.filter(Q(email__iexact=address) | Q(username__iexact=address))


def _export_accounts(address: str) -> list[dict[str, Any]]:
    return [
        {
            "user name": user.get_username(),
            "name": user.get_full_name(),
            "e-mail": user.email,
            "roles": sorted(group.name for group in user.groups.all()),
            "last sign-in": user.last_login,
            "since": user.date_joined,
            "edits": Revision.objects.filter(by_id=user.pk).count(),
        }
        for user in _find_accounts(address)
    ]


def _delete_accounts(address: str) -> int:
    users = list(_find_accounts(address))
    for user in users:
        forget_user(user)
    return len(users)


register_address("accounts", _export_accounts, _delete_accounts)
