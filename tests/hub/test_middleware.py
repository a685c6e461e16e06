"""Headers of every response, and requests that are rejected."""

import re
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from hub.middleware import ContentSecurityPolicyMiddleware, HeadMiddleware
from hub.wsgi import application
from tests.factories import make_park

pytestmark = pytest.mark.django_db

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


# -- Encodings -------------------------------------------------------------------------------------


@pytest.mark.parametrize("charset", ["idna", '"rot13"', "hex", "utf-16", "gb18030", "nonsense"])
def test_parameters_are_read_as_utf_8_whatever_charset_a_request_names(monkeypatch, charset: str) -> None:
    monkeypatch.setattr("hub.wsgi.django_application", lambda environ, _start: WSGIRequest(environ).GET["q"])
    environ = {**RequestFactory().get("/", {"q": "苏州"}).environ, "HTTP_HOST": "localhost"}
    environ["CONTENT_TYPE"] = f"text/plain; Charset={charset}; boundary=x"
    assert application(environ, print) == "苏州"
    assert environ["CONTENT_TYPE"] == "text/plain; boundary=x"


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


# -- Methods ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "BREW"])
@pytest.mark.parametrize(
    "path", ["/", "/en/", "/en/parks/", "/healthz", "/sitemap.xml", "/feeds/changes.atom"]
)
def test_what_a_page_does_not_take_is_answered_with_405(method: str, path: str) -> None:
    response = Client(enforce_csrf_checks=True).generic(method, path)
    assert response.status_code == 405
    assert {"GET", "HEAD"} <= set(response["Allow"].split(", "))


def test_the_api_answers_for_itself(client: Client) -> None:
    response = client.post("/api/v1/parks/")
    assert (response.status_code, response["Content-Type"]) == (405, "application/problem+json")


def test_a_form_of_the_admin_still_needs_its_token() -> None:
    assert Client(enforce_csrf_checks=True).post(reverse("admin:login")).status_code == 403


@pytest.mark.parametrize(
    ("environ", "status"),
    [
        ({"REQUEST_METHOD": "TRACE", "HTTP_HOST": "localhost"}, "405 Method Not Allowed"),
        ({"REQUEST_METHOD": "GET"}, "400 Bad Request"),
    ],
)
def test_a_request_that_http_forbids_is_refused(environ: dict[str, str], status: str) -> None:
    answers: list[str] = []
    whole = {**RequestFactory().get("/sitemap.xml").environ, "SERVER_PROTOCOL": "HTTP/1.1", **environ}
    assert list(application(whole, lambda status, headers: answers.append(status))) == []
    assert answers == [status]


# -- What an answer says of itself -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "policy"),
    [
        ("/en/", "same-origin"),
        ("/admin/login/", "same-origin"),
        ("/en/nope/", "same-origin"),
        ("/static/build/hub.css", "same-origin"),
        ("/static/img/seal.svg", "cross-origin"),
        ("/api/v1/parks/", "cross-origin"),
        ("/feeds/changes.atom", "cross-origin"),
    ],
)
def test_every_answer_says_who_may_use_it(client: Client, path: str, policy: str) -> None:
    response = client.get(path)
    assert response["Cross-Origin-Resource-Policy"] == policy
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert "camera=()" in response["Permissions-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"


def test_a_page_may_state_a_policy_of_its_own_and_debug_pages_have_none(settings: Any) -> None:
    def get_policy(response: HttpResponse) -> str | None:
        answered = ContentSecurityPolicyMiddleware(lambda _request: response)(RequestFactory().get("/"))
        return answered.headers.get("Content-Security-Policy")

    own = "default-src 'none'"
    assert get_policy(HttpResponse(headers={"Content-Security-Policy": own})) == own
    settings.DEBUG = True
    assert get_policy(HttpResponse(status=404)) is None
    assert get_policy(HttpResponse(status=403)) is not None


def test_a_log_in_that_names_a_page_of_another_site_leads_to_the_admin(
    client: Client, admin_user: Any
) -> None:
    form = {"username": "admin", "password": "password", "next": "https://evil.example/"}
    response = client.post(reverse("admin:login"), form)
    assert (response.status_code, response["Location"]) == (302, reverse("admin:index"))
