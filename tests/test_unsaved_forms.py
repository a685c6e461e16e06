"""A form that can't be saved says why and shows what was typed, so that no input is lost."""

from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.test import Client

from cities.models import City
from coalition.models import Exchange
from records.admin import RecordAdmin
from tests.admin_client import admin_url, form_data
from tests.factories import make_city, make_city_figure, make_exchange, text, writing

FORM_TYPE = "application/x-www-form-urlencoded"

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    city = make_city("datong", **text("name", "Datong", "大同"))
    make_city_figure(city, "area", **text("label", "Area"), value=10)
    return city


@pytest.fixture
def anna() -> Client:
    user = User.objects.create_user("anna", password="violet-harbour-crane-42", is_staff=True)
    user.groups.add(Group.objects.get(name="Publisher"))
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    return client


def open_form(editor: Client, city: City) -> dict:
    typed = {"summary_en": "A long <text>", "admin_code": "11"}
    return _open_form(editor, admin_url(City, "change", city.pk), typed)


def _open_form(editor: Client, path: str, typed: dict) -> dict:
    response = editor.get(path)
    token = str(response.context["csrf_token"])
    return {**form_data(response), **typed, "_save": "1", "csrfmiddlewaretoken": token}


def save(editor: Client, city: City, data: dict, **headers):
    return editor.post(admin_url(City, "change", city.pk), data, headers=headers)


def assert_shows_typed(response, status: int, reason: str) -> None:
    page = response.content.decode()
    assert response.status_code == status
    assert "no-store" in response["Cache-Control"]
    assert reason in page
    assert dict(response.context["typed"]) == {
        "Summary (English)": "A long <text>",
        "Administrative code": "11",
    }
    assert "A long &lt;text&gt;" in page


def test_after_the_session_has_ended(city, anna):
    data = open_form(anna, city)
    del anna.cookies["sessionid"]
    assert_shows_typed(save(anna, city, data), 403, "You are no longer signed in.")
    assert City.objects.get().summary_en == city.summary_en


def test_an_edit_that_is_saved_is_not_refused_because_its_session_cannot_be(city, anna, monkeypatch):
    path, respond = admin_url(City, "part", city.pk, "key_facts", "area"), RecordAdmin.response_change
    data = _open_form(anna, path, {"key_facts-0-value": "11"})

    def sign_out_and_respond(*args):
        Session.objects.all().delete()
        return respond(*args)

    monkeypatch.setattr(RecordAdmin, "response_change", sign_out_and_respond)
    assert anna.post(path, data).status_code == 302
    assert city.key_facts.get().value == 11


def test_a_part_is_shown_as_it_was_typed_too(city, anna):
    path = admin_url(City, "part", city.pk, "key_facts", "area")
    data = _open_form(anna, path, {"key_facts-0-value": "11"})
    del anna.cookies["sessionid"]
    response = anna.post(path, data)
    assert response.status_code == 403
    assert dict(response.context["typed"]) == {"Key fact 1: Value": "11"}


def test_after_a_new_login_in_another_tab(city, anna):
    data = open_form(anna, city)
    anna.cookies["csrftoken"] = "x" * 32
    assert_shows_typed(save(anna, city, data, sec_fetch_site="same-origin"), 403, "The form has expired")
    assert City.objects.get().summary_en == city.summary_en


def test_a_form_of_another_site_is_not_shown(city, anna):
    data = open_form(anna, city)
    anna.cookies["csrftoken"] = "x" * 32
    response = save(anna, city, data, sec_fetch_site="cross-site")
    assert response.status_code == 403
    assert "A long" not in response.content.decode()


def test_after_the_permission_was_taken_away(city, anna):
    data = open_form(anna, city)
    User.objects.get().groups.set(Group.objects.filter(name="Reader"))
    assert_shows_typed(save(anna, city, data), 403, "Your account has no permission for this.")
    assert City.objects.get().summary_en == city.summary_en


