"""nginx with all files of deploy/, in front of an application that only this test has."""

import json
import re
import ssl
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.test import Client

from records.texts.translation import convert_to_traditional
from tests.nginx import DEPLOY, HOST, Answer, Nginx, free_ports

PAGES = DEPLOY / "error-pages"
#: The pages of nginx by a path that they answer.
PAGE_OF = {
    "/en/cities/": "en.html", "/zh-hans/": "zh-hans.html", "/zh-hant/parks/?q=a": "zh-hant.html",
    "/": "all.html", "/admin/records/theme/1/change/": "all.html", "/english/": "all.html",
}  # fmt: skip
SECURITY_HEADERS = [
    "Content-Security-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy",
    "Permissions-Policy", "Referrer-Policy", "X-Content-Type-Options", "X-Frame-Options",
]  # fmt: skip


class Application(ThreadingHTTPServer):
    """Answers `?status=` with this status, and `?wait` when `release` is set."""

    daemon_threads = True
    request_queue_size = 200

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.release = threading.Event()
        self.waiting: list[str] = []


class Handler(BaseHTTPRequestHandler):
    server: Application
    # The response leaves in one piece, or the kernel delays the second one.
    wbufsize = -1

    def do_GET(self) -> None:
        if "wait" in self.path:
            self.server.waiting.append(self.path)
            self.server.release.wait(20)
        status = re.search(r"status=(\d+)", self.path)
        self.send_response(int(status[1]) if status else 200)
        self.end_headers()
        self.wfile.write(b"of the application")

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.do_GET()

    def log_message(self, *_values: object) -> None:
        pass


@pytest.fixture(scope="module")
def application() -> Iterator[Application]:
    with Application() as application:
        threading.Thread(target=application.serve_forever, args=(0.05,), daemon=True).start()
        yield application
        application.shutdown()


