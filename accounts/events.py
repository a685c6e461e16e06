"""Writing the account log.

An entry is written in the transaction of what it tells: a sign-in or a change whose entry can't be stored
doesn't happen. A refusal stays one; entries of refusals are limited, because anybody can cause them.
"""

import logging
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AbstractUser, User
from django.http import HttpRequest
from django.utils import timezone

from accounts.choices import REFUSALS, EventKind
from accounts.models import AccountEvent
from web.ip_addresses import get_client_address
from web.request_ids import get_current_request_id

log = logging.getLogger(__name__)

#: Refusals of a kind that are stored in a quarter of an hour, of an account or of all unknown names.
MOST_REFUSALS = 100
_QUARTER = timedelta(minutes=15)


def record_event(
    kind: EventKind,
    account: AbstractUser | None = None,
    *,
    request: HttpRequest | None = None,
    by: str = "",
    **details: Any,
) -> None:
    """Add an entry about an account.

    `by`: the command that does it; without one, whoever sent the request. `details`: see `describe_event()`.
    """
    if kind in REFUSALS and _is_flooded(kind, account):
        return
    user = getattr(request, "user", None)
    actor = user if user is not None and user.is_authenticated and not by else None
    AccountEvent.objects.create(
        kind=kind,
        account=account.get_username() if account else "",
        account_key=account.pk if account else None,
        actor=by or (actor.get_username() if actor else ""),
        actor_key=actor.pk if actor else None,
        address=get_client_address(request) if request else None,
        request_id=get_current_request_id(),
        details=details,
    )


def record_refused_login(
    request: HttpRequest, username: str, *, is_locked: bool, is_factor: bool = False
) -> None:
    """Add an entry about a refused sign-in, at its password or at its second factor.

    A name that no account has isn't stored: it may be a password that was typed into the wrong field.
    """
    account = User.objects.filter(username=username.replace("\0", "")).first()
    kind = EventKind.LOCKED if is_locked else EventKind.REFUSED
    details: dict[str, Any] = {"factor": True} if is_factor else {}
    record_event(kind, account, request=request, **details)


def _is_flooded(kind: EventKind, account: AbstractUser | None) -> bool:
    recent = AccountEvent.objects.filter(
        kind=kind, account_key=account.pk if account else None, at__gte=timezone.now() - _QUARTER
    )
    if recent.count() < MOST_REFUSALS:
        return False
    log.warning("More than %s refusals (%s) in 15 minutes; no more are stored.", MOST_REFUSALS, kind)
    return True
