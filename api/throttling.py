"""Throttling per minute: by client address, or with a higher limit by API key."""

from typing import Any

from django.conf import settings
from rest_framework.throttling import BaseThrottle

from web.rate_limits import RateLimitStatus, count_request, get_address_key

#: An export takes at least as long as ten pages of a list. A client can fetch each list once in a minute.
EXPORT_COST = 10


class MinuteRateThrottle(BaseThrottle):
    """Limits the number of requests per minute."""

    standing: RateLimitStatus | None = None

    def allow_request(self, request: Any, view: Any) -> bool:
        who, limit = _get_client_key_and_limit(self.get_ident(request), request.auth)
        if not who:
            return True
        self.standing = count_request(f"api:{who}", limit, self.count_requests(view))
        if self.standing is None:
            return True
        request.standing = self.standing
        return not self.standing.is_exceeded

    def count_requests(self, view: Any) -> int:
        """Return as how many requests this one counts."""
        return 1

    def wait(self) -> float | None:
        return self.standing.seconds_left if self.standing else None


class ExportThrottle(MinuteRateThrottle):
    """Counts an export as `EXPORT_COST` requests: with the one that each request is."""

    def count_requests(self, view: Any) -> int:
        return EXPORT_COST - 1


def _get_client_key_and_limit(address: str, key: Any) -> tuple[str, int]:
    """Return the counter name and the limit of a client; the name is empty for unlimited access."""
    if key is not None:
        return f"key:{key.pk}", settings.API_RATE_KEYED
    return get_address_key(address), settings.API_RATE_ANONYMOUS
