"""`make run` restarts processes that end, and Ctrl+C ends all of them."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.live_hub import ROOT
from tests.nginx import free_ports
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
