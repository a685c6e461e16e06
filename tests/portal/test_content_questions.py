"""Questions of the content at the desk: loaded with the content, closed with a sentence."""

import shutil

import pytest
import yaml
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.content_questions import load_questions
from portal.content_report import QUESTIONS_FILE, read_questions
from records.content.loader import read_content
from records.models import ContentQuestion
from tests.factories import make_city

pytestmark = pytest.mark.django_db

LIST = reverse("admin:records_contentquestion_changelist")


@pytest.fixture(scope="module")
def entries():
    return read_content(settings.CONTENT_DIR)


@pytest.fixture
def folder(tmp_path):
    """A folder with the questions alone; `write()` replaces the doubts."""
    (tmp_path / QUESTIONS_FILE).parent.mkdir()
    shutil.copy(settings.CONTENT_DIR / QUESTIONS_FILE, tmp_path / QUESTIONS_FILE)
    return tmp_path


def write_doubts(folder, *doubts) -> None:
    path = folder / QUESTIONS_FILE
    questions = yaml.safe_load(path.read_text(encoding="utf-8"))
    questions["doubts"] = [{"about": about, "text": text} for about, text in doubts]
    path.write_text(yaml.safe_dump(questions), encoding="utf-8")


def sign_in(client, role="Editor") -> User:
    user = User.objects.create(username=role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return user


def close(client, question, answer="Asked the office: it holds."):
    return client.post(
        reverse("admin:records_contentquestion_change", args=[question.pk]), {"answer": answer}
    )


def test_the_report_and_the_questions_of_the_editors_become_items(entries):
    load_questions(settings.CONTENT_DIR, entries)
    doubts = ContentQuestion.objects.filter(section="doubts")
    assert doubts.count() == len(read_questions(settings.CONTENT_DIR)["doubts"]) > 0
    assert ContentQuestion.objects.values("section").distinct().count() == 9
    assert doubts.get(subject="city datong").records == [["city", "datong"]]
    assert doubts.get(subject="cities datong, bonn and changchun").records == [
        ["city", "datong"],
        ["city", "bonn"],
        ["city", "changchun"],
    ]
    source = ContentQuestion.objects.filter(section="no_publisher").first()
    assert source.records[0][0] == "source"


@pytest.mark.slow
def test_a_second_load_changes_nothing_and_what_is_closed_stays_closed(client, folder, entries):
    sign_in(client)
    load_questions(folder, entries)
    count = ContentQuestion.objects.count()
    question = ContentQuestion.objects.filter(section="doubts").first()
    assert close(client, question).status_code == 302
    load_questions(folder, entries)
    assert ContentQuestion.objects.count() == count
    question.refresh_from_db()
    assert (question.answer, question.closer) == ("Asked the office: it holds.", "Editor")
    assert question.closed_at is not None


def test_what_nobody_asks_any_more_goes_if_it_is_open(client, folder, entries):
    sign_in(client)
    write_doubts(folder, ("city datong", "First?"), ("city weihai", "Second?"))
    load_questions(folder, entries)
    close(client, ContentQuestion.objects.get(text="First?"))
    write_doubts(folder, ("city panjin", "Third?"))
    load_questions(folder, entries)
    texts = ContentQuestion.objects.filter(section="doubts").values_list("text", flat=True)
    assert sorted(texts) == ["First?", "Third?"]


def test_the_desk_shows_open_ones_with_a_link_to_the_record(client, folder, entries):
    sign_in(client)
    city = make_city("datong")
    write_doubts(folder, ("city datong", "Area 14,068 km² or 14,176?"))
    load_questions(folder, entries)
    home = client.get("/admin/").content.decode()
    assert "Area 14,068 km² or 14,176?" in home
    form = reverse("admin:cities_city_change", args=[city.pk])
    assert (
        f'href="{form}"' in client.get(LIST, {"state": "open", "section__exact": "doubts"}).content.decode()
    )
    question = ContentQuestion.objects.get(section="doubts")
    assert (
        f'href="{form}"'
        in client.get(reverse("admin:records_contentquestion_change", args=[question.pk])).content.decode()
    )


def test_an_answer_that_is_cleared_opens_it_again(client, folder, entries):
    sign_in(client)
    load_questions(folder, entries)
    question = ContentQuestion.objects.first()
    close(client, question)
    close(client, question, "")
    question.refresh_from_db()
    assert (question.answer, question.closer, question.closed_at) == ("", "", None)


@pytest.mark.parametrize(
    ("role", "may"), [("Reader", False), ("Contributor", False), ("Editor", True), ("Administrator", False)]
)
def test_editors_and_publishers_close_them_and_all_roles_read_them(client, folder, entries, role, may):
    sign_in(client, role)
    load_questions(folder, entries)
    question = ContentQuestion.objects.first()
    assert client.get(LIST).status_code == 200
    assert close(client, question).status_code == (302 if may else 403)
    assert ContentQuestion.objects.open().count() == ContentQuestion.objects.count() - may


def test_the_list_costs_the_same_with_many(client, folder, entries):
    sign_in(client)
    write_doubts(folder, ("city datong", "One?"))
    load_questions(folder, entries)

    def count_queries() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST, {"section__exact": "doubts"}).status_code == 200
        return len(queries)

    count_queries()
    few = count_queries()
    write_doubts(
        folder, *((f"city {slug}", f"{number}?") for number, slug in enumerate(["datong", "bonn"] * 30))
    )
    load_questions(folder, entries)
    assert count_queries() <= few + 1  # a list of several pages reads the keys of its page first
