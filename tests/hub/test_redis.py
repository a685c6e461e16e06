"""The Redis cache shared by several processes."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from hub.redis_cache import RedisCache

REDIS = os.environ.get("TEST_REDIS_URL", "")


def in_a_process_of_its_own(code: str, redis: str = REDIS) -> str:
    program = f"import django; django.setup(); from django.core.cache import cache; {code}"
    environment = {**os.environ, "REDIS_URL": redis, "DJANGO_SETTINGS_MODULE": "hub.settings"}
    command = [sys.executable, "-c", program]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.mark.slow
@pytest.mark.skipif(not REDIS, reason="TEST_REDIS_URL names no Redis")
def test_what_one_process_keeps_another_one_finds() -> None:
    in_a_process_of_its_own("cache.set('greeting', '你好', 60)")
    assert in_a_process_of_its_own("print(cache.get('greeting'))") == "你好"


def test_one_client_serves_all_commands() -> None:
    get_client = RedisCache("redis://127.0.0.1:1/0", {})._cache.get_client
    assert get_client("a") is get_client("b")
    assert get_client("a", write=True) is get_client("b", write=True)


COUNT = "from web.rate_limits import increment_counter; print(increment_counter('somebody'))"


@pytest.mark.slow
@pytest.mark.skipif(not REDIS, reason="TEST_REDIS_URL names no Redis")
def test_processes_count_the_requests_of_somebody_together() -> None:
    in_a_process_of_its_own("from django.core.cache import caches; caches['limits'].delete('somebody')")
    assert [in_a_process_of_its_own(COUNT) for _ in range(3)] == ["1", "2", "3"]


@pytest.mark.slow
def test_a_redis_that_is_away_counts_nothing_and_stops_nothing() -> None:
    assert in_a_process_of_its_own(COUNT, "redis://127.0.0.1:1/0") == "None"


PURGE = "from hub.redaction_handlers import purge_caches; purge_caches()"


@pytest.mark.slow
@pytest.mark.skipif(not REDIS, reason="TEST_REDIS_URL names no Redis")
def test_a_redaction_empties_the_cache_and_leaves_the_queues_of_celery() -> None:
    queue = "cache._cache.get_client(None, write=True)"
    in_a_process_of_its_own(f"cache.set('page', 'text', 60); {queue}.set('celery-queue', 'task', ex=60)")
    in_a_process_of_its_own(PURGE)
    assert in_a_process_of_its_own(f"print(cache.get('page'), {queue}.get('celery-queue'))") == "None b'task'"
