"""The owner alone sets the password of an account, by a link that works once."""

from datetime import timedelta
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.auth.tokens import default_token_generator
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccountEvent
from accounts.sentences import describe_event
from tests.admin_client import admin_url, submit_form

pytestmark = pytest.mark.django_db

PASSWORD = "violet-harbour-crane-42"
NEW = "mellow-heron-quarry-19"


def make_account(name: str, role: str = "Editor", **kwargs) -> User:
    user = User.objects.create_user(name, password=PASSWORD, is_staff=True, **kwargs)
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def administrator() -> Client:
    client = Client()
    client.force_login(make_account("bo", "Administrator"))
    return client


def link_page(account: User) -> str:
    return reverse("admin:auth_user_password_change", args=[account.pk])


def make_link(administrator: Client, account: User) -> str:
    """The link as the page shows it."""
    response = administrator.post(link_page(account), follow=True)
    return urlsplit(response.context["link"]).path


def set_password(path: str, password: str = NEW) -> tuple[Client, int]:
    client = Client()
    form = client.get(path, follow=True)
    data = {"new_password1": password, "new_password2": password}
    return client, client.post(form.request["PATH_INFO"], data).status_code


def can_sign_in(name: str, password: str) -> bool:
    client = Client()
    client.post("/admin/login/", {"username": name, "password": password})
    return client.get("/admin/").status_code == 200


def read_log() -> list[str]:
    return [describe_event(event) for event in AccountEvent.objects.order_by("pk")]


def test_a_new_account_is_name_role_and_link(administrator):
    add = admin_url(User, "add")
    assert "password" not in administrator.get(add).context["adminform"].form.fields
    data = {
        "username": "li.na",
        "email": "li.na@example.org",
        "groups": [Group.objects.get(name="Editor").pk],
    }
    response = submit_form(administrator, add, data)
    account = User.objects.get(username="li.na")
    assert (account.is_staff, account.is_active, account.has_usable_password()) == (True, True, False)
    assert response["Location"] == link_page(account)
    shown = administrator.get(response["Location"])
    assert shown.context["link"].startswith("http://testserver/admin/password/")
    client, status = set_password(urlsplit(shown.context["link"]).path)
    assert status == 302
    assert "The password is set" in client.get("/admin/login/").content.decode()
    assert can_sign_in("li.na", NEW)
    assert read_log()[1:-1] == [
        "bo created the account li.na.",
        "bo added to the roles of li.na: Editor.",
        "bo made a link by which li.na sets a password.",
        "li.na set the password by the link.",
    ]


def test_a_role_is_needed_and_makes_an_account_staff(administrator):
    response = submit_form(administrator, admin_url(User, "add"), {"username": "li.na"})
    assert response.context["adminform"].form.errors == {
        "groups": ["Choose a role: without one, nobody can sign in."]
    }
    account = User.objects.create_user("wu", password=PASSWORD)
    assert not can_sign_in("wu", PASSWORD)
    assert "wu couldn’t sign in: the account has no role." in read_log()
    editor = Group.objects.get(name="Editor")
    submit_form(administrator, admin_url(User, "change", account.pk), {"groups": [editor.pk]})
    assert can_sign_in("wu", PASSWORD)


def test_who_has_no_role_is_told_so():
    User.objects.create_user("wu", password=PASSWORD)
    page = Client().post("/admin/login/", {"username": "wu", "password": PASSWORD})
    assert "Your account has no role. Ask an administrator for one." in page.content.decode()


def test_the_link_is_shown_once(administrator):
    account = make_account("anna")
    response = administrator.post(link_page(account), follow=True)
    assert response.context["link"]
    assert not administrator.get(link_page(account)).context["link"]
    assert "password_link" not in administrator.session


def test_the_link_of_an_account_is_not_on_the_page_of_another(administrator):
    account, other = make_account("anna"), make_account("fang")
    administrator.post(link_page(account))
    assert not administrator.get(link_page(other)).context["link"]


def test_a_link_works_once(administrator):
    path = make_link(administrator, make_account("anna"))
    assert set_password(path)[1] == 302
    second = Client().get(path)
    assert not second.context["validlink"]
    assert "Ask an administrator for a new one" in second.content.decode()


def test_of_two_links_the_newest_works(administrator):
    account = make_account("anna")
    older, newer = make_link(administrator, account), make_link(administrator, account)
    assert not Client().get(older).context["validlink"]
    assert set_password(newer)[1] == 302


