"""Requests can neither fill the page cache nor bypass it."""

import gzip

import pytest
from django.contrib.auth.models import User
from django.core.cache import caches
from django.test import Client

from tests.admin_client import submit_form
from tests.factories import make_city, make_park, make_region, make_source, writing
from web import page_cache
from web.rate_limits import increment_counter

pytestmark = [pytest.mark.django_db, pytest.mark.content_listeners]
PAGE = "/en/cities/changchun/"


@pytest.fixture(autouse=True)
def city(settings, monkeypatch):
    settings.PAGE_CACHE = True
    monkeypatch.setattr("web.versions.VERSION_TTL", 60.0)
    return make_city("changchun", name_en="Changchun")


@pytest.fixture
def kept(monkeypatch):
    """The addresses under which something is kept."""
    addresses = set()
    store = page_cache.store_response
    monkeypatch.setattr(
        page_cache, "store_response", lambda address, kept: addresses.add(address) or store(address, kept)
    )
    return addresses


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("/en/about/?x={}", range(9)),
        ("/en/about/?{}=1", range(9)),
        ("/en/about/?utm_source={}", range(9)),
        ("/en/cities/?page={}", ["1", "01", "001", "+1", "%201"]),
        ("/en/cities/changchun/?history={}", ["all", *"abcdef"]),
        ("/en/sources/?q={}", "abcdefgh"),
        ("/en/parks/?level={}", ["national", "national,provincial", "national,,provincial"]),
        ("/en/parks/?sort=name&kind=eip&level=national&x={}", range(9)),
        ("/en/statistics/parks-by-level/?scope=year.{}", range(2000, 2009)),
        ("/en/no-such-page/?x={}", range(9)),
        ("/api/v1/parks/?q={}", "abcdefgh"),
        ("/api/v1/parks/?fields={}", ["slug", "name", "slug,name"]),
        ("/api/v1/parks/?page_size={}", range(1, 9)),
        ("/api/v1/parks/?updated_since=2026-01-0{}", range(1, 9)),
        ("/api/v1/parks/?x={}", range(9)),
        ("/api/v1/schema/?x={}", range(9)),
        ("/api/v1/changes/?page_size={}", range(1, 9)),
        ("/feeds/changes.atom?x={}", range(9)),
        ("/feeds/changes.atom?lang={}", "abcdefgh"),
        ("/sitemap.xml?x={}", range(9)),
        ("/sitemap-city.xml?p={}", ["1", "01", "001"]),
    ],
)
def test_no_parameter_makes_more_than_one_further_entry(client, kept, path, values):
    make_park("a-park", level="national")
    make_source("a-source")
    client.get(path.partition("?")[0])
    for value in values:
        assert client.get(path.format(value)).status_code < 500
    assert len(kept) <= 2


def test_an_edit_takes_the_place_of_the_page_before(client, kept, city):
    for number in range(3):
        client.get(PAGE)
        with writing() as changes:
            city.name_en = f"Name {number}"
            changes.save(city)
        page_cache.versions.forget()
    assert len(kept) == 1


def test_pages_are_kept_compressed_and_served_as_they_are_kept(client):
    plain = client.get(PAGE)
    packed = client.get(PAGE, headers={"Accept-Encoding": "br, gzip"})
    assert gzip.decompress(packed.content) == plain.content
    assert (packed["Content-Encoding"], packed["Cache-Status"]) == ("gzip", "hub; hit")
    assert packed["Content-Length"] == str(len(packed.content))
    assert "Accept-Encoding" in packed["Vary"]
    assert client.get(PAGE).content == plain.content


def test_a_page_is_compressed_once_for_the_cache_and_the_reader(client, monkeypatch):
    monkeypatch.setattr("django.middleware.gzip.compress_string", lambda *_args, **_options: b"again")
    first = client.get(PAGE, headers={"Accept-Encoding": "gzip"})
    assert "Cache-Status" not in first
    assert b"Changchun" in gzip.decompress(first.content)
    assert first.content == client.get(PAGE, headers={"Accept-Encoding": "gzip"}).content


def test_an_answer_of_the_api_is_served_packed_too(client):
    path = "/api/v1/cities/changchun/"
    plain = client.get(path)
    packed = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.content) == plain.content
    assert {word.strip() for word in packed["Vary"].split(",")} == {
        "Authorization",
        "Accept",
        "Accept-Encoding",
    }


