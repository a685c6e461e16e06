"""The hub in production, through nginx over HTTPS."""

import json
import re
import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urldefrag, urlsplit

import pytest
from django.urls import Resolver404, URLPattern, get_resolver, resolve
from django.utils.translation import get_language_from_path, override

from api.records.resources import RESOURCES
from tests.browser.pages import MORE_PAGES, PAGES
from tests.conftest import LANGUAGES
from tests.crawler import resolve_internal_url, visit_page
from tests.nginx import Answer
from tests.stack.admin_session import Editor
from tests.stack.production import Production, wait_until

#: How many pages of a kind are looked at in each language.
OF_A_KIND = 2
#: What links ask with parameters: the walk follows no such link.
ASKED = [
    "/cities/?view=map", "/cities/?page=2", "/cities/table.csv", "/parks/table.xlsx", "/materials/table.csv",
    "/zero-waste/table.csv", "/procurement/table.csv", "/businesses/table.csv",
    "/materials/match/table.csv?material=coal-fly-ash", "/compare/briefing/?cities=datong,xuzhou",
    "/compare/drawing.png?cities=datong,xuzhou",
]  # fmt: skip
#: Fetched by scripts or chosen by readers: no page of the walk links to them.
UNLINKED = {
    "manifest", "suggestions", "compare_embed", "figure_embed", "entity_preview", "enquiry", "enquiry_status",
    "preview",
}  # fmt: skip
SECURITY_HEADERS = [
    "Content-Security-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy",
    "Permissions-Policy", "Referrer-Policy", "X-Content-Type-Options",
    "X-Frame-Options", "X-Request-ID",
]  # fmt: skip


@dataclass
class Walk:
    answers: dict[str, Answer] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)


def kind_of(path: str) -> tuple[str, ...]:
    """The address that a page has in the URL map, and the parameters that it is asked with."""
    parts = urlsplit(path)
    try:
        with override(get_language_from_path(parts.path) or "en"):
            name = resolve(parts.path).url_name or ""
    except Resolver404:
        name = parts.path
    return (name, *sorted(parse_qs(parts.query)))


@pytest.fixture(scope="module")
def walk(production: Production) -> Walk:
    """A few pages of every kind in every language, from link to link."""
    walk = Walk()
    for language in LANGUAGES:
        walk_through(production, walk, language)
    return walk


def walk_through(production: Production, walk: Walk, language: str) -> None:
    prefix = f"/{language}/"
    waiting = [f"/{language}{path}" for path in [*PAGES, *MORE_PAGES, *ASKED]]
    counts = Counter(map(kind_of, waiting))
    reader: Any = SimpleNamespace(get=lambda path: fetch(production, walk, path))
    while waiting:
        page = visit_page(reader, waiting.pop())
        walk.files |= set(re.findall(r"/static/[^\"'#?\s)&]+", page.html))
        for href in page.links:
            target = urldefrag(resolve_internal_url(page.path, href) or "").url
            is_plain = re.fullmatch(r"[^?]*(\?page=\d+)?", target)  # not each filter of each list
            if is_plain and target.startswith(prefix) and target not in {*walk.answers, *waiting}:
                kind = kind_of(target)
                counts[kind] += 1
                if counts[kind] <= OF_A_KIND:
                    waiting.append(target)


def fetch(production: Production, walk: Walk, path: str) -> Any:
    answer = walk.answers[path] = production.get(path)
    return SimpleNamespace(status_code=answer.status, headers=answer.headers, content=answer.body)


def has_headers(answer: Answer) -> list[str]:
    """The headers that are not there exactly once."""
    return [name for name in SECURITY_HEADERS if len(answer.headers.get_all(name, [])) != 1]


# -- Pages -----------------------------------------------------------------------------------------


def test_every_kind_of_page_answers_in_every_language(walk: Walk) -> None:
    wrong = {path: answer.status for path, answer in walk.answers.items() if answer.status != 200}
    assert {path: status for path, status in wrong.items() if "page=2" not in path} == {}
    patterns = [entry for entry in get_resolver().url_patterns if hasattr(entry, "url_patterns")]
    names = {pattern.name for entry in patterns if "LocalePrefix" in repr(entry.pattern.__class__)
             for pattern in leaves(entry)}  # fmt: skip
    for language in LANGUAGES:
        seen = {kind_of(path)[0] for path in walk.answers if path.startswith(f"/{language}/")}
        assert sorted(names - seen - UNLINKED) == []


def leaves(entry: Any) -> Iterator[URLPattern]:
    for inner in getattr(entry, "url_patterns", ()):
        yield from leaves(inner) if hasattr(inner, "url_patterns") else [inner]


