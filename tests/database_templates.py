"""Template databases of a test run, built once by `manage.py`.

Three templates, each built on the one before: `migrated` (the migrations, no content), `content` (the
starting content and its search entries) and `statistics` (all statistics refreshed). `kept` is the oldest
database that the migrations must bring up to date (tests/kept_database/). The environment variable
TEST_DATABASES names the folder that the processes of a run share: SQLite templates are files in it, and for
PostgreSQL it holds an empty file for each template that is complete. `python -m tests.database_templates
migrated` builds a template, so that no test waits for it.

SQLite templates are kept in var/test-databases/ for the later runs of a day, under a digest of all that they
are made of.
"""

import atexit
import fcntl
import hashlib
import lzma
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]

#: Template -> the template it starts from, and the commands that complete it.
TEMPLATES: dict[str, tuple[str, tuple[str, ...]]] = {
    "migrated": ("", ("migrate",)),
    "content": ("migrated", ("load_content", "run_worker --once search")),
    "statistics": ("content", ("refresh",)),
    "kept": ("", ("migrate",)),
}
KEPT_DATABASE = ROOT / "tests" / "kept_database"
#: Templates of former runs. Those of the newest digests stay.
FORMER_TEMPLATES = ROOT / "var" / "test-databases"
_KEPT_DIGESTS = 2


@cache
def shared_folder() -> Path:
    """The folder of the run; without TEST_DATABASES, a temporary one that this process removes at its end."""
    if "TEST_DATABASES" not in os.environ:
        folder = tempfile.TemporaryDirectory(prefix="hub-databases-", ignore_cleanup_errors=True)
        atexit.register(folder.cleanup)
        os.environ["TEST_DATABASES"] = folder.name
    path = Path(os.environ["TEST_DATABASES"])
    path.mkdir(parents=True, exist_ok=True)
    return path


def run_command(url: str, *command: str) -> None:
    """Run a command of `manage.py` on the database of this URL."""
    env = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "hub.settings"}
    subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=env, check=True)


class SQLiteServer:
    """Databases as files in the shared folder."""

    def name(self, label: str) -> str:
        return str(shared_folder() / f"{label}.sqlite3")

    def url(self, name: str) -> str:
        return f"sqlite:///{name}"

    def copy(self, source: str, target: str) -> None:
        shutil.copyfile(source, target)

    def fetch_former(self, digest: str, label: str, name: str) -> bool:
        """Copy the template of a former run, if there is one."""
        with suppress(FileNotFoundError):
            self.copy(str(FORMER_TEMPLATES / digest / label), name)
            return True
        return False

    def keep(self, digest: str, label: str, name: str) -> None:
        """Keep the template for later runs, and remove those of older digests."""
        folder = FORMER_TEMPLATES / digest
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as copy:
            self.copy(name, copy.name)
        os.replace(copy.name, folder / label)
        by_age = sorted(FORMER_TEMPLATES.iterdir(), key=lambda path: path.stat().st_mtime)
        for old in by_age[:-_KEPT_DIGESTS]:
            shutil.rmtree(old, ignore_errors=True)

    def restore_kept(self, name: str) -> None:
        Path(name).write_bytes(lzma.decompress((KEPT_DATABASE / "sqlite3.xz").read_bytes()))

    def drop(self, name: str) -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(name + suffix).unlink(missing_ok=True)


class PostgreSQLServer:
    """Databases of the server that DATABASE_URL names. `base` is the name of the database there."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.base = connection.settings_dict["NAME"]

    def name(self, label: str) -> str:
        return f"test_{self.base}_{label}"

    def url(self, name: str) -> str:
        database = self.connection.settings_dict
        password = f":{database['PASSWORD']}" if database["PASSWORD"] else ""
        return f"postgres://{database['USER']}{password}@{database['HOST']}:{database['PORT']}/{name}"

    def copy(self, source: str, target: str) -> None:
        self._execute(f'CREATE DATABASE "{target}"' + (f' TEMPLATE "{source}"' if source else ""))

    def restore_kept(self, name: str) -> None:
        self.copy("", name)
        statements = lzma.decompress((KEPT_DATABASE / "postgresql.sql.xz").read_bytes()).decode()
        parameters = {**self.connection.get_connection_params(), "dbname": name}
        with closing(self.connection.Database.connect(**parameters)) as database:
            database.cursor().execute(statements)
            database.commit()

    def drop(self, name: str) -> None:
        self._execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _execute(self, statement: str) -> None:
        with self.connection._nodb_cursor() as cursor:
            cursor.execute(statement)


# Without ANALYZE, PostgreSQL plans the first queries of each copy as if its tables were empty.
_BUILD = """
from django.core.management import call_command
from django.db import connection
for command in {commands!r}:
    call_command(*command.split(), verbosity=0)
if connection.vendor == "postgresql":
    connection.cursor().execute("ANALYZE")
"""

Server = SQLiteServer | PostgreSQLServer


def get_server() -> Server:
    """The server of the database that DATABASE_URL names."""
    from django.db import connection

    return PostgreSQLServer(connection) if connection.vendor == "postgresql" else SQLiteServer()


def ensure_template(server: Server, label: str) -> str:
    """The name of a complete template. The first process that asks builds it, and the others wait."""
    name = server.name(f"template_{label}")
    stamp = shared_folder() / f"{type(server).__name__}-{label}.built"
    with _locked(stamp.with_suffix(".lock")):
        if not stamp.exists():
            if isinstance(server, SQLiteServer):
                digest = compute_templates_digest()
                if not server.fetch_former(digest, label, name):
                    _build_template(server, label, name)
                    # A file that was edited meanwhile may be in the template or not.
                    if compute_templates_digest() == digest:
                        server.keep(digest, label, name)
            else:
                _build_template(server, label, name)
            stamp.touch()
    return name


def _build_template(server: Server, label: str, name: str) -> None:
    base, commands = TEMPLATES[label]
    server.drop(name)
    if label == "kept":
        server.restore_kept(name)
    elif base:
        server.copy(ensure_template(server, base), name)
    elif isinstance(server, PostgreSQLServer):
        server.copy("", name)
    run_command(server.url(name), "shell", "-v0", "-c", _BUILD.format(commands=commands))


def compute_templates_digest() -> str:
    """Return a digest of all that templates are made of: code, packages, messages, content and the day.

    Records and their log have the day on which they were loaded.
    """
    from records.build_digest import compute_build_digest, compute_digest

    files = [
        Path(__file__),
        *(path for top in (ROOT / "content", KEPT_DATABASE) for path in top.rglob("*.*")),
    ]
    contents = [(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in sorted(files)]
    return compute_digest(compute_build_digest.__wrapped__(), contents, date.today())


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    import django

    django.setup()
    ensure_template(get_server(), sys.argv[1])
