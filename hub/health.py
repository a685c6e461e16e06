"""Liveness and readiness."""

import logging
from collections.abc import Callable
from functools import partial
from ipaddress import ip_address

import redis
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stats import invalidation, refresh
from stats.models import Refresh
from web.ip_addresses import get_client_address
from web.rate_limits import count_request

logger = logging.getLogger(__name__)

StatisticsFreshness = dict[str, int | None]


OK, AWAY, NONE = "ok", "away", "none"
#: If statistics have been stale for so many seconds, no worker is running.
MAX_SECONDS_PENDING = 60
#: Checks a minute for a client on another machine; each takes some queries.
MOST_CHECKS = 60

#: Services unavailable at the last check of this process. Start and end of an outage are logged once.
_unavailable: set[str] = set()


@require_safe
def check_health(request: HttpRequest) -> HttpResponse:
    # Liveness only: no database, no cache.
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def check_readiness(request: HttpRequest) -> HttpResponse:
    """The state of each service and the age of the statistics; 503 if a required service is unavailable.

    Clients on other machines learn only whether the hub is ready, and may ask `MOST_CHECKS` times a minute.
    `broker` is "none" without Celery. `worker` is "none" if its state is unknown because the database is
    unavailable. Old statistics alone do not cause a 503: pages show their time.
    """
    is_local = _is_local(request)
    if not is_local:
        checks = count_request(f"readyz:{get_client_address(request)}", MOST_CHECKS)
        if checks is not None and checks.is_exceeded:
            return HttpResponse(status=429, headers={"Retry-After": str(checks.seconds_left)})
    parts = {
        "database": _check_service("database", _check_database),
        "cache": _check_service("cache", _check_cache),
        "broker": _check_service("broker", _check_broker) if settings.CELERY_BROKER_URL else NONE,
    }
    statistics = _measure_freshness() if parts["database"] == OK else None
    parts["worker"] = _check_service("worker", partial(_check_worker, statistics)) if statistics else NONE
    ready = AWAY not in parts.values()
    details = {**parts, "statistics": statistics} if is_local else {}
    return JsonResponse({"ready": ready, **details}, status=200 if ready else 503)


def _is_local(request: HttpRequest) -> bool:
    """Return whether the client is on this machine, by its loopback address or a socket without proxy."""
    address = get_client_address(request)
    if address is None:
        return "HTTP_X_FORWARDED_FOR" not in request.META
    return ip_address(address).is_loopback


def _check_service(part: str, check: Callable[[], object]) -> str:
    try:
        check()
    except Exception as error:
        if part not in _unavailable:
            _unavailable.add(part)
            logger.warning("The %s is away: %s", part, error)
        return AWAY
    if part in _unavailable:
        _unavailable.discard(part)
        logger.warning("The %s is back.", part)
    return OK


def _check_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _check_cache() -> None:
    cache.set("readyz", "asked", 10)
    if cache.get("readyz") != "asked":
        raise RuntimeError("The cache does not keep what it is given.")


def _check_broker() -> None:
    # Celery would retry for a long time, so Redis is checked directly.
    redis.Redis.from_url(settings.CELERY_BROKER_URL, socket_connect_timeout=2, socket_timeout=2).ping()


def _check_worker(statistics: StatisticsFreshness) -> None:
    # A worker may run on any machine; pending statistics are the only sign that none is running.
    waiting = statistics["waiting_for_seconds"] or 0
    if waiting >= MAX_SECONDS_PENDING:
        raise RuntimeError(f"Statistics have waited to be counted for {waiting} s.")


def _measure_freshness() -> StatisticsFreshness | None:
    try:
        last = Refresh.objects.filter(error="").values_list("ended_at", flat=True).first()
        age = None if last is None else int((timezone.now() - last).total_seconds())
        return {
            "seconds_since_last_refresh": age,
            "marks_waiting": len(invalidation.find_stale_keys()),
            "waiting_for_seconds": refresh.calculate_pending_seconds(),
        }
    except DatabaseError:
        return None
