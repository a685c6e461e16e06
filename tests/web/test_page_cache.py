"""The page cache: conditional requests, no query for a cached page, edits show at once."""

import time
from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db.models import F
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from redis.exceptions import ConnectionError as RedisIsAway

from records import build_digest
from records.vocabularies import VOCABULARIES_FILE
from stats import refresh
from stats.models import StatisticsVersion
from tests import factories
from tests.factories import writing
from web import page_cache, versions

pytestmark = [pytest.mark.django_db, pytest.mark.content_listeners]


@pytest.fixture(autouse=True)
def enabled_page_cache(settings, monkeypatch):
    settings.PAGE_CACHE = True
    # Time passes when a test says so (`a_second_later`).
    monkeypatch.setattr(versions, "VERSION_TTL", 60.0)


VERSION_TTL = versions.VERSION_TTL
SHARED = "public, max-age=0, s-maxage=2, stale-while-revalidate=10, stale-if-error=86400"


def a_second_later():
    versions.versions._tried = float("-inf")


@pytest.fixture
def city():
    return factories.make_city(slug="changchun", name_en="Changchun")


def refresh_all():
    refresh.invalidate_all()
    refresh.refresh_stale(due_only=False)


def rename(city, name):
    with writing() as changes:
        city.name_en = name
        changes.save(city)


def test_a_fresh_copy_is_answered_with_304_and_no_query(city, client, django_assert_num_queries):
    first = client.get("/en/cities/changchun/")
    assert first.headers["Cache-Control"] == SHARED
    with django_assert_num_queries(0):
        again = client.get("/en/cities/changchun/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


def test_a_page_that_somebody_had_asked_for_costs_no_query_and_is_the_same(
    city, client, django_assert_num_queries
):
    first = client.get("/en/cities/changchun/")
    with django_assert_num_queries(0):
        second = Client().get("/en/cities/changchun/")
    assert second.content == first.content
    own = {"X-Request-ID": first["X-Request-ID"]}
    assert {**second.headers, **own} == {**first.headers, "Cache-Status": "hub; hit"}


def test_the_version_is_asked_for_once_a_second(city, client, django_assert_num_queries, monkeypatch):
    moment = time.monotonic()
    monkeypatch.setattr(versions, "VERSION_TTL", VERSION_TTL)
    for seconds, queries in ((0.0, None), (0.9, 0), (1.1, 1), (2.0, 0), (2.2, 1)):
        monkeypatch.setattr(time, "monotonic", lambda now=moment + seconds: now)
        with nullcontext() if queries is None else django_assert_num_queries(queries):
            client.get("/en/cities/changchun/")


def test_an_edit_shows_within_two_seconds_to_everybody(city, client):
    old = client.get("/en/cities/changchun/")
    rename(city, "Long Spring")
    a_second_later()
    new = client.get("/en/cities/changchun/", headers={"If-None-Match": old.headers["ETag"]})
    assert new.status_code == 200
    assert "Long Spring" in new.content.decode()


def test_a_refresh_that_changes_a_value_makes_another_page_and_one_that_changes_none_does_not(city, client):
    refresh_all()
    before = client.get("/en/cities/changchun/").headers["ETag"]
    refresh_all()
    a_second_later()
    assert client.get("/en/cities/changchun/").headers["ETag"] == before
    StatisticsVersion.objects.update(number=F("number") + 1)
    a_second_later()
    assert client.get("/en/cities/changchun/").headers["ETag"] != before


def test_an_edit_shows_at_once_to_whoever_is_at_the_admin(city, client, admin_client):
    admin_client.get("/admin/")
    client.get("/en/cities/changchun/")
    rename(city, "Long Spring")
    assert "Long Spring" not in client.get("/en/cities/changchun/").content.decode()
    assert "Long Spring" in admin_client.get("/en/cities/changchun/").content.decode()


def test_a_new_day_makes_another_page(city, client, monkeypatch):
    """Pages say what is ahead and what has passed."""
    today = client.get("/en/cities/changchun/").headers["ETag"]
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *_args: tomorrow)
    assert client.get("/en/cities/changchun/").headers["ETag"] != today


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Cache-Control": "private"},
        {"Cache-Control": "no-store"},
        {"Vary": "Cookie"},
        {"Vary": "Accept-Language"},
    ],
    ids=str,
)
def test_an_answer_that_is_not_for_everybody_is_made_for_each_reader(rf, headers):
    made = []

    def make() -> HttpResponse:
        response = HttpResponse(f"for reader {len(made)}", headers=headers)
        if not headers:
            response.set_cookie("a", "b")
        made.append(response)
        return response

    for number in range(2):
        response = page_cache.respond_from_cache(rf.get("/en/"), make, keeps=True)
        assert response.content == f"for reader {number}".encode()
        assert "ETag" not in response.headers


def test_each_language_and_each_filter_is_a_page_of_its_own(city, client):
    paths = ["/en/cities/", "/zh-hans/cities/", "/en/cities/?view=map", "/en/cities/?sort=name"]
    assert len({client.get(path).headers["ETag"] for path in paths}) == len(paths)
    assert 'lang="zh-Hans"' in client.get("/zh-hans/cities/").content.decode()


def test_the_order_of_parameters_makes_no_other_page(city, client):
    one, other = "/en/cities/?view=map&sort=name", "/en/cities/?sort=name&view=map"
    assert client.get(one).headers["ETag"] == client.get(other).headers["ETag"]


@pytest.mark.parametrize("path", ["/en/no-such-page/", "/en/cities/?page=99"])
def test_what_is_no_page_is_not_kept(city, client, path):
    answer = client.get(path)
    assert answer.status_code in {400, 404}
    assert "ETag" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/healthz", "/admin/login/"])
def test_what_is_for_one_reader_or_of_one_moment_is_not_kept(client, path):
    assert "ETag" not in client.get(path).headers


def test_a_cache_that_is_away_costs_the_reader_nothing(city, client, monkeypatch, caplog):
    def away(*_args, **_kwargs):
        raise RedisIsAway("refused")

    for name in ("pages", "default"):
        monkeypatch.setattr(caches[name], "get", away)
        monkeypatch.setattr(caches[name], "set", away)
    assert "Changchun" in client.get("/en/cities/changchun/").content.decode()
    assert "The cache can't be read" in caplog.text


def test_another_program_makes_other_pages(city, client, monkeypatch):
    old = client.get("/en/cities/").headers["ETag"]
    monkeypatch.setattr(versions, "compute_build_digest", lambda: "the next release")
    versions.compute_program_digest.cache_clear()
    assert client.get("/en/cities/").headers["ETag"] != old


def test_the_program_is_its_code_templates_words_definitions_and_styles():
    paths = {path for pattern in build_digest._PROGRAM for path in settings.BASE_DIR.glob(pattern)}
    assert {".py", ".html", ".mo", ".css", ".js"} <= {path.suffix for path in paths}
    assert settings.CONTENT_DIR / VOCABULARIES_FILE in paths


# -- Caches in front --------------------------------------------------------------------------------


def test_a_reader_behind_a_cache_is_at_most_fifteen_seconds_behind_an_edit():
    lifetime = page_cache.SHARED_LIFETIME
    own = 2 * VERSION_TTL  # the longest that a process serves the version before
    assert own + lifetime["s_maxage"] + lifetime["stale_while_revalidate"] <= page_cache.STALENESS_LIMIT == 15


def test_what_an_editor_reads_is_kept_by_no_cache_in_front(city, admin_client):
    admin_client.get("/admin/")
    answer = admin_client.get("/en/cities/changchun/")
    assert answer["Cache-Control"] == "private, max-age=0, must-revalidate"
