"""Secrets of second factors, as allauth stores them."""

from allauth.mfa.models import Authenticator

from web.encryption import DecryptionError, encrypt_again

#: Of an authenticator app, and of recovery codes.
_ENCRYPTED = ("secret", "seed")


def encrypt_secrets_again() -> tuple[int, int]:
    """Encrypt all secrets by the first key. Return how many were, and how many no key reads."""
    done, unread = 0, 0
    for authenticator in Authenticator.objects.select_for_update():
        for name in set(_ENCRYPTED) & set(authenticator.data):
            try:
                authenticator.data[name] = encrypt_again(authenticator.data[name])
            except DecryptionError:
                unread += 1
            else:
                done += 1
        authenticator.save(update_fields=["data"])
    return done, unread
