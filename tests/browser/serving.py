"""A hub in a process of its own: migrated, loaded and started as `make run` does it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# How a Chromium of the system is started, for Playwright's `launch`.
CHROMIUM = {
    "executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium"),
    "args": ["--no-sandbox", "--disable-dev-shm-usage"],
}


@contextmanager
def serving(folder: Path, prepare: str = "", **environment: str) -> Iterator[str]:
    """The address of a hub with the whole content, its database in `folder`; it ends with the block.

    `prepare` is Python that is run on the loaded content before the hub starts.
    """
    env = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder / 'hub.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "hub.settings",
        **environment,
    }
    prepared = [["shell", "-v0", "-c", prepare]] if prepare else []
    commands = [["migrate", "-v0"], ["load_content"], *prepared, ["refresh_statistics"]]
    for command in commands:
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=env, check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{probe.getsockname()[1]}"
    gunicorn = ["-m", "gunicorn", "hub.wsgi", "--bind", bind, "--threads", "4", "--log-level", "error"]
    server = subprocess.Popen([sys.executable, *gunicorn], cwd=ROOT, env=env)
    try:
        _wait_for(f"http://{bind}/healthz")
        yield f"http://{bind}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(url: str, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(url, timeout=2)
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
