"""What the tests share: the starting content, loaded once for each module that asks for it."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.utils import translation

LANGUAGES = ["en", "zh-hans", "zh-hant"]


# The longest walks, each by one worker: they go first, or the other worker would wait for them at the end.
_LONG_WALKS = ("tests/test_every_page.py", "tests/browser/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(_LONG_WALKS))


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
    cache.clear()


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: "pytest.FixtureRequest") -> Iterator[None]:
    """The whole starting content, in a transaction around the tests of a module."""
    from records.content.loader import load

    with django_db_blocker.unblock(), transaction.atomic():
        load(settings.CONTENT_DIR)
        if connection.vendor == "postgresql":
            # Rows that no commit has shown to the statistics yet would be searched in the slowest way.
            # By name: a catalogue that all databases share would stay locked until the transaction ends.
            tables = ", ".join(connection.introspection.django_table_names(only_existing=True))
            connection.cursor().execute(f"ANALYZE {tables}")
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def counted(loaded: None, django_db_blocker: "pytest.FixtureRequest") -> None:
    """Everything is counted on the starting content, as after `manage.py refresh_statistics`."""
    from stats import refreshing

    with django_db_blocker.unblock():
        assert not [refresh.error for refresh in refreshing.work(ripe_only=False) if refresh.error]


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
