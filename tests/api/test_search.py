"""The search in the API."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from search.time_limit import SearchTimeout
from tests.api.api_client import BASE, get_json
from tests.factories import make_city, make_park, text

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.usefixtures("search_follows")]


@pytest.fixture
def records() -> None:
    city = make_city("changchun", **text("name", "Changchun", "长春市"))
    make_park("a-park", city=city, **text("name", "Changchun Recycling Park", "长春循环园区"))


def search(client: Client, status: int = 200, **parameters: Any) -> Any:
    return get_json(client, f"{BASE}/search/?{urlencode(parameters)}", status)


def test_a_result_says_what_was_found_and_where(client: Client, records: None):
    body = search(client, q="长春", lang="zh-hans", count=1)
    assert body["count"] == 2
    first = body["results"][0]
    assert first["page"].endswith("/zh-hans/cities/changchun/")
    assert first["url"].endswith(f"{BASE}/cities/changchun/")
    assert (first["type"], first["slug"], first["title"]) == ("city", "changchun", "长春市")


def test_results_are_paged_and_filtered_by_type(client: Client, records: None):
    first = search(client, q="changchun", page_size=1)
    assert [one["slug"] for one in first["results"]] == ["changchun"]
    second = client.get(first["next"]).json()
    assert [one["slug"] for one in second["results"]] == ["a-park"]
    assert second["next"] is None
    assert [one["slug"] for one in search(client, q="changchun", type="park")["results"]] == ["a-park"]


def test_the_types_that_are_allowed_are_named(client: Client, records: None):
    (error,) = search(client, 400, q="changchun", type="town")["errors"]
    assert "city" in error["allowed"]
    assert "" not in error["allowed"]
    assert search(client, 400, q="changchun", type="")["errors"][0]["parameter"] == "type"


@pytest.mark.parametrize("parameters", [{}, {"q": " "}, {"q": "x" * 101}])
def test_a_query_has_1_to_100_characters(client: Client, parameters: Any):
    (error,) = search(client, 400, **parameters)["errors"]
    assert error["parameter"] == "q"
    assert "1 to 100 characters" in error["message"]


def test_searches_have_a_limit_of_their_own(settings: Any, client: Client):
    settings.API_LIMIT_LOOPBACK, settings.SEARCH_RATE = True, 1
    search(client, q="a")
    search(client, 429, q="b")
    get_json(client, f"{BASE}/units/")


def test_a_search_that_takes_too_long_ends_with_503(client: Client, monkeypatch: pytest.MonkeyPatch):
    def fail(*args: Any, **how: Any) -> None:
        raise SearchTimeout

    monkeypatch.setattr("api.lists.search_results.find_results", fail)
    response = client.get(f"{BASE}/search/?q=a")
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert "too long" in response.json()["detail"]
