"""Signed cursors for keyset pagination, valid only for the same filters and order."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core import signing

from api.problems import bad_parameter

_SALT = "api.cursor"
#: Parameters that do not affect which rows are returned.
FREE = frozenset({"cursor", "page_size", "lang", "fields", "expand", "format", "count"})


def question(resource: str, parameters: Iterable[tuple[str, Sequence[str]]]) -> str:
    """A fingerprint of the resource, its filters and its order."""
    relevant = sorted((name, sorted(values)) for name, values in parameters if name not in FREE)
    return hashlib.sha256(repr((resource, relevant)).encode()).hexdigest()[:16]


def make(asked: str, place: Sequence[Any]) -> str:
    packed = [["t", part.isoformat()] if isinstance(part, datetime) else ["v", part] for part in place]
    return signing.Signer(salt=_SALT).sign_object([asked, packed], compress=True)


def read(cursor: str, asked: str) -> list[Any]:
    """The position stored in a cursor."""
    try:
        given_for, packed = signing.Signer(salt=_SALT).unsign_object(cursor)
    except (signing.BadSignature, ValueError, TypeError, UnicodeError):
        raise bad_parameter("cursor", "Invalid cursor. Use the URL in “next” unchanged.") from None
    if given_for != asked:
        raise bad_parameter(
            "cursor",
            "This cursor belongs to other filters or another order. Keep them, or start without a cursor.",
        )
    return [datetime.fromisoformat(part) if kind == "t" else part for kind, part in packed]
