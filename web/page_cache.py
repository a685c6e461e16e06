"""Page cache of public pages and API responses.

The ETag of a page is a digest of the code, the settings, the versions of content and statistics, the date and
the address. The cache stores one response per address together with its digest; an edit or a statistics
refresh changes the digest, and the next request renders the page again.
"""

import gzip
import logging
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.signing import BadSignature
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import (
    get_conditional_response,
    has_vary_header,
    patch_cache_control,
    patch_vary_headers,
)
from django.utils.http import parse_etags
from django.utils.translation import get_language_from_path
from redis.exceptions import RedisError

from records.build_digest import compute_digest
from web.compression import can_read_encoding
from web.outages import is_database_unavailable, warn_of_outage
from web.versions import KnownVersion, compute_program_digest, versions

log = logging.getLogger(__name__)

#: Cache timeout, in seconds.
PAGE_TIMEOUT = 24 * 3600
#: Larger compressed responses, in bytes, are not cached.
MAX_PAGE_BYTES = 1_000_000
#: Addresses with more parameters are not cached.
MAX_CACHED_PARAMETERS = 2
#: How long caches in front of the hub may keep a response, in seconds; during an outage, for a day.
SHARED_LIFETIME = {"s_maxage": 2, "stale_while_revalidate": 10, "stale_if_error": 24 * 3600}
#: The most that a reader may be behind an edit, in seconds.
STALENESS_LIMIT = 15
#: The headers of conditional requests.
_CONDITIONS = {"HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE"}
#: Of the signed cookie of logged-in staff, `EDITOR_COOKIE_NAME`.
_EDITOR_SALT = "editor"


