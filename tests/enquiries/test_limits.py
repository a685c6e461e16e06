"""Five requests an hour from an address, twenty a minute from all; two lists; nothing is kept for longer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.conf import settings as hub_settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from enquiries import submission
from enquiries.models import EVERYBODY, Enquiry, EnquiryClient, SentForm
from enquiries.submission import MOST_PER_HOUR
from tests.enquiries.conftest import ADDRESS, FIELDS, find_answer_path, read_token

pytestmark = pytest.mark.django_db


def turn_clock(monkeypatch: pytest.MonkeyPatch, **elapsed: float) -> None:
    """Let the rows be as old as this."""
    delta = timedelta(**elapsed)
    for model, field in ((Enquiry, "at"), (SentForm, "at"), (EnquiryClient, "last_at")):
        for row in model.objects.all():  # type: ignore[attr-defined]
            model.objects.filter(pk=row.pk).update(**{field: getattr(row, field) - delta})  # type: ignore[attr-defined]
    for client in EnquiryClient.objects.all():
        times = [(timezone.datetime.fromisoformat(at) - delta).isoformat() for at in client.sent_at]
        EnquiryClient.objects.filter(pk=client.pk).update(sent_at=times)


def test_the_sixth_request_in_an_hour_is_refused_and_loses_nothing(send, monkeypatch):
    for _number in range(MOST_PER_HOUR):
        assert send().status_code == 200
    response = send(message="What I typed", source="A yearbook")
    page = response.content.decode()
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 3600
    assert "From your network five requests came" in page
    assert "What I typed" in page
    assert "A yearbook" in page
    assert Enquiry.objects.count() == MOST_PER_HOUR
    turn_clock(monkeypatch, minutes=61)
    assert send().status_code == 200


def test_when_many_come_in_a_minute_the_next_one_is_refused_and_loses_nothing(send, monkeypatch):
    monkeypatch.setattr(submission, "MOST_PER_MINUTE", 3)
    assert [send(REMOTE_ADDR=f"192.0.2.{number}").status_code for number in range(3)] == [200] * 3
    response = send(message="What I typed", source="A yearbook", REMOTE_ADDR="192.0.2.9")
    page = response.content.decode()
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 60
    assert "Many requests are coming in" in page
    assert "What I typed" in page
    assert 'value="A yearbook"' in page
    assert Enquiry.objects.count() == 3
    turn_clock(monkeypatch, seconds=61)
    # What was refused doesn't count for the address either.
    assert [send(REMOTE_ADDR="192.0.2.9").status_code for _number in range(3)] == [200] * 3


def test_others_are_not_limited_and_a_network_of_ipv6_is_one_address(send):
    for number in range(MOST_PER_HOUR):
        send(REMOTE_ADDR=f"2001:db8::{number}")
    assert send(REMOTE_ADDR="2001:db8::99").status_code == 429
    assert send(REMOTE_ADDR="2001:db8:1::1").status_code == 200
    assert send(REMOTE_ADDR="192.0.2.1").status_code == 200


def test_a_refused_form_does_not_count(send):
    for _number in range(MOST_PER_HOUR + 1):
        assert send(message="").status_code == 400
    assert send().status_code == 200


def test_no_table_has_the_address(send):
    send(REMOTE_ADDR="192.0.2.77")
    rows = [str(row) for model in (Enquiry, EnquiryClient, SentForm) for row in model.objects.values()]  # type: ignore[attr-defined]
    assert rows
    assert not [row for row in rows if "192.0.2" in row]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("has_one_address", [True, False])
def test_at_the_same_time_no_more_are_taken_than_one_after_another(open_form, monkeypatch, has_one_address):
    monkeypatch.setattr(submission, "MOST_PER_HOUR" if has_one_address else "MOST_PER_MINUTE", 5)
    tokens = [read_token(Client().get(ADDRESS).content.decode()) for _number in range(8)]

    def post(number: int) -> int:
        address = f"192.0.2.{1 if has_one_address else number}"
        form = {**FIELDS, "token": tokens[number]}
        try:
            return Client().post(ADDRESS, form, REMOTE_ADDR=address).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(tokens)) as pool:
        statuses = list(pool.map(post, [*range(8), 0]))
    assert Enquiry.objects.count() == 5
    assert set(statuses) == {200, 429}


# -- Two lists ---------------------------------------------------------------------------------------


def test_beyond_the_first_list_those_without_contact_and_source_wait_in_a_second(send, monkeypatch):
    monkeypatch.setattr(submission, "FIRST_LIST", 1)
    assert send().status_code == 200
    assert send(REMOTE_ADDR="192.0.2.1").status_code == 200  # nobody is refused
    send(REMOTE_ADDR="192.0.2.2", source="A yearbook")
    send(REMOTE_ADDR="192.0.2.3", contact="reader@example.org", consent="on")
    assert [enquiry.in_second_list for enquiry in Enquiry.objects.all()] == [False, True, False, False]
    assert Enquiry.objects.first_list().count() == 3
    assert Enquiry.objects.second_list().count() == 1


def test_when_there_is_room_the_daily_task_moves_the_oldest_up(send, monkeypatch):
    monkeypatch.setattr(submission, "FIRST_LIST", 0)
    send()
    assert Enquiry.objects.second_list().count() == 1
    call_command("prune_enquiries", stdout=StringIO())
    assert Enquiry.objects.first_list().count() == 1


def test_while_the_first_list_is_too_full_the_daily_task_moves_none(send, monkeypatch):
    for name in ("submission", "retention"):
        monkeypatch.setattr(f"enquiries.{name}.FIRST_LIST", 1)
    for number in range(2):  # with a source, they stand in the first list however full it is
        send(source="A yearbook", REMOTE_ADDR=f"192.0.2.{number}")
    send()
    out = StringIO()
    call_command("prune_enquiries", stdout=out)
    assert "requests moved to the first list: 0" in out.getvalue()
    assert Enquiry.objects.second_list().count() == 1


# -- How long ----------------------------------------------------------------------------------------


def test_a_request_is_kept_for_180_days_and_then_nowhere(send, client: Client, monkeypatch):
    path = find_answer_path(send(contact="reader@example.org", consent="on"))
    turn_clock(monkeypatch, days=179, hours=23)
    call_command("prune_enquiries", stdout=StringIO())
    assert client.get(path).status_code == 200
    turn_clock(monkeypatch, hours=2)
    assert client.get(path).status_code == 404  # the daily task hasn't run yet
    call_command("prune_enquiries", stdout=StringIO())
    assert not Enquiry.objects.exists()


def test_digests_are_kept_for_a_day(send, monkeypatch):
    send()
    call_command("prune_enquiries", stdout=StringIO())
    assert EnquiryClient.objects.exists()
    assert SentForm.objects.exists()
    turn_clock(monkeypatch, hours=25)
    out: Any = StringIO()
    call_command("prune_enquiries", stdout=out)
    assert not EnquiryClient.objects.exclude(digest=EVERYBODY).exists()
    assert not SentForm.objects.exists()
    assert "client addresses deleted: 1" in out.getvalue()


def test_the_daily_task_of_the_server_deletes_them():
    unit = (hub_settings.BASE_DIR / "deploy/hub-clearsessions.service").read_text()
    assert "manage.py prune_enquiries" in unit
