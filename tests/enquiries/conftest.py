"""A hub whose form for requests is open, and how a reader sends one."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from enquiries.models import Enquiry

CONSENT = "I agree that the office keeps my address."
ADDRESS = "/en/requests/"
FIELDS = {"kind": "correction", "message": "The number is that of 2020.", "source": ""}


@pytest.fixture
def open_form(settings: Any) -> None:
    settings.OFFICE_NAME_EN, settings.OFFICE_NAME_ZH_HANS = "The Office", "办公室"
    settings.ENQUIRY_ANSWER_DAYS = 10
    settings.ENQUIRY_CONSENT_EN, settings.ENQUIRY_CONSENT_ZH_HANS = CONSENT, "我同意保存我的邮箱。"


def read_token(html: str) -> str:
    """The signed token of a form."""
    found = re.search(r'name="token" value="([^"]+)"', html)
    assert found is not None
    return found[1]


@pytest.fixture
def send(client: Client, open_form: None) -> Callable[..., Any]:
    """Open the form and send it, filled in; `query` is that of its address."""

    def fill_in(query: str = "", language: str = "en", **fields: Any) -> Any:
        address = f"/{language}/requests/"
        token = read_token(client.get(f"{address}{query}").content.decode())
        extra = {key: fields.pop(key) for key in ("REMOTE_ADDR",) if key in fields}
        return client.post(address, {"token": token, **FIELDS, **fields}, **extra)

    return fill_in


def find_answer_path(response: Any) -> str:
    """The path of the answer, from the page that shows it once."""
    found = re.search(r'<code id="address"[^>]*>http://testserver([^<]+)</code>', response.content.decode())
    assert found is not None
    return found[1]


def get_enquiry() -> Enquiry:
    """The only request that there is."""
    return Enquiry.objects.get()
