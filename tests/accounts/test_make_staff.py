"""Accounts are created with a role and a strong password, or not at all."""

import builtins
import getpass
import re
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db

PASSWORD = "violet-harbour-crane-42"


@pytest.fixture
def answer(monkeypatch):
    """Answer the questions of the command, in order, and its passwords."""

    def answer(*answers: str, passwords: tuple[str, ...] = (PASSWORD, PASSWORD), first: bool = False) -> str:
        replies, secrets, out = iter(answers), iter(passwords), StringIO()
        monkeypatch.setattr(builtins, "input", lambda question="": next(replies))
        monkeypatch.setattr(getpass, "getpass", lambda question="": next(secrets))
        call_command("make_staff", first=first, stdout=out)
        return out.getvalue()

    return answer


def test_an_account_has_the_role_that_was_chosen(answer):
    assert "anna can log in at /admin/ (Editor)" in answer("anna", "3")
    user = User.objects.get()
    assert (user.is_staff, user.is_superuser) == (True, False)
    assert [group.name for group in user.groups.all()] == ["Editor"]
    assert user.check_password(PASSWORD)


def test_a_superuser_can_be_made(answer):
    answer("chief", "6")
    assert User.objects.get().is_superuser


def test_a_weak_password_is_refused_and_asked_again(answer):
    passwords = ("bossbossboss", "bossbossboss", PASSWORD, "another", PASSWORD, PASSWORD)
    told = answer("boss", "x", "9", "1", passwords=passwords)
    assert "too guessable" in told
    assert "The two passwords differ." in told
    assert User.objects.get().check_password(PASSWORD)


def test_a_name_that_is_taken_is_refused(answer):
    User.objects.create(username="anna")
    with pytest.raises(CommandError, match="already exists"):
        answer("anna", "3")
    assert User.objects.count() == 1


def test_without_a_password_a_link_is_printed(answer):
    told = answer("anna", "3", passwords=("",))
    assert "/admin/password/" in told
    assert not User.objects.get().has_usable_password()


def test_of_an_empty_site_the_first_accounts_are_an_editor_and_a_publisher(client):
    out = StringIO()
    call_command("make_staff", first=True, stdout=out)
    roles = {user.username: [group.name for group in user.groups.all()] for user in User.objects.all()}
    assert roles == {"editor": ["Editor"], "publisher": ["Publisher"]}
    links = re.findall(r"http://127.0.0.1:8000(/admin/password/\S+)", out.getvalue())
    for name, link in zip(roles, links, strict=True):
        form = client.get(link, follow=True).request["PATH_INFO"]
        client.post(form, {"new_password1": PASSWORD, "new_password2": PASSWORD})
        client.post("/admin/login/", {"username": name, "password": PASSWORD})
        assert client.get("/admin/").status_code == 200
        client.logout()


def test_when_somebody_has_an_account_the_first_ones_are_asked_for_as_others(answer):
    User.objects.create(username="anna")
    assert "bo can log in at /admin/ (Publisher)" in answer("bo", "4", first=True)
    assert User.objects.count() == 2
