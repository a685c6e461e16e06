"""Middleware for API headers and for an unavailable database."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from api.exceptions import respond_unavailable
from hub import views
from hub.query_params import filter_parameters
from hub.versions import is_database_unavailable

log = logging.getLogger(__name__)

_FOR_PROGRAMS = ("/api/", "/feeds/")

_OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Content-Language, ETag, Link, RateLimit, RateLimit-Policy, Retry-After, X-Request-ID"
    ),
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Authorization, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class ApiHeadersMiddleware:
    """Sets CORS headers that allow all sites to read the API and the feeds.

    Cookies are ignored: responses depend only on the URL and the API key.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(_FOR_PROGRAMS):
            return self.get_response(request)
        request.COOKIES = {}
        if request.META.get("QUERY_STRING"):
            # Sort the parameters, because responses contain URLs with them.
            filter_parameters(request, request.GET.keys())
        asks_first = request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
        response = HttpResponse(status=204) if asks_first else self.get_response(request)
        for name, value in (_OPEN | _PREFLIGHT if asks_first else _OPEN).items():
            response[name] = value
        # Replaces Accept-Language, which Django adds: the language depends on `lang`.
        response["Vary"] = "Authorization"
        if response.has_header("Content-Encoding"):
            patch_vary_headers(response, ["Accept-Encoding"])
        return response


class UnavailableMiddleware:
    """Responds with 503 if the database is unavailable: a problem document in the API, else a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not is_database_unavailable(exception):
            return None
        log.error("%s: the database can't be asked: %s", request.path, exception)
        if request.path_info.startswith(_FOR_PROGRAMS):
            return respond_unavailable()
        return views.handle_database_unavailable(request)
