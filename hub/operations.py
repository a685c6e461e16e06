"""Whether the hub can do its work, for those who operate it."""

import logging
from collections.abc import Callable

import redis
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stats import marking
from stats.models import Refresh

logger = logging.getLogger(__name__)

OK, AWAY, NONE = "ok", "away", "none"


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """What the hub rests on and how fresh its statistics are; 503 when something that it needs is away.

    `broker` is "none" where `manage.py work` counts. Old statistics alone are no reason for a 503: pages say
    as of when they are.
    """
    parts = {
        "database": _state(_ask_database),
        "cache": _state(_ask_cache),
        "broker": _state(_ask_broker) if settings.CELERY_BROKER_URL else NONE,
    }
    ready = AWAY not in parts.values()
    statistics = _statistics() if parts["database"] == OK else None
    return JsonResponse({"ready": ready, **parts, "statistics": statistics}, status=200 if ready else 503)


def _state(ask: Callable[[], object]) -> str:
    try:
        ask()
    except Exception:
        logger.warning("%s found something that the hub needs away.", ask.__name__, exc_info=True)
        return AWAY
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


def _statistics() -> dict[str, int | None] | None:
    try:
        last = Refresh.objects.filter(error="").values_list("ended_at", flat=True).first()
        age = None if last is None else int((timezone.now() - last).total_seconds())
        return {"seconds_since_last_refresh": age, "marks_waiting": len(marking.stale_keys())}
    except DatabaseError:
        return None
