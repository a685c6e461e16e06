"""Refreshes over 100,000 indicator values and 20,000 material flows and more, on PostgreSQL."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from cities.models import IndicatorValue
from initiatives.models import MaterialFlow
from stats import refresh
from stats.definitions import get_statistics
from stats.models import Refresh, StatisticValue
from stats.storage import compute_values, save_values
from tests.scale.conftest import SCALE, say
from tests.stats.stored_values import read_statistics_version

#: Of a full refresh, in times of writing the same records: 1 to 2 are usual.
MOST_TIMES_WRITING = 3
#: Of a refresh that changes nothing, in times of its queries: to be 2 on a machine that does nothing else.
MOST_TIMES_SQL = 3

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="The promise is one of PostgreSQL."),
    pytest.mark.usefixtures("at_scale"),
]


def full_refresh(on_refreshed: Callable[[Refresh], None] = lambda refresh: None) -> float:
    refresh.invalidate_all()
    start = time.monotonic()
    refresh.refresh_stale(due_only=False, on_refreshed=on_refreshed)
    return time.monotonic() - start


def test_a_full_refresh_takes_little_longer_than_writing_the_records(seconds_of_writing: float) -> None:
    assert IndicatorValue.objects.count() == 100_000 * SCALE
    assert MaterialFlow.objects.count() == 20_000 * SCALE
    done: list[Refresh] = []
    first = full_refresh(done.append)
    say(f"First full refresh: {first:.1f} s, {StatisticValue.objects.count():,} values")
    took = {refresh.statistic: refresh.ended_at - refresh.started_at for refresh in done}
    for key in sorted(took, key=lambda key: took[key], reverse=True)[:8]:
        say(f"  {key}: {took[key].total_seconds():.1f} s")
    assert [refresh.error for refresh in done if refresh.error] == []
    version = read_statistics_version()
    again = full_refresh()
    say(f"Full refresh that changes nothing: {again:.1f} s")
    assert read_statistics_version() == version
    assert again < first < MOST_TIMES_WRITING * seconds_of_writing


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["indicator-values", "indicator-values-by-year", "indicator-quartiles"])
def test_a_statistic_over_all_indicator_values_takes_little_longer_than_its_queries(key: str) -> None:
    statistic, queries = get_statistics()[key], []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        queries.append((sql, params))
        return execute(sql, params, many, context)

    def compute() -> Any:
        with connection.execute_wrapper(note):
            return compute_values(statistic)

    save_values(statistic, compute(), timezone.now(), 1)
    whole, bare = [], []
    for _time in range(3):
        queries.clear()
        start = time.perf_counter()
        save_values(statistic, compute(), timezone.now(), 1)
        whole.append(time.perf_counter() - start)
        start = time.perf_counter()
        with connection.cursor() as cursor:
            for sql, params in queries:
                if sql.lstrip(" (").startswith(("SELECT", "WITH")):
                    cursor.execute(sql, params)
                    cursor.fetchall()
        bare.append(time.perf_counter() - start)
    times = min(whole) / min(bare)
    say(f"{key}: {min(whole) * 1000:.0f} ms, {times:.1f} times its queries ({min(bare) * 1000:.0f} ms)")
    assert times < MOST_TIMES_SQL
