"""Nobody changes own rights, groups belong to superusers, and rights come from roles only."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from tests.admin_client import admin_url, submit_form

pytestmark = pytest.mark.django_db

RIGHTS = ("is_active", "is_staff", "is_superuser")


def make_account(name: str, role: str) -> User:
    user = User.objects.create(username=name, is_staff=True, is_superuser=role == "Superuser")
    if not user.is_superuser:
        user.groups.add(Group.objects.get(name=role))
    return user


def sign_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def list_rights(user: User) -> tuple:
    user = User.objects.get(pk=user.pk)
    groups = sorted(user.groups.values_list("name", flat=True))
    return *(getattr(user, name) for name in RIGHTS), groups, user.user_permissions.count()


@pytest.mark.parametrize("role", ["Administrator", "Superuser"])
def test_nobody_changes_own_rights(role):
    user = make_account("bo", role)
    client, before = sign_in(user), list_rights(user)
    everything = {
        "groups": list(Group.objects.values_list("pk", flat=True)),
        "user_permissions": list(Permission.objects.values_list("pk", flat=True)[:5]),
        "is_superuser": "" if user.is_superuser else "on",
        "is_active": "",
        "is_staff": "",
    }
    response = submit_form(client, admin_url(User, "change", user.pk), {**everything, "first_name": "Bo"})
    assert response.status_code == 302
    assert list_rights(user) == before
    assert User.objects.get().first_name == "Bo"
    assert client.post(admin_url(User, "delete", user.pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("role", ["Administrator", "Superuser"])
def test_rights_of_others_come_from_groups_only(role):
    colleague = make_account("colleague", "Editor")
    client = sign_in(make_account("bo", role))
    data = {"user_permissions": list(Permission.objects.values_list("pk", flat=True)[:5])}
    submit_form(client, admin_url(User, "change", colleague.pk), data)
    assert colleague.user_permissions.count() == 0


def test_an_administrator_reads_groups_and_changes_none():
    client = sign_in(make_account("bo", "Administrator"))
    group = Group.objects.get(name="Administrator")
    before = set(group.permissions.values_list("pk", flat=True))
    page = client.get(admin_url(Group, "change", group.pk))
    assert page.status_code == 200
    data = {"name": "Mine", "permissions": list(Permission.objects.values_list("pk", flat=True))}
    assert client.post(admin_url(Group, "change", group.pk), data).status_code == 403
    assert client.post(admin_url(Group, "add"), data).status_code == 403
    assert client.post(admin_url(Group, "delete", group.pk), {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [group.pk], "post": "yes"}
    client.post(admin_url(Group, "changelist"), chosen)
    group.refresh_from_db()
    assert (group.name, set(group.permissions.values_list("pk", flat=True))) == ("Administrator", before)


def test_an_administrator_may_not_touch_groups_whatever_rights_were_left_to_the_role():
    group = Group.objects.get(name="Administrator")
    group.permissions.add(*Permission.objects.filter(content_type__model="group"))
    client = sign_in(make_account("bo", "Administrator"))
    assert client.post(admin_url(Group, "change", group.pk), {"name": "Mine"}).status_code == 403


def test_a_superuser_changes_groups():
    client = sign_in(make_account("chief", "Superuser"))
    group = Group.objects.get(name="Reader")
    assert submit_form(client, admin_url(Group, "change", group.pk), {"permissions": []}).status_code == 302
    assert not group.permissions.exists()


def test_an_administrator_makes_another_one_and_no_superuser():
    client = sign_in(make_account("bo", "Administrator"))
    colleague = make_account("colleague", "Editor")
    administrator = Group.objects.get(name="Administrator")
    data = {"groups": [administrator.pk], "is_superuser": "on"}
    submit_form(client, admin_url(User, "change", colleague.pk), data)
    assert list_rights(colleague) == (True, True, False, ["Administrator"], 0)
