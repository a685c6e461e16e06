"""Throttling per minute: by client address, or with a higher limit by API key.

Counters are stored in the cache. If the cache is unavailable, requests are not throttled.
"""

import logging
import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import caches
from redis.exceptions import RedisError
from rest_framework.throttling import BaseThrottle

from web.ip_addresses import parse_client_network
from web.outages import warn_of_outage

log = logging.getLogger(__name__)

WINDOW = 60
#: Seconds before an unavailable cache is tried again, because each attempt delays the request.
_PAUSE = 5.0
_away_until = 0.0


@dataclass(frozen=True)
class RateLimitStatus:
    """The rate limit status of a client in the current minute."""

    limit: int
    used: int
    seconds_left: int

    @property
    def headers(self) -> dict[str, str]:
        """Header fields of the IETF draft on rate limits."""
        remaining = max(0, self.limit - self.used)
        return {
            "RateLimit-Policy": f'"minute";q={self.limit};w={WINDOW}',
            "RateLimit": f'"minute";r={remaining};t={self.seconds_left}',
        }


class MinuteRateThrottle(BaseThrottle):
    """Limits the number of requests per minute."""

    standing: RateLimitStatus | None = None

    def allow_request(self, request: Any, view: Any) -> bool:
        who, limit = _get_client_key_and_limit(self.get_ident(request), request.auth)
        if limit is None:
            return True
        now = time.time()
        window = int(now // WINDOW)
        used = increment_counter(f"api:{who}:{window}")
        if used is None:
            return True
        self.standing = RateLimitStatus(limit, used, WINDOW - int(now % WINDOW))
        request.standing = self.standing
        return used <= limit

    def wait(self) -> float | None:
        return self.standing.seconds_left if self.standing else None


def _get_client_key_and_limit(address: str, key: Any) -> tuple[str, int | None]:
    """Return the counter name and the limit of a client; the limit is None for unlimited access."""
    if key is not None:
        return f"key:{key.pk}", settings.API_RATE_KEYED
    network = parse_client_network(address)
    if network is not None and network.is_loopback and not settings.API_LIMIT_LOOPBACK:
        return "", None
    return f"address:{network or address}", settings.API_RATE_ANONYMOUS


def increment_counter(name: str) -> int | None:
    """Increment a counter and return it; None if the cache is unavailable."""
    global _away_until
    if time.monotonic() < _away_until:
        return None
    try:
        counts = caches["limits"]
        counts.add(name, 0, 2 * WINDOW)
        return counts.incr(name)
    except ValueError:  # the counter expired between add and incr
        return None
    except RedisError as error:
        _away_until = time.monotonic() + _PAUSE
        warn_of_outage(log, "The cache can't be asked; requests are not counted.", error)
        return None
