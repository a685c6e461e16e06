"""Conditional requests, shared caches and cross-origin requests."""

import time

import pytest

from tests.api.api_client import BASE, get_json
from tests.factories import make_city, writing
from web import page_cache

pytestmark = pytest.mark.django_db
PATH = f"{BASE}/cities/"


def test_a_fresh_copy_is_answered_without_a_body_or_a_query(client, django_assert_num_queries):
    make_city()
    etag = client.get(PATH)["ETag"]
    assert etag.startswith('W/"')
    with django_assert_num_queries(0):
        response = client.get(PATH, headers={"If-None-Match": f'"other", {etag}'})
    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == etag
    assert response["Cache-Control"] == (
        "public, max-age=0, s-maxage=2, stale-while-revalidate=10, stale-if-error=86400"
    )


def test_an_edit_makes_another_copy(client):
    city = make_city("a-city")
    former = client.get(PATH)
    with writing() as changes:
        city.name_en = "Another"
        changes.save(city)
    page_cache.versions.forget()
    response = client.get(PATH, headers={"If-None-Match": former["ETag"]})
    assert response.status_code == 200
    assert response.content != former.content


def test_other_parameters_are_another_answer_and_their_order_is_none(client):
    etags = {client.get(f"{PATH}?{query}")["ETag"] for query in ("", "lang=all", "format=csv", "fields=slug")}
    assert len(etags) == 4
    assert (
        client.get(f"{PATH}?lang=all&fields=slug")["ETag"]
        == client.get(f"{PATH}?fields=slug&lang=all")["ETag"]
    )


def test_the_same_question_has_the_same_bytes(client):
    for number in range(3):
        make_city(f"city-{number}")
    first = client.get(f"{PATH}?page_size=1").content
    time.sleep(1.1)
    assert client.get(f"{PATH}?page_size=1").content == first


def test_an_answer_comes_out_of_the_cache(client, settings, django_assert_num_queries):
    settings.PAGE_CACHE = True
    make_city()
    page_cache.versions.forget()
    first = client.get(PATH)
    with django_assert_num_queries(0):
        second = client.get(PATH)
    assert second.content == first.content
    assert second["ETag"] == first["ETag"]
    assert second["Content-Language"] == "en"


def test_errors_and_exports_are_not_kept(client, settings):
    settings.PAGE_CACHE = True
    client.get(f"{PATH}?colour=red")
    assert client.get(f"{PATH}?colour=red").status_code == 400
    assert client.get(f"{PATH}?colour=red")["Cache-Control"] == "no-store"
    assert client.get(f"{PATH}?format=csv").streaming
    assert client.get(f"{PATH}?format=csv").streaming


def test_an_answer_hangs_on_its_address_and_the_key_alone(client):
    response = client.get(PATH, headers={"Accept-Language": "zh-CN", "Cookie": "sessionid=x"})
    assert response["Vary"] in ("Authorization, Accept", "Authorization, Accept, Accept-Encoding")
    assert response["Content-Language"] == "en"
    assert not response.cookies


def test_head_is_get_without_a_body(client):
    make_city()
    response, whole = client.head(PATH), client.get(PATH)
    assert (response.status_code, response.content) == (200, b"")
    assert response["ETag"] == whole["ETag"]


def test_scripts_of_every_site_may_read(client):
    assert (
        client.get(PATH, headers={"Origin": "https://elsewhere.example"})["Access-Control-Allow-Origin"]
        == "*"
    )
    asks_first = client.options(
        PATH, headers={"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}
    )
    assert asks_first.status_code == 204
    assert "Authorization" in asks_first["Access-Control-Allow-Headers"]
    assert "GET" in asks_first["Access-Control-Allow-Methods"]
    assert "Access-Control-Allow-Origin" not in client.get("/en/")


def test_the_feed_is_answered_conditionally_too(client):
    make_city()
    etag = client.get("/feeds/changes.atom")["ETag"]
    assert client.get("/feeds/changes.atom", headers={"If-None-Match": etag}).status_code == 304


def test_everything_under_the_api_is_in_english_whatever_the_browser_prefers(client):
    told = get_json(client, f"{PATH}?colour=red", 400, **{"Accept-Language": "zh-CN"})
    assert "Unknown parameter" in told["errors"][0]["message"]
    assert client.get(f"{PATH}?colour=red", headers={"Accept-Language": "zh-CN"})["Content-Language"] == "en"
    told = get_json(client, f"{PATH}?kind=x", 400, **{"Accept-Language": "zh-CN"})
    assert "is not allowed here" in told["errors"][0]["message"]


class TestCachedAnswers:
    """Answers from the cache are those of the view, and don't count towards the limit."""

    @pytest.fixture(autouse=True)
    def _page_cache(self, settings):
        settings.PAGE_CACHE, settings.API_LIMIT_LOOPBACK = True, True
        make_city("a-city")

    @staticmethod
    def read(response) -> tuple[bytes, dict[str, str]]:
        own = ("Cache-Status", "X-Request-ID")
        return response.content, {name: value for name, value in response.items() if name not in own}

    @pytest.mark.parametrize("address", [PATH, f"{BASE}/", f"{BASE}/cities/a-city/", f"{PATH}?lang=zh-hans"])
    @pytest.mark.parametrize("headers", [{}, {"Accept": "application/json", "Accept-Encoding": "gzip"}])
    def test_they_have_the_body_and_the_headers_of_the_view(self, client, address, headers):
        first = client.get(address, headers=headers)
        again = client.get(address, headers=headers)
        assert "hit" not in first.get("Cache-Status", "")
        assert again["Cache-Status"] == "hub; hit"
        assert self.read(again) == self.read(first)

    def test_they_are_not_counted(self, client, settings):
        settings.API_RATE_ANONYMOUS = 1
        assert [client.get(PATH).status_code for _time in range(3)] == [200, 200, 200]
        assert client.get(f"{PATH}a-city/").status_code == 429

    def test_a_fresh_copy_is_answered_without_a_body(self, client):
        etag = client.get(PATH)["ETag"]
        response = client.get(PATH, headers={"If-None-Match": etag})
        assert (response.status_code, response.content, response["ETag"]) == (304, b"", etag)

    def test_another_format_is_another_answer(self, client):
        client.get(PATH)
        table = client.get(PATH, headers={"Accept": "text/csv"})
        assert table["Content-Type"].startswith("text/csv")
        assert client.get(PATH, headers={"Accept": "image/png"}).status_code == 406

    def test_a_wrong_key_is_refused(self, client):
        client.get(PATH)
        assert client.get(PATH, headers={"Authorization": "Bearer wrong"}).status_code == 401

    def test_after_an_edit_the_view_answers(self, client):
        client.get(PATH)
        make_city("another")
        page_cache.versions.forget()
        response = client.get(PATH)
        assert "Cache-Status" not in response
        assert len(response.json()["results"]) == 2