@pytest.fixture(scope="module")
def nginx(application: Application, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    nginx = Nginx(tmp_path_factory.mktemp("nginx"), application.server_address[1])
    nginx.start()
    yield nginx
    nginx.stop()


@pytest.fixture(scope="module")
def orphan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    """nginx while the application is away."""
    nginx = Nginx(tmp_path_factory.mktemp("orphan"), free_ports(1)[0])
    nginx.start()
    yield nginx
    nginx.stop()


def request_together(
    application: Application, nginx: Nginx, path: str, count: int, source: str
) -> list[Answer]:
    """The answers to requests that are all there before one of them is answered by the application."""
    application.release.clear()
    application.waiting.clear()
    # The cache lets requests with the same address wait for each other.
    paths = [f"{path}&number={number}&wait" for number in range(count)]
    with ThreadPoolExecutor(count) as pool:
        answers = [pool.submit(nginx.request, path, source=source) for path in paths]
        end = time.monotonic() + 10
        while len(application.waiting) + sum(answer.done() for answer in answers) < count:
            assert time.monotonic() < end
            time.sleep(0.01)
        application.release.set()
    return [answer.result() for answer in answers]


def test_nginx_accepts_the_files_together(tmp_path: Path) -> None:
    checked = Nginx(tmp_path, port=8000).check()
    assert (checked.returncode, "[warn]" in checked.stderr) == (0, False), checked.stderr


# -- Error pages -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGE_OF)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_page_says_that_the_application_is_away(orphan: Nginx, path: str, method: str) -> None:
    answer = orphan.request(path, method, body=b"a=b" if method == "POST" else None)
    assert (answer.status, answer.headers["Retry-After"]) == (503, "10")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.body == (PAGES / PAGE_OF[path]).read_bytes()


@pytest.mark.parametrize("path", ["/api/v1/cities/", "/feeds/changes.atom"])
def test_programs_get_a_problem_document(orphan: Nginx, path: str) -> None:
    answer = orphan.request(path)
    assert (answer.status, answer.headers["Retry-After"]) == (503, "10")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert json.loads(answer.body) == {
        "type": "/en/developers/errors/#error-503",
        "title": "Service Unavailable",
        "status": 503,
        "detail": "The site doesn’t answer. Retry after the seconds in “Retry-After”.",
        "instance": f"urn:uuid:{answer.headers['X-Request-ID']}",
        "errors": [],
    }


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/en/nowhere/", "/api/v1/nowhere/"])
def test_errors_of_nginx_have_the_security_headers_of_the_application(
    orphan: Nginx, client: Client, path: str
) -> None:
    ours, others = orphan.request(path).headers, client.get(path).headers
    assert {name: ours.get_all(name) for name in SECURITY_HEADERS} == {
        name: [others[name]] for name in SECURITY_HEADERS
    }


def test_the_log_says_what_the_application_did(nginx: Nginx) -> None:
    answer = nginx.request("/en/?status=504")
    line = nginx.find_in_log(answer.headers["X-Request-ID"])
    assert (line["status"], line["upstream_status"]) == (503, "504")


@pytest.mark.parametrize("path", ["/en/requests/secret-token/", "/zh-hans/requests/secret-token/?a=b"])
def test_the_log_has_no_token_of_a_request(nginx: Nginx, path: str) -> None:
    headers = {"Referer": f"https://{HOST}{path}"}
    answer = nginx.request(path, headers=headers)
    line = nginx.find_in_log(answer.headers["X-Request-ID"])
    assert line["path"] == f"{path.partition('secret')[0]}…"
    assert "secret-token" not in str(line)


def test_requests_are_sent_at_most_so_often_and_read_as_often_as_one_likes(nginx: Nginx) -> None:
    def send() -> int:
        return nginx.request("/en/requests/", "POST", body=b"message=a", source="127.0.3.7").status

    assert 429 in [send() for _number in range(25)]
    assert nginx.request("/en/requests/", source="127.0.3.7").status == 200


@pytest.mark.parametrize("path", ["/en/", "/api/v1/cities/", "/readyz", "/admin/login/"])
@pytest.mark.parametrize("status", [400, 403, 404, 410, 429, 500, 503])
def test_errors_of_the_application_pass(nginx: Nginx, path: str, status: int) -> None:
    answer = nginx.request(f"{path}?status={status}")
    assert (answer.status, answer.text) == (status, "of the application")


def test_a_long_address_is_answered_by_a_problem_document(nginx: Nginx) -> None:
    answer = nginx.request(f"/en/?q={'a' * 9000}")
    assert (answer.status, answer.headers["Content-Type"]) == (414, "application/problem+json")
    assert json.loads(answer.body)["title"] == "URI Too Long"
    assert answer.headers["Retry-After"] is None


def test_the_pages_need_nothing_that_is_away(orphan: Nginx) -> None:
    for page in PAGES.glob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert not re.search(r"<script|<style|style=|<img", html)
        (address,) = re.findall(r'<link rel="stylesheet" href="(.+?)">', html)
        style = orphan.request(address)
        assert (style.status, style.headers["Content-Type"]) == (200, "text/css")
        assert style.body == (PAGES / "style.css").read_bytes()
    assert "url(" not in style.text


def test_the_pages_say_the_same_in_three_languages() -> None:
    english, simplified, traditional, every = (
        (PAGES / f"{name}.html").read_text(encoding="utf-8") for name in ("en", "zh-hans", "zh-hant", "all")
    )
    converted = (
        convert_to_traditional(simplified).replace("zh-Hans", "zh-Hant-HK").replace("zh-hans", "zh-hant")
    )
    assert traditional == converted
    assert re.findall(r"<[a-z]+", english) == re.findall(r"<[a-z]+", simplified)
    for page in (english, simplified, traditional):
        for text in re.findall(r"<(?:h1|p.*?)>(.+?)</(?:h1|p)>", page):
            assert text in every


# -- Limits ----------------------------------------------------------------------------------------

EXPORTS = [
    "/api/v1/figures/?format=xlsx&lang=all", "/api/v1/indicator-values/?lang=all&format=jsonl",
    "/api/v1/comparison/?cities=datong,xuzhou&format=xlsx", "/api/v1/statistics/?lang=zh-hans&format=csv",
]  # fmt: skip


@pytest.mark.parametrize("path", EXPORTS)
def test_an_address_is_sent_three_files_at_a_time(application: Application, nginx: Nginx, path: str) -> None:
    answers = request_together(application, nginx, path, 5, source=f"127.0.1.{EXPORTS.index(path)}")
    assert sorted(answer.status for answer in answers) == [200, 200, 200, 429, 429]
    (refused, *_others) = [answer for answer in answers if answer.status == 429]
    assert refused.headers["Retry-After"] == "10"
    assert json.loads(refused.body)["title"] == "Too Many Requests"
    assert json.loads(refused.body)["status"] == 429


def test_an_address_has_64_requests_at_a_time(application: Application, nginx: Nginx) -> None:
    answers = request_together(application, nginx, "/en/?", 70, source="127.0.2.1")
    assert [answer.status for answer in answers].count(200) == 64
    assert [answer.status for answer in answers].count(429) == 6
    assert nginx.request("/en/", source="127.0.2.2").status == 200, "another reader waits"


def test_an_address_tries_few_passwords(nginx: Nginx) -> None:
    def log_in(source: str) -> int:
        return nginx.request("/admin/login/", "POST", body=b"username=a", source=source).status

    statuses = [log_in("127.0.3.1") for _number in range(25)]
    assert statuses[:21] == [200] * 21, "the first and twenty at once after it"
    assert set(statuses[22:]) == {429}
    assert nginx.request("/admin/login/", source="127.0.3.1").status == 200, "the form itself"
    assert log_in("127.0.3.2") == 200


def test_a_network_of_ipv6_is_one_client(nginx: Nginx) -> None:
    def log_in(address: str) -> int:
        headers = {"X-Test-Address": address}
        return nginx.request("/admin/login/", "POST", headers, b"username=a", source="127.0.9.1").status

    statuses = [log_in(f"2001:db8:0:1::{number}") for number in range(25)]
    assert (statuses[:21], set(statuses[22:])) == ([200] * 21, {429})
    assert log_in("2001:db8:0:2::1") == 200


# -- HTTPS -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cipher", "is_accepted"),
    [("AES128-SHA", False), ("AES256-GCM-SHA384", False), ("ECDHE-RSA-AES128-SHA", False),
     ("ECDHE-RSA-AES128-GCM-SHA256", True), ("ECDHE-RSA-CHACHA20-POLY1305", True)],
)  # fmt: skip
def test_connections_stay_secret_when_the_key_of_the_certificate_is_lost(
    nginx: Nginx, cipher: str, is_accepted: bool
) -> None:
    context = ssl.create_default_context(cafile=str(nginx.folder / "certificate.pem"))
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(f"{cipher}:@SECLEVEL=0")
    nginx_accepts = True
    try:
        nginx.connect(context=context).close()
    except ssl.SSLError:
        nginx_accepts = False
    assert nginx_accepts == is_accepted


def test_a_certificate_is_renewed_while_nginx_runs(nginx: Nginx) -> None:
    folder = nginx.folder / "www/.well-known/acme-challenge"
    folder.mkdir(parents=True)
    (folder / "token").write_text("proof", encoding="utf-8")
    answers = {}
    for path in ("/.well-known/acme-challenge/token", "/en/?a=b"):
        connection = HTTPConnection("127.0.0.1", nginx.http, timeout=10)
        connection.request("GET", path, headers={"Host": HOST})
        response = connection.getresponse()
        answers[path] = (response.status, response.headers["Location"], response.read().decode())
        connection.close()
    assert answers["/.well-known/acme-challenge/token"] == (200, None, "proof")
    assert answers["/en/?a=b"][:2] == (301, f"https://{HOST}/en/?a=b")
