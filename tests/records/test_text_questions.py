"""Missing Chinese and a name that another record has are named before they are public."""

import re

import pytest

from cities.models import City
from coalition.models import Event, Exchange, ExchangeCity
from records.models import Revision, Source
from tests.admin_client import admin_url, answer_questions, form_data, list_questions, submit_form
from tests.factories import (
    make_city,
    make_city_figure,
    make_exchange,
    make_region,
    make_section,
    make_source,
    save,
    text,
    writing,
)


@pytest.fixture
def editor(admin_client):
    return admin_client


def read_questions(response):
    return [(one.question.title, *one.question.hints) for one in list_questions(response)]


def test_a_record_is_published_without_chinese_texts_only_deliberately_and_the_answer_is_kept(editor, db):
    city = make_city("changchun", publish=False, name_zh_hans="", summary_en="A city.")
    make_section(city, text_zh_hans="")
    path = admin_url(City, "change", city.pk)
    response = submit_form(editor, path, {}, "_publish")
    names = "Name; Summary; Profile section “a-park” › Text"
    assert read_questions(response)[0] == ("3 texts have no Chinese", names)
    city.refresh_from_db()
    assert not city.is_published
    sources = {"summary_sources": [make_source().pk]}
    assert answer_questions(editor, path, response, button="_publish", **sources).status_code == 302
    (answer,) = Revision.objects.of(city).first().answers
    assert (answer["question"], answer["answer"]) == ("3 texts have no Chinese", "Publish without")


def test_written_texts_are_no_question_any_more(editor, db):
    city = make_city("changchun", publish=False, name_zh_hans="")
    path = admin_url(City, "change", city.pk)
    response = submit_form(editor, path, {}, "_publish")
    assert read_questions(response) == [("1 text has no Chinese", "Name")]
    assert list(response.context["questions"].by_field) == ["name_zh_hans"]
    data = {**form_data(response), "name_zh_hans": "长春市", "_publish": "1"}
    assert editor.post(path, data).status_code == 302


def test_the_answer_is_not_for_another_text(editor, db):
    city = make_city("changchun", publish=False, name_zh_hans="")
    path = admin_url(City, "change", city.pk)
    response = submit_form(editor, path, {}, "_publish")
    again = answer_questions(
        editor, path, response, button="_publish", name_zh_hans="长春市", coordinates_note_en="Unknown."
    )
    assert read_questions(again) == [("1 text has no Chinese", "Note on the coordinates")]


def test_a_public_text_that_loses_its_chinese_is_a_question_and_an_old_gap_is_none(editor, db):
    city = make_city("changchun", name_zh_hans="")
    figure = make_city_figure(city)
    assert (
        submit_form(editor, admin_url(City, "change", city.pk), {"name_en": "Chang-chun"}).status_code == 302
    )
    path = admin_url(City, "part", city.pk, "key_facts", figure.key)
    response = submit_form(editor, path, {"key_facts-0-label_zh_hans": ""})
    assert read_questions(response) == [("1 text has no Chinese", "Key fact “area” › Label")]
    assert answer_questions(editor, path, response).status_code == 302
    figure.refresh_from_db()
    assert figure.label_zh_hans == ""


def test_a_text_in_traditional_chinese_of_its_own_is_chinese(editor, db):
    city = make_city("hong-kong", publish=False, name_zh_hans="", zh_hant={"name": "香港"})
    path = admin_url(City, "change", city.pk)
    assert submit_form(editor, path, {}, "_publish").status_code == 302


def test_a_draft_is_saved_without_chinese(editor, db):
    city = make_city("changchun", publish=False, name_zh_hans="")
    assert submit_form(editor, admin_url(City, "change", city.pk), {"name_en": "C"}).status_code == 302


def test_a_new_city_with_the_name_of_another_one_is_a_question_that_names_its_region(editor, db):
    make_city(
        "fuzhou", **text("name", "Fuzhou", "福州市"), region=make_region("fujian", **text("name", "Fujian"))
    )
    city = make_city("fuzhou-jiangxi", publish=False, **text("name", "Fuzhou", "抚州市"))
    path = admin_url(City, "change", city.pk)
    response = submit_form(editor, path, {}, "_publish")
    assert read_questions(response) == [("Another city is called so: Fuzhou (Fujian)",)]
    assert answer_questions(editor, path, response, button="_publish").status_code == 302


def test_a_source_with_the_title_of_another_one_is_a_question(editor, db):
    make_source("first", title="A yearbook")
    source = make_source("second", title="Another title")
    response = submit_form(editor, admin_url(Source, "change", source.pk), {"title": "a yearbook"})
    assert read_questions(response) == [("Another source is called so: A yearbook (first)",)]


