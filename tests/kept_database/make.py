"""Make the kept database, for SQLite and for PostgreSQL.

python -m tests.kept_database.make POSTGRESQL_URL PG_DUMP
"""

import lzma
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from tests.database_templates import KEPT_DATABASE, run_command

_ADD_OTHER_STATES = "from tests.kept_database.states import add_other_states; add_other_states()"


def build(url: str) -> None:
    for command in (
        ["migrate", "-v0"],
        ["load_content"],
        ["shell", "-v0", "-c", _ADD_OTHER_STATES],
        ["refresh"],
    ):
        run_command(url, *command)


def write(name: str, content: bytes) -> None:
    (KEPT_DATABASE / name).write_bytes(lzma.compress(content, preset=9 | lzma.PRESET_EXTREME))


def main(postgresql_url: str, pg_dump: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database, vacuumed = Path(folder) / "hub.sqlite3", Path(folder) / "vacuumed.sqlite3"
        build(f"sqlite:///{database}")
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("VACUUM INTO ?", [str(vacuumed)])
        write("sqlite3.xz", vacuumed.read_bytes())
    build(postgresql_url)
    options = ["--no-owner", "--no-privileges", "--inserts", "--rows-per-insert=200"]
    dump = subprocess.run([pg_dump, *options, postgresql_url], capture_output=True, check=True).stdout
    # Commands of psql and settings of the server: neither is SQL that other versions know.
    lines = [line for line in dump.split(b"\n") if not line.startswith((b"\\", b"SET "))]
    write("postgresql.sql.xz", b"\n".join(lines))


if __name__ == "__main__":
    main(*sys.argv[1:])
