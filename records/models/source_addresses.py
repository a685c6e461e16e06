"""Addresses of sources: whether two lead to the same page, and the sources that have one."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from django.conf import settings
from django.db.models import Q

from records.models import Source
from records.texts.links import get_safe_link

#: Of the sources of one page; more don't help.
_MOST_NAMED = 5


def normalize_address(address: str) -> str:
    """Return an address without what leads to the same page without it; empty for what is no web address.

    Left out: scheme, "www.", a slash at the end, tracking parameters, fragment.
    """
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if not host or parts.scheme.lower() not in ("http", "https"):
        return ""
    kept = sorted((name, value) for name, value in parse_qsl(parts.query, True) if not _is_tracking(name))
    path = unquote(parts.path).rstrip("/")
    named_port = f":{port}" if port not in (None, 80, 443) else ""
    query = f"?{urlencode(kept)}" if kept else ""
    return f"{_decode_host(host)}{named_port}{path}{query}"


def _decode_host(host: str) -> str:
    """Return a host without "www.", in Chinese characters where it has some."""
    host = host.lower().rstrip(".").removeprefix("www.")
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


def _encode_host(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _is_tracking(name: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in settings.TRACKING_PARAMETERS)


def is_web_address(text: str) -> bool:
    """Return whether a text is a whole HTTP(S) address."""
    return bool(get_safe_link(text.strip()))


def find_same_address(address: str, *, besides: int | None = None) -> list[Source]:
    """Return the first sources of the same page, whatever the ending of their address. One query."""
    wanted = normalize_address(address)
    if not wanted:
        return []
    found = Source.objects.filter(_has_host(wanted)).order_by("pk")
    if besides is not None:
        found = found.exclude(pk=besides)
    same = (source for source in found.iterator() if normalize_address(source.url) == wanted)
    return [source for source, _number in zip(same, range(_MOST_NAMED), strict=False)]


def _has_host(normalized: str) -> Q:
    host = normalized.partition("/")[0].partition("?")[0].partition(":")[0]
    condition = Q()
    for spelling in _list_spellings(host):
        condition |= Q(url__icontains=spelling)
    return condition


def _list_spellings(host: str) -> Iterator[str]:
    yield host
    if not host.isascii():
        yield _encode_host(host)
