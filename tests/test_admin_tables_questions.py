"""What a form would ask is asked of a table by row: before it is proposed, and first of all in the review."""

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.forms import BooleanField
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cities.models import City, IndicatorValue
from records import publishing
from records.admin.proposals.blocks import get_proposal_url
from records.admin.tables import import_admin
from records.models import BatchDraft, Proposal, Revision
from stats.dispatch import run_prompt_jobs
from tests.admin_client import admin_url, decide
from tests.factories import (
    make_city,
    make_city_figure,
    make_indicator,
    make_indicator_value,
    make_source,
    writing,
)
from tests.html_text import read_text
from tests.table_files import upload_rows

pytestmark = pytest.mark.django_db

HEADER = ["city", "key", "value", "year"]
TIMES = "A hundred times the value before (9,066,906)"


def sign_in(role: str) -> Client:
    user = User.objects.create(username=role.lower(), is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor() -> Client:
    return sign_in("Editor")


@pytest.fixture
def city() -> City:
    city = make_city("changchun")
    for position, key in enumerate(("area", "residents")):
        make_city_figure(city, key, value=9_066_906, year=2020, unit="people", position=position)
    return city


def list_boxes(page) -> dict[str, str]:
    """What a browser sends if all boxes are ticked."""
    fields = page.context["form"].fields.items()
    return {name: "on" for name, field in fields if isinstance(field, BooleanField)}


def list_questions(page) -> list[tuple[int, str, str]]:
    return [(row.number, *question) for row in page.context["rows"] for question in row.questions]


def propose(client, page, **boxes):
    path = page.request["PATH_INFO"]
    return client.post(path, {"reason": "From the yearbook", "kind": "update", **boxes}, follow=True)


def test_odd_rows_stand_first_and_nothing_is_proposed_until_somebody_has_looked_at_them(editor, city):
    rows = [["changchun", "area", "9000000", "2021"], ["changchun", "residents", "906690600", "2090"]]
    page = upload_rows(editor, City, [HEADER, *rows], "key_facts")
    assert list_questions(page) == [(3, "value", TIMES), (3, "year", "2090 has not been yet")]
    assert [row.number for row in page.context["rows"]] == [3, 2]
    assert f"Column “value”: {TIMES}" in read_text(page.content.decode())

    boxes = list_boxes(page)
    assert len(boxes) == 2
    first = next(iter(boxes))
    page = propose(editor, page, **{first: "on"})
    assert page.status_code == 400
    assert "Nothing is proposed yet" in page.content.decode()
    assert "From the yearbook" in page.content.decode()
    assert not Proposal.objects.exists()
    propose(editor, page, **boxes)
    answers = Revision.objects.get(proposal__isnull=False).answers
    assert [(one["code"], one["field"], one["choice"]) for one in answers] == [
        ("proportion", "key_facts.residents.value", "keep"),
        ("future", "key_facts.residents.year", "keep"),
    ]


def test_the_review_begins_with_the_odd_row_its_question_and_its_answer(editor, city):
    others = [make_city(f"city-{number:02}") for number in range(15)]
    for other in others:
        make_city_figure(other, "residents", value=100, unit="people")
    rows = [[other.slug, "residents", "110", "2020"] for other in others]
    rows.append(["changchun", "residents", "906690600", "2020"])
    page = upload_rows(editor, City, [HEADER, *rows], "key_facts")
    propose(editor, page, **list_boxes(page))
    publisher = sign_in("Publisher")
    review = publisher.get(get_proposal_url(Proposal.objects.get()))
    shown = read_text(review.content.decode())
    assert shown.index("Changchun") < shown.index(TIMES) < shown.index("City 00")
    assert f"{TIMES} → Keep 906,690,600: the source says so" in shown
    decide(publisher, Proposal.objects.get(), "_accept")
    publishing.write_portions()
    assert [one["question"] for one in Revision.objects.of(city).first().answers] == [TIMES]


def test_a_small_review_begins_with_the_odd_row_too(editor, city):
    make_city_figure(make_city("anshun"), "area", value=100)
    rows = [["anshun", "area", "110", "2020"], ["changchun", "residents", "906690600", "2020"]]
    page = upload_rows(editor, City, [HEADER, *rows], "key_facts")
    propose(editor, page, **list_boxes(page))
    shown = read_text(editor.get(get_proposal_url(Proposal.objects.get())).content.decode())
    assert shown.index("City: Changchun") < shown.index(TIMES) < shown.index("City: Anshun")


def test_a_new_value_is_compared_with_those_of_other_cities_in_the_file_or_not(editor):
    indicator = make_indicator("waste")
    cities = [make_city(f"city-{number}") for number in range(7)]
    for city in cities:
        make_indicator_value(indicator, city, 2020)
    header = ["slug", "indicator", "city", "year", "value", "source_type", "sources"]
    rows = [["", "waste", city.slug, "2021", "6", "official", "a-source"] for city in cities]
    rows[3][4] = "600"
    page = upload_rows(editor, IndicatorValue, [header, *rows])
    odd = "More than any of the 6 other cities; the largest is City 0, 5"
    assert list_questions(page) == [(5, "value", odd)]


def test_setting_one_column_asks_the_same(editor):
    value = make_indicator_value(make_indicator("waste"), make_city())
    data = {
        "action": "set_column",
        "_selected_action": [value.pk],
        "column": "year",
        "_value": "1",
        "value": "2090",
    }
    page = editor.post(admin_url(IndicatorValue, "changelist"), data, follow=True)
    assert list_questions(page) == [(1, "year", "2090 has not been yet")]
    assert propose(editor, page).status_code == 400
    propose(editor, page, **list_boxes(page))
    assert Proposal.objects.get().origin == "bulk"


def test_the_worker_asks_about_a_large_table(editor, city, monkeypatch):
    monkeypatch.setattr(import_admin, "MOST_ROWS_OF_REQUEST", 0)
    rows = [HEADER, ["changchun", "residents", "906690600", "2020"]]
    path = upload_rows(editor, City, rows, "key_facts").redirect_chain[-1][0]
    run_prompt_jobs()
    page = editor.get(path)
    assert list_questions(page) == [(2, "value", TIMES)]
    propose(editor, page)
    run_prompt_jobs()
    assert not Proposal.objects.exists()
    propose(editor, page, **list_boxes(page))
    run_prompt_jobs()
    assert len(Revision.objects.get(proposal__isnull=False).answers) == 1


def test_a_box_holds_for_the_questions_beside_it_only(editor, city):
    page = upload_rows(editor, City, [HEADER, ["changchun", "residents", "906690600", "2020"]], "key_facts")
    boxes = list_boxes(page)
    with writing() as changes:
        fact = city.key_facts.get(key="residents")
        fact.value = 906_690
        changes.save(fact)
    page = propose(editor, page, **boxes)
    assert list_questions(page) == [(2, "value", "A thousand times the value before (906,690)")]
    assert propose(editor, page, **boxes).status_code == 400
    propose(editor, page, **list_boxes(page))
    assert Proposal.objects.exists()


def test_a_draft_is_asked_about_when_it_is_published(editor):
    draft = make_city("datong", publish=False)
    make_city_figure(draft, "area", value=5)
    page = upload_rows(editor, City, [HEADER, ["datong", "area", "500", "2090"]], "key_facts")
    assert list_questions(page) == []
    propose(editor, page)
    assert Proposal.objects.exists()


def test_the_page_says_how_many_cells_empty_their_fields(editor, city):
    make_source()
    rows = [HEADER, ["changchun", "area", "9000000", ""], ["changchun", "residents", "9000000", ""]]
    page = upload_rows(editor, City, rows, "key_facts")
    assert "2 empty cells empty their fields." in read_text(page.content.decode())
    page = upload_rows(editor, City, [HEADER, ["changchun", "area", "9000000", "2020"]], "key_facts")
    assert "empty cell" not in page.content.decode()


def test_many_odd_rows_need_as_many_queries_as_few(editor):
    indicators = [make_indicator(f"waste-{number}") for number in range(4)]
    values = [
        make_indicator_value(one, make_city(), year) for one in indicators for year in range(2000, 2005)
    ]
    counts = []
    for some in (values[:2], values):
        with CaptureQueriesContext(connection) as queries:
            page = upload_rows(
                editor, IndicatorValue, [["slug", "value"], *([value.slug, "500"] for value in some)]
            )
        assert page.context["odd_count"] == len(some)
        counts.append(len(queries))
        BatchDraft.objects.all().delete()
    assert counts[0] == counts[1]
