"""A note for editors is kept in the admin and in revisions, and is public nowhere."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from records.history import get_record_history
from records.history.revisions import compare_revisions
from records.models import Publication, Revision, Source
from records.publishing.restoration import restore_revision
from tests.admin_client import admin_url, form_data, submit_form
from tests.api.api_client import BASE, read_body
from tests.conftest import LANGUAGES
from tests.factories import make_source, writing
from tests.records.test_publication_log import check_the_log

pytestmark = pytest.mark.django_db

NOTE = "Ask the ministry for the original."


def edit(source: Source, **values: str) -> None:
    with writing() as changes:
        for name, value in values.items():
            setattr(source, name, value)
        changes.save(source)


@pytest.fixture
def source() -> Source:
    source = make_source()
    edit(source, editor_note=NOTE)
    return source


def list_public_paths(source: Source) -> list[str]:
    listed = [f"{BASE}/sources/", f"{BASE}/sources/{source.slug}/", f"{BASE}/changes/", f"{BASE}/schema/"]
    pages = [f"/{code}{path}" for code in LANGUAGES for path in ("/sources/", source.path)]
    data = [f"{path}?lang=all" for path in listed[:3]]
    exports = [f"{BASE}/sources/?format={name}" for name in ("csv", "jsonl")]
    return [*listed, *data, *exports, *pages, reverse("changes-feed")]


def test_no_page_api_file_or_feed_shows_it(source, client):
    for path in list_public_paths(source):
        response = client.get(path)
        assert response.status_code == 200, path
        body = read_body(response)
        assert NOTE not in body, path
        assert "editor_note" not in body, path


def test_the_log_does_not_have_it(source):
    assert ["editor_note" in row.data for row in Publication.objects.all()] == [False, False]
    check_the_log([Source])


def test_the_api_neither_filters_nor_sorts_by_it(source, client):
    for query in (f"editor_note={NOTE}", "sort=editor_note", "fields=editor_note"):
        assert client.get(f"{BASE}/sources/?{query}").status_code == 400
    assert client.get(f"{BASE}/sources/?q=original").json()["results"] == []


def test_a_change_of_it_alone_is_a_version_without_public_differences(source, client):
    edit(source, editor_note="")
    revisions = list(Revision.objects.of(source))
    assert [revision.version for revision in revisions] == [3, 2, 1]
    assert [revision.data["editor_note"] for revision in revisions] == ["", NOTE, ""]
    assert [row.version for row in Publication.objects.of(source)] == [3, 2, 1]
    assert [entry.lines for entry in get_record_history(source).versions] == [[], [], []]
    change = client.get(f"{BASE}/changes/").json()["results"][-1]
    assert (change["action"], change["changed"]) == ("changed", [])


def test_saving_it_unchanged_adds_nothing(source):
    before = Publication.objects.count(), Revision.objects.count()
    edit(source, editor_note=NOTE)
    assert (Publication.objects.count(), Revision.objects.count()) == before


def test_the_history_of_the_admin_shows_it_and_restores_it(source, admin_client):
    newest, first = Revision.objects.of(source)
    ((line,),) = compare_revisions([(first, newest)])
    assert (line.label, line.after) == ("Note for editors", NOTE)
    edit(source, editor_note="")
    with writing() as changes:
        restore_revision(changes, newest)
    assert Source.objects.get().editor_note == NOTE


def test_a_contributor_writes_it_below_the_public_note_of_a_draft(client):
    user = User.objects.create_user("xi", password="x", is_staff=True)
    user.groups.add(Group.objects.get(name="Contributor"))
    client.force_login(user)
    data = {
        "slug": "a-page", "title": "A page", "publisher": "A city", "language": "en", "kind": "page",
        "url": "https://example.org/", "link_ok": "on", "editor_note": NOTE,
    }  # fmt: skip
    assert submit_form(client, admin_url(Source, "add"), data).status_code == 302
    source = Source.objects.get(slug="a-page")
    form = form_data(client.get(admin_url(Source, "change", source.pk)))
    assert form["editor_note"] == NOTE
    names = [name for name in form if name.startswith(("note_", "editor_note"))]
    assert names == [*[name for name in names if name.startswith("note_")], "editor_note"]


def test_two_editors_do_not_overwrite_the_note_of_each_other(source, admin_client):
    path = admin_url(Source, "change", source.pk)
    opened = form_data(admin_client.get(path))
    edit(source, editor_note="Found: see the yearbook.")
    response = admin_client.post(path, {**opened, "editor_note": "Still missing.", "_save": "1"})
    assert response.status_code == 409
    assert Source.objects.get().editor_note == "Found: see the yearbook."
