"""What an editor saves in the admin is validated, logged and shown at once, or not saved."""

from typing import Any

import pytest
from django.db import connection

from cities.models import City, CityFigure
from coalition.models import Event, EventCityNote, Exchange, ExchangeCity
from initiatives.models import Designation
from records.admin import RecordAdmin
from records.choices import Status
from records.models import Proposal, Publication, Revision
from tests.admin_client import admin_url, form_data, submit_form
from tests.factories import (
    clear_sources,
    make_city,
    make_city_figure,
    make_designation,
    make_event,
    make_exchange,
    make_flow,
    make_material,
    make_park,
    make_programme,
    make_region,
    make_source,
    make_target,
    save_part,
    text,
    writing,
)

FIGURE = {**text("label", "Area"), "value": 10, "unit": "km2", "source_type": "official"}


@pytest.fixture
def editor(admin_client):
    return admin_client


def new_city(**changes) -> dict[str, Any]:
    source = make_source("a-notice", title="Notice of the city").pk
    return {
        "slug": "linfen", **text("name", "Linfen", "临汾市"), "kind": "prefecture_level", "country": "CN",
        "region": make_region().pk, "main_industries": "[]", "sources": [source], **changes,
    }  # fmt: skip


def new_figure(**changes) -> dict[str, Any]:
    values = {
        **text("label", "Electric taxis", "电动出租车"), "value": "1234", "unit": "vehicles",
        "source_type": "official", "sources": [make_source("a-notice", title="Notice of the city").pk],
        **changes,
    }  # fmt: skip
    return {f"key_facts-0-{name}": value for name, value in values.items()}


def add_city_with_figure(editor, **changes) -> City:
    assert submit_form(editor, admin_url(City, "add"), new_city()).status_code == 302
    city = City.objects.get(slug="linfen")
    response = submit_form(editor, admin_url(City, "part_add", city.pk, "key_facts"), new_figure(**changes))
    assert response.status_code == 302, response.context["errors"]
    return city


def test_an_editor_adds_a_city_with_a_sourced_figure_and_publishes_it(db, editor, client, get):
    city = add_city_with_figure(editor)
    response = submit_form(editor, admin_url(City, "change", city.pk), {}, "_publish")
    assert response.status_code == 302, response.context["errors"]
    page = get("/en/cities/linfen/")
    assert "Electric taxis" in page
    assert "1,234" in page
    assert "Notice of the city" in page
    assert Publication.objects.get(slug="linfen").data["key_facts"][0]["value"] == 1234


def test_a_city_that_is_only_saved_is_not_public(db, editor, client):
    add_city_with_figure(editor)
    assert City.objects.get(slug="linfen").status == Status.DRAFT
    assert client.get("/en/cities/linfen/").status_code == 404


def test_publishing_without_a_source_is_refused_on_the_form_and_what_was_typed_stays(db, editor):
    response = submit_form(editor, admin_url(City, "add"), new_city(sources=[]), "_publish")
    assert response.status_code == 200
    assert response.context["adminform"].form.errors == {"sources": ["Name at least one source."]}
    assert form_data(response)["name_zh_hans"] == "临汾市"
    assert not City.objects.exists()
    assert not Publication.objects.filter(record_type="city").exists()


@pytest.mark.parametrize(
    "changes",
    [{"sources": []}, {"is_correction": "on"}, {"_opened": "of an older version"}],
    ids=["problem", "no reason", "conflict"],
)
def test_no_write_transaction_is_open_while_a_refused_form_is_rendered(changes, db, editor, monkeypatch):
    city = make_city("linfen")
    render, transactions = RecordAdmin.render_change_form, []

    def render_and_count(*args, **kwargs):
        transactions.append(len(connection.savepoint_ids))
        return render(*args, **kwargs)

    monkeypatch.setattr(RecordAdmin, "render_change_form", render_and_count)
    submit_form(editor, admin_url(City, "change", city.pk), {"name_en": "Pingyang", **changes})
    opened, *refused = transactions
    assert set(refused) == {opened}
    city.refresh_from_db()
    assert city.name_en != "Pingyang"


def test_a_figure_without_a_source_is_told_at_its_line_and_beside_its_sources(db, editor):
    city = add_city_with_figure(editor, sources=[])
    response = submit_form(editor, admin_url(City, "change", city.pk), {"name_en": "Pingyang"}, "_publish")
    assert response.status_code == 200
    lines = [line for group in response.context["part_groups"] for line in group.lines]
    assert [(line.key, line.problems) for line in lines] == [
        ("electric-taxis", ["Name at least one source."])
    ]
    assert not response.context["adminform"].form.errors
    assert form_data(response)["name_en"] == "Pingyang"
    assert not City.objects.get().is_published
    public = make_city("datong")
    path = admin_url(City, "part_add", public.pk, "key_facts")
    response = submit_form(editor, path, new_figure(sources=[]))
    part = response.context["inline_admin_formsets"][0].formset.forms[0]
    assert part.errors == {"sources": ["Name at least one source."]}
    assert form_data(response)["key_facts-0-value"] == "1234"


