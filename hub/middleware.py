"""What holds for every request and answer, whatever view makes it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
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
