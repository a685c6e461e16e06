"""Redaction outside tables: the database file, its journal and the caches."""

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.cache import caches
from django.db import connections
from django.db.utils import load_backend

from hub.redaction_handlers import purge_caches
from records import redaction
from records.models import Publication, Redaction
from records.redaction.handlers import rewrite_sqlite_database
from tests.factories import make_city, writing
from tests.text_search import WORD

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.content_listeners]


@pytest.fixture
def database(tmp_path):
    """A SQLite database of its own, with the options of the hub."""
    defaults = connections.settings["default"]
    options = {"init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"}
    settings = {**defaults, "ENGINE": "django.db.backends.sqlite3", "OPTIONS": options}
    backend = load_backend("django.db.backends.sqlite3")
    database = backend.DatabaseWrapper({**settings, "NAME": tmp_path / "hub.sqlite3"}, "a file")
    yield database
    database.close()


def files_with_word(folder) -> list[str]:
    return [path.name for path in folder.iterdir() if WORD.encode() in path.read_bytes()]


def test_nothing_that_was_deleted_is_left_in_the_file_or_its_journal(database, tmp_path):
    with database.cursor() as cursor:
        cursor.execute("CREATE TABLE notes (text TEXT)")
        cursor.execute("INSERT INTO notes VALUES (%s)", [f"{WORD} " * 3000])
        cursor.execute("PRAGMA wal_checkpoint")
        cursor.execute("DELETE FROM notes")
    assert files_with_word(tmp_path)
    rewrite_sqlite_database(database)
    assert files_with_word(tmp_path) == []


def test_a_journal_that_is_being_read_is_named(database, tmp_path):
    backend = type(database)(database.settings_dict, "a reader")
    with database.cursor() as cursor:
        cursor.execute("CREATE TABLE notes (text TEXT)")
    with backend.cursor() as reading:
        reading.execute("BEGIN")
        reading.execute("SELECT * FROM notes")
        with database.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout=50")
            cursor.execute("INSERT INTO notes VALUES ('x')")
        with pytest.raises(RuntimeError, match="being read"):
            rewrite_sqlite_database(database)
        reading.execute("ROLLBACK")
    backend.close()


def test_the_cache_is_emptied():
    caches["default"].set("a-page", WORD)
    purge_caches()
    assert caches["default"].get("a-page") is None


def test_the_caches_are_emptied_after_the_commit(django_capture_on_commit_callbacks):
    city = make_city("datong")
    with writing() as changes:
        changes.withdraw(city)
    numbers = Publication.objects.filter(slug="datong").values_list("number", flat=True)
    boss = User.objects.create_superuser("boss")
    caches["default"].set("a-page", WORD, timeout=None)
    with django_capture_on_commit_callbacks(execute=True):
        redaction.redact("city", "datong", numbers, by=boss, reason="File 7")
        assert caches["default"].get("a-page") == WORD
    assert caches["default"].get("a-page") is None
    assert Redaction.objects.get().cleared["caches"] == len(settings.CACHES)


@pytest.fixture
def noted():
    return Redaction.objects.create(
        number=1, record_type="city", slug="datong", redacted=[], at="2026-01-01T00:00Z", username="boss",
        reason="File 7", cleared={},
    )  # fmt: skip


def test_a_store_that_fails_is_noted_and_stops_no_other(noted, monkeypatch):
    def fail():
        raise ConnectionError

    stores = {
        "away": redaction.ExternalStore("away", fail),
        "there": redaction.ExternalStore("there", lambda: 3),
    }
    monkeypatch.setattr(redaction, "_stores", stores)
    assert redaction.purge_stores(noted) == {"away": None, "there": 3}
    assert Redaction.objects.get().cleared == {"away": None, "there": 3}
