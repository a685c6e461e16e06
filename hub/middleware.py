"""What holds for every request and answer, whatever view makes it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

from hub.logs import begin_request, end_request

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class RequestIdMiddleware:
    """Each request has a number, in all lines of the log about it and in its answer."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request_id = begin_request(request.headers.get("X-Request-ID", ""))
        try:
            response = self.get_response(request)
        finally:
            end_request()
        response["X-Request-ID"] = request_id
        return response


class HeadMiddleware:
    """An answer to HEAD has the headers of one to GET and no body: the server need not cut it off."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "HEAD":
            if isinstance(response, HttpResponse):
                response.headers.setdefault("Content-Length", str(len(response.content)))
                response.content = b""
            elif getattr(response, "streaming", False):
                response.streaming_content = []  # type: ignore[attr-defined]
        return response


class MethodMiddleware:
    """What a page does not take is answered with 405, before anyone asks for a token of its form.

    The admin has forms in plain views, and the API answers for itself.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        if request.path_info.startswith("/api/") or (match is not None and match.app_name == "admin"):
            return None
        view_class = getattr(view, "view_class", None)
        allowed = ["GET", "HEAD"]
        if view_class is not None:
            allowed = [name.upper() for name in view_class.http_method_names if hasattr(view_class, name)]
            allowed += ["HEAD"] if "GET" in allowed and "HEAD" not in allowed else []
        return None if request.method in allowed else HttpResponseNotAllowed(allowed)


class SessionRenewalMiddleware:
    """Each request to the admin begins the time anew after which a session that is not used ends.

    Public pages are the same for everyone and set no cookie, so `SESSION_SAVE_EVERY_REQUEST` is not used.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if has_session and request.path_info.startswith("/admin/") and response.status_code < 500:
            request.session.modified = True
        return response


class ResourcePolicyMiddleware:
    """Pages of other sites may show our pictures and read the API and the feeds, and no more of ours."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_open = request.path_info.startswith(("/api/", "/feeds/", "/static/img/"))
        response["Cross-Origin-Resource-Policy"] = "cross-origin" if is_open else "same-origin"
        return response
