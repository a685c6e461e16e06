"""Signed cursors for keyset pagination, valid only for the same filters and order."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core import signing

from api.exceptions import build_parameter_error

_SALT = "api.cursor"
#: Parameters that do not affect which rows are returned.
IGNORED_PARAMETERS = frozenset({"cursor", "page_size", "lang", "fields", "expand", "format", "count"})


def hash_query(resource: str, parameters: Iterable[tuple[str, Sequence[str]]]) -> str:
    relevant = sorted((name, sorted(values)) for name, values in parameters if name not in IGNORED_PARAMETERS)
    return hashlib.sha256(repr((resource, relevant)).encode()).hexdigest()[:16]


def encode_cursor(fingerprint: str, place: Sequence[Any]) -> str:
    packed = [["t", part.isoformat()] if isinstance(part, datetime) else ["v", part] for part in place]
    return signing.Signer(salt=_SALT).sign_object([fingerprint, packed], compress=True)


def decode_cursor(cursor: str, fingerprint: str) -> list[Any]:
    """Return the position stored in a cursor."""
    try:
        given_for, packed = signing.Signer(salt=_SALT).unsign_object(cursor)
    except (signing.BadSignature, ValueError, TypeError, UnicodeError):
        raise build_parameter_error("cursor", "Invalid cursor. Use the URL in “next” unchanged.") from None
    if given_for != fingerprint:
        raise build_parameter_error(
            "cursor",
            "This cursor belongs to other filters or another order. Keep them, or start without a cursor.",
        )
    return [datetime.fromisoformat(part) if kind == "t" else part for kind, part in packed]
