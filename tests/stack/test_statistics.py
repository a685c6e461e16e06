"""Statistics with PostgreSQL, Redis and Celery workers as real processes, any of which may be killed."""

import random
import subprocess
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from bundles.releases import ATTEMPT_PAUSE
from records.models import Publication
from records.search_index import get_search_indexes
from search.models import SearchEntry
from stats import invalidation, storage
from stats.definitions import get_statistics
from stats.models import Refresh, StatisticValue
from tests.factories import make_framework, make_region
from tests.stack.process_pool import LEASE, PAUSE, ProcessPool, wait_until
from tests.stats.stored_values import fetch_stored_values

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="Two workers write at once."),
]


@pytest.fixture
def pool(transactional_db: None, tmp_path: Path) -> Iterator[ProcessPool]:
    make_framework()
    for region in ("jilin", "guangdong"):  # what the editors share
        make_region(region)
    pool = ProcessPool(tmp_path)
    yield pool
    pool.end()


def all_is_counted() -> bool:
    return not invalidation.find_stale_keys()


def all_is_found() -> bool:
    """Whether the search has an entry of each public record, and of no other."""
    public = Publication.objects.current().filter(record_type__in=get_search_indexes())
    entries = SearchEntry.objects.filter(record_type__in=get_search_indexes())
    keys = ("record_type", "slug")
    return set(entries.values_list(*keys)) == set(public.values_list(*keys))


def assert_true(pool: ProcessPool) -> None:
    # What a killed worker had claimed may wait for the beat, which looks every ten seconds.
    wait_until(
        all_is_counted, f"Not counted: {invalidation.find_stale_keys()}\n{pool.logs()}", 10 + LEASE + 30
    )
    for statistic in get_statistics().values():
        assert fetch_stored_values(statistic) == storage.compute_values(statistic), statistic.key
    assert StatisticValue.objects.filter(scope="hub").count() > 3
    assert all_is_found()


def editor(pool: ProcessPool, name: str, seed: int, deeds: int, *options: str) -> subprocess.Popen:
    return pool.start("tests.stack.editor_process", name, str(seed), str(deeds), *options)


def finish(process: subprocess.Popen, pool: ProcessPool) -> float:
    """How many seconds the slowest edit took."""
    log = pool.folder / f"{pool.processes.index(process)}.log"
    assert process.wait(timeout=180) == 0, log.read_text()
    return float(log.read_text().split()[-1])


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_dies_meanwhile_the_statistics_become_true(pool: ProcessPool, seed: int) -> None:
    """Workers are killed, Redis is flushed and loses everything, messages come twice, and no beat runs."""
    chance = random.Random(seed)
    pool.start_worker()
    pool.start_worker()
    editors = [editor(pool, name, seed, 150) for name in ("anna", "bo")]
    mishaps = ["kill", "flush", "kill", "twice", "restart", "kill", "flush", "kill"]
    chance.shuffle(mishaps)
    for mishap in mishaps:
        time.sleep(chance.uniform(0.5, 2.5))
        if mishap == "kill":
            pool.kill_a_worker(chance)
            pool.start_worker()
        elif mishap == "flush":
            pool.flush_redis()
        elif mishap == "twice":
            pool.deliver_twice()
        else:
            pool.stop_redis()
            time.sleep(chance.uniform(0.5, 1.5))
            pool.start_redis()
    for process in editors:
        finish(process, pool)
    pool.flush_redis()
    pool.start_beat()
    assert_true(pool)


def test_an_edit_is_found_within_two_seconds_however_long_statistics_pause(pool: ProcessPool) -> None:
    pool.pause = 600
    pool.start_worker()
    wait_until(lambda: "search" not in invalidation.find_stale_keys(), pool.logs, 60)
    for name in ("anna", "bo", "cleo"):
        finish(editor(pool, name, 7, 5), pool)
        wait_until(lambda: "search" not in invalidation.find_stale_keys(), pool.logs, 2)
    assert all_is_found()


def test_without_a_beat_every_edit_is_counted_too(pool: ProcessPool) -> None:
    pool.start_worker()
    pool.start_worker()
    finish(editor(pool, "anna", 3, 60), pool)
    assert_true(pool)


def test_a_burst_of_1000_edits_causes_few_refreshes_and_no_edit_waits(pool: ProcessPool) -> None:
    pool.start_worker()
    pool.start_worker()
    start = time.monotonic()
    slowest = finish(editor(pool, "anna", 4, 1000, "--burst"), pool)
    assert_true(pool)
    seconds = time.monotonic() - start
    counted = Refresh.objects.values_list("statistic", flat=True)
    most = max(list(counted).count(key) for key in get_statistics())
    # Each worker at its start and the first edit have the bundle built; an attempt refreshes once.
    for_bundles = 3 * (1 + seconds / ATTEMPT_PAUSE)
    assert most <= seconds / PAUSE + 2 + for_bundles
    assert most < 100, f"{most} refreshes of one statistic for 1,000 edits in {seconds:.0f} s"
    assert slowest < 2


def test_the_worker_counts_again_by_itself_each_time_redis_is_killed_under_edits(pool: ProcessPool) -> None:
    """With celery and kombu 5.7.0 it ended for good as soon as it held a wake-up whose time had not come."""
    pool.pause = 2  # so that it nearly always holds one
    pool.start_worker()
    editor(pool, "anna", 6, 100_000, "--burst", "--pause", "0.1")
    chance = random.Random(6)
    for number in range(10):
        wait_until(lambda: Refresh.objects.exists(), f"Nothing is counted.\n{pool.logs()}", 30)
        time.sleep(chance.uniform(0.5, 2))
        pool.stop_redis()
        time.sleep(chance.uniform(0.5, 2))
        pool.start_redis()
        back = timezone.now()

        def counts(back: datetime = back) -> bool:
            return Refresh.objects.filter(started_at__gt=back).exists()

        wait_until(counts, f"Nothing is counted after kill {number + 1}.\n{pool.logs()}", 30)
    assert pool.workers[0].poll() is None


def test_no_edit_waits_for_a_redis_that_is_away(pool: ProcessPool) -> None:
    pool.stop_redis()
    assert finish(editor(pool, "anna", 5, 40), pool) < 2
    pool.start_redis()
    pool.start_worker()  # it looks for what waits when it starts
    assert_true(pool)
