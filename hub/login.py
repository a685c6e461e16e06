"""The brake on guessing passwords: who is counted, and what somebody locked out is told (django-axes)."""

import ipaddress
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from rest_framework.throttling import BaseThrottle


def client_address(request: HttpRequest) -> str | None:
    """The address that sent the request, as the limits of the API see it; of IPv6 the start of the /64.

    One subscriber is given a whole /64, and could guess from another address each time.
    """
    for text in (BaseThrottle().get_ident(request), request.META.get("REMOTE_ADDR", "")):  # type: ignore[arg-type]
        try:
            address = ipaddress.ip_address(text)
        except ValueError:  # whatever the header of a proxy held
            continue
        if isinstance(address, ipaddress.IPv6Address) and not address.ipv4_mapped:
            return str(ipaddress.ip_network((address, 64), strict=False).network_address)
        return str(getattr(address, "ipv4_mapped", None) or address)
    return None


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: Any) -> HttpResponse:
    """Receiver of the lockouts of django-axes: 429 with the time after which to try again."""
    seconds = int(settings.AXES_COOLOFF_TIME.total_seconds())
    context = {**admin.site.each_context(request), "minutes": seconds // 60, "title": _("Log in")}
    answer = render(request, "admin/locked_out.html", context, status=429)
    answer["Retry-After"] = str(seconds)
    return answer
