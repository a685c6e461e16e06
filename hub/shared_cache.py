"""A cache in an SQLite file: shared by the processes of a machine, and limited in bytes.

Django's cache in memory is one per process, and its caches in files and in the database are limited by the
number of entries only. diskcache, which has both, has had no release since 2023.
"""

import logging
import os
import pickle
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

logger = logging.getLogger(__name__)

_Result = TypeVar("_Result")

#: Seconds to wait for another process that writes.
_WAIT = 2.0
#: The time of use of an entry is written at most this often, in seconds.
_USE_INTERVAL = 60.0
#: Removal stops at this part of the limit, so that it is not due at each write.
_ROOM = 0.9
_TABLE = """
CREATE TABLE IF NOT EXISTS entries (
    key TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    used_at REAL NOT NULL,
    expires_at REAL,
    value BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS entries_by_use ON entries (used_at, size);
"""


class SharedFileCache(BaseCache):
    """Evicts the least recently used entries when the option `MAX_BYTES` is exceeded.

    `location` is the path of the file. Without it, or while it is locked, nothing is found and nothing kept.
    """

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._path = Path(location)
        self._max_bytes = int(params["OPTIONS"]["MAX_BYTES"])
        self._local = threading.local()

    # -- Django's cache API ---------------------------------------------------------------------------

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        name, now = self.make_and_validate_key(key, version=version), time.time()

        def read(connection: sqlite3.Connection) -> Any:
            row = connection.execute(
                "SELECT value, used_at FROM entries WHERE key = ? AND (expires_at IS NULL OR expires_at > ?)",
                (name, now),
            ).fetchone()
            if row is not None and now - row[1] > _USE_INTERVAL:
                connection.execute("UPDATE entries SET used_at = ? WHERE key = ?", (now, name))
            return row

        found = self._run(read)
        return default if found is None else pickle.loads(found[0])

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._write("INSERT OR REPLACE", key, value, timeout, version)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        name = self.make_and_validate_key(key, version=version)
        self._change("DELETE FROM entries WHERE key = ? AND expires_at <= ?", name, time.time())
        return self._write("INSERT OR IGNORE", key, value, timeout, version)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        name = self.make_and_validate_key(key, version=version)
        return self._change(
            "UPDATE entries SET expires_at = ? WHERE key = ? AND (expires_at IS NULL OR expires_at > ?)",
            self.get_backend_timeout(timeout),
            name,
            time.time(),
        )

    def delete(self, key: str, version: int | None = None) -> bool:
        name = self.make_and_validate_key(key, version=version)
        return self._change("DELETE FROM entries WHERE key = ?", name)

    def clear(self) -> None:
        if self._change("DELETE FROM entries"):
            # Nothing of the removed pages is left in the file: a redaction clears it, too.
            self._run(lambda connection: connection.executescript("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)"))

    def close(self, **_kwargs: Any) -> None:
        """Keep the connection after a request: opening a file takes longer than reading an entry."""

    # -- the file ---------------------------------------------------------------------------------------

    def _write(self, statement: str, key: str, value: Any, timeout: Any, version: int | None) -> bool:
        packed = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        if len(packed) > self._max_bytes * (1 - _ROOM):
            self.delete(key, version=version)
            return False
        written = self._change(
            f"{statement} INTO entries (key, size, used_at, expires_at, value) VALUES (?, ?, ?, ?, ?)",
            self.make_and_validate_key(key, version=version),
            len(packed),
            time.time(),
            self.get_backend_timeout(timeout),
            packed,
        )
        if written:
            self._run(self._evict)
        return written

    def _change(self, statement: str, *params: Any) -> bool:
        """Run a statement; return whether it changed a row."""
        return (self._run(lambda connection: connection.execute(statement, params).rowcount) or 0) > 0

    def _evict(self, connection: sqlite3.Connection) -> None:
        """Remove entries from the least recently used on, if there are too many, until enough is free."""
        (used,) = connection.execute("SELECT COALESCE(SUM(size), 0) FROM entries").fetchone()
        if used <= self._max_bytes:
            return
        connection.execute(
            "DELETE FROM entries WHERE rowid IN (SELECT rowid FROM (SELECT rowid, SUM(size) OVER "
            "(ORDER BY used_at, rowid ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - size AS before "
            "FROM entries) WHERE before < ?)",
            (used - self._max_bytes * _ROOM,),
        )

    def _run(self, work: "Callable[[sqlite3.Connection], _Result]") -> "_Result | None":
        """Return the result of `work`, or None if the file can't be used. A damaged file is removed."""
        try:
            return work(self._connect())
        except OSError as error:
            logger.warning("The cache %s can't be used: %s", self._path.name, error)
            return None
        except sqlite3.DatabaseError as error:
            logger.warning("The cache %s can't be used: %s", self._path.name, error)
            self._local.connection = None
            if "malformed" in str(error) or "not a database" in str(error):
                self._path.unlink(missing_ok=True)
            return None

    def _connect(self) -> sqlite3.Connection:
        # A connection must not be used by a process that was forked from its own.
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None or self._local.process != os.getpid():
            if not self._path.exists():
                self._path.touch(mode=0o600)  # SQLite creates its other files with the same permissions
            connection = sqlite3.connect(
                self._path, timeout=_WAIT, isolation_level=None, check_same_thread=False
            )
            # After a crash of the machine the cache may be damaged; it is then begun anew.
            connection.executescript(f"PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; {_TABLE}")
            self._local.connection, self._local.process = connection, os.getpid()
        return connection
