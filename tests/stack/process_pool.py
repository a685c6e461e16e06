"""Redis, Celery workers and a beat as real processes that a test may kill."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import redis
from django.conf import settings

from tests.browser.live_hub import ROOT

PAUSE, LEASE = 1, 3


class ProcessPool:
    """Started in a folder of its own; ends everything it has started."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pause = PAUSE
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.redis: subprocess.Popen | None = None
        self.processes: list[subprocess.Popen] = []
        self.workers: list[subprocess.Popen] = []
        self.start_redis()

    @property
    def environment(self) -> dict[str, str]:
        """The database of the tests, our Redis, and short times: no test waits long for a claim to lapse."""
        database = settings.DATABASES["default"]
        place = f"{database['HOST']}:{database['PORT']}"
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "hub.settings",
            "DATABASE_URL": f"postgres://{database['USER']}@{place}/{database['NAME']}",
            "REDIS_URL": f"redis://127.0.0.1:{self.port}/0",
            "REFRESH_PAUSE": str(self.pause),
            "REFRESH_LEASE": str(LEASE),
        }

    def start(self, *command: str) -> subprocess.Popen:
        log = (self.folder / f"{len(self.processes)}.log").open("w")
        process = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=ROOT, env=self.environment, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
        self.processes.append(process)
        return process

    # -- Redis ------------------------------------------------------------------------------------

    def start_redis(self) -> None:
        self.redis = subprocess.Popen(
            ["redis-server", "--bind", "127.0.0.1", "--port", str(self.port), "--save", "",
             "--appendonly", "no", "--dir", str(self.folder)],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        wait_until(self._redis_answers, "Redis does not start.", 10)

    def _redis_answers(self) -> bool:
        try:
            return bool(self._client().ping())
        except redis.ConnectionError:
            return False

    def _client(self) -> redis.Redis:
        return redis.Redis(port=self.port)

    def stop_redis(self) -> None:
        """As a machine that loses its power: all that it held is gone."""
        assert self.redis is not None
        self.redis.kill()
        self.redis.wait()

    def flush_redis(self) -> None:
        self._client().flushall()

    # -- Celery -----------------------------------------------------------------------------------

    def start_worker(self) -> None:
        name = f"w{len(self.processes)}@%h"
        self.workers.append(self.start("celery", "-A", "hub", "worker", "-c", "1", "-n", name, "-l", "INFO"))

    def start_beat(self) -> None:
        schedule = self.folder / f"beat-{len(self.processes)}"
        self.start("celery", "-A", "hub", "beat", "--schedule", str(schedule), "--pidfile", "")

    def kill_a_worker(self, chance: random.Random) -> None:
        victim = self.workers.pop(chance.randrange(len(self.workers)))
        os.killpg(victim.pid, signal.SIGKILL)
        victim.wait()

    def deliver_twice(self) -> None:
        """The same message several times, as Redis does after a lost acknowledgement."""
        code = (
            "import django; django.setup(); from stats.tasks import refresh_stale_projections as task;"
            "[task.apply_async(task_id='the-same') for _ in range(3)]"
        )
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=self.environment, check=True)

    def logs(self) -> str:
        return "\n".join(path.read_text()[-3000:] for path in sorted(self.folder.glob("*.log")))

    def end(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.stop_redis()


def wait_until(is_so, otherwise: str, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, otherwise
        time.sleep(0.2)
