"""Where there are two administrators, none of them alone makes somebody publish or manage accounts."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccountEvent
from accounts.sentences import describe_event
from cities.models import City
from records import publishing
from records.models import Proposal
from tests.admin_client import admin_url, submit_form
from tests.factories import make_city
from tests.second_factors import make_account

pytestmark = pytest.mark.django_db

PASSWORD = "mellow-heron-quarry-19"
GAVE = "You gave the role or the link, so another administrator confirms it."
DONE = "The role is confirmed."
NO_PASSWORD = "The person has to set a password by the link first."


class Desk:
    """An account at the desk. Pages that ask for a password get it first."""

    def __init__(self, account: User) -> None:
        self.account, self.client = account, Client()
        self.client.force_login(account)

    def give(self, account: User, *roles: str, **more) -> None:
        data = {"groups": [Group.objects.get(name=role).pk for role in roles], **more}
        assert submit_form(self.client, admin_url(User, "change", account.pk), data).status_code == 302

    def make_account(self, name: str, *roles: str) -> User:
        data = {"username": name, "groups": [Group.objects.get(name=role).pk for role in roles]}
        submit_form(self.client, admin_url(User, "add"), data)
        return User.objects.get(username=name)

    def make_link(self, account: User) -> str:
        page = reverse("admin:auth_user_password_change", args=[account.pk])
        return urlsplit(self.client.post(page, follow=True).context["link"]).path

    def press(self, account: User) -> Any:
        """Press the button to confirm, after the password that its page asks for."""
        password = {"password": "violet-harbour-crane-42", "next": "/admin/"}
        self.client.post(reverse("account_reauthenticate"), password)
        self.client.get("/admin/account/")  # shows what was said before
        return self.client.post(reverse("admin:auth_user_confirm", args=[account.pk]), follow=True)

    def confirm(self, account: User) -> str:
        """Press the button; the answer is what the page says."""
        return " ".join(str(message) for message in self.press(account).context["messages"])


def set_password(link: str) -> None:
    client = Client()
    form = client.get(link, follow=True)
    data = dict.fromkeys(("new_password1", "new_password2"), PASSWORD)
    assert client.post(form.request["PATH_INFO"], data).status_code == 302


def give_password(account: User) -> None:
    account.set_password(PASSWORD)
    account.save()


def list_roles(account: User) -> list[str]:
    return sorted(account.groups.values_list("name", flat=True))


def read_log() -> list[str]:
    told = [describe_event(event) for event in AccountEvent.objects.order_by("pk")]
    return [sentence for sentence in told if "signed in" not in sentence]


def get_boxes(client: Client) -> dict:
    return {filled.box.key: filled for filled in client.get("/admin/").context["boxes"]}


@pytest.fixture
def bo() -> Desk:
    return Desk(make_account("bo", "Administrator"))


@pytest.fixture
def cai() -> Desk:
    """The second administrator."""
    return Desk(make_account("cai", "Administrator"))


@pytest.fixture
def fang() -> User:
    return make_account("fang", "Publisher")


@pytest.fixture
def proposal() -> Proposal:
    city = City.objects.get(pk=make_city("harbour").pk)
    with publishing.proposal_transaction(make_account("dan", "Editor"), reason="Checked") as changes:
        city.name_en = "Another name"
        changes.save(city)
    return changes.proposal


# -- a new publisher ----------------------------------------------------------------------------------


def test_a_new_publisher_accepts_nothing_before_another_administrator_has_confirmed(bo, cai, proposal):
    fang = bo.make_account("fang", "Publisher")
    shown = bo.client.get(reverse("admin:auth_user_password_change", args=[fang.pk])).context["link"]
    set_password(urlsplit(shown).path)
    client = Client()
    client.post("/admin/login/", {"username": "fang", "password": PASSWORD})
    page = client.get("/admin/").content.decode()
    assert "You get this role once an administrator has confirmed it: Publisher." in page
    review = reverse("admin:records_proposal_change", args=[proposal.pk])
    assert client.post(review, {"_accept": "1"}).status_code == 403
    assert cai.confirm(fang) == DONE
    assert "_accept" in client.get(review).content.decode()
    assert [sentence for sentence in read_log() if "allowed" not in sentence] == [
        "bo created the account fang.",
        "bo added to the roles of fang: Publisher. "
        "Until another administrator confirms it, fang waits for: Publisher.",
        "bo made a link by which fang sets a password.",
        "fang set the password by the link.",
        "cai confirmed for fang: Publisher.",
    ]


@pytest.mark.parametrize(
    ("role", "waits"), [("Editor", False), ("Publisher", True), ("Administrator", True), ("Signatory", True)]
)
def test_what_may_publish_manage_accounts_or_redact_waits(bo, cai, role, waits):
    group, _created = Group.objects.get_or_create(name=role)
    if role == "Signatory":
        group.permissions.add(Permission.objects.get(codename="publish_event"))
    fang = make_account("fang", "Reader")
    bo.give(fang, "Reader", role)
    assert list_roles(fang) == sorted(["Reader", *([] if waits else [role])])
    bo.give(fang, "Reader", role, first_name="Fang")
    assert list_roles(fang) == sorted(["Reader", *([] if waits else [role])]), "saving again changes nothing"
    cai.confirm(fang)
    assert list_roles(fang) == sorted(["Reader", role])


def test_who_gave_it_whose_it_is_and_who_waits_as_well_do_not_confirm(bo, cai):
    fang = make_account("fang", "Editor")
    bo.give(fang, "Editor", "Publisher")
    assert bo.confirm(fang) == GAVE
    second = make_account("eva", "Editor")
    bo.give(second, "Administrator")
    for account in (second, fang):
        assert Desk(account).press(fang).status_code == 403
    cai.confirm(second)
    bo.give(cai.account, "Administrator", "Publisher")
    assert cai.press(cai.account).status_code == 403, "one's own"
    assert list_roles(fang) == ["Editor"]
    assert Desk(second).confirm(fang) == DONE


def test_nobody_is_confirmed_who_has_not_set_the_password(bo, cai):
    fang = bo.make_account("fang", "Publisher")
    assert cai.confirm(fang) == NO_PASSWORD
    assert list_roles(fang) == []


def test_a_role_that_is_taken_back_is_not_confirmed_and_waits_anew_when_given_again(bo, cai):
    fang = make_account("fang", "Editor")
    bo.give(fang, "Publisher")
    cai.give(fang, "Editor")
    assert (
        read_log()[-1]
        == "cai added to the roles of fang: Editor. cai removed from the roles of fang: Publisher."
    )
    assert cai.confirm(fang) == "No role of this account waits any more."
    cai.give(fang, "Publisher")
    assert (cai.confirm(fang), list_roles(fang)) == (GAVE, [])
    assert (bo.confirm(fang), list_roles(fang)) == (DONE, ["Publisher"])


def test_a_role_that_waits_stays_when_who_gave_it_is_gone(bo, cai):
    fang = make_account("fang", "Editor")
    bo.give(fang, "Editor", "Publisher")
    cai.client.post(admin_url(User, "delete", bo.account.pk), {"post": "yes"})
    assert list_roles(fang) == ["Editor"]
    assert cai.confirm(fang) == DONE


# -- ways round it ------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["Publisher", "Administrator"])
def test_a_new_link_lets_the_roles_of_its_owner_wait_again(bo, cai, role):
    fang = make_account("fang", role)
    third = make_account("third", "Administrator")
    set_password(bo.make_link(fang))
    assert list_roles(fang) == []
    assert bo.confirm(fang) == GAVE
    Desk(third).make_link(fang)
    assert cai.confirm(fang) == NO_PASSWORD
    give_password(User.objects.get(pk=fang.pk))
    assert Desk(third).confirm(fang) == GAVE
    assert cai.confirm(fang) == DONE
    assert list_roles(fang) == [role]


def test_who_made_the_link_does_not_confirm_a_role_that_another_gave(bo, cai):
    fang = bo.make_account("fang", "Editor")
    give_password(fang)
    cai.give(fang, "Editor", "Publisher")
    assert bo.confirm(fang) == GAVE


@pytest.mark.parametrize("way", ["demoted", "closed", "deleted", "link"])
def test_who_shuts_out_the_other_administrator_is_not_alone_for_a_week(bo, cai, way):
    path = admin_url(User, "delete", cai.account.pk)
    {
        "demoted": lambda: bo.give(cai.account, "Editor"),
        "closed": lambda: bo.give(cai.account, "Administrator", is_active=""),
        "deleted": lambda: bo.client.post(path, {"post": "yes"}),
        "link": lambda: set_password(bo.make_link(cai.account)),
    }[way]()
    assert "cai no longer manages accounts; for seven days" in " ".join(read_log())
    fang = make_account("fang", "Editor")
    bo.give(fang, "Editor", "Publisher")
    assert (bo.confirm(fang), list_roles(fang)) == (GAVE, ["Editor"])
    if way == "link":
        assert bo.confirm(cai.account) == GAVE
        assert list_roles(cai.account) == []
    super(type(AccountEvent.objects.all()), AccountEvent.objects.all()).update(
        at=timezone.now() - timedelta(days=7, minutes=1)
    )
    assert (bo.confirm(fang), list_roles(fang)) == (DONE, ["Editor", "Publisher"])


def test_an_account_that_is_opened_again_waits_again(bo, cai, fang):
    bo.give(fang, "Publisher", is_active="")
    bo.give(fang, "Publisher", is_active="on")
    assert list_roles(fang) == []
    assert read_log()[-1] == (
        "Until another administrator confirms it, fang waits for: Publisher. bo opened the account fang."
    )
    cai.confirm(fang)
    assert list_roles(fang) == ["Publisher"]


# -- where there is no second administrator -----------------------------------------------------------


def test_with_one_administrator_a_role_counts_at_once_and_the_log_says_so(bo):
    make_account("gone", "Administrator").delete()
    fang = bo.make_account("fang", "Publisher")
    assert list_roles(fang) == ["Publisher"]
    assert "There was no other administrator to confirm it." in read_log()[1]
    set_password(bo.make_link(fang))
    assert list_roles(fang) == ["Publisher"]


def test_what_the_server_and_superusers_give_counts_at_once(bo, cai, fang):
    call_command("make_staff", username="eva", role="Publisher", link=True, verbosity=0)
    assert list_roles(User.objects.get(username="eva")) == ["Publisher"]
    chief = Desk(make_account("chief", "superuser"))
    assert list_roles(chief.make_account("gao", "Publisher")) == ["Publisher"]
    bo.give(fang, "Publisher", "Administrator")
    assert chief.confirm(fang) == DONE


# -- at the desk --------------------------------------------------------------------------------------


def test_what_waits_stands_at_the_desk_of_administrators(bo, cai):
    fang = make_account("fang", "Editor")
    bo.give(fang, "Publisher", "Editor")
    (row,) = get_boxes(cai.client)["confirmations"].rows
    assert (row.title, row.url, row.note) == (
        "fang", reverse("admin:auth_user_confirm", args=[fang.pk]), "Publisher"
    )  # fmt: skip
    assert "Waits until another administrator confirms it: Publisher." in (
        cai.client.get(admin_url(User, "change", fang.pk)).content.decode()
    )
    cai.confirm(fang)
    assert get_boxes(cai.client)["confirmations"].count == 0
    assert "confirmations" not in get_boxes(Desk(fang).client)
