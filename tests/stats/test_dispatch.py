"""Workers are notified once after the commit; without a broker Celery is not imported."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from celery import Celery
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from records.publishing import get_content_version
from stats import dispatch, refresh, storage, tasks
from stats.definitions import Statistic
from stats.models import StatisticValue
from tests.factories import make_park, writing
from tests.records.test_writers import Writer

pytestmark = pytest.mark.content_listeners


@pytest.fixture
def sent(settings: Any, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The wake-ups that a broker would have got."""
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    wake_ups: list[dict[str, Any]] = []
    monkeypatch.setattr(
        Celery, "send_task", lambda _app, name, **options: wake_ups.append({"task": name, **options})
    )
    monkeypatch.setattr(dispatch, "_failed_at", float("-inf"))
    monkeypatch.setattr(dispatch, "_failed", False)
    return wake_ups


@pytest.mark.usefixtures("declared")
def test_each_edit_sends_a_message_after_the_commit_at_once(
    sent: list[Any], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        make_park()
        make_park()
        assert sent == []
    refreshes = [one for one in sent if one["task"] == tasks.refresh_stale_projections.name]
    assert {one["countdown"] for one in refreshes} == {0}


def test_a_burst_comes_again_once_after_the_pause(sent: list[Any], settings: Any) -> None:
    settings.REFRESH_PAUSE = 60  # however slow the machine, the second call belongs to the burst
    for _number in range(2):
        dispatch.enqueue_refresh(after_pause=True)
    assert [message["countdown"] for message in sent] == [60]
    cache.clear()  # a minute later
    dispatch.enqueue_refresh(after_pause=True)
    assert len(sent) == 2


def test_it_arrives_after_those_that_it_stands_for(sent: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    held: dict[str, Any] = {}
    monkeypatch.setattr(dispatch.cache, "add", lambda *_args, timeout: held.update(timeout=timeout) or True)
    monkeypatch.setattr(settings, "REFRESH_PAUSE", 5)
    dispatch.enqueue_refresh(after_pause=True)
    assert held["timeout"] < sent[0]["countdown"]


def away(*_args: Any, **_given: Any) -> None:
    raise OSError("away")


def test_a_cache_that_is_away_stops_nothing_and_is_left_alone_for_a_while(
    sent: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(dispatch.cache, "add", away)
        dispatch.enqueue_refresh(after_pause=True)
    dispatch.enqueue_refresh()
    assert sent == []
    monkeypatch.setattr(dispatch, "_failed_at", time.monotonic() - 60)
    dispatch.enqueue_refresh()
    assert len(sent) == 1


def test_an_outage_is_one_line_in_the_log(
    sent: list[Any], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(dispatch.cache, "add", away)
    for _number in range(3):
        monkeypatch.setattr(dispatch, "_failed_at", time.monotonic() - 60)
        dispatch.enqueue_refresh(after_pause=True)
    ours = [record for record in caplog.records if record.name == "stats.dispatch"]
    assert len(ours) == 1
    assert not ours[0].exc_info


@pytest.mark.slow
def test_a_broker_that_is_away_is_given_up_at_once(settings: Any) -> None:
    """With a real Celery, in a process of its own: its own way is to try for many seconds."""
    code = (
        "import django, time; django.setup(); from django.core.cache import cache; "
        "from stats import dispatch; "
        "cache.add = lambda *given, **named: True; "
        "start = time.monotonic(); dispatch.enqueue_refresh(); print(time.monotonic() - start)"
    )
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "hub.settings", "BROKER_URL": "redis://127.0.0.1:1/0"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, env=env, capture_output=True, text=True
    )
    assert "could not be enqueued" in done.stderr
    assert float(done.stdout) < 4


@pytest.mark.usefixtures("declared")
def test_a_task_that_finds_something_too_young_comes_again(
    sent: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    park = make_park()
    tasks.refresh_stale_projections()
    assert sent == []
    monkeypatch.setattr(settings, "REFRESH_PAUSE", 60)
    with writing() as changes:
        changes.withdraw(park)
    tasks.refresh_stale_projections()
    assert len(sent) == 1


@pytest.mark.usefixtures("declared")
def test_the_nightly_task_counts_what_nobody_has_marked() -> None:
    make_park()
    tasks.refresh_all_projections()
    StatisticValue.objects.all().delete()
    tasks.refresh_all_projections()
    assert StatisticValue.objects.filter(statistic="test-parks").exists()


@pytest.mark.slow
def test_nothing_of_celery_is_loaded_where_there_is_no_broker() -> None:
    code = (
        "import django, sys; django.setup(); from stats import dispatch; dispatch.enqueue_refresh();"
        "import hub.urls; sys.exit('celery' in sys.modules)"
    )
    env = {key: value for key, value in os.environ.items() if key not in ("REDIS_URL", "BROKER_URL")}
    env |= {"DJANGO_SETTINGS_MODULE": "hub.settings"}
    assert subprocess.run([sys.executable, "-c", code], cwd=settings.BASE_DIR, env=env).returncode == 0


@pytest.fixture
def held_refresh(transactional_db: None, declared: Any, monkeypatch: Any) -> Iterator[threading.Event]:
    """A refresh that has stored its values and does not commit until it is let go."""
    stored, let_go = threading.Event(), threading.Event()
    save_values = storage.save_values

    def slow(statistic: Statistic, *given: Any) -> int:
        changed = save_values(statistic, *given)
        stored.set()
        assert let_go.wait(20)
        return changed

    make_park()
    monkeypatch.setattr(storage, "save_values", slow)
    writer = Writer(lambda: refresh.refresh_stale(["test-parks"]))
    assert stored.wait(20)
    yield let_go
    let_go.set()
    writer.finish()


@pytest.mark.postgresql
@pytest.mark.skipif(connection.vendor != "postgresql", reason="On SQLite there is one writer at a time.")
def test_no_edit_waits_for_a_refresh(held_refresh: threading.Event) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '500ms'")
    make_park()
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 0")
    held_refresh.set()


@pytest.mark.both_databases
def test_an_edit_during_the_count_belongs_to_the_next_version(
    transactional_db: None, declared: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_park()
    number, compute_values = get_content_version(), storage.compute_values

    def while_somebody_edits(statistic: Statistic) -> storage.StatisticValues:
        monkeypatch.setattr(storage, "compute_values", compute_values)
        Writer(lambda: make_park(level="national")).finish()
        return compute_values(statistic)

    monkeypatch.setattr(storage, "compute_values", while_somebody_edits)
    claim = refresh._take_claim("test-parks")
    assert claim is not None
    assert not refresh._refresh_claimed(claim).error
    values = StatisticValue.objects.filter(statistic="test-parks", scope="hub")
    assert list(values.values_list("value", "since_number")) == [(1, number)]
    refresh.refresh_stale(["test-parks"], due_only=False)
    newest = get_content_version()
    assert sorted(values.values_list("value", "since_number")) == [(1, number), (1, newest)]
