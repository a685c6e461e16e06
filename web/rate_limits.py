"""Counting requests per minute, for the limits of the API and the search.

Counters are stored in the cache. If the cache is unavailable, requests are not limited.
"""

import logging
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches
from redis.exceptions import RedisError

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
    def is_exceeded(self) -> bool:
        return self.used > self.limit

    @property
    def headers(self) -> dict[str, str]:
        """Header fields of the IETF draft on rate limits."""
        remaining = max(0, self.limit - self.used)
        return {
            "RateLimit-Policy": f'"minute";q={self.limit};w={WINDOW}',
            "RateLimit": f'"minute";r={remaining};t={self.seconds_left}',
        }


def get_address_key(address: str) -> str:
    """Return the name of the counters of a client address; empty if it has no limit."""
    network = parse_client_network(address)
    if network is not None and network.is_loopback and not settings.API_LIMIT_LOOPBACK:
        return ""
    return f"address:{network or address}"


def count_request(name: str, limit: int, amount: int = 1) -> RateLimitStatus | None:
    """Count a request, or one that does the work of several; None if the cache is unavailable."""
    now = time.time()
    used = increment_counter(f"{name}:{int(now // WINDOW)}", amount)
    return None if used is None else RateLimitStatus(limit, used, WINDOW - int(now % WINDOW))


def increment_counter(name: str, amount: int = 1) -> int | None:
    """Increment a counter and return it; None if the cache is unavailable."""
    global _away_until
    if time.monotonic() < _away_until:
        return None
    try:
        counts = caches["limits"]
        counts.add(name, 0, 2 * WINDOW)
        return counts.incr(name, amount)
    except ValueError:  # the counter expired between add and incr
        return None
    except RedisError as error:
        _away_until = time.monotonic() + _PAUSE
        warn_of_outage(log, "The cache can't be asked; requests are not counted.", error)
        return None
