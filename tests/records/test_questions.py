"""What is odd, but possible, is a question beside its field; the answer is kept with the revision."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import City
from records.models import Revision
from tests.admin_client import admin_url, answer_questions, form_data, list_questions, submit_form
from tests.factories import (
    make_city,
    make_city_figure,
    make_indicator,
    make_indicator_value,
    make_source,
    text,
    writing,
)

RATE = {"unit": "percent", "measured_property": "recycling_rate"}
POPULATION = {"key": "population", "unit": "people", "measured_property": "population"}


@pytest.fixture
def editor(admin_client):
    return admin_client


@pytest.fixture
def city(db):
    city = make_city("changchun")
    make_city_figure(city, value=9_066_906, year=2020, **POPULATION)
    return city


def page_of(city, key="population"):
    return admin_url(City, "part", city.pk, "key_facts", key)


def change(editor, city, key="population", **changes):
    """Change a figure on its page."""
    return submit_form(editor, page_of(city, key), changes)


def titles(response) -> list[str]:
    return [asked.question.title for asked in list_questions(response)]


def get_value(city) -> Decimal:
    return city.key_facts.get(key="population").value


def test_ten_times_the_value_before_is_a_question_beside_the_value_and_nothing_is_saved(editor, city):
    response = change(editor, city, **{"key_facts-0-value": "90700000"})
    assert response.status_code == 200
    assert titles(response) == ["Ten times the value before (9,066,906)"]
    assert list(response.context["questions"].by_field) == ["key_facts-0-value"]
    assert get_value(city) == 9_066_906
    assert form_data(response)["key_facts-0-value"] == "90700000"
    assert (
        "checked"
        not in response.content.decode().partition("answer:proportion")[2].partition("</fieldset>")[0]
    )


def test_the_value_is_saved_when_the_editor_keeps_it_and_the_answer_stands_in_the_history(editor, city, get):
    path = page_of(city)
    response = change(editor, city, **{"key_facts-0-value": "90700000"})
    assert answer_questions(editor, path, response).status_code == 302
    assert get_value(city) == 90_700_000
    revision = Revision.objects.of(city).first()
    assert revision.answers == [
        {
            "code": "proportion",
            "field": "key_facts.population.value",
            "value": "90700000 people",
            "question": "Ten times the value before (9,066,906)",
            "choice": "keep",
            "answer": "Keep 90,700,000: the source says so",
        }
    ]
    history = editor.get(admin_url(City, "history", city.pk)).content.decode()
    assert "Keep 90,700,000: the source says so" in history


def test_the_offered_number_takes_the_place_of_the_slip(editor, city):
    path = page_of(city)
    response = change(editor, city, **{"key_facts-0-value": "90700000"})
    assert answer_questions(editor, path, response, "change").status_code == 302
    assert get_value(city) == 9_070_000
    assert Revision.objects.of(city).first().answers == []


def test_an_answer_holds_for_its_value_only(editor, city):
    path = page_of(city)
    response = change(editor, city, **{"key_facts-0-value": "90700000"})
    again = answer_questions(editor, path, response, **{"key_facts-0-value": "907000000"})
    assert titles(again) == ["A hundred times the value before (9,066,906)"]
    assert get_value(city) == 9_066_906


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("907", "A ten-thousandth of the value before (9,066,906)"),
        ("900000", "A tenth of the value before (9,066,906)"),
        ("63000000", "6.9 times the value before (9,066,906)"),
        ("1300000", "The value before was 7 times as much (9,066,906)"),
        ("9100000", None),
        ("9066906", None),
        ("0", None),
    ],
)
def test_only_what_is_out_of_proportion_is_asked(editor, city, value, title):
    response = change(editor, city, **{"key_facts-0-value": value})
    assert (None if response.status_code == 302 else titles(response)[0]) == title


def test_an_old_oddity_that_nobody_touches_asks_nothing(editor, city):
    fact = city.key_facts.get()
    make_city_figure(city, key="area", value=53_000_000, year=2090)
    response = change(editor, city, **text("key_facts-0-note", "A census."))
    assert response.status_code == 302
    assert fact.note_en == ""


@pytest.mark.parametrize("before", [0, None])
def test_a_value_that_had_no_value_before_is_not_compared_with_it(editor, db, before):
    city = make_city("changchun")
    if before is not None:
        make_city_figure(city, value=before, **POPULATION)
        assert change(editor, city, **{"key_facts-0-value": "90700000"}).status_code == 302
    else:
        value = make_indicator_value(make_indicator(), city, value=None, reason="not_reported")
        path = admin_url(type(value), "change", value.pk)
        assert submit_form(editor, path, {"value": "12", "reason": ""}).status_code == 302


def test_more_than_any_other_city_is_a_question_that_names_the_largest(editor, city):
    with writing():
        for number in range(5):
            make_city_figure(make_city(f"other-{number}"), value=1_000_000 * (number + 1), **POPULATION)
    response = change(editor, city, **{"key_facts-0-value": "99900000000"})
    (asked,) = list_questions(response)
    assert asked.question.hints == ("More than any of the 5 other cities; the largest is Other 4, 5,000,000",)


def test_a_share_over_the_whole_is_a_question(editor, city):
    make_city_figure(city, key="recycled", value=90, unit="percent", position=1)
    response = change(editor, city, "recycled", **{"key_facts-0-value": "190"})
    assert titles(response) == ["More than the whole: over 100%"]


def test_a_year_to_come_is_a_question_and_may_be_a_target(editor, city):
    path = page_of(city)
    response = change(editor, city, **{"key_facts-0-year": "2090"})
    assert titles(response) == ["2090 has not been yet"]
    assert list(response.context["questions"].by_field) == ["key_facts-0-year"]
    assert answer_questions(editor, path, response, "target").status_code == 302
    fact = city.key_facts.get()
    assert (fact.year, fact.evidence) == (2090, "target")


def test_a_draft_is_saved_without_a_question_and_asked_before_it_is_public(editor, db):
    city = make_city("changchun", publish=False)
    make_city_figure(city, value=10, year=2090, **POPULATION)
    path = admin_url(City, "change", city.pk)
    assert change(editor, city, **{"key_facts-0-value": "12"}).status_code == 302
    response = submit_form(editor, path, {}, "_publish")
    (asked,) = response.context["questions"].others
    assert (asked.question.title, asked.where) == ("2090 has not been yet", "Key fact “population” › Year")
    assert asked.url == f"{page_of(city)}#id_key_facts-0-year"
    assert [answer.code for _value, answer, _chosen in asked.list_choices()] == ["keep"]
    assert asked.url in response.content.decode()
    city.refresh_from_db()
    assert not city.is_published
    assert answer_questions(editor, path, response, button="_publish").status_code == 302
    city.refresh_from_db()
    assert city.is_published


def test_questions_and_problems_are_shown_together_and_answers_survive_both(editor, city):
    path, sources = page_of(city), "key_facts-0-sources"
    response = change(editor, city, **{"key_facts-0-value": "90700000", sources: []})
    (row,) = response.context["inline_admin_formsets"][0].formset.forms
    assert row.errors == {"sources": ["Name at least one source."]}
    assert titles(response) == ["Ten times the value before (9,066,906)"]
    again = answer_questions(editor, path, response, **{"key_facts-0-year": "many"})
    kept = dict(again.context["questions"].kept)
    assert list(kept) == ["answer:proportion:key_facts.population.value"]
    mended = {"key_facts-0-year": "2020", sources: [make_source().pk]}
    assert editor.post(path, {**form_data(again), **kept, **mended, "_save": "1"}).status_code == 302
    assert get_value(city) == 90_700_000


def test_an_answer_survives_a_conflict(editor, city):
    path = page_of(city)
    first = change(editor, city, **{"key_facts-0-value": "90700000"})
    assert change(editor, city, **text("key_facts-0-note", "A census.")).status_code == 302
    conflict = answer_questions(editor, path, first)
    assert conflict.status_code == 409
    kept = dict(conflict.context["questions"].kept)
    response = editor.post(path, {**form_data(conflict), **kept, "_save": "1"})
    assert response.status_code == 302
    fact = city.key_facts.get()
    assert (fact.value, fact.note_en) == (90_700_000, "A census.")


def test_less_than_zero_is_a_question_where_no_other_is(editor, db):
    with writing():
        for number in range(5):
            make_city_figure(make_city(f"other-{number}"), "rate", value=number, **RATE)
    city = make_city("changchun")
    make_city_figure(city, "rate", value=3, **RATE)
    response = change(editor, city, "rate", **{"key_facts-0-value": "-3"})
    (asked,) = list_questions(response)
    assert asked.question.title == "Below zero, where the value before was 3"
    hint = "None of the 5 other cities is below zero; the smallest is Other 0, 0"
    assert asked.question.hints == (hint,)
    assert asked.question.answers[0].values == {"value": "3"}


@pytest.mark.parametrize("others", [5, 12])
def test_many_odd_figures_are_asked_about_with_as_many_queries_as_two(others, editor, db):
    with writing():
        for number in range(others):
            make_city_figure(make_city(f"other-{number}"), value=1_000 * (number + 1), **POPULATION)
    counts = []
    for number in (2, 9):
        city = make_city(f"city-of-{number}", publish=False)
        indicators = [make_indicator(f"indicator-{number}-{key}", unit="people") for key in range(number)]
        with writing():
            for key, indicator in enumerate(indicators):
                values = {
                    **POPULATION,
                    "key": f"population-{key}",
                    "indicator": indicator if key % 2 else None,
                }
                make_city_figure(city, value=10**9 + key, year=2090, **values)
        path = admin_url(City, "change", city.pk)
        sent = {**form_data(editor.get(path)), "_publish": "1"}
        with CaptureQueriesContext(connection) as queries:
            response = editor.post(path, sent)
        assert len(list_questions(response)) == number + (number + 1) // 2
        counts.append(len(queries))
    assert counts[0] == counts[1]


def withdraw(city):
    with writing() as changes:
        changes.withdraw(City.objects.get(pk=city.pk))


def publish_again(editor, city, **changes):
    return submit_form(editor, admin_url(City, "change", city.pk), changes, "_publish")


def test_what_was_answered_is_not_asked_again_when_the_record_is_published_again(editor, city):
    path = page_of(city)
    answer_questions(editor, path, change(editor, city, **{"key_facts-0-year": "2090"}))
    make_city("datong")
    withdraw(city)
    # in another language, too
    editor.post("/admin/language/", {"language": "zh-hans", "next": "/admin/"})
    assert publish_again(editor, city).status_code == 302
    assert City.objects.get(pk=city.pk).is_published
    answers = Revision.objects.of(city).first().answers
    assert [(answer["code"], answer["value"]) for answer in answers] == [("future", "2090")]


def test_another_value_is_asked_about_when_the_record_is_published_again(editor, city):
    path = page_of(city)
    answer_questions(editor, path, change(editor, city, **{"key_facts-0-year": "2090"}))
    withdraw(city)
    assert change(editor, city, **{"key_facts-0-year": "2091"}).status_code == 302  # not public: no question
    assert titles(publish_again(editor, city)) == ["2091 has not been yet"]


def publish_selected(editor, *cities, **data):
    keys = [city.pk for city in cities]
    path = admin_url(City, "changelist")
    return editor.post(path, {"action": "publish_selected", "_selected_action": keys, **data})


def make_odd_draft(slug):
    city = make_city(slug, publish=False, **text("name", slug.title(), f"{slug}市"))
    make_city_figure(city, year=2090, **text("label", "Area", "面积"), key="area")
    return city


def test_publishing_in_bulk_asks_what_a_form_would_ask(editor, db):
    cities = make_odd_draft("datong"), make_odd_draft("yulin")
    response = publish_selected(editor, *cities)
    asked = response.context["odd_question"].asked
    assert [(one.record.slug, one.question.title) for one in asked] == [
        ("datong", "2090 has not been yet"),
        ("yulin", "2090 has not been yet"),
    ]
    assert admin_url(City, "part", cities[0].pk, "key_facts", "area") in response.content.decode()
    assert not City.objects.published().exists()
    value = response.context["odd_question"].value
    assert publish_selected(editor, *cities, as_it_is="x").status_code == 200
    assert publish_selected(editor, *cities, as_it_is=value).status_code == 302
    assert City.objects.published().count() == 2
    answers = Revision.objects.of(cities[0]).first().answers
    assert ("future", "Keep 2090, as stated") in [(one["code"], one["answer"]) for one in answers]


def test_more_than_can_be_looked_at_are_not_published_at_once(editor, db, monkeypatch):
    monkeypatch.setattr("records.admin.actions._MOST_PUBLISHED", 1)
    cities = make_city("datong", publish=False), make_city("yulin", publish=False)
    response = publish_selected(editor, *cities)
    assert not City.objects.published().exists()
    assert "Nothing was published: at most 1 can be chosen at a time." in response.content.decode()