def test_a_public_city_that_loses_its_source_is_refused_and_stays_as_it_was(db, editor, get):
    city = make_city("linfen")
    response = submit_form(editor, admin_url(City, "change", city.pk), {"sources": [], "name_en": "Nameless"})
    assert response.context["adminform"].form.errors == {"sources": ["Name at least one source."]}
    assert "Nameless" not in get("/en/cities/linfen/")


def test_an_edit_of_a_public_city_is_public_at_once_and_logged(db, editor, get):
    city = make_city("linfen")
    submit_form(editor, admin_url(City, "change", city.pk), text("name", "Pingyang", "平阳"))
    assert "Pingyang" in get("/en/cities/linfen/")
    assert Publication.objects.filter(slug="linfen").first().version == 2


def test_the_history_names_the_editor(db, editor, admin_user):
    city = make_city("linfen")
    submit_form(editor, admin_url(City, "change", city.pk), text("name", "Pingyang", "平阳"))
    assert Revision.objects.of(city).first().by == admin_user


def test_removing_a_figure_at_the_admin_takes_it_off_the_page(db, editor, get):
    city = make_city("linfen")
    make_city_figure(city, "electric-taxis", **text("label", "Electric taxis"))
    path = admin_url(City, "part_delete", city.pk, "key_facts", "electric-taxis")
    assert "Electric taxis" in editor.get(path).content.decode()
    city.refresh_from_db()
    editor.post(path, {"version": city.version, "change_reason": "Counted twice."})
    assert Revision.objects.of(city).first().reason == "Counted twice."
    figures, _heading, history = get("/en/cities/linfen/").partition('id="history"')
    assert "Electric taxis" not in figures
    assert "key fact “Electric taxis” removed" in history


def test_an_address_that_has_been_public_can_not_be_edited(db, editor):
    city = make_city("linfen")
    path = admin_url(City, "change", city.pk)
    assert "slug" not in editor.get(path).context["adminform"].form.fields
    submit_form(editor, path, {"slug": "elsewhere"})
    assert City.objects.get().slug == "linfen"


def test_the_address_of_a_draft_can_be_edited(db, editor):
    city = make_city("linfen", publish=False)
    submit_form(editor, admin_url(City, "change", city.pk), {"slug": "elsewhere"})
    assert City.objects.get().slug == "elsewhere"


# -- several records at once ------------------------------------------------------------------------


def act(editor, action, *records) -> str:
    """Choose records in the list and an action; what the admin answers."""
    data = {"action": action, "_selected_action": [record.pk for record in records]}
    return editor.post(admin_url(type(records[0]), "changelist"), data, follow=True).content.decode()


def test_drafts_are_published_from_the_list_together_or_not_at_all(db, editor):
    good, bad = make_city("good", publish=False), make_city("bad", publish=False)
    clear_sources(bad)
    name = f'City “<a href="{admin_url(City, "change", bad.pk)}">Bad</a>”'
    assert f"{name}: Sources: Name at least one source." in act(editor, "publish_selected", good, bad)
    assert not City.objects.published().exists()
    assert "Published: 1." in act(editor, "publish_selected", good)


def test_a_list_names_what_is_refused_in_the_language_of_the_editor(db, editor):
    figure = make_city_figure(make_city("bad", publish=False), "area")
    clear_sources(figure)
    answer = act(editor, "publish_selected", figure.city)
    name = f'“<a href="{admin_url(City, "change", figure.city.pk)}">Bad</a>”'
    assert f"City {name}: Key fact “area”: Sources: Name at least one source." in answer
    editor.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-hans"
    answer = act(editor, "publish_selected", figure.city)
    name = name.replace("Bad", str(figure.city.title_in("zh-hans")))
    assert f"城市 {name}: 关键数据 “area”: 来源: " in answer


def test_a_list_names_the_first_of_many_problems(db, editor):
    with writing():
        drafts = [make_city(f"bad-{number}", publish=False) for number in range(53)]
        for draft in drafts:
            clear_sources(draft)
    answer = act(editor, "publish_selected", *drafts)
    assert answer.count("Name at least one source.") == 50
    assert "<br>3 more" in answer


def test_the_publication_of_drafts_is_proposed_as_one(db, editor):
    drafts, public = [make_city(f"draft-{number}", publish=False) for number in range(2)], make_city("public")
    assert "See the proposal" in act(editor, "propose_selected", *drafts, public)
    assert City.objects.published().get() == public
    proposal = Proposal.objects.get()
    assert (proposal.size, proposal.origin) == (2, "bulk")


def test_the_confirmation_of_a_deletion_lists_parts_and_no_rows_of_relations(db, editor):
    city = make_city("linfen")
    make_city_figure(city, "taxis", **text("label", "Electric taxis"))
    shown = editor.get(admin_url(City, "delete", city.pk)).content.decode()
    assert "Electric taxis" in shown
    assert "Key fact: 1" in shown
    assert "relationship" not in shown