def test_saving_a_name_as_it_was_asks_nothing(editor, db):
    for slug in ("chaoyang-beijing", "chaoyang-changchun"):
        city = make_city(slug, **text("name", "Chaoyang"))
    assert (
        submit_form(editor, admin_url(City, "change", city.pk), {"admin_code": "220104"}).status_code == 302
    )
    assert not Event.objects.exists()


# -- in bulk, and when a revision is restored ---------------------------------------------------------


def publish_selected(editor, *cities, **data):
    keys = [city.pk for city in cities]
    return editor.post(
        admin_url(City, "changelist"), {"action": "publish_selected", "_selected_action": keys, **data}
    )


def test_publishing_in_bulk_names_missing_chinese_first_and_keeps_the_answer(editor, db):
    first, second = (make_city(slug, publish=False, name_zh_hans="") for slug in ("datong", "taiyuan"))
    make_section(first, text_zh_hans="")
    complete = make_city("changchun", publish=False)
    response = publish_selected(editor, first, second, complete)
    question = response.context["gap_question"]
    assert [(str(gap.record), gap.title, gap.describe_places()) for gap in question.gaps] == [
        ("Datong", "2 texts have no Chinese", "Name; Profile section “a-park” › Text"),
        ("Taiyuan", "1 text has no Chinese", "Name"),
    ]
    assert not City.objects.published().exists()
    assert publish_selected(editor, first, second, complete, without_chinese="1 x").status_code == 200
    sent = publish_selected(editor, first, second, complete, without_chinese=question.value)
    assert sent.status_code == 302
    assert City.objects.published().count() == 3
    answers = Revision.objects.of(second).first().answers
    assert [(answer["question"], answer["answer"]) for answer in answers] == [
        ("1 text has no Chinese", "Publish without")
    ]
    assert Revision.objects.of(complete).first().answers == []


def test_the_answer_in_bulk_is_kept_while_draft_sources_are_asked_about(editor, db):
    source = Source(slug="draft", title="A draft", publisher="A ministry", language="en", kind="page")
    source.url = "https://example.org/draft"
    save(source, publish=False)
    city = make_city("datong", publish=False, name_zh_hans="", lists={"sources": [source]})
    value = publish_selected(editor, city).context["gap_question"].value
    response = publish_selected(editor, city, without_chinese=value)
    assert response.context["answers"]["without_chinese"] == value
    data = {"publish_sources": response.context["draft_sources"].value, "without_chinese": value}
    assert publish_selected(editor, city, **data).status_code == 302
    assert City.objects.published().exists()


def test_restoring_a_revision_without_chinese_is_asked_first(editor, db):
    city = make_city("datong", name_zh_hans="")
    old = Revision.objects.of(city).first()
    change = admin_url(City, "change", city.pk)
    assert submit_form(editor, change, {"name_zh_hans": "大同市"}).status_code == 302
    path = admin_url(City, "restore", city.pk, old.pk)
    version = editor.get(path).context["version"]
    response = editor.post(path, {"version": version})
    (gap,) = response.context["gap_question"].gaps
    assert gap.places == ("name",)
    city.refresh_from_db()
    assert city.name_zh_hans == "大同市"
    data = {"version": version, "without_chinese": response.context["gap_question"].value}
    assert editor.post(path, data).status_code == 302
    city.refresh_from_db()
    assert city.name_zh_hans == ""
    newest = Revision.objects.of(city).first()
    assert newest.answers[0]["code"] == "missing-chinese"
    compared = editor.get(admin_url(City, "compare", city.pk), {"before": old.pk, "after": newest.pk})
    assert "Publish without" in compared.content.decode()


def test_a_question_about_a_row_of_a_link_stands_in_its_row(editor, db):
    """The cities of an exchange are the rows of a table."""
    exchange = make_exchange("a-visit")
    row = ExchangeCity(exchange=exchange, city=make_city("changchun"), role="host")
    with writing() as changes:
        changes.save(row)
    path = admin_url(Exchange, "change", exchange.pk)
    response = submit_form(editor, path, {"cities-0-note_en": "It lends its experts."})
    name = "cities-0-note_zh_hans"
    assert list(response.context["questions"].by_field) == [name]
    cell = response.content.decode().partition(f'name="{name}"')[2].partition("</td>")[0]
    assert 'class="question"' in cell
    assert answer_questions(editor, path, response).status_code == 302
    row.refresh_from_db()
    assert row.note_en == "It lends its experts."


def test_a_question_opens_the_fold_in_which_its_field_stands(editor, db):
    city = make_city("changchun")
    path = admin_url(City, "change", city.pk)
    response = submit_form(editor, path, {"coordinates_note_en": "Of the station."})
    assert list(response.context["questions"].by_field) == ["coordinates_note_zh_hans"]
    fold = r"<details open>\s*<summary>\s*<h2[^>]*>Sources of place"
    assert re.search(fold, response.content.decode())
    assert not re.search(fold, editor.get(path).content.decode())
