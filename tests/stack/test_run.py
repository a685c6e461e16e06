"""`make run` can be tried as it is; it restarts processes that end, and Ctrl+C ends all of them."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest

from tests.browser.live_hub import ROOT
from tests.nginx import free_ports
from tests.stack.admin_session import PASSWORD, Form
from tests.stack.production import descendants, is_alive, wait_until


class Run:
    def __init__(self, folder: Path) -> None:
        self.output = folder / "output"
        self.address = f"http://127.0.0.1:{(port := free_ports(1)[0])}"
        database = f"sqlite:///{folder}/hub.sqlite3"
        self.environment = {**os.environ, "PORT": str(port), "DATABASE_URL": database, "REDIS_URL": ""}
        # Tests in the background ignore this signal. The script would inherit that, and bash can't undo it.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        with self.output.open("w") as output:
            self.script = subprocess.Popen(
                ["tools/run.sh"], cwd=ROOT, env=self.environment, stdout=output, stderr=output,
                start_new_session=True,
            )  # fmt: skip

    def wait_until(self, is_so: Callable[[], bool], otherwise: str, seconds: float = 20) -> None:
        wait_until(is_so, otherwise, seconds, self.output.read_text)

    def says(self, words: str, seconds: float = 20) -> None:
        self.wait_until(lambda: words in self.output.read_text(), f"It does not say: {words}", seconds)

    def pid(self, words: str) -> int:
        """The process whose command holds these words."""
        pids = descendants(self.script.pid)
        return next(pid for pid in pids if words in Path(f"/proc/{pid}/cmdline").read_text())

    def marks_waiting(self) -> int:
        with urllib.request.urlopen(f"{self.address}/readyz", timeout=5) as answer:
            return json.load(answer)["statistics"]["marks_waiting"]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    started = Run(tmp_path_factory.mktemp("run"))
    started.says("The China Hub is running", 300)
    yield started
    if started.script.poll() is None:
        os.killpg(started.script.pid, signal.SIGKILL)
        started.script.wait()


def test_make_staff_makes_two_accounts_with_which_the_desk_is_tried_with_four_eyes(run: Run) -> None:
    assert f"make staff PORT={run.environment['PORT']}" in run.output.read_text()
    made = subprocess.check_output(["tools/staff.sh"], cwd=ROOT, env=run.environment, text=True)
    links = re.findall(rf"{run.address}/admin/password/\S+", made)
    assert len(links) == 2
    for name, link in zip(("editor", "publisher"), links, strict=True):
        reader = build_opener(HTTPCookieProcessor())
        send(reader, link, new_password1=PASSWORD, new_password2=PASSWORD)
        desk = send(reader, f"{run.address}/admin/login/", username=name, password=PASSWORD)
        assert "What waits for you" in desk
        assert "Fewer than two publishers are active" in desk


def send(reader: OpenerDirector, address: str, **fields: str) -> str:
    """Open a page of one form and send it; the page that comes then."""
    with reader.open(address) as page:
        form = Form(page.read().decode())
        sent = {**dict(form.fields), **fields}
        with reader.open(page.url, urlencode(sent).encode()) as answer:
            return answer.read().decode()


def test_the_form_for_requests_is_open_to_be_tried(run: Run) -> None:
    with urllib.request.urlopen(f"{run.address}/en/requests/", timeout=20) as answer:
        assert "This site is for trying out" in answer.read().decode()


def test_a_worker_that_was_killed_comes_back_and_counts(run: Run) -> None:
    run.wait_until(lambda: run.marks_waiting() == 0, "Nothing is counted.", 60)
    os.kill(run.pid("run_worker"), signal.SIGKILL)
    code = "from stats import invalidation; invalidation.mark_all_stale()"
    subprocess.run([sys.executable, "manage.py", "shell", "-v0", "-c", code], cwd=ROOT, env=run.environment)
    run.says("The worker of the hub has ended and is restarted")
    run.wait_until(lambda: run.marks_waiting() == 0, "Nothing is counted any more.", 60)


def test_a_server_that_was_killed_comes_back(run: Run) -> None:
    os.kill(run.pid("hub.server"), signal.SIGKILL)
    run.says("The server of the hub has ended and is restarted")
    run.wait_until(lambda: run.marks_waiting() >= 0, "The server does not come back.")


def test_ctrl_c_ends_all_of_it(run: Run) -> None:
    pids = descendants(run.script.pid)
    os.killpg(run.script.pid, signal.SIGINT)
    run.wait_until(lambda: not any(map(is_alive, [*pids, run.script.pid])), "Something stays.")
    assert run.script.wait() == 0