def test_a_record_is_deleted_with_a_tombstone(db, editor, client):
    city = make_city("linfen")
    city.refresh_from_db()
    editor.post(admin_url(City, "delete", city.pk), {"post": "yes", "version": city.version})
    assert not City.objects.exists()
    assert client.get("/en/cities/linfen/").status_code == 410


def test_a_source_that_public_records_rest_on_is_not_deleted(db, editor):
    city = make_city("linfen")
    source = city.sources.get()
    answer = editor.post(admin_url(type(source), "delete", source.pk), {"post": "yes"}, follow=True)
    assert ">Linfen</a> (Published)" in answer.content.decode()
    assert city.sources.get() == source


def test_only_staff_sees_the_admin(db, client):
    for model in (City, Publication):
        assert client.get(admin_url(model, "changelist")).status_code == 302


@pytest.mark.parametrize(
    ("make", "field"), [(make_city, "parent"), (make_material, "parent"), (make_target, "denominator")]
)
def test_a_record_that_refers_to_itself_is_refused_beside_the_field(db, editor, make, field):
    record = make()
    response = submit_form(editor, admin_url(type(record), "change", record.pk), {field: record.pk})
    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == [field]


def test_a_designation_without_park_and_city_is_refused_beside_the_field(db, editor):
    designation = make_designation(make_programme(), park=make_park())
    path = admin_url(Designation, "change", designation.pk)
    response = submit_form(editor, path, {"park": "", "batch": "7"})
    assert response.context["adminform"].form.errors == {"city": ["Give a park or a city, not both."]}
    assert form_data(response)["batch"] == "7"


def test_the_links_without_the_english_text_are_told_beside_it(db, editor):
    event = make_event()
    for _number in range(3):
        save_part(EventCityNote(event=event, city=make_city(), **text("note", "It hosted the event.")))
    empty = {"city_notes-0-note_en": "", "city_notes-2-note_en": "\u200b"}
    response = submit_form(editor, admin_url(Event, "change", event.pk), empty)
    missing = {"note_en": ["The English text is missing."]}
    assert get_row_errors(response, "city_notes") == [missing, {}, missing]
    assert response.context["adminform"].form.errors == {}
    assert form_data(response)["city_notes-1-note_en"] == "It hosted the event."


def test_the_link_to_a_draft_is_told_beside_it(db, editor):
    exchange = make_exchange()
    for _number in range(3):
        save_part(ExchangeCity(exchange=exchange, city=make_city(), role="host"))
    drafts = [make_city("changchun", publish=False), make_city("chang", publish=False)]
    changed = {f"cities-{number}-city": draft.pk for number, draft in enumerate(drafts)}
    response = submit_form(editor, admin_url(Exchange, "change", exchange.pk), changed)
    message = 'It points to “<a href="{}">{}</a>”, which is not published.'
    first, second = (message.format(admin_url(City, "change", draft.pk), draft) for draft in drafts)
    assert get_row_errors(response, "cities") == [{"city": [first]}, {"city": [second]}, {}]
    assert response.context["adminform"].form.errors == {}


def test_the_link_with_a_control_character_is_told_beside_it_and_none_without_a_text(db, editor):
    exchange = make_exchange()
    for _number in range(2):
        save_part(ExchangeCity(exchange=exchange, city=make_city(), role="host"))
    path = admin_url(Exchange, "change", exchange.pk)
    response = submit_form(editor, path, {"cities-0-note_en": "It hosted\x0bthe exchange."})
    message = "Remove the control character U+000B, which nobody sees."
    assert get_row_errors(response, "cities") == [{"note_en": [message]}, {}]


def get_row_errors(response, prefix: str) -> list[Any]:
    """The errors of the rows of a kind of part, or link."""
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    return next([form.errors for form in formset] for formset in formsets if formset.prefix == prefix)


@pytest.mark.parametrize("is_part", [False, True])
def test_a_source_that_a_draft_rests_on_is_not_deleted(db, editor, is_part):
    city = make_city("linfen", publish=False)
    source = make_source("notice")
    if is_part:
        save_part(CityFigure(city=city, key="area", **FIGURE), [source])
    else:
        with writing() as changes:
            changes.set_related(city, "sources", [source])
    before = Revision.objects.of(city).first()
    path = admin_url(type(source), "delete", source.pk)
    for answer in (editor.get(path), editor.post(path, {"post": "yes"}, follow=True)):
        assert ">Linfen</a> (Draft)" in answer.content.decode()
    assert type(source).objects.filter(slug="notice").exists()
    assert Revision.objects.of(city).first() == before


def test_a_material_of_a_flow_is_not_deleted_and_the_park_is_named(db, editor):
    park, material = make_park("steel-park"), make_material("slag")
    make_flow(park, material=material)
    path = admin_url(type(material), "delete", material.pk)
    for answer in (editor.get(path), editor.post(path, {"post": "yes"}, follow=True)):
        assert ">Steel-Park</a> (Published)" in answer.content.decode()
    assert admin_url(type(park), "change", park.pk) in editor.get(path).content.decode()
    assert type(material).objects.exists()