def test_a_link_ends_after_three_days(administrator, monkeypatch):
    path = make_link(administrator, make_account("anna"))
    later = timezone.localtime().replace(tzinfo=None) + timedelta(days=3, minutes=1)
    with monkeypatch.context() as patch:
        patch.setattr(type(default_token_generator), "_now", lambda self: later)
        assert not Client().get(path).context["validlink"]
    assert set_password(path)[1] == 302


def test_a_new_link_ends_the_old_password_and_its_sessions(administrator):
    account = make_account("anna")
    client = Client()
    client.post("/admin/login/", {"username": "anna", "password": PASSWORD})
    administrator.get(link_page(account))
    assert client.get("/admin/").status_code == 200, "looking at the page ends nothing"
    make_link(administrator, account)
    assert client.get("/admin/").status_code == 302
    assert not can_sign_in("anna", PASSWORD)


def test_a_link_of_a_closed_account_does_not_work(administrator):
    account = make_account("anna")
    path = make_link(administrator, account)
    User.objects.filter(pk=account.pk).update(is_active=False)
    assert not Client().get(path).context["validlink"]
    before = User.objects.get(pk=account.pk).password
    assert "may not sign in" in administrator.post(link_page(account)).content.decode()
    assert User.objects.get(pk=account.pk).password == before


@pytest.mark.parametrize("path", ["password/MQ/x-y/", "password/99/set-password/", "password/%00/a-b/"])
def test_a_made_up_link_says_so(path):
    response = Client().get(f"/admin/{path}")
    assert (response.status_code, response.context["validlink"]) == (200, False)


def test_a_weak_password_is_refused_beside_its_field(administrator):
    account = make_account("anna")
    path = make_link(administrator, account)
    client = Client()
    form = client.get(path, follow=True)
    data = {"new_password1": "changing-anna-42-x", "new_password2": "changing-anna-42-x"}
    page = client.post(form.request["PATH_INFO"], data)
    assert page.status_code == 200
    assert "Don’t use your own name: “anna”." in page.content.decode()


def test_the_link_is_in_no_address_that_the_page_is_left_from(administrator):
    path = make_link(administrator, make_account("anna"))
    response = Client().get(path)
    assert response["Location"].endswith("/set-password/")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("role", ["Reader", "Contributor", "Editor", "Publisher"])
def test_other_roles_make_no_link(role):
    account = make_account("anna")
    client = Client()
    client.force_login(make_account("someone", role))
    assert client.post(link_page(account)).status_code == 403
    assert can_sign_in("anna", PASSWORD)


def test_an_administrator_makes_no_link_for_a_superuser_or_for_the_own_account(administrator):
    chief = User.objects.create_superuser("chief", password=PASSWORD)
    assert administrator.post(link_page(chief)).status_code == 403
    bo = User.objects.get(username="bo")
    assert administrator.post(link_page(bo))["Location"] == reverse("admin:password_change")
    assert can_sign_in("chief", PASSWORD)
    assert can_sign_in("bo", PASSWORD)
    assert administrator.post("/admin/auth/user/99999/password/").status_code == 404


def test_the_own_password_is_changed_with_an_entry():
    make_account("anna")
    client = Client()
    client.post("/admin/login/", {"username": "anna", "password": PASSWORD})
    path = reverse("admin:password_change")
    wrong = {"old_password": "x", "new_password1": NEW, "new_password2": NEW}
    assert client.post(path, wrong).status_code == 200
    response = client.post(path, {**wrong, "old_password": PASSWORD}, follow=True)
    assert response.redirect_chain[-1][0] == reverse("admin:password_change_done")
    assert read_log() == ["anna signed in.", "anna changed the password."]
    assert client.get("/admin/").status_code == 200


def test_the_command_prints_a_link():
    out = StringIO()
    call_command("make_staff", username="anna", role="Editor", link=True, stdout=out)
    path = urlsplit(out.getvalue().split()[-1]).path
    assert not can_sign_in("anna", "")
    assert set_password(path)[1] == 302
    assert can_sign_in("anna", NEW)
    assert read_log()[:3] == [
        "make_staff created the account anna.",
        "make_staff added to the roles of anna: Editor.",
        "make_staff made a link by which anna sets a password.",
    ]


def test_the_list_and_the_form_name_roles(administrator):
    account = make_account("anna", first_name="Anna", last_name="Li")
    page = administrator.get(admin_url(User, "changelist")).content.decode()
    assert "Anna Li" in page
    assert "Editor" in page
    form = administrator.get(admin_url(User, "change", account.pk)).content.decode()
    assert "Editor: writes drafts, proposes changes of what is public, deletes drafts" in form
    assert link_page(account) in form
    assert "is_superuser" not in form
