"""Without a database, cached pages are served and others answer 503 with Retry-After."""

import threading
import time

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import InterfaceError, OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from redis.exceptions import RedisError

from tests.factories import make_city, writing
from web import page_cache, versions

pytestmark = pytest.mark.django_db
PAGE, ANSWER = "/en/cities/changchun/", "/api/v1/cities/changchun/"


@pytest.fixture(autouse=True)
def city(settings):
    settings.PAGE_CACHE = True
    return make_city("changchun", name_en="Changchun")


@pytest.fixture
def database(monkeypatch):
    """A database that goes away and comes back; a second passes each time."""

    class Database:
        def goes_away(self, error=OperationalError):
            def refuse(*_args, **_kwargs):
                raise error("connection refused")

            monkeypatch.setattr(BaseDatabaseWrapper, "cursor", refuse)
            page_cache.versions._tried = float("-inf")

        def comes_back(self):
            monkeypatch.undo()
            page_cache.versions._tried = float("-inf")

    return Database()


@pytest.mark.parametrize("path", [PAGE, ANSWER])
@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_what_was_read_before_is_served_as_it_was(client, database, path, error):
    before = client.get(path)
    database.goes_away(error)
    stale = client.get(path)
    assert (stale.status_code, stale.content) == (200, before.content)
    assert stale["Cache-Status"] == "hub; hit; detail=stale"
    assert 0 <= int(stale["Age"]) < 10
    assert stale["ETag"] == before["ETag"]


@pytest.mark.parametrize("path", [PAGE, ANSWER])
def test_a_reader_who_has_it_is_told_that_nothing_newer_is_known(client, database, path):
    etag = client.get(path)["ETag"]
    database.goes_away()
    answer = client.get(path, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer["Cache-Status"] == "hub; hit; detail=stale"


@pytest.mark.parametrize("path", [PAGE, ANSWER])
def test_an_edit_that_nobody_had_read_yet_does_not_take_the_page_away(client, database, city, path):
    before = client.get(path)
    with writing() as changes:
        city.name_en = "Long Spring"
        changes.save(city)
    page_cache.versions._tried = float("-inf")
    client.get("/en/legal/")  # the edit is known, and the page of the city not made yet
    database.goes_away()
    assert client.get(path).content == before.content


@pytest.mark.parametrize("path", [PAGE, ANSWER])
def test_a_process_that_starts_meanwhile_serves_it_too(client, database, path):
    before = client.get(path)
    page_cache.versions.forget()
    database.goes_away()
    assert client.get(path).content == before.content


@pytest.mark.parametrize("path", [PAGE, ANSWER])
def test_a_database_that_leaves_within_the_second_is_noticed_by_the_page(client, database, city, path):
    before = client.get(path)
    with writing() as changes:
        city.name_en = "Long Spring"
        changes.save(city)
    page_cache.versions.read(now=True)
    moment = page_cache.versions._tried
    database.goes_away()
    page_cache.versions._tried = moment
    stale = client.get(path)
    assert (stale.content, stale["Cache-Status"]) == (before.content, "hub; hit; detail=stale")


@pytest.mark.parametrize("path", [PAGE, ANSWER])
def test_what_was_read_after_a_loss_of_the_cache_is_served_too(client, database, city, path, monkeypatch):
    """The cache is away while an edit becomes known, and back when the page is read."""
    client.get(path)

    def refuse(*_args, **_kwargs):
        raise RedisError("connection refused")

    with monkeypatch.context() as away:
        away.setattr(cache, "get", refuse)
        with writing() as changes:
            city.name_en = "Long Spring"
            changes.save(city)
        page_cache.versions.read(now=True)
    page_cache.versions._tried = float("-inf")
    before = client.get(path)
    assert "Long Spring" in before.content.decode()
    database.goes_away()
    stale = client.get(path)
    assert (stale.status_code, stale.content) == (200, before.content)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (PAGE, "This page can’t be shown at the moment"),
        ("/zh-hans/cities/", "目前无法显示此页面"),
        ("/zh-hant/cities/", "目前無法顯示此頁面"),
    ],
)
def test_other_pages_say_in_the_readers_language_when_to_come_back(client, database, path, words):
    database.goes_away()
    answer = client.get(path)
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "10", "no-store")
    assert words in answer.content.decode()
    assert "ETag" not in answer


@pytest.mark.parametrize("path", [ANSWER, "/api/v1/changes/", "/feeds/changes.atom"])
def test_the_api_says_it_as_a_problem(client, database, path):
    database.goes_away()
    answer = client.get(path)
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 503


def test_the_admin_says_it_too(client, database):
    client.force_login(User.objects.create_superuser("editor"))
    database.goes_away()
    assert client.get("/admin/").status_code == 503


def test_a_page_that_needs_no_database_stays(client, database):
    database.goes_away()
    answer = client.get("/en/legal/")
    assert answer.status_code == 200
    assert "ETag" not in answer


@pytest.mark.parametrize("path", [PAGE, ANSWER])
def test_after_its_return_everything_is_fresh_again(client, database, city, path):
    client.get(path)
    database.goes_away()
    client.get(path)
    database.comes_back()
    with writing() as changes:
        city.name_en = "Long Spring"
        changes.save(city)
    fresh = client.get(path)
    assert "Long Spring" in fresh.content.decode()
    assert "Age" not in fresh


def test_a_mistake_in_a_query_is_no_absence():
    assert versions.is_database_unavailable(OperationalError("server closed the connection"))
    assert not versions.is_database_unavailable(OperationalError("no such column: nonsense"))
    assert not versions.is_database_unavailable(ValueError("connection"))


# -- a database that hangs --------------------------------------------------------------------------


def test_nobody_waits_for_one_who_waits_for_the_database(monkeypatch):
    """Ten readers while the database hangs: one asks, the others go on with what is known."""
    hangs, asked = threading.Event(), []

    def hang():
        asked.append(1)
        hangs.wait(10)
        return versions.SiteVersion(2)

    reader = versions.VersionReader()
    monkeypatch.setattr(versions, "resolve_line", lambda version: "line")
    monkeypatch.setattr(versions, "read_version", lambda: versions.SiteVersion(1))
    reader.read()
    monkeypatch.setattr(versions, "VERSION_TTL", 0.0)
    monkeypatch.setattr(versions, "read_version", hang)
    first = threading.Thread(target=reader.read)
    first.start()
    while not asked:
        time.sleep(0.001)
    started = time.monotonic()
    known = [reader.read() for _ in range(10)]
    assert time.monotonic() - started < 2
    assert {(one.version.number, one.is_current) for one in known} == {(1, False)}
    assert asked == [1]
    hangs.set()
    first.join()
    assert reader._known.version.number == 2
