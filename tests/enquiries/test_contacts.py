"""The address of a reader: only with consent, encrypted, readable after a change of keys."""

from io import StringIO
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from hub.environment import Environment
from tests.enquiries.conftest import ADDRESS, CONSENT, get_enquiry

pytestmark = pytest.mark.django_db

READER = "reader@example.org"


def test_an_address_is_kept_with_the_text_to_which_the_reader_agreed(send):
    send(contact=READER, consent="on")
    enquiry = get_enquiry()
    assert enquiry.consent == CONSENT
    assert enquiry.contact_address == READER
    assert READER not in enquiry.contact


def test_without_an_address_nothing_is_agreed_to(send):
    send(consent="on")
    assert get_enquiry().contact == get_enquiry().consent == ""


def test_without_a_key_the_form_asks_for_no_address(send, settings, get):
    settings.CONTACT_KEY = ""
    page = get(ADDRESS)
    assert 'name="contact"' not in page
    assert 'name="consent"' not in page
    assert send(contact=READER, consent="on").status_code == 200
    assert get_enquiry().contact == ""


def test_after_a_change_of_keys_addresses_are_read_and_encrypted_again(send, settings):
    send(contact=READER, consent="on")
    settings.CONTACT_KEY, settings.CONTACT_KEY_BEFORE = Fernet.generate_key().decode(), settings.CONTACT_KEY
    assert get_enquiry().contact_address == READER
    out: Any = StringIO()
    call_command("rotate_contacts", stdout=out)
    assert "Encrypted by CONTACT_KEY: 1." in out.getvalue()
    settings.CONTACT_KEY_BEFORE = ""
    assert get_enquiry().contact_address == READER


def test_an_address_whose_key_is_lost_is_empty_and_no_error(send, settings):
    send(contact=READER, consent="on")
    settings.CONTACT_KEY = Fernet.generate_key().decode()
    assert get_enquiry().contact_address == ""
    out: Any = StringIO()
    call_command("rotate_contacts", stdout=out)
    assert "Read by neither key: 1." in out.getvalue()


def test_a_key_that_is_none_stops_the_start_without_being_named():
    with pytest.raises(ImproperlyConfigured, match="CONTACT_KEY") as error:
        Environment({"CONTACT_KEY": "nonsense"}).fernet_key("CONTACT_KEY")
    assert "nonsense" not in str(error.value)
