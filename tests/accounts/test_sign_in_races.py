"""Sign-ins, links and confirmations that come at once, on PostgreSQL, where transactions overlap."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts import confirmations
from accounts.links import make_link
from accounts.models import AccountEvent, RoleConfirmation
from tests.second_factors import enter_code, enter_password, give_app, list_codes
from tests.totp import make_code

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]

PASSWORD = "violet-harbour-crane-42"


@pytest.fixture
def anna() -> User:
    user = User.objects.create_user("anna", password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get_or_create(name="Editor")[0])
    return user


def run_at_once(*deeds: Callable[[], object]) -> list[object]:
    barrier = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> object:
        try:
            barrier.wait()
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def sign_in(password: str = PASSWORD) -> int:
    data = {"username": "anna", "password": password}
    return Client().post(reverse("admin:login"), data).status_code


def count_events(kind: str) -> int:
    return AccountEvent.objects.filter(kind=kind).count()


def test_each_of_several_sign_ins_at_once_has_its_entry(anna):
    assert run_at_once(*[sign_in] * 4) == [302] * 4
    assert count_events("signed_in") == 4


def test_each_of_several_wrong_passwords_at_once_has_its_entry(anna):
    run_at_once(*[lambda: sign_in("wrong")] * 4)
    assert count_events("refused") == 4


@pytest.mark.parametrize("kind", ["code of the app", "recovery code"])
def test_of_several_who_type_the_same_code_at_once_one_is_signed_in(anna, kind):
    secret = give_app(anna)
    code = make_code(secret) if kind == "code of the app" else list_codes(anna)[0]
    clients = [Client() for _number in range(4)]
    for client in clients:
        enter_password(client, "anna")
    codes = run_at_once(*[lambda client=client: enter_code(client, code).status_code for client in clients])
    assert sorted(codes) == [200, 200, 200, 302]
    assert count_events("signed_in") == 1


def test_of_two_uses_of_a_link_at_once_one_password_stays_and_it_is_the_one_in_the_log(anna, monkeypatch):
    path = make_link(anna, by="a test")
    clients = Client(), Client()
    forms = [client.get(path)["Location"] for client in clients]
    passwords = "mellow-heron-quarry-19", "hollow-lantern-meadow-7"

    # Both have passed the check of the link before one saves.
    both_checked, clean = Barrier(2), SetPasswordForm.clean

    def clean_at_once(form: SetPasswordForm) -> object:
        both_checked.wait()
        return clean(form)

    monkeypatch.setattr(SetPasswordForm, "clean", clean_at_once)

    def use(number: int) -> int:
        data = dict.fromkeys(("new_password1", "new_password2"), passwords[number])
        return clients[number].post(forms[number], data).status_code

    codes = run_at_once(lambda: use(0), lambda: use(1))
    anna.refresh_from_db()
    assert sum(anna.check_password(password) for password in passwords) == 1
    assert count_events("password_set") == codes.count(302) == 1


@pytest.mark.parametrize("other", ["another confirmation", "a new link"])
def test_a_role_is_confirmed_once_and_not_beside_a_new_link(anna, monkeypatch, other):
    strong, _created = Group.objects.get_or_create(name="Administrator")
    strong.permissions.add(*Permission.objects.filter(codename__in=["view_user", "change_user"]))
    RoleConfirmation.objects.create(account=anna).groups.add(strong)
    desks = [Client(), Client()]
    for desk, name in zip(desks, ("bo", "cai"), strict=True):
        account = User.objects.create_user(name, password=PASSWORD, is_staff=True)
        account.groups.add(strong)
        enter_password(desk, name)
    both_checked, find = Barrier(2), confirmations.find_objection

    def find_at_once(*args: object) -> str:
        found = find(*args)
        with suppress(BrokenBarrierError):  # whoever comes second waits for the lock
            both_checked.wait(0.4)
        return found

    monkeypatch.setattr(confirmations, "find_objection", find_at_once)
    confirm = reverse("admin:auth_user_confirm", args=[anna.pk])
    link = reverse("admin:auth_user_password_change", args=[anna.pk])
    pages = (confirm, confirm if other == "another confirmation" else link)
    codes = run_at_once(
        *(
            lambda desk=desk, page=page: desk.post(page).status_code
            for desk, page in zip(desks, pages, strict=True)
        )
    )
    assert codes == [302, 302]
    confirmed = AccountEvent.objects.filter(details__has_key="confirmed").count()
    assert (confirmed, anna.groups.filter(name="Administrator").exists()) in (
        [(1, True)] if other == "another confirmation" else [(0, False), (1, False)]
    )
