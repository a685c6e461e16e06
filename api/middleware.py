"""What every answer to a program says in its headers, whoever has made it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

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
    """Scripts of every site may read the API and the feeds (CORS).

    An answer depends on its address and the key alone: cookies are not looked at, and none is set.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(("/api/", "/feeds/")):
            return self.get_response(request)
        request.COOKIES = {}
        asks_first = request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
        response = HttpResponse(status=204) if asks_first else self.get_response(request)
        for name, value in (_OPEN | _PREFLIGHT if asks_first else _OPEN).items():
            response[name] = value
        # Not the browser's language, which Django would name: `lang` says which one.
        response["Vary"] = "Authorization"
        return response
