"""The logs of publications and revisions read as sentences, with links, at a constant number of queries."""

from html import unescape

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from accounts.models import AccountEvent
from cities.models import City
from records import publishing
from records.choices import RevisionKind
from records.models import Proposal, Publication, Revision
from records.permissions import SystemWriter
from records.redaction import redact
from tests.admin_client import admin_url
from tests.factories import make_city, make_city_figure, writing

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    user = User.objects.create(username="ed", first_name="Li", last_name="Na", is_staff=True)
    user.groups.add(Group.objects.get(name="Editor"))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def changchun() -> City:
    city = make_city("changchun", name_en="Changchun", name_zh_hans="长春")
    make_city_figure(city, "area", label_en="Area of the city", value=10)
    return City.objects.get(pk=city.pk)


def change_figure(city: City, value: int, **note) -> None:
    writer = User.objects.filter(username="ed").first() or SystemWriter("a test")
    with publishing.publication_transaction(writer, **note) as changes:
        figure = city.key_facts.get()
        figure.value = value
        changes.save(figure)


def grant_publishing() -> None:
    User.objects.get(username="ed").groups.add(Group.objects.get(name="Publisher"))


def read_list(client: Client, model, **headers) -> list[str]:
    """The rows of a list as their text, newest first."""
    page = client.get(admin_url(model, "changelist"), headers=headers)
    return [" ".join(unescape(strip_tags(row)).split()) for row in sentences(page)]


def sentences(page) -> list[str]:
    admin = page.context["cl"].model_admin
    return [admin.sentence(row) for row in page.context["cl"].result_list]


def test_a_publication_says_what_by_whom_and_how_it_changed(editor, changchun):
    grant_publishing()
    change_figure(changchun, 12, reason="The yearbook says so.", kind=RevisionKind.CORRECTION)
    row = read_list(editor, Publication)[0]
    assert row.startswith("Changchun (city) was changed; the change is public as version")
    assert "By Li Na. Correction: The yearbook says so." in row
    assert "Area of the city: 10 km² → 12 km²" in row
    assert "See the page Compare History" in row


def test_it_says_it_in_chinese(editor, changchun):
    grant_publishing()
    change_figure(changchun, 12)
    page = read_list(editor, Publication, **{"accept-language": "zh-hans"})[0]
    assert page.startswith("长春（城市）有修改，已发布第")
    assert "操作人：Li Na。" in page


def test_the_links_lead_to_the_page_the_differences_and_the_history(editor, changchun):
    grant_publishing()
    change_figure(changchun, 12)
    row = Publication.objects.first()
    html = sentences(editor.get(admin_url(Publication, "changelist")))[0]
    own_page, history = admin_url(Publication, "change", row.pk), admin_url(City, "history", changchun.pk)
    links = ["/en/cities/changchun/", own_page, history]
    for link in links:
        assert f'href="{link}"' in html
        assert editor.get(link).status_code == 200
    detail = editor.get(links[1]).content.decode()
    lines = editor.get(own_page).context["entry"].lines
    assert [strip_tags(f"{line.before} → {line.after}") for line in lines] == ["10\xa0km² → 12\xa0km²"]
    assert "&quot;slug&quot;" not in detail


def test_what_is_gone_has_no_link(editor, changchun):
    with writing() as changes:
        changes.withdraw(City.objects.get(pk=changchun.pk))
    withdrawn = sentences(editor.get(admin_url(Publication, "changelist")))[0]
    assert "Changchun (city) was withdrawn." in withdrawn
    assert "/en/cities/" not in withdrawn
    assert admin_url(City, "history", changchun.pk) in withdrawn
    with writing() as changes:
        changes.delete(City.objects.get(pk=changchun.pk))
    for model in (Publication, Revision):
        page = sentences(editor.get(admin_url(model, "changelist")))
        assert admin_url(City, "history", changchun.pk) not in "".join(page)
    assert "was deleted." in "".join(read_list(editor, Revision))


def test_a_rename_and_a_redaction_have_their_sentences(editor, changchun):
    change_figure_by_program(changchun)
    with writing() as changes:
        changes.rename(City.objects.get(pk=changchun.pk), "chang-chun")
    boss = User.objects.create_superuser("boss")
    first = Publication.objects.filter(slug="changchun").earliest("number")
    redact("city", "changchun", [first.number], by=boss, reason="File 7")
    rows = "\n".join(read_list(editor, Publication))
    assert "was renamed from changchun to chang-chun" in rows
    assert "changchun (city) has a new address: chang-chun." in rows
    assert "(city) were redacted." in rows
    assert "Removed for legal reasons." in rows


