"""Helpers for tests of second factors: accounts that have one, and signing in with them."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

PASSWORD = "violet-harbour-crane-42"


def make_account(name: str, role: str = "Publisher") -> User:
    user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
    if role == "superuser":
        User.objects.filter(pk=user.pk).update(is_superuser=True)
        user.refresh_from_db()
    else:
        user.groups.add(Group.objects.get(name=role))
    return user


def give_app(user: User) -> str:
    """Set up an authenticator app and recovery codes; return the secret of the app."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def list_codes(user: User) -> list[str]:
    """The recovery codes that are left."""
    factor = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    return factor.wrap().get_unused_codes()


def enter_password(client: Client, name: str, password: str = PASSWORD, to: str = "") -> Any:
    data = {"username": name, "password": password, "next": to}
    return client.post(reverse("admin:login"), data)


def enter_code(client: Client, code: str) -> Any:
    return client.post(reverse("mfa_authenticate"), {"code": code})


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("admin:index")).status_code == 200
