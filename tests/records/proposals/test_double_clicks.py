"""Who presses "Propose" twice, or goes back and presses it again, has one proposal."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from cities.models import City
from records import publishing
from records.models import Proposal, Source
from tests.admin_client import admin_url, form_data
from tests.factories import make_city, make_city_figure, text, writing
from tests.records.proposals.test_desk import figure_page, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db) -> Client:
    return sign_in("ed", "Editor")


@pytest.fixture
def city(db) -> City:
    with writing():
        city = make_city(**text("name", "Harbour", "港口"))
        make_city_figure(city, "area")
    return City.objects.get(pk=city.pk)


def fill_in(editor: Client, path: str, **changes) -> dict:
    return {**form_data(editor.get(path)), **changes, "_propose": "1"}


def test_a_form_that_is_sent_twice_proposes_once_and_says_so(editor, city):
    path = figure_page(city)
    sent = fill_in(editor, path, **{"key_facts-0-value": "12"})
    assert "Already proposed" not in editor.post(path, sent, follow=True).content.decode()
    again = editor.post(path, sent, follow=True).content.decode()
    proposal = Proposal.objects.get()
    assert "Already proposed" in again
    assert f'href="{admin_url(Proposal, "change", proposal.pk)}"' in again
    assert proposal.revisions.count() == 1


def test_who_goes_back_and_writes_another_sentence_has_one_proposal_with_this_sentence(editor, city):
    path = figure_page(city)
    sent = fill_in(editor, path, **{"key_facts-0-value": "12", "change_reason": "Measured."})
    editor.post(path, sent)
    editor.post(path, {**sent, "change_reason": "Measured again.", "is_correction": "on"})
    proposal = Proposal.objects.get()
    assert (proposal.reason, proposal.kind) == ("Measured again.", "correction")


def test_a_new_record_that_is_sent_twice_is_proposed_once(editor):
    path = admin_url(Source, "add")
    values = {"title": "A notice", "publisher": "A ministry", "language": "en", "kind": "page",
              "url": "https://example.org/", "published": "2020"}  # fmt: skip
    sent = fill_in(editor, path, **values)
    for _click in range(2):
        assert editor.post(path, sent).status_code == 302
    assert Proposal.objects.count() == 1


@pytest.mark.parametrize("other", ["another value", "another author", "after the decision"])
def test_anything_else_is_a_proposal_of_its_own(editor, city, other):
    path = figure_page(city)
    sent = fill_in(editor, path, **{"key_facts-0-value": "12"})
    editor.post(path, sent)
    if other == "another author":
        editor = sign_in("eve", "Editor")
    elif other == "another value":
        sent["key_facts-0-value"] = "13"
    else:
        publishing.withdraw_proposal(User.objects.get(username="ed"), Proposal.objects.get())
    editor.post(path, sent)
    assert Proposal.objects.count() == 2


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="On SQLite one writer waits for the other.")
def test_two_clicks_at_once_propose_once(editor, city):
    path, user = figure_page(city), User.objects.get(username="ed")
    sent = fill_in(editor, path, **{"key_facts-0-value": "12"})
    has_written, is_second_done = threading.Event(), threading.Event()

    def pause_after_writing(execute, sql, *args):
        result = execute(sql, *args)
        if sql.startswith('INSERT INTO "records_proposal"'):
            has_written.set()
            is_second_done.wait(0.4)
        return result

    def click() -> int:
        client = Client()
        client.force_login(user)
        status = client.post(path, sent).status_code
        connection.close()
        return status

    def click_first() -> int:
        with connection.execute_wrapper(pause_after_writing):
            return click()

    def click_again() -> int:
        assert has_written.wait(10)
        status = click()
        is_second_done.set()
        return status

    with ThreadPoolExecutor(2) as pool:
        clicks = [pool.submit(click_first), pool.submit(click_again)]
        assert [each.result(20) for each in clicks] == [302, 302]
    assert Proposal.objects.count() == 1
