"""One command exports and deletes all that is kept about an address."""

import json
from io import StringIO
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from accounts.models import AccountEvent
from api.models import ApiKey
from enquiries.models import EVERYBODY, Enquiry, EnquiryClient
from tests.text_search import search_tables

pytestmark = [pytest.mark.django_db, pytest.mark.content_listeners]

READER = "reader@example.org"


def run(*arguments: str) -> str:
    out: Any = StringIO()
    call_command("personal_data", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def traces(send) -> None:
    """What somebody has left in all places, and what others have."""
    User.objects.create_superuser("boss", email="boss@example.org")
    User.objects.create_user("wu", email=READER.upper(), first_name="Wu")
    ApiKey.objects.create(partner="A partner", contact=READER, digest="d")
    AccessAttempt.objects.create(username=READER, ip_address="192.0.2.5", failures_since_start=1)
    AccountEvent.objects.create(kind="signed_in", account="wu", address="192.0.2.5")
    send(contact=READER, consent="on", REMOTE_ADDR="192.0.2.5")
    send(message=f"Write to {READER}, please.")
    send(message="Of somebody else", contact="other@example.org", consent="on")


def test_the_export_has_all_places(traces):
    found = json.loads(run(READER))
    assert set(found) == {"accounts", "failed sign-ins", "partners’ keys", "requests of readers"}
    assert found["accounts"][0]["user name"] == "wu"
    assert [row["e-mail"] for row in found["requests of readers"]] == [READER, ""]
    assert "Of somebody else" not in json.dumps(found)
    assert Enquiry.objects.count() == 3  # nothing is deleted by it


def test_nothing_is_kept_after_the_deletion(traces):
    run(READER, "--delete")
    assert run(READER).strip() == "{}"
    assert Enquiry.objects.get().message == "Of somebody else"
    assert ApiKey.objects.get().contact == ""
    assert search_tables(READER) == {}


def test_a_network_address_is_found_where_it_is_kept(traces):
    found = json.loads(run("192.0.2.5"))
    assert set(found) == {"failed sign-ins", "account log", "client addresses of requests"}
    run("192.0.2.5", "--delete")
    assert run("192.0.2.5").strip() == "{}"
    assert EnquiryClient.objects.exclude(digest=EVERYBODY).count() == 1  # that of the others
    assert AccountEvent.objects.filter(account="wu").exists()  # the entry stays, without the address


def test_an_address_of_a_network_of_ipv6_is_found_by_its_first_half(send):
    send(REMOTE_ADDR="2001:db8::5")
    assert "client addresses of requests" in json.loads(run("2001:db8::77"))


def test_the_last_administrator_stays_and_nothing_else_goes(traces):
    User.objects.filter(username="boss").update(email=READER)
    with pytest.raises(CommandError, match="Nothing was deleted"):
        run(READER, "--delete")
    assert Enquiry.objects.count() == 3


@pytest.mark.parametrize("address", ["", " @", "x"])
def test_a_part_of_an_address_is_refused(traces, address: str):
    with pytest.raises(CommandError):
        run(address, "--delete")
    assert Enquiry.objects.count() == 3
