"""A key fact that is an indicator value too: whoever changes one is asked about the other."""

import pytest
from django.contrib.auth.models import Group, User

from cities.models import City, IndicatorValue
from records.models import Proposal, Revision
from tests.admin_client import admin_url, answer_questions, list_questions, submit_form
from tests.factories import (
    make_city,
    make_city_figure,
    make_indicator,
    make_indicator_value,
    make_source,
    text,
)

BEFORE = 9_066_906
TITLE = "The same fact stands in another place, as 9,066,906"


@pytest.fixture
def editor(admin_client):
    return admin_client


@pytest.fixture
def indicator(db):
    return make_indicator("resident-population", unit="people", measured_property="population")


@pytest.fixture
def value(indicator):
    return make_indicator_value(indicator, make_city("changchun"), 2020, value=BEFORE, copy_check="one_copy")


@pytest.fixture
def fact(value, indicator):
    figure = {"unit": "people", "measured_property": "population", "indicator": indicator}
    return make_city_figure(value.city, "population", value=BEFORE, year=2020, **figure)


def page_of(fact):
    return admin_url(City, "part", fact.city_id, "key_facts", fact.key)


def change_fact(editor, fact, **changes):
    data = {f"key_facts-0-{name}": value for name, value in changes.items()}
    return submit_form(editor, page_of(fact), data)


def ask(response):
    (asked,) = list_questions(response)
    return asked.question


def read_values(fact, value):
    fact.refresh_from_db()
    value.refresh_from_db()
    return int(fact.value), int(value.value)


def test_whoever_changes_a_key_fact_is_asked_about_the_indicator_value(editor, fact, value):
    response = change_fact(editor, fact, value="9070000")
    question = ask(response)
    assert question.title == TITLE
    assert question.hints == (f"Indicator value “{value.indicator.title}, 2020” of Changchun.",)
    assert list(response.context["questions"].by_field) == ["key_facts-0-value"]
    assert read_values(fact, value) == (BEFORE, BEFORE)


def test_change_it_there_too_changes_both_in_one_transaction_with_the_source(editor, fact, value):
    source = make_source("a-yearbook")
    sources = [source.pk, *fact.sources.values_list("pk", flat=True)]
    response = change_fact(editor, fact, value="9070000", sources=sources)
    path = page_of(fact)
    assert answer_questions(editor, path, response, "there").status_code == 302
    assert read_values(fact, value) == (9_070_000, 9_070_000)
    assert source in value.sources.all()
    assert value.copy_check == ""
    city, other = (Revision.objects.of(record).first() for record in (fact.city, value))
    assert city.at == other.at
    assert city.answers[0]["answer"] == "Change it there too, to 9,070,000"
    assert other.answers[0]["answer"] == "Changed together with it: Key fact “Area, 2020” of Changchun."


@pytest.mark.parametrize(
    ("answer", "expected"), [("differ", (9_070_000, BEFORE)), ("here", (BEFORE, BEFORE))]
)
def test_they_may_differ_or_the_exact_number_comes_back(editor, fact, value, answer, expected):
    response = change_fact(editor, fact, value="9070000")
    path = page_of(fact)
    assert answer_questions(editor, path, response, answer).status_code == 302
    assert read_values(fact, value) == expected


def test_whoever_changes_an_indicator_value_is_asked_about_the_key_fact(editor, fact, value):
    path = admin_url(IndicatorValue, "change", value.pk)
    response = submit_form(editor, path, {"value": "9070000"})
    assert ask(response).hints == ("Key fact “Area, 2020” of Changchun.",)
    assert answer_questions(editor, path, response, "there").status_code == 302
    assert read_values(fact, value) == (9_070_000, 9_070_000)


def test_a_fact_without_an_indicator_is_the_same_if_it_had_the_same_value(editor, fact, value):
    response = change_fact(editor, fact, indicator="")
    assert response.status_code == 302
    assert ask(change_fact(editor, fact, value="9070000")).title == TITLE
    assert change_fact(editor, fact, year="2019", value="9000000").status_code == 302


@pytest.mark.parametrize("changes", [{"year": "2019"}, {"evidence": "estimated"}, text("note", "A census.")])
def test_another_year_or_evidence_level_is_another_fact_and_a_note_changes_none(editor, fact, value, changes):
    assert change_fact(editor, fact, **changes).status_code == 302


def test_whoever_may_not_change_the_other_place_is_told(client, fact, value):
    user = User.objects.create_user("publisher", password="x", is_staff=True)
    user.groups.add(Group.objects.get(name="Publisher"))
    group = Group.objects.get(name="Publisher")
    group.permissions.remove(*group.permissions.filter(codename="publish_indicatorvalue"))
    client.force_login(user)
    question = ask(change_fact(client, fact, value="9070000"))
    assert question.hints[1:] == ("You may not change it there.",)
    assert [answer.code for answer in question.answers] == ["here", "differ"]


def test_an_editor_proposes_the_change_in_both_places_at_once(client, fact, value):
    user = User.objects.create_user("editor", password="x", is_staff=True)
    user.groups.add(Group.objects.get(name="Editor"))
    client.force_login(user)
    path = admin_url(City, "part", fact.city_id, "key_facts", fact.key)
    response = submit_form(client, path, {"key_facts-0-value": "9070000"}, button="_propose")
    assert "there" in [answer.code for answer in ask(response).answers]
    assert answer_questions(client, path, response, "there", button="_propose").status_code == 302
    assert Proposal.objects.get().size == 2


def test_of_two_values_of_a_year_the_one_that_was_the_same_is_meant(editor, fact, value, indicator):
    make_indicator_value(indicator, value.city, 2020, slug="another", value=9_100_000, period_en="at the end")
    assert ask(change_fact(editor, fact, value="9070000")).title == TITLE
    assert change_fact(editor, fact, value="9100000").status_code == 302