def test_what_no_page_of_the_walk_links_to_answers_too(production: Production) -> None:
    (figure,) = json.loads(production.get("/api/v1/figures/?page_size=1").body)["results"]
    for language in LANGUAGES:
        assert production.get(f"/{language}/embed/compare/?cities=datong,xuzhou").status == 200
        assert production.get(f"/{language}/embed/records/city.datong/").status == 200
        assert production.get(f"/{language}/embed/figures/{figure['identifier']}/").status == 200


def test_every_page_has_each_security_header_once(walk: Walk) -> None:
    lost = {path: names for path, answer in walk.answers.items() if (names := has_headers(answer))}
    framed = {path: names for path, names in lost.items() if "/embed/" in path}
    assert lost == framed
    assert all(names == ["X-Frame-Options"] for names in framed.values())
    assert {answer.headers["Server"] for answer in walk.answers.values()} == {"nginx"}
    assert {answer.headers["Strict-Transport-Security"] for answer in walk.answers.values()} == {None}


def test_every_file_that_a_page_names_is_there_and_kept_for_good(production: Production, walk: Walk) -> None:
    assert len(walk.files) > 10
    for path in sorted(walk.files):
        answer = production.get(path)
        assert (path, answer.status) == (path, 200)
        assert "immutable" in answer.headers["Cache-Control"], path
        assert has_headers(answer) == [], path


@pytest.mark.smoke
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 302),
        ("/favicon.ico", 302),
        ("/robots.txt", 200),
        ("/sitemap.xml", 200),
        ("/feeds/changes.atom", 200),
        ("/en/manifest.webmanifest", 200),
        ("/admin/login/", 200),
        ("/admin/", 302),
        ("/healthz", 200),
        ("/readyz", 200),
        ("/nowhere", 404),
        ("/zh-hant/cities/nowhere/", 404),
        ("/en/parks/?level=nonsense", 400),
        ("/static/build/nothing.css", 404),
        ("/static/../hub/settings/base.py", 404),
    ],
)
def test_what_is_no_page_of_a_record_answers_too(production: Production, path: str, status: int) -> None:
    answer = production.get(path)
    assert answer.status == status
    assert has_headers(answer) == []


@pytest.mark.smoke
def test_a_superuser_sets_up_the_second_factor_that_production_requires_and_needs_it(
    production: Production,
) -> None:
    made = "User.objects.create_superuser('chief', '', 'a long password')"
    production.manage("shell", "-v0", "-c", f"from django.contrib.auth.models import User; {made}")
    chief = Editor(production)
    chief.log_in("chief", "a long password")
    assert chief.request("/admin/account/").status == chief.request("/admin/").status == 200
    thief = Editor(production)
    answer = thief.send("/admin/login/?next=/admin/", username="chief", password="a long password")
    assert answer.headers["Location"] == "/admin/login/factor/"
    assert thief.request("/admin/").headers["Location"].startswith("/admin/login/")


# -- The API ---------------------------------------------------------------------------------------


OTHER_LISTS = {"statistics": "slug", "figures": "identifier", "vocabularies": "name", "units": "code"}


@pytest.mark.smoke
@pytest.mark.parametrize("name", [*(entry.list_name for entry in RESOURCES), *OTHER_LISTS])
def test_every_list_of_the_api_and_a_record_of_it_answer(production: Production, name: str) -> None:
    answer = production.get(f"/api/v1/{name}/")
    assert (answer.status, has_headers(answer)) == (200, [])
    rows = json.loads(answer.body)["results"]
    assert rows
    slug = rows[0][OTHER_LISTS.get(name, "slug")]
    assert production.get(f"/api/v1/{name}/{slug}/").status == 200
    assert production.get(f"/api/v1/{name}/nowhere/").status == 404


@pytest.mark.smoke
@pytest.mark.parametrize(
    "path", ["", "changes/", "schema/", "docs/", "cities/?format=csv", "cities/?format=geojson"]
)
def test_the_rest_of_the_api_answers(production: Production, path: str) -> None:
    answer = production.get(f"/api/v1/{path}")
    assert (answer.status, has_headers(answer)) == (200, [])


@pytest.mark.parametrize(("length", "status"), [(7000, 400), (8185, 414), (9000, 414), (40_000, 414)])
def test_a_long_address_is_answered_as_other_errors_are(
    production: Production, length: int, status: int
) -> None:
    answer = production.get(f"/api/v1/parks/?q={'a' * length}")
    assert (answer.status, answer.headers["Content-Type"]) == (status, "application/problem+json"), (
        answer.text
    )
    assert json.loads(answer.body)["status"] == status
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_so_are_long_headers(production: Production) -> None:
    answer = production.get("/api/v1/parks/", **{f"X-{letter}": letter * 7000 for letter in "abcdef"})
    assert (answer.status, answer.headers["Content-Type"]) == (431, "application/problem+json")
    assert json.loads(answer.body)["status"] == 431


