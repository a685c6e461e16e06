"""Public pages out of a cache: what nobody has changed is neither asked for nor rendered a second time.

A page is named by what it is made of: the program, the versions of content and statistics, the day, the
address. That name is its ETag and its key in the cache, so nothing ever has to be thrown away: an edit
makes another name, and so does a refresh of the statistics that changes a value, and no other.
"""

import hashlib
import logging
import threading
import time
from collections.abc import Callable
from functools import cache as kept

from django.conf import settings
from django.core.cache import cache
from django.db.models import Subquery
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, has_vary_header, patch_cache_control
from django.utils.translation import get_language_from_path
from redis.exceptions import RedisError

from records.models import ContentVersion
from stats.models import StatisticsVersion

log = logging.getLogger(__name__)

#: The versions are asked for at most this often, in seconds, by each process.
FRESH_FOR = 1.0
#: A page that nobody asks for leaves the cache after a day.
KEPT_FOR = 24 * 3600
_PROGRAM = ("**/*.py", "templates/**/*", "locale/**/*.mo", "static/build/**/*")
_NOT_OURS = {".venv", "node_modules", "tests", "var", "staticfiles"}


class PageCacheMiddleware:
    """Answers 304 to who has the page, and out of the cache where somebody had asked for it before.

    Only pages under a language, for GET and HEAD without a session: an editor sees an edit at once,
    everybody else within two seconds. Off in DEBUG, where templates change under the running program
    (`PAGE_CACHE`). The API keeps its answers by the same names, after it has counted the request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.PAGE_CACHE or not _is_public(request):
            return self.get_response(request)
        name = page_name(request)
        etag = f'W/"{name}"'
        fresh = get_conditional_response(request, etag=etag)
        if fresh is not None:
            return _with_headers(fresh, etag)
        response = fetch(name)
        if response is None:
            response = self.get_response(request)
            if not _may_be_kept(response):
                return response
            store(name, response)
        return _with_headers(response, etag)


def page_name(request: HttpRequest) -> str:
    """One word for all that the page is made of: the same word, the same page."""
    made_of = (
        build(),
        versions.read(),
        timezone.localdate().isoformat(),
        request.scheme or "",
        request.get_host(),
        request.path,
        *(f"{key}={value}" for key, values in sorted(request.GET.lists()) for value in values),
    )
    return hashlib.sha256("\n".join(made_of).encode()).hexdigest()[:32]


@kept
def build() -> str:
    """One word for the program as it is installed here: code, templates, messages, style sheets, scripts."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in _PROGRAM for path in settings.BASE_DIR.glob(pattern)):
        if _NOT_OURS.isdisjoint(path.relative_to(settings.BASE_DIR).parts) and path.is_file():
            digest.update(f"{path.name}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


class Versions:
    """The numbers of the newest publication and statistics, asked for at most once in `FRESH_FOR` seconds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked = float("-inf")
        self._numbers = ""

    def read(self) -> str:
        with self._lock:
            if time.monotonic() - self._asked >= FRESH_FOR:
                self._numbers = _numbers()
                self._asked = time.monotonic()
            return self._numbers

    def forget(self) -> None:
        """Ask again the next time."""
        with self._lock:
            self._asked = float("-inf")


def _numbers() -> str:
    statistics = Subquery(StatisticsVersion.objects.values("number")[:1])
    row = ContentVersion.objects.annotate(statistics=statistics).values_list("number", "statistics").first()
    return "/".join(map(str, row or ()))


versions = Versions()


def _is_public(request: HttpRequest) -> bool:
    return (
        request.method in {"GET", "HEAD"}
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and get_language_from_path(request.path_info) is not None
    )


def _may_be_kept(response: HttpResponse) -> bool:
    control = response.get("Cache-Control", "")
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not has_vary_header(response, "Accept-Language")
        and "no-store" not in control
        and "private" not in control
    )


def _with_headers(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    # Whoever keeps a copy asks each time whether it is fresh: the answer costs next to nothing.
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    return response


def fetch(name: str) -> HttpResponse | None:
    """The answer that is kept under a name."""
    try:
        found = cache.get(f"page:{name}")
    except RedisError:  # a cache that is away costs time, never the page
        log.warning("The cache can't be read; the page is rendered.", exc_info=True)
        return None
    if found is None:
        return None
    content, headers = found
    return HttpResponse(content, headers=headers)


def store(name: str, response: HttpResponse) -> None:
    """Keep an answer under its name."""
    try:
        cache.set(f"page:{name}", (response.content, dict(response.items())), KEPT_FOR)
    except RedisError:
        log.warning("The cache can't be written to.", exc_info=True)
