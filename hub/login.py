"""Callables for django-axes, which limits failed logins."""

from ipaddress import IPv6Network
from typing import Any

from django.conf import settings
from django.contrib import admin
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


def respond_locked_out(request: HttpRequest, response: HttpResponse | None, credentials: Any) -> HttpResponse:
    """Respond with 429 and the seconds until the next attempt is allowed."""
    seconds = int(settings.AXES_COOLOFF_TIME.total_seconds())
    context = {**admin.site.each_context(request), "minutes": seconds // 60, "title": _("Log in")}
    answer = render(request, "admin/locked_out.html", context, status=429)
    answer["Retry-After"] = str(seconds)
    return answer
