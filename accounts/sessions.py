"""Sessions of staff: where an account is signed in, and ending it there.

What a session says of itself is in the session, so that it goes with it. The account is inside its signed
data, so that each session is decoded: those of a staff, of twelve hours.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.dateparse import parse_datetime

from web.ip_addresses import get_client_address

_SIGN_IN = "sign_in"
#: What the header of a browser says of it; the first that fits, because each names those before it.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class StaffSession:
    """A session as its account sees it. `name` tells it apart, and is of no use to sign in."""

    name: str
    is_current: bool
    started_at: datetime | None
    last_used_at: datetime
    address: str
    browser: str


def describe_sign_in(request: HttpRequest) -> None:
    """Keep in the session when and where it began."""
    request.session[_SIGN_IN] = {
        "at": timezone.now().isoformat(),
        "address": get_client_address(request) or "",
        "browser": describe_browser(request.headers.get("User-Agent", "")),
    }


def list_sessions(request: HttpRequest) -> list[StaffSession]:
    """Return the sessions of the account that sent the request: this one first, then the last used."""
    current = request.session.session_key
    found = []
    for session, data in _iterate_sessions(request.user):
        told = data.get(_SIGN_IN, {})
        found.append(
            StaffSession(
                name=_get_name(session.session_key),
                is_current=session.session_key == current,
                started_at=parse_datetime(told.get("at", "")),
                last_used_at=session.expire_date - timedelta(seconds=settings.SESSION_COOKIE_AGE),
                address=told.get("address", ""),
                browser=told.get("browser", ""),
            )
        )
    return sorted(found, key=lambda session: (not session.is_current, -session.last_used_at.timestamp()))


def delete_sessions(user: Any, *, keep: str | None = None, name: str | None = None) -> int:
    """End the sessions of an account, except the one with the key `keep`; with a name, that one only.

    Return how many there were.
    """
    keys = [
        session.session_key
        for session, _data in _iterate_sessions(user)
        if session.session_key != keep and name in (None, _get_name(session.session_key))
    ]
    Session.objects.filter(session_key__in=keys).delete()
    return len(keys)


def describe_browser(header: str) -> str:
    """Return "Firefox, Windows" for the header by which a browser names itself; empty if it isn't known."""
    words = [
        next((label for sign, label in signs if re.search(sign, header)), "")
        for signs in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(filter(None, words))


def _iterate_sessions(user: Any) -> Iterator[tuple[Session, dict[str, Any]]]:
    """Yield the sessions in which the account is signed in. One from before a change of password isn't."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        data = session.get_decoded()
        is_own = data.get(SESSION_KEY) == str(user.pk)
        if is_own and constant_time_compare(data.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()):
            yield session, data


def _get_name(key: str) -> str:
    return salted_hmac("accounts.sessions", key, algorithm="sha256").hexdigest()[:16]
