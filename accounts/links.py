"""One-time links by which the owner of an account sets a password, so that nobody else ever knows it."""

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.choices import EventKind
from accounts.confirmations import require_confirmation
from accounts.events import record_event


def make_link(account: User, *, request: HttpRequest | None = None, by: str = "") -> str:
    """Return the path of a page where the owner sets a password, once, within `PASSWORD_RESET_TIMEOUT`.

    The present password, sessions and links made before end with it, and strong roles wait to be confirmed.
    """
    with transaction.atomic():
        if request is not None:
            require_confirmation(account, request)
        account.set_unusable_password()
        account.save(update_fields=["password"])
        record_event(EventKind.LINK_MADE, account, request=request, by=by)
    key = urlsafe_base64_encode(force_bytes(account.pk))
    return reverse("set_password", args=[key, default_token_generator.make_token(account)])


def get_link_days() -> int:
    """Return for how many days a link can be used."""
    return settings.PASSWORD_RESET_TIMEOUT // 86_400