def test_a_refusal_has_the_menu_of_the_account(city, anna):
    User.objects.get().groups.set(Group.objects.filter(name="Reader"))
    refused = anna.get(admin_url(City, "delete", city.pk), headers={"accept-language": "en"})
    page = refused.content.decode()
    assert refused.status_code == 403
    assert "Your account has no permission for this." in page
    for shown in ('href="/admin/find/"', 'id="logout-form"', 'value="zh-hans"'):
        assert shown in page


def test_a_refusal_to_somebody_without_an_account_has_no_menu(city):
    page = Client(enforce_csrf_checks=True).post(
        "/admin/language/", {"language": "en"}, headers={"sec-fetch-site": "same-origin"}
    )
    assert page.status_code == 403
    assert 'href="/admin/find/"' not in page.content.decode()
    assert not page.cookies


def test_after_the_record_was_deleted(city, anna):
    data = open_form(anna, city)
    pk = city.pk
    with writing() as changes:
        changes.delete(city)
    city.pk = pk
    assert_shows_typed(save(anna, city, data), 404, "Somebody has deleted this record")


def test_while_the_database_is_away(city, anna, monkeypatch):
    data = open_form(anna, city)

    def fail(*args, **kwargs):
        raise OperationalError("could not connect to server")

    monkeypatch.setattr("records.publishing.publication_transaction", fail)
    response = save(anna, city, data)
    assert_shows_typed(response, 503, "The database is unavailable.")
    assert response["Retry-After"]


def test_passwords_are_not_shown(db, anna):
    token = str(anna.get("/admin/").context["csrf_token"])
    data = {"password1": "violet-harbour", "password2": "violet-harbour", "csrfmiddlewaretoken": token}
    response = anna.post(f"/admin/auth/user/{User.objects.get().pk}/password/", data)
    assert response.status_code == 403
    assert "violet-harbour" not in response.content.decode()


@pytest.mark.slow
def test_a_form_with_a_hundred_new_links_is_read(anna):
    exchange = make_exchange("visit")
    data = _open_form(anna, path := admin_url(Exchange, "change", exchange.pk), {"title_en": "A visit"})
    blank = dict.fromkeys(("city", "role", "note_en", "note_zh_hans", "zh_hant", "position"), "")
    rows = {f"cities-{row}-{name}": text for row in range(100) for name, text in blank.items()}
    response = anna.post(path, {**data, **rows, "cities-TOTAL_FORMS": "100"})
    assert response.status_code == 200
    assert form_data(response)["title_en"] == "A visit"


@pytest.mark.parametrize("parts", [60, pytest.param(1500, marks=pytest.mark.slow)])
def test_a_form_with_more_than_a_thousand_fields_is_read(city, anna, parts):
    data = open_form(anna, city)
    rows = {f"key_facts-{row}-x{name}": "" for row in range(1, parts + 1) for name in range(25)}
    assert (
        save(
            anna, city, {**data, **rows, "admin_code": "", "summary_en": "", "name_en": "Tatung"}
        ).status_code
        == 302
    )
    assert City.objects.get().name_en == "Tatung"


@pytest.mark.slow
def test_a_form_with_a_million_chinese_characters_is_read(city, anna):
    data = {**open_form(anna, city), "admin_code": "", "summary_en": "", "note": "市" * 1_000_000}
    response = anna.post(admin_url(City, "change", city.pk), urlencode(data, doseq=True), FORM_TYPE)
    assert response.status_code == 302


@pytest.mark.parametrize(
    ("limit", "value", "words"),
    [
        ("DATA_UPLOAD_MAX_MEMORY_SIZE", 512, "512\xa0bytes"),
        ("DATA_UPLOAD_MAX_NUMBER_FIELDS", 15, "15 fields"),
    ],
)
def test_a_form_that_is_too_large_says_what_is_allowed(city, anna, settings, limit, value, words):
    data = open_form(anna, city)
    setattr(settings, limit, value)
    response = anna.post(admin_url(City, "change", city.pk), urlencode(data, doseq=True), FORM_TYPE)
    said = response.content.decode()
    assert response.status_code == 400
    assert "The form is too large" in said
    assert words in said
    assert City.objects.get().summary_en == city.summary_en
