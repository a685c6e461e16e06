"""nginx with all files of deploy/ in front of a running hub: quick answers, and soon the edit."""

import time
from collections.abc import Iterator
from http.client import HTTPMessage
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.live_hub import start_hub
from tests.database_templates import run_command
from tests.nginx import HOST, Nginx
from web.page_cache import STALENESS_LIMIT

pytestmark = [pytest.mark.slow]
PATHS = ("/en/cities/changchun/", "/api/v1/cities/changchun/")
RENAME = """
from cities.models import City
from records import publishing
from records.permissions import SystemWriter
city = City.objects.get(slug="changchun")
with publishing.publication_transaction(SystemWriter("test")) as changes:
    city.name_en = "{name}"
    changes.save(city)
"""


class Front(Nginx):
    def get(self, path: str, **headers: str) -> tuple[HTTPMessage, str]:
        answer = self.request(path, headers=headers)
        assert answer.status == 200, answer.status
        return answer.headers, answer.text

    def get_cache_status(self, headers: HTTPMessage) -> str:
        """How nginx answered, by the line of the response in its log."""
        return self.find_in_log(headers["X-Request-ID"])["cache"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("front")


@pytest.fixture(scope="module")
def front(folder: Path) -> Iterator[Front]:
    with start_hub(folder, ALLOWED_HOSTS=f"{HOST},127.0.0.1") as hub:
        front = Front(folder, urlsplit(hub).port or 0)
        front.start()
        yield front
        front.stop()


@pytest.mark.parametrize("path", PATHS)
def test_a_cache_in_front_answers_and_tells_browsers_to_ask(front: Front, path: str) -> None:
    front.get(path)
    headers, _text = front.get(path)
    assert front.get_cache_status(headers) == "HIT"
    assert headers.get_all("Cache-Control") == ["public, max-age=0, must-revalidate"]


def test_readers_see_an_edit_within_the_limit(front: Front, folder: Path) -> None:
    for path in PATHS:
        front.get(path)
    run_command(f"sqlite:///{folder / 'hub.sqlite3'}", "shell", "-v0", "-c", RENAME.format(name="Renamed"))
    edited, behind, answers = time.monotonic(), dict.fromkeys(PATHS, 0.0), []
    while time.monotonic() - edited < STALENESS_LIMIT + 2:
        for path in PATHS:
            headers, text = front.get(path)
            answers.append(headers)
            if "Renamed" not in text:
                behind[path] = time.monotonic() - edited
        time.sleep(0.2)
    assert max(behind.values()) <= STALENESS_LIMIT, behind
    statuses = [front.get_cache_status(headers) for headers in answers]
    assert len([status for status in statuses if status in ("HIT", "STALE", "UPDATING")]) > 20


@pytest.mark.parametrize("name", ["editor", "sessionid", "__Host-editor", "__Host-sessionid"])
def test_staff_pass_by_the_cache(front: Front, name: str) -> None:
    for cookies in (f"{name}=x", f"a=b; {name}=x"):
        headers, _text = front.get(PATHS[0], Cookie=cookies)
        assert front.get_cache_status(headers) == "BYPASS"
    headers, _text = front.get(PATHS[0], Cookie=f"not{name}=x; other={name}")
    assert front.get_cache_status(headers) != "BYPASS"
