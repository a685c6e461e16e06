"""What django-allauth asks of the hub: who may sign up (nobody), how secrets are kept, which may go."""

import logging
from io import BytesIO
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth import authenticate, login
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.second_factors import is_last_required_factor
from accounts.sessions import describe_sign_in
from web.encryption import DecryptionError, decrypt_text, encrypt_text
from web.ip_addresses import get_client_address

log = logging.getLogger(__name__)

_BACKEND = "django.contrib.auth.backends.ModelBackend"


class AccountAdapter(DefaultAccountAdapter):
    """Staff are made by administrators and commands; the limit of wrong passwords is that of django-axes."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_password": gettext_lazy("This password isn’t right."),
        "too_many_login_attempts": gettext_lazy(
            "Too many wrong codes were typed for this account. Try again in 15 minutes."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return get_client_address(request) or ""

    def login(self, request: HttpRequest, user: Any) -> None:
        # That of axes, which comes first, finds no user of a session.
        login(request, user, backend=_BACKEND)
        describe_sign_in(request)

    def reauthenticate(self, user: Any, password: str) -> bool:
        found = authenticate(context.request, username=user.get_username(), password=password)
        return found is not None and found.pk == user.pk


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are encrypted; who needs a second factor keeps the last one."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": gettext_lazy(
            "Your role needs a second factor. Set up another one first."
        ),
        "incorrect_code": gettext_lazy("This code isn’t right, or was used already. Type the newest one."),
    }

    def encrypt(self, text: str) -> str:
        return encrypt_text(text)

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return decrypt_text(encrypted_text)
        except DecryptionError as error:
            log.error("A second factor can't be read. %s", error)
            raise ValidationError(
                _("Your second factor can’t be read any more. Ask an administrator to reset it."),
                code="unreadable",
            ) from error

    def build_totp_svg(self, url: str) -> str:
        image = BytesIO()
        segno.make(url, error="m", micro=False).save(
            image, kind="svg", scale=5, border=4, light="#fff", xmldecl=False
        )
        return image.getvalue().decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not is_last_required_factor(authenticator)

    def get_totp_label(self, user: Any) -> str:
        return user.get_username()

    def get_totp_issuer(self) -> str:
        return "China Hub"

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey {number}").format(number=number)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": "China Hub"}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        name = {"name": user.get_username(), "display_name": user.get_full_name() or user.get_username()}
        return super().get_public_key_credential_user_entity(user) | name
