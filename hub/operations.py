"""Whether the hub can do its work, for those who operate it."""

import logging
from collections.abc import Callable
from functools import partial

import redis
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stats import marking, refreshing
from stats.models import Refresh

logger = logging.getLogger(__name__)

Statistics = dict[str, int | None]


OK, AWAY, NONE = "ok", "away", "none"
#: Marks that have waited for so many seconds tell that no worker is there.
LONGEST_WAIT = 60

#: What this process has found away when it last asked: an outage is one line in the log, and its end another.
_away: set[str] = set()


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """What the hub rests on and how fresh its statistics are; 503 when something that it needs is away.

    `broker` is "none" where `manage.py work` counts, and `worker` is "none" where nothing is known of it,
    because the database is away. Old statistics alone are no reason for a 503: pages say as of when they are.
    """
    parts = {
        "database": _state("database", _ask_database),
        "cache": _state("cache", _ask_cache),
        "broker": _state("broker", _ask_broker) if settings.CELERY_BROKER_URL else NONE,
    }
    statistics = _statistics() if parts["database"] == OK else None
    parts["worker"] = _state("worker", partial(_ask_worker, statistics)) if statistics else NONE
    ready = AWAY not in parts.values()
    return JsonResponse({"ready": ready, **parts, "statistics": statistics}, status=200 if ready else 503)


def _state(part: str, ask: Callable[[], object]) -> str:
    try:
        ask()
    except Exception as error:
        if part not in _away:
            _away.add(part)
            logger.warning("The %s is away: %s", part, error)
        return AWAY
    if part in _away:
        _away.discard(part)
        logger.warning("The %s is back.", part)
    return OK


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_cache() -> None:
    cache.set("readyz", "asked", 10)
    if cache.get("readyz") != "asked":
        raise RuntimeError("The cache does not keep what it is given.")


def _ask_broker() -> None:
    """The broker is a Redis; asked by itself, because Celery would try for long."""
    redis.Redis.from_url(settings.CELERY_BROKER_URL, socket_connect_timeout=2, socket_timeout=2).ping()


def _ask_worker(statistics: Statistics) -> None:
    """Nobody but what waits tells of a worker: it may be any, on any machine."""
    waiting = statistics["waiting_for_seconds"] or 0
    if waiting >= LONGEST_WAIT:
        raise RuntimeError(f"Statistics have waited to be counted for {waiting} s.")


def _statistics() -> Statistics | None:
    try:
        last = Refresh.objects.filter(error="").values_list("ended_at", flat=True).first()
        age = None if last is None else int((timezone.now() - last).total_seconds())
        return {
            "seconds_since_last_refresh": age,
            "marks_waiting": len(marking.stale_keys()),
            "waiting_for_seconds": refreshing.seconds_waiting(),
        }
    except DatabaseError:
        return None