def change_figure_by_program(city: City) -> None:
    with writing() as changes:
        figure = city.key_facts.get()
        figure.value = 11
        changes.save(figure)


def test_revisions_say_what_became_of_drafts(editor):
    city = make_city("datong", name_en="Datong", publish=False)
    with writing() as changes:
        changes.publish(City.objects.get(pk=city.pk))
    rows = [row for row in read_list(editor, Revision) if row.startswith("Datong")]
    assert "Draft → Published" in rows[0]
    assert "was added, version 1 (Draft)" in rows[1]


def test_what_was_loaded_from_files_says_so(editor):
    city = make_city("datong", publish=False)
    with publishing.publication_transaction(SystemWriter("load_content"), reason="content") as changes:
        changes.publish(city)
    rows = read_list(editor, Publication)[0], read_list(editor, Revision)[0]
    for row in rows:
        assert "By the content files." in row
        assert "load_content" not in row
    for language, name in (("en", "The content files"), ("zh-hans", "内容文件")):
        page = editor.get(admin_url(City, "history", city.pk), headers={"accept-language": language}).content
        assert f"<td>{name}</td>" in page.decode()
        assert "load_content" not in page.decode()


def test_a_long_change_is_cut_in_the_list_and_whole_on_its_page(editor, changchun):
    with writing() as changes:
        city = City.objects.get(pk=changchun.pk)
        city.name_en, city.name_zh_hans, city.admin_code = "Chang Chun", "长春市", "220199"
        city.kind = "county_level_city"
        changes.save(city)
        figure = city.key_facts.get()
        figure.value = 12
        changes.save(figure)
    row = read_list(editor, Publication)[0]
    assert row.count("→") == 3
    assert "and 1 more" in row
    detail = editor.get(admin_url(Publication, "change", Publication.objects.first().pk))
    assert len(detail.context["entry"].shown_lines) == 4


@pytest.mark.parametrize("model", [Publication, Revision])
def test_a_list_costs_as_many_queries_with_many_rows_as_with_few(editor, changchun, model):
    change_figure_by_program(changchun)

    def count() -> int:
        editor.get(admin_url(model, "changelist"))
        with CaptureQueriesContext(connection) as queries:
            editor.get(admin_url(model, "changelist"))
        return len(queries)

    few = count()
    with writing():
        for number in range(30):
            city = make_city(f"city-{number}")
            make_city_figure(city)
    assert count() <= few + 1  # of several pages, the keys are sorted first
    assert few <= 18


@pytest.mark.parametrize("model", [Publication, Revision, AccountEvent])
def test_a_list_of_a_log_groups_no_rows_by_day(admin_client, model):
    """Which would read the whole log for each page."""
    with CaptureQueriesContext(connection) as queries:
        admin_client.get(admin_url(model, "changelist"))
    assert not [query["sql"] for query in queries if "trunc" in query["sql"].lower()]
    assert (
        admin_client.get(admin_url(model, "changelist"), {"at__gte": "2026-01-01 00:00+08:00"}).status_code
        == 200
    )


@pytest.mark.parametrize("model", [Publication, Revision])
def test_nobody_writes_to_a_log(editor, changchun, model):
    path = admin_url(model, "change", model.objects.first().pk)
    assert editor.post(path, {"slug": "x"}).status_code == 403
    assert editor.get(admin_url(model, "change", 999_999)).status_code == 404
    assert editor.get(admin_url(model, "change", "x")).status_code == 404
    Group.objects.get(name="Editor").permissions.filter(codename=f"view_{model._meta.model_name}").delete()
    assert editor.get(path).status_code == 403


def test_a_withdrawal_is_undone_from_the_log_while_it_is_the_last_thing_that_happened(editor, changchun):
    grant_publishing()
    make_city("datong")
    user = User.objects.get(username="ed")
    with publishing.withdrawal_transaction(user, reason="A mistake.", title="Changchun") as changes:
        changes.withdraw(City.objects.get(slug="changchun"))
    row = Publication.objects.order_by("-number").first()
    link = f'<a href="{admin_url(Proposal, "change", Proposal.objects.get().pk)}">Undo</a>'
    page = editor.get(admin_url(Publication, "changelist"))
    newest, *others = (link in row for row in sentences(page))
    assert newest
    assert not any(others)
    assert link in editor.get(admin_url(Publication, "change", row.pk)).content.decode()
    with writing() as changes:
        changes.publish(City.objects.get(slug="changchun"))
    assert not any("Undo" in row for row in read_list(editor, Publication))


def test_whoever_may_not_publish_again_is_not_offered_to_undo(editor, changchun):
    with writing() as changes:
        changes.withdraw(City.objects.get(slug="changchun"))
    assert "Undo" not in read_list(editor, Publication)[0]
