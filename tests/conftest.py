"""Shared fixtures: the database of a test, a test client that returns HTML, plain settings."""

import gc
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.signals import setting_changed
from django.db import transaction
from django.test import Client, TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from records import version_cache
from records.publishing import content_changed
from tests import content_listeners
from tests.database_templates import ROOT, SQLiteServer, shared_folder
from tests.html_text import strip_block_whitespace
from tests.projections import update_search
from tests.worker_databases import WorkerDatabases
from web.versions import versions

LANGUAGES = ["en", "zh-hans", "zh-hant"]

# How long an example takes depends on what else the machine does.
hypothesis_settings.register_profile("hub", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("hub")

#: Folders with tests of the whole hub.
_WHOLE_HUB = {"content_checks", "scale", "stack"}
#: Folders that only the nightly ring and the smoke tests run.
_NIGHTLY = {"scale", "stack"}
#: Fixtures of modules whose tests one worker runs, because they have a database or rows of their own.
_MODULE_DATABASES = {"loaded", "counted", "kept", "module_rows"}


def pytest_configure() -> None:
    shared_folder()  # before the workers start: they inherit its name


@pytest.hookimpl(tryfirst=True)  # before pytest selects by marker
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    cases: dict[tuple[Path, str], list[pytest.Item]] = {}
    grouped = {item.path for item in items if _MODULE_DATABASES & set(getattr(item, "fixturenames", ()))}
    for item in items:
        folders = set(item.path.relative_to(ROOT).parts)
        if "content_checks" in folders:
            item.add_marker("content_check")
        if _WHOLE_HUB & folders:
            item.add_marker("content_listeners")
        if item.path in grouped:
            item.add_marker(pytest.mark.xdist_group(item.path.relative_to(ROOT).as_posix()))
        if item.get_closest_marker("sampled"):
            cases.setdefault((item.path, item.nodeid.partition("[")[0]), []).append(item)
    for family in cases.values():
        _mark_all_but_a_sample_as_slow(family)
    for item in items:
        quick = not item.get_closest_marker("slow")
        if quick and item.get_closest_marker("browser") and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group("browser"))  # one hub is started for them
        if not quick or _NIGHTLY & set(item.path.relative_to(ROOT).parts):
            item.user_properties.append(("nightly", "yes"))  # for the report (tools/run_summary.py)
    # Groups start first, or the other worker would wait for them at the end.
    items.sort(key=lambda item: item.path not in grouped)


def pytest_collection_finish() -> None:
    # What was imported stays: collecting it again and again as garbage takes a tenth of the run.
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000)


@pytest.hookimpl(tryfirst=True)  # before the fixtures of the module write rows
def pytest_runtest_setup(item: pytest.Item) -> None:
    content_listeners.connect(item.get_closest_marker("content_listeners") is not None)


def _mark_all_but_a_sample_as_slow(cases: list[pytest.Item]) -> None:
    """`sampled(n)`: n cases, spread evenly over the parameters, stay in `make test`."""
    marker = cases[0].get_closest_marker("sampled")
    assert marker is not None
    (size,) = marker.args
    kept = {round(number * len(cases) / size) for number in range(size)}
    for number, item in enumerate(cases):
        if number not in kept:
            item.add_marker("slow")


@pytest.fixture(scope="session", autouse=True)
def plain_test_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Quick hashing: no test is about passwords. No page cache: tests edit pages and count their queries.

    Each worker has cache files and bundles of its own.
    """
    settings.BUNDLE_ROOT = str(tmp_path_factory.mktemp("bundles"))
    folder = tmp_path_factory.mktemp("caches")
    for name in ("default", "pages"):
        settings.CACHES[name]["LOCATION"] = str(folder / name)
    # Modules that were imported while pytest collected may have opened the files that all processes share.
    setting_changed.send(sender=None, setting="CACHES", value=settings.CACHES, enter=True)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.PAGE_CACHE = False


@pytest.fixture(autouse=True)
def english() -> None:
    """Each test starts in English, whatever language the previous test activated."""
    translation.activate("en")


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """No test sees what the process remembers of the database of the previous one."""
    for cache in caches.all(initialized_only=False):
        cache.clear()
    version_cache.clear_values()
    versions.forget()


# -- databases --------------------------------------------------------------------------------------
# pytest-django rolls back each test. A module uses one of three databases: the migrated one without content
# (the default), the one with the starting content, or the one with content and statistics.


@pytest.fixture(scope="session")
def worker_databases(
    django_test_environment: None, django_db_blocker: Any, worker_id: str
) -> Iterator[WorkerDatabases]:
    databases = WorkerDatabases(worker_id)
    with pytest.MonkeyPatch.context() as patch:
        if isinstance(databases.server, SQLiteServer):
            # Django would empty each table and send `post_migrate`; a copy of the file is quicker.
            patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: databases.restore())
        yield databases
    with django_db_blocker.unblock():
        databases.drop()


@pytest.fixture(scope="session")
def django_db_setup(worker_databases: WorkerDatabases, django_db_blocker: Any) -> Iterator[None]:
    """Replaces the fixture of pytest-django, which would run the migrations in each worker."""
    yield from _use(worker_databases, django_db_blocker, "migrated")


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None, worker_databases: WorkerDatabases, django_db_blocker: Any
) -> Iterator[None]:
    """The module uses the database with the starting content."""
    yield from _use(worker_databases, django_db_blocker, "content")


@pytest.fixture(scope="module")
def counted(loaded: None, worker_databases: WorkerDatabases, django_db_blocker: Any) -> Iterator[None]:
    """The module uses the database with the starting content and all its statistics."""
    yield from _use(worker_databases, django_db_blocker, "statistics")


@pytest.fixture(scope="module")
def kept(django_db_setup: None, worker_databases: WorkerDatabases, django_db_blocker: Any) -> Iterator[None]:
    """The module uses the kept database, brought up to date by the migrations."""
    yield from _use(worker_databases, django_db_blocker, "kept")


def _use(databases: WorkerDatabases, django_db_blocker: Any, label: str) -> Iterator[None]:
    with ExitStack() as stack:
        with django_db_blocker.unblock():
            stack.enter_context(databases.using(label))
        yield


@pytest.fixture(scope="module")
def module_rows(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """What the module's fixtures write stays until its last test; what a test writes is rolled back after it.

    Tests fetch the rows that they change: the module's fixtures return the same objects to all of them.
    """
    translation.activate("en")
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def content(loaded: None, db: None) -> None:
    """A test on the starting content; what the test writes is rolled back after it."""


@pytest.fixture
def search_follows() -> Iterator[None]:
    """The worker builds the entries of the search after each publication, as it does soon after."""

    def on_content_changed(**_options: Any) -> None:
        update_search()

    content_changed.connect(on_content_changed)
    yield
    content_changed.disconnect(on_content_changed)


@pytest.fixture
def get(client: Client) -> Callable[..., str]:
    """Fetch a page, check its status (200 by default) and return its HTML."""

    def fetch(path: str, status: int = 200) -> str:
        response = client.get(path)
        assert response.status_code == status, f"{path}: {response.status_code}"
        return strip_block_whitespace(response.content.decode())

    return fetch
