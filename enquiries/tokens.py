"""Tokens: the signed one of a form, and the one in the address of an answer.

The second is derived from the first, so that a form that is sent twice leads to the same address. The
database has only digests of tokens.
"""

import secrets
from base64 import b32encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core import signing
from django.utils.crypto import salted_hmac

#: How long a form can be sent after it was opened, in seconds.
FORM_LIFETIME = 24 * 3600
_SALT = "enquiries.form"
#: Of an address for the answer: four groups of eight letters and digits.
_TOKEN_BYTES = 20


@dataclass(frozen=True)
class FormToken:
    """What a form carries: a number that is used once, and what it is about, as its address named it."""

    nonce: str
    about: dict[str, str]
    is_expired: bool = False


def sign_form(about: dict[str, str]) -> str:
    """Return the token of a form that is opened now."""
    return signing.dumps({"nonce": secrets.token_urlsafe(16), "about": about}, salt=_SALT)


def read_form(token: str) -> FormToken | None:
    """Return what a form carries; None if this site didn't sign it."""
    try:
        return _read(token, FORM_LIFETIME)
    except signing.SignatureExpired:
        return _read(token, None)
    except signing.BadSignature:
        return None


def _read(token: str, max_age: int | None) -> FormToken:
    data: Any = signing.loads(token, salt=_SALT, max_age=max_age)
    return FormToken(data["nonce"], data["about"], is_expired=max_age is None)


def compute_answer_token(form: FormToken) -> str:
    """Return the token of the address for the answer to what is sent with a form."""
    return _format_token(salted_hmac("enquiries.answer", form.nonce, algorithm="sha256").digest())


def make_answer_token() -> str:
    """Return a further token, for an address that is sent by e-mail."""
    return _format_token(secrets.token_bytes(_TOKEN_BYTES))


def _format_token(random: bytes) -> str:
    text = b32encode(random[:_TOKEN_BYTES]).decode().lower()
    return "-".join(text[start : start + 8] for start in range(0, len(text), 8))


def hash_token(token: str) -> str:
    """Return what the database has of a token. It is random, so that a plain digest can't be reversed."""
    return sha256(token.encode()).hexdigest()


def hash_client(address: str) -> str:
    """Return a digest of a client address, keyed, because there are few addresses to try."""
    return salted_hmac("enquiries.client", address, algorithm="sha256").hexdigest()
