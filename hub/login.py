"""What django-axes, which limits failed logins, needs: the address of a client, its limit, the answer."""

from ipaddress import IPv6Network
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from web.ip_addresses import parse_client_network


def get_client_address(request: HttpRequest) -> str | None:
    """Return the client address as the API throttle sees it; for IPv6 the first address of the /64."""
    remote = request.META.get("REMOTE_ADDR", "")
    # A header set by a proxy may contain anything, so the peer address is the fallback.
    for text in (BaseThrottle().get_ident(Request(request)), remote):
        network = parse_client_network(text or "")
        if isinstance(network, IPv6Network):
            return str(network.network_address)
        if network is not None:
            return str(network)
    return None


class LoginAttemptHandler(AxesDatabaseHandler):
    """Locks a name at an address, and an address from which very many wrong passwords came, for any names."""

    def is_locked(self, request: Any, credentials: dict[str, Any] | None = None) -> bool:
        return super().is_locked(request, credentials) or is_address_locked(request)


def is_address_locked(request: Any) -> bool:
    """Return whether so many logins failed that even the right password is refused at this address."""
    attempts = AccessAttempt.objects.filter(
        ip_address=request.axes_ip_address, attempt_time__gte=get_cool_off_threshold(request)
    )
    failures = attempts.aggregate(sum=Sum("failures_since_start"))["sum"] or 0
    return failures >= settings.LOGIN_FAILURES_PER_ADDRESS


def respond_locked_out(request: HttpRequest, response: HttpResponse | None, credentials: Any) -> HttpResponse:
    """Respond with 429 and the seconds until the next attempt is allowed."""
    seconds = int(settings.AXES_COOLOFF_TIME.total_seconds())
    context = {
        **admin.site.each_context(request),
        "minutes": seconds // 60,
        "is_address_locked": is_address_locked(request),
        "title": _("Log in"),
    }
    answer = render(request, "admin/locked_out.html", context, status=429)
    answer["Retry-After"] = str(seconds)
    return answer
