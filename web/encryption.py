"""Encryption of what the database keeps and only the hub may read, such as the secrets of second factors."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class DecryptionError(ValueError):
    """None of the keys fits: the text was encrypted with a key that `ENCRYPTION_KEYS` no longer names."""

    def __init__(self) -> None:
        super().__init__("No key of ENCRYPTION_KEYS fits. Name the former one after the new one.")


def encrypt_text(text: str) -> str:
    """Return the text encrypted with the first key of `ENCRYPTION_KEYS`."""
    return _build_cipher().encrypt(text.encode()).decode("ascii")


def decrypt_text(encrypted: str) -> str:
    """Return what was encrypted with any of the keys; raise DecryptionError if none fits."""
    try:
        return _build_cipher().decrypt(encrypted).decode()
    except InvalidToken as error:
        raise DecryptionError from error


def encrypt_again(encrypted: str) -> str:
    """Return the same text, encrypted with the first key; raise DecryptionError if no key fits."""
    return encrypt_text(decrypt_text(encrypted))


def _build_cipher() -> MultiFernet:
    return MultiFernet(Fernet(_calculate_key(key)) for key in settings.ENCRYPTION_KEYS)


def _calculate_key(key: str) -> bytes:
    """Return a key of the cipher from a long random text, so that any such text can be a key."""
    return base64.urlsafe_b64encode(hashlib.sha256(b"hub.encryption:" + key.encode()).digest())