def test_an_address_may_have_characters_in_utf_8(production: Production) -> None:
    """curl and many scripts don't encode them."""
    address = "/api/v1/parks/?q={}&count=1"
    asked = f"GET {address.format('循環')} HTTP/1.1\r\nHost: hub.example.org\r\nConnection: close\r\n\r\n"
    with production.nginx.connect() as connection:
        connection.sendall(asked.encode())
        with connection.makefile("rb") as received:
            answer = received.read().partition(b"\r\n\r\n")[2]
    encoded = production.get(address.format("%E5%BE%AA%E7%92%B0")).body
    assert json.loads(answer)["results"] == json.loads(encoded)["results"] != []


def test_a_link_of_the_api_leads_to_the_public_address(production: Production) -> None:
    assert "https://hub.example.org/" in production.get("/api/v1/cities/").text


@pytest.mark.smoke
def test_the_worker_builds_the_file_of_all_data(production: Production) -> None:
    def is_built() -> bool:
        return production.get("/data/latest.zip", "HEAD").status == 200

    wait_until(is_built, "There is no file of all data.", 300, production.logs)


# -- What nginx does -------------------------------------------------------------------------------


@pytest.mark.smoke
def test_plain_http_leads_to_https(production: Production) -> None:
    answer = plain(production, "GET /en/?a=b HTTP/1.1\r\nHost: hub.example.org\r\nConnection: close\r\n\r\n")
    assert answer.startswith("HTTP/1.1 301 ")
    assert "Location: https://hub.example.org/en/?a=b\r\n" in answer


@pytest.mark.parametrize(
    ("request_text", "status"),
    [
        ("GET / HTTP/1.1\r\nHost: else.example.org\r\n\r\n", ""),
        ("GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 400 "),
        ("TRACE / HTTP/1.1\r\nHost: hub.example.org\r\n\r\n", "HTTP/1.1 405 "),
    ],
)
def test_what_is_no_request_for_the_hub_is_refused(
    production: Production, request_text: str, status: str
) -> None:
    answer = plain(production, request_text)
    assert answer.startswith(status)
    assert bool(answer) == bool(status)


def plain(production: Production, text: str) -> str:
    with socket.create_connection(("127.0.0.1", production.nginx.http), timeout=10) as connection:
        connection.sendall(text.encode())
        return connection.recv(4096).decode()


def test_half_a_request_occupies_nobody(production: Production) -> None:
    sockets = [production.nginx.connect() for _number in range(64)]
    for half in sockets:
        half.sendall(b"GET /healthz HTTP/1.1\r\nHost: hub.exam")
    assert production.get("/healthz").status == 200
    for half in sockets:
        half.close()


# -- What stands in the logs -----------------------------------------------------------------------


@contextmanager
def without_table(production: Production, table: str) -> Iterator[None]:
    """A fault that a new version of the program might bring."""
    production.query(f"ALTER TABLE {table} RENAME TO renamed_for_a_test")
    try:
        yield
    finally:
        production.query(f"ALTER TABLE renamed_for_a_test RENAME TO {table}")


def lines(production: Production, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in production.log(name).splitlines() if line.startswith("{")]


# Words to search for are kept by no cache.
@pytest.mark.parametrize("path", ["/en/coalition/exchanges/?q=waste", "/api/v1/exchanges/?page_size=7"])
def test_a_fault_is_logged_with_its_traceback_and_number(production: Production, path: str) -> None:
    with without_table(production, "coalition_exchange"):
        answer = production.get(path)
    assert answer.status == 500
    number = answer.headers["X-Request-ID"]
    (line,) = [line for line in lines(production, "gunicorn") if line["request_id"] == number]
    assert (line["level"], line["path"]) == ("ERROR", path.partition("?")[0])
    assert 'relation "coalition_exchange" does not exist' in line["exception"]
    assert number in (production.folder / "access.json").read_text(encoding="utf-8")


def test_a_fault_of_a_task_is_logged_with_its_traceback(production: Production) -> None:
    def is_logged() -> bool:
        return any("does not exist" in line.get("exception", "") for line in lines(production, "worker"))

    code = "from stats.tasks import refresh_stale_projections as task; task.delay()"
    with without_table(production, "stats_stalemark"):
        production.manage("shell", "-v0", "-c", code)
        wait_until(is_logged, "The worker has logged no fault.", 30, production.logs)


def test_head_and_wrong_addresses_are_not_logged(production: Production) -> None:
    before = len(lines(production, "gunicorn"))
    for path in ("/en/", "/api/v1/parks/", "/static/build/hub.css", "/nowhere"):
        assert production.get(path, "HEAD").body == b""
    assert lines(production, "gunicorn")[before:] == []


@pytest.mark.smoke
def test_all_that_the_hub_writes_is_json(production: Production) -> None:
    text = production.log("gunicorn")
    assert [line for line in text.splitlines() if not line.startswith("{")] == []
    assert Path(production.folder / "access.json").read_text(encoding="utf-8").startswith('{"time":')
