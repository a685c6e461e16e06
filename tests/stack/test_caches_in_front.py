"""nginx with deploy/nginx-cache.conf in front of a running hub: quick answers, and soon the edit."""

import http.client
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.live_hub import start_hub
from tests.database_templates import ROOT, run_command
from tests.stack.production import free_ports, wait_until
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


class Front:
    """nginx on a free port."""

    def __init__(self, folder: Path, hub: str) -> None:
        self.folder, self.hub, (self.port,) = folder, hub.removeprefix("http://"), free_ports(1)
        cache = (ROOT / "deploy/nginx-cache.conf").read_text(encoding="utf-8")
        cache = cache.replace("/var/cache/nginx/hub", f"{folder}/cache")
        temporary = "".join(
            f"{kind}_temp_path {folder}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        self.configuration = folder / "nginx.conf"
        self.configuration.write_text(
            f"user root;\npid {folder}/pid;\nerror_log {folder}/log;\nevents {{}}\n"
            f"http {{\naccess_log off;\n{temporary}{cache}\nmap $request_id $request_uuid {{ default x; }}\n"
            f"server {{ listen 127.0.0.1:{self.port}; location / {{ proxy_pass http://{self.hub};\n"
            f"proxy_set_header Host $http_host; add_header X-Cache $upstream_cache_status;\n"
            f"add_header Cache-Control $hub_browser_cache_control; }} }} }}\n"
        )

    def get(self, path: str, **headers: str) -> tuple[http.client.HTTPMessage, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path, headers={"Host": self.hub, **headers})
        answer = connection.getresponse()
        assert answer.status == 200, answer.status
        return answer.headers, answer.read().decode()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("front")


@pytest.fixture(scope="module")
def front(folder: Path) -> Iterator[Front]:
    with start_hub(folder) as hub:
        front = Front(folder, hub)
        nginx = subprocess.Popen(["nginx", "-c", front.configuration, "-g", "daemon off;"])
        try:
            wait_until(lambda: bool(front.get("/healthz")), "nginx does not answer.", 30, lambda: "")
            yield front
        finally:
            nginx.terminate()
            nginx.wait(20)


@pytest.mark.parametrize("path", PATHS)
def test_a_cache_in_front_answers_and_tells_browsers_to_ask(front: Front, path: str) -> None:
    front.get(path)
    headers, _text = front.get(path)
    assert headers["X-Cache"] == "HIT"
    assert headers.get_all("Cache-Control") == ["public, max-age=0, must-revalidate"]


def test_readers_see_an_edit_within_the_limit(front: Front, folder: Path) -> None:
    for path in PATHS:
        front.get(path)
    run_command(f"sqlite:///{folder / 'hub.sqlite3'}", "shell", "-v0", "-c", RENAME.format(name="Renamed"))
    edited, behind, hits = time.monotonic(), dict.fromkeys(PATHS, 0.0), 0
    while time.monotonic() - edited < STALENESS_LIMIT + 2:
        for path in PATHS:
            headers, text = front.get(path)
            hits += headers["X-Cache"] in ("HIT", "STALE", "UPDATING")
            if "Renamed" not in text:
                behind[path] = time.monotonic() - edited
        time.sleep(0.2)
    assert max(behind.values()) <= STALENESS_LIMIT, behind
    assert hits > 20


def test_staff_and_keys_pass_by_the_cache(front: Front) -> None:
    for headers in ({"Cookie": "editor=x"}, {"Cookie": "sessionid=x"}):
        assert front.get(PATHS[0], **headers)[0]["X-Cache"] == "BYPASS"