class PageCacheMiddleware:
    """Serve 304 or a cached response when possible.

    Applies to GET and HEAD of pages, which are the same for all users. For staff the version is read on each
    request, so that edits show at once; for others within two seconds. Disabled by `PAGE_CACHE` in DEBUG. API
    views use the same cache, and `api.middleware.ApiCacheMiddleware` before them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.PAGE_CACHE or not is_page(request):
            return _mark_editor(request, self.get_response(request))
        keeps = is_cacheable(request, getattr(request, "cacheable_values", {}))
        now = _is_editor(request)
        response = respond_from_cache(request, lambda: self._make(request), keeps=keeps, now=now)
        if response.has_header("ETag"):
            set_cache_control(response, is_shared=not now)
        return response

    def _make(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _is_without_language(request.path_info) and response.status_code == 200:
            # The page is the same in all languages, regardless of the client's.
            for header in ("Vary", "Content-Language"):
                response.headers.pop(header, None)
        return response


def set_cache_control(response: HttpResponse, *, is_shared: bool) -> None:
    """Browsers ask each time, which a 304 answers; caches in front keep a shared response for seconds.

    A reader is at most `STALENESS_LIMIT` seconds behind an edit, also while such a cache asks for it again.
    """
    if not response.has_header("Cache-Control"):  # as of all answers from the cache
        response["Cache-Control"] = _format_cache_control(is_shared=is_shared)
    elif is_shared:
        patch_cache_control(response, public=True, max_age=0, **SHARED_LIFETIME)
    else:
        patch_cache_control(response, private=True, max_age=0, must_revalidate=True)


@cache
def _format_cache_control(*, is_shared: bool) -> str:
    response = HttpResponse(headers={"Cache-Control": ""})
    set_cache_control(response, is_shared=is_shared)
    return response["Cache-Control"]


def is_page(request: HttpRequest) -> bool:
    if request.method not in {"GET", "HEAD"}:
        return False
    path = request.path_info
    return get_language_from_path(path) is not None or _is_without_language(path)


def _is_without_language(path: str) -> bool:
    return any(re.fullmatch(pattern, path) for pattern in settings.PAGES_WITHOUT_LANGUAGE)


def is_cacheable(request: HttpRequest, cacheable_values: dict[str, str]) -> bool:
    """Return whether the parameters have a limited number of values.

    Responses to free values, such as searches, are not cached: clients could fill the cache with them.
    `cacheable_values` maps parameter names to patterns.
    """
    pairs = [(name, value) for name, values in request.GET.lists() for value in values]
    return len(pairs) <= MAX_CACHED_PARAMETERS and all(
        name in cacheable_values and re.fullmatch(cacheable_values[name], value) for name, value in pairs
    )


def respond_from_cache(
    request: HttpRequest, make: Callable[[], Any], *, keeps: bool, now: bool = False
) -> HttpResponse:
    """Return 304, the cached response, or the result of `make`.

    If the database is unavailable, return the last cached response; its `Age` is the time since it was last
    known to be current. `keeps`: store the response. `now`: read the version from the database first.
    """
    address = get_address_digest(request)
    known = versions.read(now=now)
    name = get_response_digest(address, known)
    if known.is_current and _has_copy(request, name):
        return _return_not_modified(name)
    kept = fetch_cached_response(address) if keeps and settings.PAGE_CACHE else None
    if kept is not None and known.is_current and kept.name == name:
        return _respond_with(kept, request)
    last = kept if kept is not None and known.line and kept.line == known.line else None
    if last is not None and not known.is_current:
        return _respond_stale(request, last, known, name)
    try:
        response = make()
    except (OperationalError, InterfaceError) as error:
        if last is None or not is_database_unavailable(error):
            raise
        return _respond_stale(request, last, known, name)
    if last is not None and response.status_code == 503:
        return _respond_stale(request, last, known, name)
    if not known.is_current or not _is_public(response):
        return response
    if keeps and settings.PAGE_CACHE and not response.streaming:
        stored = CachedResponse.of(response, name, known.line)
        store_response(address, stored)
        if can_read_encoding(request, "gzip"):  # it is compressed once
            response = stored.response(request)
    return _respond_conditionally(request, response, name)


def find_current_response(request: HttpRequest) -> HttpResponse | None:
    """Return the cached response, or 304, if the cache has one that is current."""
    address, known = get_address_digest(request), versions.read()
    if not settings.PAGE_CACHE or not known.is_current:
        return None
    kept = fetch_cached_response(address)
    is_current = kept is not None and kept.name == get_response_digest(address, known)
    return _respond_with(kept, request) if kept is not None and is_current else None


def get_address_digest(request: HttpRequest) -> str:
    """Return a digest of everything a response depends on except versions and date."""
    # With SITE_URL set, pages contain no other origin.
    origin = "" if settings.SITE_URL else f"{request.scheme}://{request.get_host()}"
    query = tuple(sorted((name, tuple(values)) for name, values in request.GET.lists()))
    unknown = getattr(request, "has_unknown_parameters", False)
    # The format that was negotiated, where a URL has several.
    representation = getattr(request, "representation", "")
    parts = (origin, request.path, query, unknown, representation)
    return _compute_recent_digest(compute_program_digest(), *parts)


def get_response_digest(address: str, known: KnownVersion) -> str:
    version = known.version
    parts = (version.number, version.newest, version.statistics) if version else ()
    return _compute_recent_digest(address, parts, timezone.localdate().isoformat())


#: The digests of the addresses that are asked for most are computed once.
_compute_recent_digest = lru_cache(maxsize=1_000)(compute_digest)


# -- answers ----------------------------------------------------------------------------------------


def _format_etag(name: str) -> str:
    return f'W/"{name}"'


def _has_copy(request: HttpRequest, name: str) -> bool:
    # `If-None-Match: *` is ignored here, because it is not known yet whether the page exists.
    given = request.META.get("HTTP_IF_NONE_MATCH", "")
    return "HTTP_IF_MATCH" not in request.META and _format_etag(name) in parse_etags(given)


def _return_not_modified(name: str) -> HttpResponse:
    return HttpResponse(status=304, headers={"ETag": _format_etag(name)})


def _respond_with(kept: "CachedResponse", request: HttpRequest) -> HttpResponse:
    response = kept.response(request)
    response["Cache-Status"] = "hub; hit"
    return _respond_conditionally(request, response, kept.name)


def _respond_conditionally(request: HttpRequest, response: HttpResponse, name: str) -> HttpResponse:
    response["ETag"] = _format_etag(name)
    if not _CONDITIONS & request.META.keys():
        return response
    checked: Any = get_conditional_response(request, etag=_format_etag(name), response=response)
    if checked is not response and "Cache-Status" in response:
        checked["Cache-Status"] = response["Cache-Status"]
    return checked


def _respond_stale(
    request: HttpRequest, kept: "CachedResponse", known: KnownVersion, name: str
) -> HttpResponse:
    if _has_copy(request, kept.name):
        response = _return_not_modified(kept.name)
    else:
        response = kept.response(request)
        response["ETag"] = _format_etag(kept.name)
    true_at = max(kept.stored_at, known.confirmed_at if kept.name == name else 0.0)
    response["Age"] = str(max(0, int(time.time() - true_at)))
    response["Cache-Status"] = "hub; hit; detail=stale"
    return response


def _is_public(response: HttpResponse) -> bool:
    """Return whether the response is a page that is the same for all users."""
    control = response.get("Cache-Control", "")
    return (
        response.status_code == 200
        and not response.cookies
        and not has_vary_header(response, "Accept-Language")
        and not has_vary_header(response, "Cookie")
        and "no-store" not in control
        and "private" not in control
    )


# -- the cache --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CachedResponse:
    """A compressed response with its digest and its line of versions (see `web.versions`)."""

    name: str
    line: str
    stored_at: float
    body: bytes
    headers: dict[str, str]

    @classmethod
    def of(cls, response: HttpResponse, name: str, line: str) -> "CachedResponse":
        headers = {key: value for key, value in response.items() if key != "Content-Length"}
        return cls(name, line, time.time(), gzip.compress(response.content, 6, mtime=0), headers)

    def response(self, request: HttpRequest) -> HttpResponse:
        if not can_read_encoding(request, "gzip"):
            body = gzip.decompress(self.body)
            return HttpResponse(body, headers={**self.headers, "Content-Length": str(len(body))})
        response = HttpResponse(self.body, headers=self.headers)
        response["Content-Encoding"] = "gzip"
        response["Content-Length"] = str(len(self.body))
        patch_vary_headers(response, ["Accept-Encoding"])
        return response


def fetch_cached_response(address: str) -> CachedResponse | None:
    """Return the cached response of an address, of any version."""
    try:
        return caches["pages"].get(f"page:{address}")
    except RedisError as error:  # pages are rendered without the cache
        warn_of_outage(log, "The cache can't be read; pages are rendered.", error)
        return None


def store_response(address: str, kept: CachedResponse) -> None:
    if len(kept.body) > MAX_PAGE_BYTES:
        return
    try:
        caches["pages"].set(f"page:{address}", kept, PAGE_TIMEOUT)
    except RedisError as error:
        warn_of_outage(log, "The cache can't be written to.", error)


# -- staff --------------------------------------------------------------------------


def _is_editor(request: HttpRequest) -> bool:
    # The cookie is signed, so that it can't be forged and needs no query.
    try:
        request.get_signed_cookie(
            settings.EDITOR_COOKIE_NAME, salt=_EDITOR_SALT, max_age=settings.SESSION_COOKIE_AGE
        )
    except (KeyError, BadSignature):
        return False
    return True


def _mark_editor(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Set the cookie for logged-in staff in the admin, and delete it for others."""
    is_admin = request.path_info.startswith("/admin/") and hasattr(request, "user")
    if not is_admin or response.status_code >= 500:
        return response
    # Without a session cookie request.user is not evaluated, which saves a query.
    has_session = any(settings.SESSION_COOKIE_NAME in jar for jar in (request.COOKIES, response.cookies))
    is_staff = has_session and request.user.is_staff
    if is_staff and not _is_editor(request):
        response.set_signed_cookie(
            settings.EDITOR_COOKIE_NAME,
            "1",
            salt=_EDITOR_SALT,
            max_age=settings.SESSION_COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    elif not is_staff and settings.EDITOR_COOKIE_NAME in request.COOKIES:
        response.delete_cookie(settings.EDITOR_COOKIE_NAME, samesite="Lax")
    return response
