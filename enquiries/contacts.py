"""Contact addresses of readers, encrypted at rest by the keys of the environment."""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def has_contact_key() -> bool:
    """Return whether addresses can be encrypted; without a key, none is asked for."""
    return bool(settings.CONTACT_KEY)


def _build_cipher() -> MultiFernet:
    """The first key encrypts; what either of them encrypted can be read."""
    return MultiFernet([Fernet(key) for key in (settings.CONTACT_KEY, settings.CONTACT_KEY_BEFORE) if key])


def encrypt_contact(address: str) -> str:
    return _build_cipher().encrypt(address.encode()).decode() if address else ""


def decrypt_contact(encrypted: str) -> str:
    """Return the address; empty if there is none, or no key that reads it."""
    if not encrypted or not has_contact_key():
        return ""
    try:
        return _build_cipher().decrypt(encrypted).decode()
    except InvalidToken:
        return ""


def replace_key(encrypted: str) -> str:
    """Return the same address, encrypted by the first key. Raises InvalidToken if no key reads it."""
    return _build_cipher().rotate(encrypted).decode()
