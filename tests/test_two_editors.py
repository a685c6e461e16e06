"""Two editors on one form: no version is overwritten unseen, and no input is lost."""

import pytest
from django.contrib.auth.models import Group, User
from django.db import IntegrityError
from django.test import Client

from cities.models import City, CityFigure
from coalition.models import Exchange, ExchangeCity
from records.models import Publication, Record
from tests.admin_client import admin_url, form_data
from tests.factories import make_city, make_city_figure, make_exchange, save_part, text, writing

pytestmark = pytest.mark.django_db


def sign_in(name: str, role: str = "Publisher") -> Client:
    user = User.objects.create(username=name, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def city() -> City:
    city = make_city("datong", **text("name", "Datong", "大同"))
    make_city_figure(city, "area", **text("label", "Area"), value=10)
    make_city_figure(city, "water", **text("label", "Water"), value=20)
    return city


@pytest.fixture
def anna() -> Client:
    return sign_in("anna")


@pytest.fixture
def bo() -> Client:
    return sign_in("bo")


class Form:
    """The form of a record in the browser of an editor."""

    def __init__(self, editor: Client, record: Record) -> None:
        self.editor, self.path = editor, admin_url(type(record), "change", record.pk)
        self.data = form_data(editor.get(self.path))

    def save(self, **changes):
        self.data |= changes
        return self.editor.post(self.path, {**self.data, "_save": "1"})

    def save_shown(self, response):
        return self.editor.post(self.path, {**form_data(response), "_save": "1"})


def differences(response) -> dict[str, tuple[str, str, bool]]:
    found = response.context["differences"]
    return {one.label: (one.saved, one.typed, one.by_both) for one in found}


def values(city: City) -> dict[str, int]:
    return {
        key: int(value) for key, value in CityFigure.objects.filter(city=city).values_list("key", "value")
    }


def test_an_older_form_does_not_undo_what_another_editor_saved(city, anna, bo):
    first, second = Form(anna, city), Form(bo, city)
    assert first.save(name_en="Pingcheng").status_code == 302
    response = second.save(name_zh_hans="平城")
    assert response.status_code == 409
    assert (City.objects.get().name_en, City.objects.get().name_zh_hans) == ("Pingcheng", "大同")


def test_what_another_editor_did_to_a_part_stops_nobody(city, bo):
    form = Form(bo, city)
    with writing() as changes:
        figure = city.key_facts.get(key="area")
        figure.value = 11
        changes.save(figure)
    assert form.save(name_zh_hans="平城").status_code == 302
    assert (values(city)["area"], City.objects.get().name_zh_hans) == (11, "平城")


def test_both_versions_are_shown_side_by_side_with_who_saved_the_other(city, anna, bo):
    first, second = Form(anna, city), Form(bo, city)
    first.save(name_en="Pingcheng")
    response = second.save(name_en="Tatung", name_zh_hans="平城")
    found = differences(response)
    assert found["Name (English)"] == ("Pingcheng", "Tatung", True)
    assert found["Name (简体)"] == ("大同", "平城", False)
    assert "anna" in response.content.decode()


def test_the_form_keeps_what_was_typed_and_takes_over_what_only_the_other_changed(city, anna, bo):
    first, second = Form(anna, city), Form(bo, city)
    first.save(name_en="Pingcheng", admin_code="140200")
    response = second.save(name_en="Tatung", name_zh_hans="平城")
    assert second.save_shown(response).status_code == 302
    saved = City.objects.get()
    assert (saved.name_en, saved.name_zh_hans, saved.admin_code) == ("Tatung", "平城", "140200")


def test_a_third_version_is_told_too(city, anna, bo):
    first, second = Form(anna, city), Form(bo, city)
    first.save(name_en="Pingcheng")
    response = second.save(name_en="Tatung")
    Form(anna, city).save(name_en="Ping")
    assert second.save_shown(response).status_code == 409
    assert City.objects.get().name_en == "Ping"


def add_link(exchange: Exchange, slug: str, note: str) -> None:
    city = make_city(slug, **text("name", slug.capitalize()))
    save_part(ExchangeCity(exchange=exchange, city=city, role="host", **text("note", note)))


@pytest.fixture
def exchange() -> Exchange:
    exchange = make_exchange("visit")
    add_link(exchange, "tokyo", "Hosted.")
    add_link(exchange, "suzhou", "Came.")
    return exchange


def notes(exchange: Exchange) -> list[str]:
    return list(ExchangeCity.objects.filter(exchange=exchange).values_list("note_en", flat=True))


def test_a_link_that_another_editor_deleted_is_no_dead_end(exchange, anna, bo):
    first, second = Form(anna, exchange), Form(bo, exchange)
    assert first.save(**{"cities-0-DELETE": "on"}).status_code == 302
    response = second.save(title_en="Tatung")
    assert [(one.saved, one.by_both) for one in response.context["differences"]][-1] == ("deleted", False)
    assert second.save_shown(response).status_code == 302
    assert (Exchange.objects.get().title_en, notes(exchange)) == ("Tatung", ["Came."])


def test_a_link_that_was_deleted_while_it_was_changed_is_kept_in_the_form(exchange, anna, bo):
    first, second = Form(anna, exchange), Form(bo, exchange)
    first.save(**{"cities-0-DELETE": "on"})
    response = second.save(**{"cities-0-note_en": "Invited."})
    assert notes(exchange) == ["Came."]
    assert second.save_shown(response).status_code == 302
    assert sorted(notes(exchange)) == ["Came.", "Invited."]


def test_links_that_both_added_are_all_there(exchange, anna, bo):
    first, second = Form(anna, exchange), Form(bo, exchange)
    add_link(exchange, "linfen", "Listened.")
    other = make_city("datong")
    row = {name.replace("-1-", "-2-"): value for name, value in second.data.items() if "cities-1-" in name}
    del row["cities-2-id"]
    added = {**row, "cities-2-city": other.pk, "cities-2-note_en": "Spoke.", "cities-TOTAL_FORMS": "3"}
    response = second.save(**added)
    assert [one.saved for one in response.context["differences"]] == ["added"]
    assert second.save_shown(response).status_code == 302
    assert sorted(notes(exchange)) == ["Came.", "Hosted.", "Listened.", "Spoke."]
    assert first.save().status_code == 409


def test_a_form_whose_record_was_published_meanwhile_shows_what_was_typed(anna):
    draft = make_city("linfen", publish=False, **text("name", "Linfen"))
    form = Form(sign_in("cui", "Contributor"), draft)
    with writing() as changes:
        changes.publish(City.objects.get(pk=draft.pk))
    response = form.save(name_en="Pingyang")
    assert response.status_code == 409
    assert differences(response)["Name (English)"] == ("Linfen", "Pingyang", False)
    assert 'name="_propose"' in response.content.decode()
    assert City.objects.get(pk=draft.pk).name_en == "Linfen"


def test_traditional_texts_of_two_editors_are_compared_too(city, anna, bo):
    first, second = Form(anna, city), Form(bo, city)
    assert first.save(name_zh_hant="大　同").status_code == 302
    response = second.save(name_zh_hant="大同市")
    assert differences(response)["Name (繁體)"] == ("大　同", "大同市", True)
    assert second.save_shown(response).status_code == 302
    assert City.objects.get().zh_hant == {"name": "大同市"}


def test_a_form_that_does_not_say_what_it_was_opened_with_is_not_saved(city, anna):
    form = Form(anna, city)
    del form.data["_opened"]
    assert form.save(name_en="Tatung").status_code == 409
    assert form.save(name_en="Tatung", _opened="forged").status_code == 409
    assert City.objects.get().name_en == "Datong"


def test_an_editor_alone_is_never_asked(city, anna):
    form = Form(anna, city)
    refused = form.save(name_en="", name_zh_hans="")
    assert refused.status_code == 200
    names = {"name_en": "A", "name_zh_hans": "甲"}
    assert form.editor.post(form.path, {**form_data(refused), **names, "_save": "1"}).status_code == 302
    assert Form(anna, city).save(name_en="B").status_code == 302
    assert Publication.objects.filter(slug="datong").first().title_en == "B"


def test_a_record_that_was_deleted_meanwhile_is_told_as_gone(city, anna, bo):
    form = Form(bo, city)
    city.refresh_from_db()
    anna.post(admin_url(City, "delete", city.pk), {"post": "yes", "version": city.version})
    response = form.save(name_en="Tatung")
    assert response.status_code in (302, 404)
    assert not City.objects.exists()


def test_a_version_that_the_confirmation_did_not_show_is_not_deleted(city, anna, bo):
    path = admin_url(City, "delete", city.pk)
    city.refresh_from_db()
    shown = anna.get(path)
    assert f'name="version" value="{city.version}"' in shown.content.decode()
    Form(bo, city).save(name_en="Tatung")
    refused = anna.post(path, {"post": "yes", "version": city.version}, follow=True)
    assert refused.redirect_chain[0][0] == path
    assert "Not deleted: this record was changed" in refused.content.decode()
    assert City.objects.get().name_en == "Tatung"
    anna.post(path, {"post": "yes", "version": City.objects.get().version})
    assert not City.objects.exists()


@pytest.mark.parametrize(
    "shown", [{}, {"version": ""}, {"version": "x"}, {"version": "99999999999999999999"}]
)
def test_a_deletion_without_a_possible_version_is_refused(city, anna, shown):
    response = anna.post(admin_url(City, "delete", city.pk), {"post": "yes", **shown}, follow=True)
    assert "Not deleted: this record was changed" in response.content.decode()
    assert City.objects.exists()


def test_a_form_that_was_saved_twice_at_the_same_moment_says_so_and_keeps_what_was_typed(
    monkeypatch, city, anna
):
    def save_after_another_request(record, **kwargs):
        monkeypatch.undo()
        raise IntegrityError("duplicate key value violates unique constraint")

    form = Form(anna, city)
    monkeypatch.setattr(City, "save", save_after_another_request)
    response = form.save(name_en="Tatung")
    assert response.status_code == 200
    assert "The same was saved at the same moment." in response.content.decode()
    assert form_data(response)["name_en"] == "Tatung"
    assert City.objects.get().name_en == "Datong"
