"""What every answer has, and which requests are answered at all."""

import re
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from hub.middleware import HeadMiddleware
from tests.factories import make_park

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

GIVEN = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"


# -- The number of a request -----------------------------------------------------------------------


@pytest.mark.parametrize("given", [GIVEN, GIVEN.replace("-", "").upper()])
def test_the_proxys_number_of_a_request_is_kept(client: Client, given: str) -> None:
    assert client.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"] == GIVEN


@pytest.mark.parametrize("given", ["", "1", "x" * 5000, f"{GIVEN}\x1b[31m", "..//.."])
def test_without_a_number_of_the_proxy_one_is_made(client: Client, given: str) -> None:
    answers = [client.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"] for _ in range(2)]
    assert all(re.fullmatch(UUID, answer) for answer in answers)
    assert len(set(answers)) == 2


# -- HEAD ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/en/", "/api/v1/parks/", "/sitemap.xml", "/en/nope/"])
def test_head_has_the_headers_of_get(client: Client, path: str) -> None:
    make_park()
    head, get = client.head(path), client.get(path)
    changing = {"X-Request-ID", "RateLimit"}
    assert {key: value for key, value in head.items() if key not in changing} == {
        key: value for key, value in get.items() if key not in changing
    }
    assert head.content == b""


@pytest.mark.parametrize("response", [HttpResponse("text"), StreamingHttpResponse([b"text"])])
def test_an_answer_to_head_has_no_body_for_the_server_to_cut_off(response: Any) -> None:
    def get_response(request: HttpRequest) -> Any:
        return response

    answer = HeadMiddleware(get_response)(RequestFactory().head("/"))
    assert b"".join(answer) == b""
    assert answer.headers.get("Content-Length") == (None if answer.streaming else "4")
