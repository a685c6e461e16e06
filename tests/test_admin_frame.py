"""The frame of all pages of the admin: name, menu, languages, account."""

from datetime import datetime

import pytest
from django.contrib.auth.models import Group, User
from django.db import DatabaseError
from django.test import override_settings
from django.utils import timezone, translation
from django.utils.formats import date_format, localize

from records.admin.unsaved_forms import UNAVAILABLE, render_unsaved_form
from tests.admin_client import admin_url
from tests.factories import make_exchange, make_theme

pytestmark = pytest.mark.django_db


def read_page(client, path="/admin/") -> str:
    return client.get(path, headers={"accept-language": "en"}).content.decode()


def choose_language(client, language, path="/admin/", **kwargs):
    return client.post("/admin/language/", {"language": language, "next": path}, **kwargs)


def log_in(client, role):
    user = User.objects.create(username=role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)


def test_a_chosen_language_stays_whatever_the_browser_prefers(admin_client):
    assert 'lang="en"' in read_page(admin_client)
    response = choose_language(admin_client, "zh-hans", "/admin/cities/city/?q=a")
    assert response.url == "/admin/cities/city/?q=a"
    assert 'lang="zh-Hans"' in read_page(admin_client)
    assert "编辑后台" in read_page(admin_client, "/admin/cities/city/")
    choose_language(admin_client, "zh-hant")
    assert 'lang="zh-Hant-HK"' in read_page(admin_client)


def test_the_language_is_chosen_before_logging_in_too(client):
    assert "<button" in read_page(client, "/admin/login/")
    choose_language(client, "zh-hans", "/admin/login/")
    assert "密码" in read_page(client, "/admin/login/")


def test_a_chosen_language_is_of_the_admin_alone(client):
    """Public pages get no cookie, and a reader's language is that of the address."""
    cookie = choose_language(client, "zh-hans").cookies["django_language"]
    assert cookie["path"] == "/admin/"
    assert cookie["max-age"] == 365 * 24 * 3600
    assert cookie["httponly"]


def test_the_language_leads_to_no_other_site(client):
    assert choose_language(client, "zh-hans", "https://example.org/").url == "/"


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        ("Contributor", ["My desk", "Records", "Proposals", "Sources", "What was published"]),
        ("Publisher", ["My desk", "Records", "Proposals", "Requests", "Sources", "What was published"]),
        (
            "Administrator",
            ["My desk", "Records", "Proposals", "Requests", "Sources", "What was published", "Accounts"],
        ),
    ],
)
def test_the_menu_has_what_the_role_may_open(client, role, labels):
    log_in(client, role)
    response = client.get("/admin/")
    assert [str(entry["label"]) for entry in response.context["menu"]] == labels
    assert [entry["label"] for entry in response.context["menu"] if entry["current"]] == ["My desk"]
    for entry in response.context["menu"]:
        assert client.get(entry["url"]).status_code == 200


def test_the_menu_says_where_one_is(admin_client):
    for path in ("/admin/records/source/", "/admin/records/source/add/"):
        response = admin_client.get(path)
        assert [str(entry["label"]) for entry in response.context["menu"] if entry["current"]] == ["Sources"]


def test_a_page_needs_no_script_to_be_read_and_no_style_in_it(admin_client):
    for path in ("/admin/", "/admin/cities/city/", "/admin/cities/city/add/", "/admin/password_change/"):
        page = read_page(admin_client, path)
        assert "theme.js" not in page
        assert "nav_sidebar" not in page
        assert 'style="' not in page
        assert page.count("<h1") == 1, path


def test_a_refusal_is_shown_while_the_database_is_away(rf, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise DatabaseError

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", refuse)
    with override_settings(DEBUG=False):
        response = render_unsaved_form(rf.get("/admin/cities/city/add/"), UNAVAILABLE, status=503)
    assert "China Hub" in response.content.decode()


@pytest.mark.parametrize(
    ("language", "date", "time", "month"),
    [
        ("en", "29 November 2026", "29 Nov 2026, 14:32", "November 2026"),
        ("zh-hans", "2026年11月29日", "2026年11月29日 14:32", "2026年11月"),
        ("zh-hant", "2026年11月29日", "2026年11月29日 14:32", "2026年11月"),
    ],
)
def test_dates_have_one_form_in_each_language(language, date, time, month):
    moment = datetime(2026, 11, 29, 14, 32)
    with translation.override(language):
        assert date_format(moment.date(), "DATE_FORMAT") == date
        assert date_format(moment, "DATETIME_FORMAT") == time
        assert date_format(moment.date(), "YEAR_MONTH_FORMAT") == month
        assert localize(moment) == time


def test_the_form_writes_its_date_and_counts_as_the_language_does(admin_client):
    theme = make_theme("heat")
    make_exchange(theme=theme)
    theme.refresh_from_db()
    for language, colon in (("en", "Exchange: 1"), ("zh-hans", "交流：1")):
        headers = {"accept-language": language}
        with translation.override(language):
            date = date_format(timezone.localtime(theme.updated_at), "DATE_FORMAT")
        form = admin_client.get(admin_url(type(theme), "change", theme.pk), headers=headers).content.decode()
        assert f"· {date}" in form
        page = admin_client.get(admin_url(type(theme), "delete", theme.pk), headers=headers).content.decode()
        assert colon in page


def test_the_history_writes_times_as_the_lists_do(admin_client):
    theme = make_theme()
    theme.refresh_from_db()
    time = date_format(timezone.localtime(theme.updated_at), "DATETIME_FORMAT")
    assert time in read_page(admin_client, "/admin/records/theme/")
    assert time in read_page(admin_client, f"/admin/records/theme/{theme.pk}/history/")


@pytest.mark.parametrize("page", ["changelist", "add", "change", "delete", "history"])
def test_each_page_leads_back_to_the_first_one_and_the_list_and_to_no_app(admin_client, page):
    theme = make_theme()
    arguments = [theme.pk] if page in ("change", "delete", "history") else []
    html = read_page(admin_client, admin_url(type(theme), page, *arguments))
    crumbs = html.partition('class="breadcrumbs"')[2].partition("</nav>")[0]
    assert 'href="/admin/"' in crumbs
    assert ('href="/admin/records/theme/"' in crumbs) is (page != "changelist")
    assert 'href="/admin/records/"' not in crumbs


def test_the_address_of_an_app_leads_to_the_lists_of_all_types(admin_client):
    """Django's pages and its bookmarks name it; the desk groups the lists by subject."""
    assert admin_client.get("/admin/cities/").url == "/admin/find/"
    page = read_page(admin_client, admin_url(type(make_theme()), "deleted"))
    assert 'href="/admin/records/"' not in page


def test_the_address_of_an_app_without_a_list_is_not_found(client):
    log_in(client, "Contributor")
    assert client.get("/admin/auth/").status_code == 404


@pytest.mark.parametrize(
    ("language", "account", "role"), [("en", "Accounts", "Roles"), ("zh-hans", "账号", "角色")]
)
def test_accounts_and_roles_have_one_name_on_all_pages(admin_client, language, account, role):
    headers = {"accept-language": language}
    for path in ("/admin/find/", "/admin/auth/user/", "/admin/auth/user/add/", "/admin/auth/group/"):
        page = admin_client.get(path, headers=headers).content.decode()
        assert account in page
        for other in ("Users", "Groups", "Add user", ">用户<", ">组<"):
            assert other not in page
    assert role in admin_client.get("/admin/find/", headers=headers).content.decode()
