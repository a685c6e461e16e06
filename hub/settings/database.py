"""The database, and the content with which it begins."""

from pathlib import Path

from hub.environment import create_private
from hub.settings.base import BASE_DIR, STANDALONE, VAR_DIR, env

DATABASES = {
    "default": env.database("DATABASE_URL", f"sqlite:///{VAR_DIR / 'hub.sqlite3'}", required=not STANDALONE)
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    if DATABASES["default"]["NAME"] != ":memory:":
        # SQLite creates its journal files with the same permissions.
        create_private(Path(DATABASES["default"]["NAME"]))
    # IMMEDIATE: transactions take the write lock at their start, so that writers wait for each other instead
    # of failing with "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;",
    }
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # In seconds: a new connection has to read the system catalogue again for each query.
    DATABASES["default"].setdefault("CONN_MAX_AGE", 600)
    DATABASES["default"].setdefault("CONN_HEALTH_CHECKS", True)
    options = DATABASES["default"].setdefault("OPTIONS", {})
    options.setdefault("connect_timeout", 3)  # in seconds
    # Compiling a query of a page takes seconds, running it milliseconds.
    options.setdefault("options", "-c jit=off")

CONTENT_DIR = BASE_DIR / "content"
