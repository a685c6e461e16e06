"""The address of a reader: only with consent, encrypted, readable after a change of keys."""

from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core.management import call_command

from tests.enquiries.conftest import CONSENT, get_enquiry
from web.encryption import decrypt_text, encrypt_text

pytestmark = pytest.mark.django_db

READER = "reader@example.org"
OLD, NEW = "an old key" * 6, "a newer key" * 6


def test_an_address_is_kept_with_the_text_to_which_the_reader_agreed(send):
    send(contact=READER, consent="on")
    enquiry = get_enquiry()
    assert enquiry.consent == CONSENT
    assert enquiry.contact_address == READER
    assert READER not in enquiry.contact


def test_without_an_address_nothing_is_agreed_to(send):
    send(consent="on")
    assert get_enquiry().contact == get_enquiry().consent == ""


def test_after_a_change_of_keys_all_is_encrypted_by_the_new_one(send, settings):
    settings.ENCRYPTION_KEYS = [OLD]
    send(contact=READER, consent="on")
    user = User.objects.create(username="wu")
    codes = {"seed": encrypt_text("a seed"), "used_mask": 3}
    Authenticator.objects.create(user=user, type="totp", data={"secret": encrypt_text("a secret")})
    Authenticator.objects.create(user=user, type="recovery_codes", data=codes)
    settings.ENCRYPTION_KEYS = [NEW, OLD]
    assert get_enquiry().contact_address == READER
    out: Any = StringIO()
    call_command("encrypt_again", stdout=out)
    assert "addresses of readers: 1\n" in out.getvalue()
    assert "secrets of second factors: 2\n" in out.getvalue()
    settings.ENCRYPTION_KEYS = [NEW]
    assert get_enquiry().contact_address == READER
    totp, codes = (row.data for row in Authenticator.objects.order_by("-type"))
    assert decrypt_text(totp["secret"]) == "a secret"
    assert decrypt_text(codes["seed"]) == "a seed"
    assert codes["used_mask"] == 3


def test_an_address_whose_key_is_lost_is_empty_and_no_error(send, settings):
    settings.ENCRYPTION_KEYS = [OLD]
    send(contact=READER, consent="on")
    settings.ENCRYPTION_KEYS = [NEW]
    assert get_enquiry().contact_address == ""
    out: Any = StringIO()
    call_command("encrypt_again", stdout=out)
    assert "addresses of readers: 0; read by no key: 1\n" in out.getvalue()
    settings.ENCRYPTION_KEYS = [OLD]
    assert get_enquiry().contact_address == READER  # it is left as it is
