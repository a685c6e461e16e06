"""Contact addresses of readers, encrypted in the database."""

from web.encryption import DecryptionError, decrypt_text, encrypt_text


def encrypt_contact(address: str) -> str:
    return encrypt_text(address) if address else ""


def decrypt_contact(encrypted: str) -> str:
    """Return the address; empty if there is none, or no key that reads it."""
    try:
        return decrypt_text(encrypted) if encrypted else ""
    except DecryptionError:
        return ""
