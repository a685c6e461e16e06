"""Client addresses for rate limits, login throttling and the account log."""

import ipaddress
from ipaddress import IPv4Address, IPv6Address, IPv6Network

from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle


def parse_client_network(text: str) -> IPv4Address | IPv6Address | IPv6Network | None:
    """Return the IPv4 address, or the /64 of an IPv6 address; None if the text is not an IP address.

    A subscriber is usually assigned a whole /64 and can change the address within it at any time. The IPv6
    loopback address is returned unchanged.
    """
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped:
        return address.ipv4_mapped
    return address if address.is_loopback else IPv6Network((address, 64), strict=False)


def normalize_client_address(text: str) -> str | None:
    """Return an address as limits and logs name it, for IPv6 the first one of the /64; None if it is none."""
    network = parse_client_network(text)
    if isinstance(network, IPv6Network):
        return str(network.network_address)
    return None if network is None else str(network)


def get_client_address(request: HttpRequest) -> str | None:
    """Return the client address as the API throttle sees it; for IPv6 the first address of the /64."""
    remote = request.META.get("REMOTE_ADDR", "")
    # A header set by a proxy may contain anything, so the peer address is the fallback.
    for text in (BaseThrottle().get_ident(Request(request)), remote):
        if address := normalize_client_address(text or ""):
            return address
    return None
