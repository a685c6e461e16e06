"""The limit of searches per minute and address. It is separate from the one of the API."""

from typing import Any

from django.conf import settings
from rest_framework.throttling import BaseThrottle

from web.rate_limits import RateLimitStatus, count_request, get_address_key


class SearchThrottle(BaseThrottle):
    """Limits the number of searches per minute, of pages, suggestions and the API together."""

    standing: RateLimitStatus | None = None

    def allow_request(self, request: Any, view: Any) -> bool:
        who = get_address_key(self.get_ident(request))
        if who:
            self.standing = count_request(f"search:{who}", settings.SEARCH_RATE)
        return self.standing is None or not self.standing.is_exceeded

    def wait(self) -> float | None:
        return self.standing.seconds_left if self.standing else None
