"""A reader who left an address gets a link to the answer, in the language of the request, and no text."""

import re
from smtplib import SMTPException
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from enquiries.models import Enquiry
from tests.enquiries.conftest import find_answer_path, get_enquiry
from tests.enquiries.test_desk import make_client, press
from tests.html_text import read_text

pytestmark = pytest.mark.django_db

READER = "reader@example.org"


@pytest.fixture
def has_mail(settings: Any) -> None:
    settings.HAS_MAIL, settings.SITE_URL = True, "http://testserver"


def find_link() -> str:
    found = re.search(r"http://testserver(/\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def test_the_mail_has_a_link_and_not_the_answer(has_mail, send, client: Client):
    path = find_answer_path(send(contact=READER, consent="on", language="zh-hans"))
    page = press(make_client("Editor"), "answered", answer="It is 21 now.").content.decode()
    assert "gets a link by e-mail" in read_text(page)
    (message,) = mail.outbox
    assert message.to == [READER]
    assert "答复" in message.subject
    assert "It is 21 now." not in str(message.body)
    assert find_link().startswith("/zh-hans/requests/")
    for address in (find_link(), path):  # both lead to it
        assert "It is 21 now." in read_text(client.get(address).content.decode())
    token = find_link().rstrip("/").rpartition("/")[2]
    assert token not in str(Enquiry.objects.values())


def test_a_later_mail_ends_the_link_of_the_one_before(has_mail, send, client: Client):
    send(contact=READER, consent="on")
    editor = make_client("Editor")
    press(editor, "answered", answer="The first answer.")
    first = find_link()
    press(editor, "closed", 1, answer="The second answer.")
    assert client.get(first).status_code == 404
    assert client.get(find_link()).status_code == 200


@pytest.mark.parametrize(("has_server", "contact"), [(False, READER), (True, "")])
def test_without_a_server_or_an_address_nothing_is_sent(settings, send, has_server: bool, contact: str):
    settings.HAS_MAIL = has_server
    send(contact=contact, consent="on")
    press(make_client("Editor"), "answered", answer="Thank you.")
    assert mail.outbox == []
    assert get_enquiry().answer == "Thank you."


def test_looking_into_it_sends_nothing(has_mail, send):
    send(contact=READER, consent="on")
    press(make_client("Editor"), "in_progress")
    assert mail.outbox == []


@pytest.mark.parametrize("error", [SMTPException("no"), TimeoutError("too long")])
def test_a_server_that_does_not_answer_loses_no_answer(has_mail, send, monkeypatch, caplog, error: Exception):
    def fail(*_args: Any) -> None:
        raise error

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    send(contact=READER, consent="on")
    page = press(make_client("Editor"), "answered", answer="Thank you.").content.decode()
    assert "Saved. Its sender sees it now." in read_text(page)
    assert get_enquiry().answer == "Thank you."
    assert "was not sent" in caplog.text
    assert READER not in caplog.text
