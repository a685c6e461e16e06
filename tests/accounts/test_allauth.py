"""Of django-allauth, the code uses what is public, but for one function that nothing public replaces."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.second_factors import enter_password, make_account
from tools.code_metrics import APPS, ROOT

_PRIVATE = re.compile(r"^\s*(?:from|import) (allauth\b.*\binternal\b.*)", re.MULTILINE)


def test_one_function_of_allauth_is_private():
    used = {
        (path.relative_to(ROOT).as_posix(), found)
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        for found in _PRIVATE.findall(path.read_text(encoding="utf-8"))
    }
    import_line = "allauth.account.internal.flows.login import record_authentication"
    assert used == {("accounts/second_factors.py", import_line)}


@pytest.mark.django_db
def test_who_has_just_typed_the_password_is_not_asked_for_it_again(client: Client):
    anna = make_account("anna", "Editor")
    client.force_login(anna)
    assert client.get(reverse("mfa_activate_totp")).status_code == 302
    enter_password(client, "anna")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
