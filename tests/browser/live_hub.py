"""A hub in its own process, started as `make run` does."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.database_templates import ROOT, SQLiteServer, ensure_template, run_command

# How a Chromium of the system is started, for Playwright's `launch`.
CHROMIUM = {
    "executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium"),
    "args": ["--no-sandbox", "--disable-dev-shm-usage"],
}


def prepare_database(folder: Path, prepare: str = "", template: Path | None = None) -> Path:
    """Return a database in `folder`: a copy of `template`, or the whole content, after running `prepare`."""
    database = folder / "hub.sqlite3"
    shutil.copyfile(template or ensure_template(SQLiteServer(), "statistics"), database)
    if prepare:
        run_command(f"sqlite:///{database}", "shell", "-v0", "-c", prepare)
    return database


@contextmanager
def start_hub(
    folder: Path, prepare: str = "", template: Path | None = None, **environment: str
) -> Iterator[str]:
    """The address of a hub with the whole content, its database in `folder`; it ends with the block.

    `prepare` is Python that is run on the loaded content before the hub starts, which then refreshes.
    """
    database = prepare_database(folder, prepare, template)
    if prepare:
        run_command(f"sqlite:///{database}", "refresh")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {**_environment(database), **environment}
    server = subprocess.Popen([sys.executable, "-m", "hub.server", str(port)], cwd=ROOT, env=env)
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.kill()  # its database is of no more use; a server that ends by itself takes up to five seconds
        server.wait(timeout=20)


def _environment(database: Path) -> dict[str, str]:
    settings = {"DATABASE_URL": f"sqlite:///{database}", "DJANGO_SETTINGS_MODULE": "hub.settings"}
    return {**os.environ, **settings}


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
