"""Parsing of client addresses for rate limits and login throttling."""

import ipaddress
from ipaddress import IPv4Address, IPv6Address, IPv6Network


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
