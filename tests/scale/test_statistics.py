"""A full refresh over 100,000 indicator values and 20,000 material flows and more, on PostgreSQL."""

import time
from collections.abc import Callable

import pytest
from django.db import connection

from cities.models import IndicatorValue
from initiatives.models import MaterialFlow
from stats import refresh
from stats.models import Refresh, StatisticValue
from stats.selectors import get_statistics_version
from tests.scale.conftest import SCALE, say

SECONDS = 60

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


def test_a_full_refresh_ends_in_under_a_minute() -> None:
    assert IndicatorValue.objects.count() == 100_000 * SCALE
    assert MaterialFlow.objects.count() == 20_000 * SCALE
    done: list[Refresh] = []
    first = full_refresh(done.append)
    say(f"First full refresh: {first:.1f} s, {StatisticValue.objects.count():,} values")
    took = {refresh.statistic: refresh.ended_at - refresh.started_at for refresh in done}
    for key in sorted(took, key=lambda key: took[key], reverse=True)[:8]:
        say(f"  {key}: {took[key].total_seconds():.1f} s")
    assert [refresh.error for refresh in done if refresh.error] == []
    version = get_statistics_version()
    again = full_refresh()
    say(f"Full refresh that changes nothing: {again:.1f} s")
    assert get_statistics_version() == version
    assert max(first, again) < SECONDS
