"""The hub in production as docs/operations.md says, in real processes that a test may kill and restart.

PostgreSQL, Redis, gunicorn, a Celery worker, a beat and nginx on free ports of this machine; all that they
write is in one folder.
"""

import http.client
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psycopg2
import redis

from tests.browser.live_hub import ROOT
from tests.nginx import HOST, Answer, Nginx, free_ports

#: What systemd does for deploy/hub-web.service: the socket is its third file, and variables say so.
HAND_OVER = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1")
os.execv(sys.argv[2], sys.argv[2:])
"""
#: What systemd waits before it starts again what has ended (RestartSec in deploy/*.service).
RESTART = 2
#: Header of a request that the cache of nginx doesn't answer; the application answers it as without.
NOT_FROM_NGINX = {"Cookie": "editor=x"}
PROCESSES = ("postgresql", "redis", "gunicorn", "worker", "beat", "nginx")


class Production:
    """Starts all of it at `start()`, and ends at `stop()` all that it has started.

    `environment` are further settings of the hub, for all of its processes.
    """

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.ports = dict(zip(("postgresql", "redis", "gunicorn"), free_ports(3), strict=True))
        self.database_url = f"postgres://postgres@127.0.0.1:{self.ports['postgresql']}/hub"
        self.redis_url = f"redis://127.0.0.1:{self.ports['redis']}/0"
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "hub.settings",
            "MODE": "production",
            "SECRET_KEY": secrets.token_urlsafe(48),
            "ALLOWED_HOSTS": HOST,
            "SITE_URL": f"https://{HOST}",
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "STATIC_ROOT": str(folder / "staticfiles"),
            "BUNDLE_ROOT": str(folder / "bundles"),
            "WEB_CONCURRENCY": "2",
            **environment,
        }
        # As deploy/hub-web.socket: open for longer than gunicorn runs.
        self.socket = socket.create_server(("127.0.0.1", self.ports["gunicorn"]), backlog=2048)
        self.running: dict[str, subprocess.Popen] = {}

    # -- All of it --------------------------------------------------------------------------------

    def start(self) -> None:
        try:
            self.nginx = Nginx(self.folder, self.ports["gunicorn"])
            self._make_cluster()
            self.start_process("postgresql")
            self.start_process("redis")
            self.query("CREATE DATABASE hub", database="postgres")
            self.manage("collectstatic", "--noinput", "--verbosity", "0")
            self.manage("migrate", "--verbosity", "0")
            self.manage("load_content")
            for name in ("gunicorn", "worker", "beat", "nginx"):
                self.start_process(name)
            wait_until(self.is_counted, "The hub is not ready, or nothing is counted.", 120, self.logs)
        except BaseException:
            self.stop()
            raise

    def is_counted(self) -> bool:
        """Whether the hub is ready and its worker has counted all that edits have made stale."""
        answer = self.get("/readyz")
        return answer.status == 200 and json.loads(answer.body)["statistics"]["marks_waiting"] == 0

    def stop(self) -> None:
        for name in reversed(PROCESSES):
            if name in self.running:
                self.kill_process(name)
        self.socket.close()

    def manage(self, *command: str) -> str:
        """A command of manage.py with the settings of this hub; what it wrote."""
        done = subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=self.environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout
        return done.stdout

    # -- One process ------------------------------------------------------------------------------

    def start_process(self, name: str) -> None:
        """Start one of PROCESSES and wait until it answers; worker and beat are not waited for."""
        assert name not in self.running or self.running[name].poll() is not None, f"{name} runs."
        self._launch(name)
        ready = self._is_ready(name)
        if ready is not None:
            wait_until(
                lambda: self._relaunch_if_ended(name) or ready(), f"{name} did not start.", 60, self.logs
            )

    def kill_process(self, name: str) -> None:
        """SIGKILL, to the process and those that it has started: nothing is put in order."""
        process = self.running.pop(name)
        pids = [process.pid, *descendants(process.pid)]
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait()
        wait_until(lambda: not any(map(is_alive, pids)), f"{name} does not end.", 10, self.logs)

    def kill_server_process(self) -> None:
        """SIGKILL to one of the processes that answer requests; gunicorn starts another."""
        os.kill(descendants(self.running["gunicorn"].pid)[-1], signal.SIGKILL)

    def kill_master(self) -> None:
        """SIGKILL to the first process of gunicorn; systemd ends the others and starts it again."""
        master = self.running.pop("gunicorn")
        workers = descendants(master.pid)
        master.kill()
        master.wait()
        self._end(workers)
        time.sleep(RESTART)
        self.start_process("gunicorn")

    def restart_server(self) -> None:
        """`systemctl restart hub-web`."""
        master = self.running.pop("gunicorn")
        self._end([master.pid, *descendants(master.pid)])
        self.start_process("gunicorn")

    def reload_server(self) -> None:
        """`systemctl reload hub-web`, until the processes of before have ended."""
        master = self.running["gunicorn"]
        workers = descendants(master.pid)
        master.send_signal(signal.SIGHUP)
        wait_until(lambda: not any(map(is_alive, workers)), "Processes of before run on.", 60, self.logs)

    def _end(self, pids: list[int]) -> None:
        """SIGTERM as systemd sends it to all processes of a service; they have 90 s."""
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
        wait_until(lambda: not any(map(is_alive, pids)), f"{pids} don't end.", 90, self.logs)

    def log(self, name: str) -> str:
        """What a process has written, in all of its lives."""
        path = self.folder / f"{name}.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def logs(self) -> str:
        return "\n".join(f"-- {name}\n{self.log(name)[-3000:]}" for name in PROCESSES)

    def _launch(self, name: str) -> None:
        # PostgreSQL refuses to run as root, and can't enter root's folders.
        is_postgres = name == "postgresql" and os.geteuid() == 0
        with (self.folder / f"{name}.log").open("a") as log:
            self.running[name] = subprocess.Popen(
                self._command(name), cwd="/" if is_postgres else ROOT, env=self.environment,
                stdout=log, stderr=log, start_new_session=True, user="postgres" if is_postgres else None,
                pass_fds=[self.socket.fileno()] if name == "gunicorn" else [],
            )  # fmt: skip

    def _relaunch_if_ended(self, name: str) -> bool:
        """A PostgreSQL that is started at once finds processes of its former life and ends."""
        if self.running[name].poll() is not None:
            time.sleep(0.5)
            self._launch(name)
        return False

    def _command(self, name: str) -> list[str | Path]:
        port = {key: str(value) for key, value in self.ports.items()}
        python = [sys.executable, "-m"]
        beat = ["celery", "-A", "hub", "beat", "--schedule", str(self.folder / "schedule"), "--pidfile", ""]
        data = self.folder / "postgresql"
        return {
            "postgresql": [postgres_bin() / "postgres", "-D", data / "data", "-p", port["postgresql"],
                           "-k", data, "-h", "127.0.0.1", "-F"],
            "redis": ["redis-server", "--bind", "127.0.0.1", "--port", port["redis"], "--save", "",
                      "--appendonly", "no", "--dir", self.folder],
            "gunicorn": [sys.executable, "-c", HAND_OVER, str(self.socket.fileno()),
                         *python, "gunicorn", "--config", "deploy/gunicorn.conf.py"],
            "worker": [*python, "celery", "-A", "hub", "worker", "-c", "1", "-l", "INFO"],
            "beat": [*python, *beat],
            "nginx": [*self.nginx.command, "-g", "daemon off;"],
        }[name]  # fmt: skip

    def _is_ready(self, name: str) -> Callable[[], bool] | None:
        return {
            "postgresql": lambda: self.query("SELECT 1", database="postgres"),
            "redis": lambda: bool(redis.Redis.from_url(self.redis_url).ping()),
            "gunicorn": self._gunicorn_answers,
            "nginx": lambda: self.nginx.connect().close() is None,
        }.get(name)

    def _gunicorn_answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.ports["gunicorn"], timeout=10)
        try:
            connection.request("GET", "/healthz", headers={"Host": HOST})
            return connection.getresponse().status == 200
        finally:
            connection.close()

    # -- What is asked of it ----------------------------------------------------------------------

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """A request through nginx over HTTPS, on a connection of its own."""
        return self.request(path, method, {name.replace("_", "-"): value for name, value in headers.items()})

    def request(
        self, path: str, method: str = "GET", headers: dict[str, str] | None = None, body: bytes | None = None
    ) -> Answer:
        return self.nginx.request(path, method, headers, body)

    def query(self, statement: str, database: str = "hub") -> bool:
        connection = psycopg2.connect(
            host="127.0.0.1",
            port=self.ports["postgresql"],
            user="postgres",
            dbname=database,
            connect_timeout=2,
        )
        connection.autocommit = True
        try:
            connection.cursor().execute(statement)
        finally:
            connection.close()
        return True

    # -- What is made before the start ------------------------------------------------------------

    def _make_cluster(self) -> None:
        place = self.folder / "postgresql"
        place.mkdir()
        if os.geteuid() == 0:
            shutil.chown(place, "postgres", "postgres")
            # pytest's folders are closed to all but their owner.
            for parent in [self.folder, *self.folder.parents]:
                if parent != Path("/") and parent.stat().st_uid == 0:
                    parent.chmod(parent.stat().st_mode | 0o011)
        initdb = [str(postgres_bin() / "initdb"), "-D", str(place / "data"), "-U", "postgres", "--auth=trust"]
        self._run(*initdb, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", as_postgres=os.geteuid() == 0)

    def _run(self, *command: str, as_postgres: bool = False) -> None:
        done = subprocess.run(
            command, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
            user="postgres" if as_postgres else None,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout


def postgres_bin() -> Path:
    """The newest PostgreSQL of this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return (found[-1] if found else Path(shutil.which("initdb") or "initdb")).parent


def descendants(pid: int) -> list[int]:
    """The processes that a process has started, and theirs."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [found for child in children for found in (int(child), *descendants(int(child)))]


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and that nobody has waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(is_so: Callable[[], bool], otherwise: str, seconds: float, logs: Callable[[], str]) -> None:
    """Wait for something that may also fail until it is so."""
    end = time.monotonic() + seconds
    while True:
        with suppress(OSError, http.client.HTTPException, psycopg2.Error, redis.RedisError):
            if is_so():
                return
        assert time.monotonic() < end, f"{otherwise}\n{logs()}"
        time.sleep(0.1)
