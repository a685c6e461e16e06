"""The statistics with PostgreSQL, Redis and Celery workers as real processes, of which any may die."""

import random
import subprocess
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from stats import marking, storing
from stats.declaring import registered
from stats.models import Refresh, StatisticValue
from tests.factories import make_framework, make_region
from tests.stack.crew import LEASE, PAUSE, Crew, wait_until

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="Two workers write at once."),
]


@pytest.fixture
def crew(transactional_db: None, tmp_path: Path) -> Iterator[Crew]:
    make_framework()
    for region in ("jilin", "guangdong"):  # what the editors share
        make_region(region)
    crew = Crew(tmp_path)
    yield crew
    crew.end()


def all_is_counted() -> bool:
    return not marking.stale_keys()


def assert_true(crew: Crew) -> None:
    # What a killed worker had claimed may wait for the beat, which looks every ten seconds.
    wait_until(all_is_counted, f"Not counted: {marking.stale_keys()}\n{crew.logs()}", 10 + LEASE + 30)
    for statistic in registered().values():
        assert storing.stored(statistic) == storing.computed(statistic), statistic.key
    assert StatisticValue.objects.filter(scope="hub").count() > 3


def editor(crew: Crew, name: str, seed: int, deeds: int, *options: str) -> subprocess.Popen:
    return crew.start("tests.stack.desk", name, str(seed), str(deeds), *options)


def finish(process: subprocess.Popen, crew: Crew) -> float:
    """How many seconds the slowest edit took."""
    log = crew.folder / f"{crew.processes.index(process)}.log"
    assert process.wait(timeout=180) == 0, log.read_text()
    return float(log.read_text().split()[-1])


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_dies_meanwhile_the_statistics_become_true(crew: Crew, seed: int) -> None:
    """Workers are killed, Redis is flushed and loses everything, messages come twice, and no beat runs."""
    chance = random.Random(seed)
    crew.start_worker()
    crew.start_worker()
    editors = [editor(crew, name, seed, 150) for name in ("anna", "bo")]
    mishaps = ["kill", "flush", "kill", "twice", "restart", "kill", "flush", "kill"]
    chance.shuffle(mishaps)
    for mishap in mishaps:
        time.sleep(chance.uniform(0.5, 2.5))
        if mishap == "kill":
            crew.kill_a_worker(chance)
            crew.start_worker()
        elif mishap == "flush":
            crew.flush_redis()
        elif mishap == "twice":
            crew.deliver_twice()
        else:
            crew.stop_redis()
            time.sleep(chance.uniform(0.5, 1.5))
            crew.start_redis()
    for process in editors:
        finish(process, crew)
    crew.flush_redis()
    crew.start_beat()
    assert_true(crew)


def test_without_a_beat_every_edit_is_counted_too(crew: Crew) -> None:
    crew.start_worker()
    crew.start_worker()
    finish(editor(crew, "anna", 3, 60), crew)
    assert_true(crew)


def test_a_burst_of_1000_edits_causes_few_refreshes_and_no_edit_waits(crew: Crew) -> None:
    crew.start_worker()
    crew.start_worker()
    start = time.monotonic()
    slowest = finish(editor(crew, "anna", 4, 1000, "--burst"), crew)
    assert_true(crew)
    seconds = time.monotonic() - start
    counted = Refresh.objects.values_list("statistic", flat=True)
    most = max(list(counted).count(key) for key in registered())
    assert most <= seconds / PAUSE + 2
    assert most < 100, f"{most} refreshes of one statistic for 1,000 edits in {seconds:.0f} s"
    assert slowest < 2


def test_the_worker_counts_again_by_itself_each_time_redis_is_killed_under_edits(crew: Crew) -> None:
    """With celery and kombu 5.7.0 it ended for good as soon as it held a wake-up whose time had not come."""
    crew.pause = 2  # so that it nearly always holds one
    crew.start_worker()
    editor(crew, "anna", 6, 100_000, "--burst", "--pause", "0.1")
    chance = random.Random(6)
    for number in range(10):
        wait_until(lambda: Refresh.objects.exists(), f"Nothing is counted.\n{crew.logs()}", 30)
        time.sleep(chance.uniform(0.5, 2))
        crew.stop_redis()
        time.sleep(chance.uniform(0.5, 2))
        crew.start_redis()
        back = timezone.now()

        def counts(back: datetime = back) -> bool:
            return Refresh.objects.filter(started_at__gt=back).exists()

        wait_until(counts, f"Nothing is counted after kill {number + 1}.\n{crew.logs()}", 30)
    assert crew.workers[0].poll() is None


def test_no_edit_waits_for_a_redis_that_is_away(crew: Crew) -> None:
    crew.stop_redis()
    assert finish(editor(crew, "anna", 5, 40), crew) < 2
    crew.start_redis()
    crew.start_worker()  # it looks for what waits when it starts
    assert_true(crew)
