"""A full refresh over 1,000,000 indicator values and 200,000 material flows, on PostgreSQL."""

import time
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import connection

from cities.models import IndicatorValue
from hub import samples
from initiatives.models import MaterialFlow
from stats import refreshing
from stats.models import StatisticValue
from stats.reading import statistics_version

SECONDS = 60

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="The promise is one of PostgreSQL."),
]


@pytest.fixture(scope="module")
def at_scale(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """The samples of scale 10, written once. The database ends with the tests."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        start = time.monotonic()
        samples.make(10)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        assert IndicatorValue.objects.count() == 1_000_000
        assert MaterialFlow.objects.count() == 200_000
        say(f"Samples of scale 10 written in {time.monotonic() - start:.0f} s")


def say(line: str) -> None:
    """Into the report of the run, also when all is well."""
    from tests.scale.conftest import LINES

    LINES.append(line)


def refreshed(told: Callable[..., None] = lambda refresh: None) -> float:
    refreshing.everything_is_stale()
    start = time.monotonic()
    refreshing.work(ripe_only=False, told=told)
    return time.monotonic() - start


@pytest.mark.django_db(transaction=True)
def test_a_full_refresh_ends_in_under_a_minute(at_scale: None) -> None:
    took: dict[str, float] = {}
    call_command("migrate", verbosity=0)
    first = refreshed(
        lambda refresh: took.update(
            {refresh.statistic: (refresh.ended_at - refresh.started_at).total_seconds()}
        )
    )
    say(f"First full refresh: {first:.1f} s, {StatisticValue.objects.count():,} values")
    for key, seconds in sorted(took.items(), key=lambda item: -item[1])[:8]:
        say(f"  {key}: {seconds:.1f} s")
    version = statistics_version()
    again = refreshed()
    say(f"Full refresh that changes nothing: {again:.1f} s")
    assert statistics_version() == version
    assert max(first, again) < SECONDS
