"""The address of a source that we read in a copy on an unrelated site is public nowhere, ever."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

import pytest
import yaml
from django.test import Client

from records.choices import Status
from records.history import get_record_history
from records.models import Publication, Revision, Source
from records.publishing.restoration import restore_revision
from tests.api.api_client import BASE, get_csv_rows, get_json
from tests.bundles.bundle_files import iter_bundles
from tests.conftest import LANGUAGES
from tests.factories import make_city, make_city_figure, make_park, make_source, save, save_part, writing
from tests.public_formats import (
    iter_details,
    iter_feeds,
    iter_list,
    iter_lists,
    iter_pages,
    iter_record,
    read_public_body,
)
from tests.records.test_publication_log import check_the_log

pytestmark = [pytest.mark.django_db, pytest.mark.content_listeners]

HOST = "copies.example.net"
ADDRESS = f"https://www.{HOST}/news?id=7&page=1"
ARCHIVE = f"https://archive.example.org/2024/https%3A%2F%2F{HOST}%2Fnews"


def make_copy(**values: Any) -> Source:
    return make_source("a-copy", **{"url": ADDRESS, "archived_url": ARCHIVE, "link_ok": False, **values})


def edit(source: Source, **values: Any) -> None:
    with writing() as changes:
        for name, value in values.items():
            setattr(source, name, value)
        changes.save(source)


def hide(source: Source) -> None:
    edit(source, link_ok=False)


def rename(source: Source) -> None:
    with writing() as changes:
        changes.rename(source, "a-renamed-copy")


def withdraw(source: Source) -> None:
    with writing() as changes:
        changes.withdraw(source)


def delete(source: Source) -> None:
    with writing() as changes:
        changes.delete(source)


def cite(source: Source) -> None:
    city = make_city("datong")
    for obj in (city, make_park("a-park", city=city)):
        with writing() as changes:
            changes.set_related(obj, "sources", [source])
    save_part(make_city_figure(city), [source])


def find_mentions(texts: Iterable[tuple[str, str]]) -> list[str]:
    """The addresses of the site whose texts mention the host of the copy."""
    return [address for address, text in texts if HOST in text.casefold()]


def iter_site(client: Client) -> Iterator[tuple[str, str]]:
    for code in LANGUAGES:
        yield from iter_pages(client, code)
    yield from iter_lists(client)
    yield from iter_details(client)
    yield from iter_feeds(client)
    yield from iter_bundles(client)


def iter_sources(client: Client, *sources: Source) -> Iterator[tuple[str, str]]:
    """What the site tells of sources, and of its changes."""
    yield from iter_list(client, f"{BASE}/sources/")
    yield from iter_feeds(client)
    for source in sources:
        yield from iter_record(client, source, "sources")


@pytest.mark.slow
def test_no_page_api_file_or_feed_shows_the_address(client):
    source = make_copy()
    cite(source)
    assert find_mentions(iter_site(client)) == []
    assert find_mentions(iter_sources(client, source)) == []


def test_it_is_found_where_pages_link_to_it(client):
    """The search of these tests finds what there is."""
    source = make_copy(link_ok=True)
    cite(source)
    shown = chain(
        iter_pages(client, "en"),
        iter_list(client, f"{BASE}/cities/"),
        iter_sources(client, source),
        iter_bundles(client),
    )
    mentions = find_mentions(shown)
    for path in ("/zh-hant/sources/a-copy/?history=all", "/en/cities/datong/"):
        assert path in mentions
    for beginning in (
        f"{BASE}/sources/?format=csv", f"{BASE}/sources/?format=jsonl", f"{BASE}/sources/?page_size",
        f"{BASE}/cities/?expand=sources", f"{BASE}/changes/", f"{BASE}/sources/a-copy/?as_of=",
        "/data/latest.zip/parquet/sources", "/data/latest.zip/china-hub.sqlite3", "/data/today.zip/jsonl/",
    ):  # fmt: skip
        assert any(path.startswith(beginning) for path in mentions), beginning


@pytest.mark.parametrize(
    "steps", [[hide], [hide, rename], [rename, hide]], ids=lambda steps: ", ".join(s.__name__ for s in steps)
)
def test_earlier_versions_do_not_show_it_either(client, steps):
    source = make_copy(link_ok=True)
    edit(source, url=f"{ADDRESS}&print=1")
    for step in steps:
        step(source)
    assert find_mentions(iter_sources(client, source)) == []
    check_the_log([Source])


@pytest.mark.parametrize(
    "steps", [[hide, withdraw], [withdraw, hide], [hide, delete], [withdraw, hide, delete]]
)
def test_a_source_that_left_does_not_show_it_either(client, steps):
    source = make_copy(link_ok=True)
    for step in steps:
        step(source)
    assert find_mentions(iter_sources(client)) == []


def test_pages_show_publisher_title_and_date_and_that_it_was_read_in_a_copy(get):
    source = make_copy(title="Waste in Datong", publisher="A newspaper", published="2019-05-04")
    cite(source)
    shown = ("Waste in Datong", "A newspaper", "2019")
    for path in ("/en/sources/", "/en/cities/datong/"):
        page = get(path)
        assert all(text in page for text in (*shown, "read in a copy, no link")), path
    page = get("/en/sources/a-copy/")
    assert all(text in page for text in (*shown, "Read in a copy on an unrelated site; no link."))
    assert "It archives the page on the unrelated site; no link." in page


def test_programs_get_null_and_the_reason(client):
    make_copy()
    found = get_json(client, f"{BASE}/sources/a-copy/")
    assert (found["link"], found["archived_url"], found["link_ok"]) == (None, None, False)
    (row,) = get_csv_rows(client, f"{BASE}/sources/?format=csv")
    assert (row["link"], row["archived_url"], row["link_ok"]) == ("", "", "false")
    described = yaml.safe_load(read_public_body(client.get(f"{BASE}/schema/")))
    described = described["components"]["schemas"]["Source"]["properties"]
    for name in ("link", "archived_url"):
        assert "null" in described[name]["type"]
        assert "isn't public" in described[name]["description"]


def test_an_archived_copy_of_something_else_stays(client, get):
    original = "https://archive.example.org/2024/https://news.example.com/1"
    make_copy(archived_url=original)
    assert get_json(client, f"{BASE}/sources/a-copy/")["archived_url"] == original
    assert original in get("/en/sources/a-copy/")


def test_a_search_does_not_find_it(client, get):
    make_copy()
    for word in (HOST, "copies.example"):
        assert get_json(client, f"{BASE}/sources/?q={word}")["results"] == []
        assert "A notice" not in get(f"/en/sources/?q={word}").partition("<main")[2]


def test_the_change_log_reports_the_field_and_not_the_address(client):
    hide(make_copy(link_ok=True))
    *_earlier, change = get_json(client, f"{BASE}/changes/")["results"]
    assert change["changed"] == ["link_ok"]
    assert (change["before"]["link"], change["after"]["link"]) == (None, None)


def test_the_history_of_a_page_shows_that_the_link_went_and_not_the_address():
    source = make_copy(link_ok=True)
    edit(source, url=f"{ADDRESS}&print=1", publisher="A newspaper")
    hide(source)
    newest, before, _first = (entry.lines for entry in get_record_history(source).versions)
    assert [(line.label, line.before, line.after) for line in newest] == [("Link it", "Yes", "No")]
    assert [line.label for line in before] == ["Publisher"]


def test_editors_keep_it_and_can_restore_it(admin_client):
    source = make_copy(link_ok=True)
    hide(source)
    source.refresh_from_db()
    assert (source.url, source.archived_url) == (ADDRESS, ARCHIVE)
    linked = Revision.objects.of(source).last()
    assert linked.data["url"] == ADDRESS
    with writing() as changes:
        restore_revision(changes, linked)
    newest, hidden, first = (row.data["url"] for row in Publication.objects.of(source))
    assert (newest, hidden, first) == (ADDRESS, "", "")


def test_a_change_of_the_hidden_address_is_a_version_without_public_differences():
    source = make_copy()
    edit(source, url=f"{ADDRESS}&print=1")
    edit(source, url=f"{ADDRESS}&print=1")
    assert [revision.version for revision in Revision.objects.of(source)] == [2, 1]
    assert [entry.lines for entry in get_record_history(source).versions] == [[], []]
    check_the_log([Source])


def test_a_draft_does_not_change_the_versions_of_others(client):
    linked = make_source("linked", url=ADDRESS)
    save(Source(**{**vars_of(linked), "slug": "a-draft", "link_ok": False}), sources=[], publish=False)
    assert Source.objects.get(slug="a-draft").status == Status.DRAFT
    assert get_json(client, f"{BASE}/sources/linked/")["link"] == ADDRESS


def vars_of(source: Source) -> dict[str, Any]:
    return {name: getattr(source, name) for name in ("title", "publisher", "language", "kind", "url")}
