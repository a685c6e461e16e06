"""Which forms keep a copy of what is typed in the browser, and how the browser learns that one was saved."""

from urllib.parse import unquote

import pytest
from django.contrib.auth.models import Group, User

from cities.models import City
from tests.admin_client import admin_url, submit_form
from tests.factories import make_city, make_city_figure, make_theme

pytestmark = pytest.mark.django_db

MARK = "data-typed-copy="


def test_the_forms_of_records_and_parts_keep_a_copy_by_account(admin_client, admin_user) -> None:
    theme, city = make_theme(), make_city()
    make_city_figure(city)
    for path in (
        admin_url(type(theme), "add"),
        admin_url(type(theme), "change", theme.pk),
        admin_url(City, "part", city.pk, "key_facts", "area"),
        admin_url(City, "part_add", city.pk, "key_facts"),
    ):
        page = admin_client.get(path).content.decode()
        assert f'{MARK}"{admin_user.pk}"' in page
        assert "data-returned" not in page


def test_a_form_that_comes_back_says_so(admin_client) -> None:
    response = submit_form(admin_client, admin_url(type(make_theme()), "add"), {"slug": "Not a slug"})
    assert response.status_code == 200
    assert "data-returned" in response.content.decode()


def test_forms_of_accounts_groups_and_keys_keep_none(admin_client, admin_user) -> None:
    group = Group.objects.first()
    for path in (
        admin_url(User, "add"),
        admin_url(User, "change", admin_user.pk),
        admin_url(Group, "change", group.pk),
        "/admin/api/apikey/add/",
        "/admin/password_change/",
        "/admin/login/",
    ):
        assert MARK not in admin_client.get(path).content.decode()


def test_who_may_only_read_a_record_has_no_copy(client) -> None:
    reader = User.objects.create(username="reader", is_staff=True)
    reader.groups.add(Group.objects.get(name="Reader"))
    client.force_login(reader)
    theme = make_theme()
    assert MARK not in client.get(admin_url(type(theme), "change", theme.pk)).content.decode()


def test_a_saved_form_names_itself_once_to_the_browser(admin_client, admin_user) -> None:
    theme = make_theme()
    path = admin_url(type(theme), "change", theme.pk)
    assert "saved_form" not in submit_form(admin_client, path, {"slug": ""} | {"name_en": ""}).cookies
    response = submit_form(admin_client, path, {"name_en": "Better words"})
    assert response.status_code == 302
    cookie = response.cookies["saved_form"]
    assert unquote(cookie.value) == f"{admin_user.pk}.{path}"
    assert (cookie["path"], cookie["samesite"], cookie["max-age"]) == ("/admin/", "Lax", "")


def test_a_saved_part_names_its_page(admin_client, admin_user) -> None:
    figure = make_city_figure(make_city(publish=False))
    path = admin_url(City, "part", figure.city_id, "key_facts", figure.key)
    response = submit_form(admin_client, path, {"key_facts-0-value": "11"})
    assert response.status_code == 302
    assert unquote(response.cookies["saved_form"].value) == f"{admin_user.pk}.{path}"
