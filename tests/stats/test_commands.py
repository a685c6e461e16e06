"""The commands that refresh statistics."""

import os
import signal
import threading
from datetime import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from stats import dispatch, invalidation
from stats.management.commands import run_worker
from stats.management.commands.run_worker import is_nightly_refresh_due
from stats.models import StatisticsVersion
from stats.selectors import get_results
from tests.factories import make_park

pytestmark = [pytest.mark.usefixtures("declared"), pytest.mark.content_listeners]


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("refresh", *arguments, stdout=out)
    return out.getvalue()


def test_everything_is_counted_and_progress_is_told() -> None:
    make_park()
    lines = run().splitlines()
    assert [line.split()[0] for line in lines] == ["1/3", "2/3", "3/3"]
    assert any("test-parks: 3 rows, 3 changed" in line for line in lines)
    assert invalidation.find_stale_keys() == []


def test_one_statistic_is_counted_alone() -> None:
    make_park()
    run("test-parks")
    assert set(invalidation.find_stale_keys()) == {"test-flows", "test-values"}
    assert len(get_results("test-parks")) == 1


def test_an_unknown_key_is_refused_with_those_there_are() -> None:
    with pytest.raises(CommandError, match=r"Unknown projection parks-by-colour.*test-parks"):
        run("parks-by-colour")


def test_a_statistic_that_fails_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stats.storage._validate_row", lambda statistic, row: 1 / 0)
    make_park()
    with pytest.raises(CommandError, match="Not refreshed: test-parks, test-values"):
        run()


def test_work_counts_once_where_it_is_asked_to() -> None:
    make_park()
    call_command("run_worker", "--once")
    assert invalidation.find_stale_keys() == []


def test_work_ends_when_it_is_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    make_park()
    # The connection is that of the test's transaction.
    monkeypatch.setattr(run_worker, "close_old_connections", lambda: None)
    former = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    threading.Timer(1.5, os.kill, (os.getpid(), signal.SIGTERM)).start()
    try:
        call_command("run_worker")
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
    assert invalidation.find_stale_keys() == []


def test_work_of_other_apps_is_done_too_and_one_error_stops_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []
    monkeypatch.setattr(dispatch, "_jobs", [])
    dispatch.register_job(lambda: 1 / 0)
    dispatch.register_job(lambda: done.append("done"))
    dispatch.run_jobs()
    assert done == ["done"]
    assert "A job failed" in caplog.text


@pytest.mark.parametrize(
    ("now", "done", "due"),
    [
        (datetime(2026, 3, 2, 4), None, True),
        (datetime(2026, 3, 2, 4), datetime(2026, 3, 1, 4), True),
        (datetime(2026, 3, 2, 4), datetime(2026, 3, 2, 3, 31), False),
        (datetime(2026, 3, 2, 3), datetime(2026, 3, 1, 4), False),
    ],
)
def test_everything_is_counted_once_a_night(
    now: datetime, done: datetime | None, due: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: timezone.make_aware(now))
    StatisticsVersion.objects.update(full_at=done and timezone.make_aware(done))
    assert is_nightly_refresh_due() is due
