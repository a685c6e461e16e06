"""What the tests share: the starting content, loaded once for all modules that ask for it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.utils import translation

LANGUAGES = ["en", "zh-hans", "zh-hant"]


# The longest walks, each by one worker: they go first, or the other worker would wait for them at the end.
_LONG_WALKS = ("tests/test_every_page.py", "tests/browser/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Then what needs the starting content, so that it is loaded once and left once."""
    needs = _needs_of(items)
    order = ["loaded", "counted", None]
    items.sort(key=lambda item: (not item.nodeid.startswith(_LONG_WALKS), order.index(needs.get(item.path))))


def _needs_of(items: Iterable[pytest.Item]) -> dict[Path, str | None]:
    """What the tests of each module ask for of the starting content."""
    found: dict[Path, str | None] = {}
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        for need in ("counted", "loaded"):
            if need in asked and found.get(item.path) != "counted":
                found[item.path] = need
                break
    return found


@pytest.fixture(scope="session", autouse=True)
def plain_test_settings() -> None:
    """Quick hashing: no test is about passwords. No page cache: tests edit pages and count what they cost."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.PAGE_CACHE = False


@pytest.fixture(autouse=True)
def english() -> None:
    """Each test starts in English, whatever language the pages of the one before it spoke."""
    translation.activate("en")


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    for cache in caches.all(initialized_only=False):
        cache.clear()


class Content:
    """The starting content in transactions that are never committed: one for the rows, in it one for what
    is counted of them. It stays from module to module, for as long as the next one asks for it."""

    def __init__(self, django_db_blocker: Any) -> None:
        self.blocker = django_db_blocker
        self.loaded = self.counted = ExitStack()
        self.is_loaded = self.is_counted = False

    def load(self) -> None:
        from records.content.loader import load

        if self.is_loaded:
            return
        with self.blocker.unblock():
            self.loaded, self.is_loaded = _undone_at_the_end(), True
            load(settings.CONTENT_DIR)
            if connection.vendor == "postgresql":
                # Rows that no commit has shown to the statistics yet would be searched in the slowest way.
                # By name: a catalogue that all databases share would stay locked until the transaction ends.
                tables = ", ".join(connection.introspection.django_table_names(only_existing=True))
                connection.cursor().execute(f"ANALYZE {tables}")

    def count(self) -> None:
        from stats import refreshing

        if self.is_counted:
            return
        with self.blocker.unblock():
            self.counted, self.is_counted = _undone_at_the_end(), True
            assert not [refresh.error for refresh in refreshing.work(ripe_only=False) if refresh.error]

    def uncount(self) -> None:
        if self.is_counted:
            self._undo(self.counted)
            self.is_counted = False

    def leave(self) -> None:
        self.uncount()
        if self.is_loaded:
            self._undo(self.loaded)
            self.is_loaded = False

    def _undo(self, stack: ExitStack) -> None:
        with self.blocker.unblock():
            if connection.in_atomic_block:
                stack.close()
            else:  # a browser has just ended, and with it the connection on which all this was
                stack.pop_all()


def _undone_at_the_end() -> ExitStack:
    """A transaction, or one in another, that is rolled back when it is closed."""
    stack = ExitStack()
    stack.enter_context(transaction.atomic())
    stack.callback(transaction.set_rollback, True)
    return stack


_CONTENT = pytest.StashKey[Content]()
_NEEDS = pytest.StashKey[dict[Path, str | None]]()


@pytest.fixture(scope="session")
def starting_content(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Content]:
    content = request.session.stash[_CONTENT] = Content(django_db_blocker)
    yield content
    content.leave()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A module finds of the starting content what its tests ask for, and no more.

    It is left before a browser starts: with its loop running, Django takes another connection.
    """
    stash = item.session.stash
    if _CONTENT in stash:
        needs = stash.setdefault(_NEEDS, _needs_of(item.session.items))
        need = needs.get(item.path)
        if need != "counted":
            stash[_CONTENT].uncount()
        if need is None:
            stash[_CONTENT].leave()


@pytest.fixture(scope="module")
def loaded(starting_content: Content) -> None:
    """The whole starting content."""
    starting_content.load()


@pytest.fixture(scope="module")
def counted(loaded: None, starting_content: Content) -> None:
    """Everything is counted on the starting content, as after `manage.py refresh_statistics`."""
    starting_content.count()


@pytest.fixture
def content(loaded: None, db: None) -> None:
    """A test on the starting content; what the test writes is rolled back after it."""


@pytest.fixture
def get(client: Client) -> Callable[..., str]:
    """Fetch a page that must answer 200, and give its HTML."""

    def fetch(path: str, status: int = 200) -> str:
        response = client.get(path)
        assert response.status_code == status, f"{path}: {response.status_code}"
        return response.content.decode()

    return fetch