@pytest.mark.sampled(5)
@pytest.mark.parametrize(
    "path",
    [PAGE, "/api/v1/cities/", "/api/v1/cities/?page_size=7", "/api/v1/cities/?format=csv", "/en/search/"],
)
@pytest.mark.parametrize("refusal", ["gzip;q=0", "br, gzip; q=0.0, *", "identity, gzip;q=0"])
def test_who_refuses_gzip_gets_none(client, path, refusal):
    for _time in range(2):  # rendered, and from the cache
        response = client.get(path, headers={"Accept-Encoding": refusal})
        assert response.get("Content-Encoding") in (None, "br")
        assert "Accept-Encoding" in response["Vary"]


def test_what_is_very_long_is_not_kept(client, monkeypatch):
    monkeypatch.setattr(page_cache, "MAX_PAGE_BYTES", 10)
    client.get(PAGE)
    assert "Cache-Status" not in client.get(PAGE)


def test_pages_never_push_out_the_counts_of_requests():
    assert increment_counter("somebody") == 1
    for number in range(1000):
        caches["pages"].set(f"page-{number}", b"x")
    assert increment_counter("somebody") == 2


# -- cookies ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("cookie", ["sessionid=x", "sessionid=" + "a" * 32, "editor=1", "editor=1:x:y"])
def test_a_cookie_that_anybody_can_write_passes_by_nothing(client, django_assert_num_queries, cookie):
    client.get(PAGE)
    with django_assert_num_queries(0):
        answer = Client().get(PAGE, headers={"Cookie": cookie})
    assert answer["Cache-Status"] == "hub; hit"


def test_the_admin_marks_its_editors_and_forgets_them_when_they_leave(admin_client, client):
    assert "editor" not in client.get("/admin/login/").cookies
    assert admin_client.get("/admin/").cookies["editor"]["httponly"]
    assert "editor" not in admin_client.get("/admin/").cookies
    assert admin_client.post("/admin/logout/").cookies["editor"].value == ""


def test_cookies_of_production_are_for_this_host_alone(settings):
    settings.SESSION_COOKIE_NAME, settings.EDITOR_COOKIE_NAME = "__Host-sessionid", "__Host-editor"
    settings.CSRF_COOKIE_NAME = "__Host-csrftoken"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    User.objects.create_user("anna", password="x", is_staff=True)
    client = Client()
    client.get("/admin/login/", secure=True)
    assert client.post("/admin/login/", {"username": "anna", "password": "x"}, secure=True).status_code == 302
    client.get("/admin/", secure=True)
    assert set(client.cookies) == {"__Host-csrftoken", "__Host-sessionid", "__Host-editor"}
    assert {(cookie["secure"], cookie["path"], cookie["domain"]) for cookie in client.cookies.values()} == {
        (True, "/", "")
    }
    left = client.post("/admin/logout/", secure=True).cookies
    assert left["__Host-editor"].value == left["__Host-sessionid"].value == ""
    assert {cookie["secure"] for cookie in left.values()} == {True}, "else browsers keep them"


def test_messages_of_the_admin_are_in_no_cookie(admin_client):
    region = make_region()
    chosen = {"action": "publish_selected", "_selected_action": [region.pk]}
    answer = admin_client.post("/admin/cities/region/", chosen)
    assert "Nothing was changed" in answer.content.decode()
    path = f"/admin/cities/region/{region.pk}/change/"
    assert submit_form(admin_client, path, {"name_en": "Other"}).status_code == 302
    assert "messages" not in admin_client.cookies
    assert "was changed" in admin_client.get(path).content.decode()


def test_a_page_that_an_editor_had_made_is_the_page_of_everybody(admin_client, client):
    admin_client.get("/admin/")
    mine = admin_client.get(PAGE)
    assert not mine.cookies
    other = client.get(PAGE)
    assert other["Cache-Status"] == "hub; hit"
    assert other.content == mine.content
    assert not other.cookies


# -- conditions -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/en/nope/", "/en/cities/nope/", "/api/v1/cities/nope/", "/sitemap-x.xml"])
@pytest.mark.parametrize("header", [{"If-None-Match": "*"}, {"If-Match": '"x"'}])
def test_a_condition_makes_no_page_out_of_none(client, path, header):
    assert client.get(path, headers=header).status_code == 404


@pytest.mark.parametrize("path", [PAGE, "/api/v1/cities/changchun/"])
def test_conditions_on_a_page_that_is_there_are_answered_as_http_says(client, path):
    for _ in range(2):  # made, and out of the cache
        assert client.get(path, headers={"If-None-Match": "*"}).status_code == 304
        assert client.get(path, headers={"If-Match": '"x"'}).status_code == 412
        assert client.get(path, headers={"If-Match": "*"}).status_code == 200
