"""The places of stored values are read for one page at a time."""

import pytest
from django.utils import timezone

from stats.models import StatisticValue
from stats.selectors import ScopedKey, count_scoped_keys, find_scoped_keys, find_scoped_keys_after

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.content_listeners]
KEYS = ["parks-by-level", "parks-by-region"]


@pytest.fixture(autouse=True)
def values() -> None:
    """Two statistics in 30 cities, each with two values; slugs that a language would sort otherwise."""
    StatisticValue.objects.bulk_create(
        StatisticValue(
            statistic=key, scope="city", slug=f"city{'-' * (number % 2)}{number}", n=1, since=timezone.now(),
            dimensions=f'{{"level":"{level}"}}',
        )
        for key in KEYS for number in range(30) for level in ("national", "provincial")
    )  # fmt: skip


def test_pages_hold_every_place_once_and_in_order():
    found: list[ScopedKey] = []
    while page := find_scoped_keys_after(found[-1] if found else None, 7, KEYS, "city"):
        found += page
    assert found == find_scoped_keys(KEYS, "city") == sorted(found)
    assert len(found) == count_scoped_keys(KEYS, "city") == 60


def test_scopes_of_another_kind_come_before_or_after_within_a_statistic():
    last = ScopedKey(KEYS[0], "network", "a")
    assert find_scoped_keys_after(last, 1, KEYS, "city") == [ScopedKey(KEYS[1], "city", "city-1")]
    last = ScopedKey(KEYS[0], "a-kind", "z")
    assert find_scoped_keys_after(last, 1, KEYS, "city") == [ScopedKey(KEYS[0], "city", "city-1")]


def test_a_page_is_one_query_with_a_limit(django_assert_num_queries):
    with django_assert_num_queries(1) as queries:
        assert len(find_scoped_keys_after(None, 5, KEYS, "city")) == 5
    assert "LIMIT 5" in queries[0]["sql"]
