"""Every error is a problem document."""

import json
import uuid

import pytest
from django.test import Client

from tests.api.api_client import BASE

KEYS = ["type", "title", "status", "detail", "instance", "errors"]


def problem(response, status) -> dict:
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    assert response["Access-Control-Allow-Origin"] == "*"
    body = json.loads(response.content)
    assert list(body) == KEYS
    assert body["status"] == status
    assert body["instance"] == f"urn:uuid:{uuid.UUID(response['X-Request-ID'])}"
    return body


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/api/x",
        "/api/v1/planets/",
        "/api/v2/cities/",
        f"{BASE}/cities/x/",
        f"{BASE}/cities/a/b/c/",
        f"{BASE}/cities/x%0A/",
        f"{BASE}/cities/x/%0Ay",
    ],
)
def test_an_address_that_leads_nowhere(client, path):
    assert problem(client.get(path), 404)["title"] == "Not Found"
    assert client.head(path).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("path", [f"{BASE}/cities/", "/api/x/", "/feeds/cities.atom"])
def test_an_address_of_more_than_eight_thousand_characters(client, path):
    assert "8,000" in problem(client.get(f"{path}?q={'a' * 8000}"), 414)["detail"]
    assert client.get(f"{path}?q={'a' * 7000}").status_code != 414


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize(
    "path", [f"{BASE}/", f"{BASE}/cities/", f"{BASE}/cities/x/", f"{BASE}/changes/", f"{BASE}/schema/"]
)
def test_a_method_that_writes(client, method, path):
    response = getattr(client, method)(path)
    assert problem(response, 405)["errors"] == []
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_a_method_that_writes_where_nothing_is(client):
    problem(client.post("/api/v1/planets/"), 404)


@pytest.mark.django_db
def test_an_accept_header_without_json(client):
    (fault,) = problem(client.get(f"{BASE}/networks/", headers={"Accept": "text/html"}), 406)["errors"]
    assert fault["parameter"] == "Accept"
    assert fault["allowed"][:3] == ["application/json", "text/csv", "application/jsonl"]
    body = problem(client.get(f"{BASE}/networks/x/", headers={"Accept": "text/csv"}), 406)
    assert body["errors"][0]["allowed"] == ["application/json"]
    assert client.get(f"{BASE}/cities/", headers={"Accept": "text/html, */*;q=0.8"}).status_code == 200
    assert client.get(f"{BASE}/cities/?format=csv", headers={"Accept": "text/csv"}).status_code == 200


@pytest.mark.django_db
def test_what_breaks_here_is_a_problem_too_and_is_logged_by_its_number(client, monkeypatch, caplog):
    def broken(*args):
        raise RuntimeError("a secret")

    monkeypatch.setattr("api.records.selectors.build_versions", broken)
    client.raise_request_exception = False
    body = problem(client.get(f"{BASE}/cities/"), 500)
    assert "secret" not in json.dumps(body)
    (record,) = caplog.records
    assert (body["instance"], record.exc_info[0]) == (f"urn:uuid:{record.request_id}", RuntimeError)


@pytest.mark.django_db
def test_an_address_without_its_last_slash_leads_on(client):
    response = client.get("/api/v1/cities?lang=all")
    assert (response.status_code, response["Location"]) == (301, "/api/v1/cities/?lang=all")


@pytest.mark.django_db
def test_what_breaks_outside_of_the_views_is_a_problem_under_api_and_a_page_elsewhere(client, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("web.page_cache.PageCacheMiddleware.__call__", broken)
    client.raise_request_exception = False
    assert client.get(f"{BASE}/cities/")["Content-Type"] == "application/problem+json"
    assert client.get("/en/")["Content-Type"].startswith("text/html")


@pytest.mark.django_db
def test_an_unknown_address_is_not_found_for_every_method():
    client = Client(enforce_csrf_checks=True)
    for method in ("get", "head", "post", "put", "patch", "delete"):
        response = getattr(client, method)(f"{BASE}/words/")
        assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json"), method


@pytest.mark.django_db
def test_what_no_view_can_read_is_a_problem_under_api_and_a_page_elsewhere(client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    for query, host in (("&".join(f"x{number}=1" for number in range(11)), "testserver"), ("", "evil.org")):
        response = client.get(f"{BASE}/cities/?{query}", headers={"Host": host})
        assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
        assert "too many parameters" in json.loads(response.content)["detail"]
    assert client.get("/en/", headers={"Host": "evil.org"})["Content-Type"].startswith("text/html")


@pytest.mark.django_db
def test_of_very_many_unknown_parameters_the_first_are_named(client):
    names = [f"unknown{number:03}" for number in range(500)]
    body = problem(client.get(f"{BASE}/parks/?{'=1&'.join(names)}=1"), 400)
    assert [fault["parameter"] for fault in body["errors"]] == names[:50]
    assert body["detail"].endswith("unknown049 and 450 more. See “errors” for details.")
