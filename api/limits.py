"""How often somebody may ask: a number of requests a minute for each address, and a higher one for each key.

The count is kept in the cache, which all processes share where it is Redis. A cache that is away counts
nothing, and the API keeps answering.
"""

import logging
import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import caches
from redis.exceptions import RedisError
from rest_framework.throttling import BaseThrottle

from hub.ip_addresses import parse_client_network
from hub.logs import warn_of_outage

log = logging.getLogger(__name__)

WINDOW = 60
#: For so many seconds a cache that did not answer is not asked again: each request would wait for it.
_PAUSE = 5.0
_away_until = 0.0


@dataclass(frozen=True)
class Standing:
    """Where somebody stands in the running minute."""

    limit: int
    used: int
    seconds_left: int

    @property
    def headers(self) -> dict[str, str]:
        """In the words of the IETF's draft on rate limit headers."""
        remaining = max(0, self.limit - self.used)
        return {
            "RateLimit-Policy": f'"minute";q={self.limit};w={WINDOW}',
            "RateLimit": f'"minute";r={remaining};t={self.seconds_left}',
        }


class Limit(BaseThrottle):
    """Refuses whoever has asked more often this minute than is allowed."""

    standing: Standing | None = None

    def allow_request(self, request: Any, view: Any) -> bool:
        who, limit = _who(self.get_ident(request), request.auth)
        if limit is None:
            return True
        now = time.time()
        window = int(now // WINDOW)
        used = count_up(f"api:{who}:{window}")
        if used is None:
            return True
        self.standing = Standing(limit, used, WINDOW - int(now % WINDOW))
        request.standing = self.standing
        return used <= limit

    def wait(self) -> float | None:
        return self.standing.seconds_left if self.standing else None


def _who(address: str, key: Any) -> tuple[str, int | None]:
    """Under which name somebody is counted, and how often they may ask; None: as often as they like."""
    if key is not None:
        return f"key:{key.pk}", settings.API_RATE_KEYED
    network = parse_client_network(address)
    if network is not None and network.is_loopback and not settings.API_LIMIT_LOOPBACK:
        return "", None
    return f"address:{network or address}", settings.API_RATE_ANONYMOUS


def count_up(name: str) -> int | None:
    """One more; how many there are now. None where nothing could be counted."""
    global _away_until
    if time.monotonic() < _away_until:
        return None
    try:
        counts = caches["limits"]
        counts.add(name, 0, 2 * WINDOW)
        return counts.incr(name)
    except ValueError:  # it ended between the two
        return None
    except RedisError as error:
        _away_until = time.monotonic() + _PAUSE
        warn_of_outage(log, "The cache can't be asked; requests are not counted.", error)
        return None
