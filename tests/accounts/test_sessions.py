"""Staff see where they are signed in, and end it; a new password or factor ends the other sessions."""

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from accounts.models import AccountEvent
from accounts.sentences import describe_event
from accounts.sessions import describe_browser
from tests.second_factors import PASSWORD, enter_password, is_signed_in, make_account
from tests.totp import make_code

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0"


@pytest.fixture
def anna() -> User:
    return make_account("anna", "Editor")


def sign_in(name: str = "anna", **extra: str) -> Client:
    client = Client(**extra)
    enter_password(client, name)
    return client


def list_shown(client: Client):
    return client.get(reverse("mfa_index")).context["sessions"]


def test_a_session_from_before_a_new_password_is_not_listed(anna):
    sign_in()
    new = "mellow-heron-quarry-19"
    anna.set_password(new)
    anna.save()
    client = Client()
    enter_password(client, "anna", new)
    assert [session.is_current for session in list_shown(client)] == [True]


def test_the_page_shows_this_session_first_and_those_of_no_other_account(anna):
    make_account("bo", "Editor")
    sign_in("bo")
    sign_in(REMOTE_ADDR="192.0.2.7", HTTP_USER_AGENT=FIREFOX)
    client = sign_in(REMOTE_ADDR="2001:db8:1:2:3:4:5:6")
    shown = list_shown(client)
    assert [(session.is_current, session.address, session.browser) for session in shown] == [
        (True, "2001:db8:1:2::", ""),
        (False, "192.0.2.7", "Firefox, Windows"),
    ]
    page = client.get(reverse("mfa_index")).content.decode()
    assert not any(key in page for key in Session.objects.values_list("session_key", flat=True))


def test_one_session_is_ended_or_all_others(anna):
    client, *others = [sign_in() for _number in range(4)]
    name = next(session.name for session in list_shown(client) if not session.is_current)
    client.post(reverse("end_sessions"), {"session": name})
    assert len(list_shown(client)) == 3
    client.post(reverse("end_sessions"))
    assert is_signed_in(client)
    assert not any(map(is_signed_in, others))
    told = [describe_event(event) for event in AccountEvent.objects.filter(kind="sessions_ended")]
    assert told == ["anna ended other sessions: 2.", "anna ended other sessions: 1."]


def test_nobody_ends_the_session_of_another_nor_their_own_here(anna):
    make_account("bo", "Editor")
    client, other = sign_in(), sign_in("bo")
    for shown in (*list_shown(other), *list_shown(client)):
        client.post(reverse("end_sessions"), {"session": shown.name})
    assert is_signed_in(client)
    assert is_signed_in(other)
    assert client.get(reverse("end_sessions")).status_code == 405
    assert Client().post(reverse("end_sessions"))["Location"].startswith("/admin/login/")


def test_a_new_password_ends_the_other_sessions(anna):
    client, other = sign_in(), sign_in()
    new = "mellow-heron-quarry-19"
    data = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post(reverse("admin:password_change"), data).status_code == 302
    assert is_signed_in(client)
    assert not is_signed_in(other)
    assert Session.objects.count() == 1


def test_a_new_factor_ends_the_other_sessions(anna, django_capture_on_commit_callbacks):
    client, other = sign_in(), sign_in()
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": make_code(secret)})
    assert is_signed_in(client)
    assert not is_signed_in(other)


@pytest.mark.parametrize(
    ("header", "browser"),
    [
        (FIREFOX, "Firefox, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36", "Chrome, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36", "Chrome, Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("curl/8", ""),
    ],
)
def test_a_browser_is_named_in_two_words(header, browser):
    assert describe_browser(header) == browser
