"""WSGI application."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")

django_application = get_wsgi_application()


def prepare_process() -> None:
    """Load the URLs and read the files of the program: the first reader of a process doesn't wait for it."""
    from hub.checks import warn_of_settings
    from web.versions import compute_program_digest  # models can be imported after the setup only

    warn_of_settings()
    _ = get_resolver().url_patterns
    compute_program_digest()


prepare_process()


def serve_request(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Reject HTTP/1.1 requests without a host, and TRACE, which some servers pass on; read all as UTF-8."""
    if environ.get("SERVER_PROTOCOL") == "HTTP/1.1" and not environ.get("HTTP_HOST"):
        start_response("400 Bad Request", [("Content-Length", "0")])
        return []
    if environ["REQUEST_METHOD"] == "TRACE":
        allow = ("Allow", "GET, HEAD, OPTIONS, POST")
        start_response("405 Method Not Allowed", [allow, ("Content-Length", "0")])
        return []
    environ["CONTENT_TYPE"] = remove_charset(environ.get("CONTENT_TYPE", ""))
    return django_application(environ, start_response)


def remove_charset(content_type: str) -> str:
    """Remove the charset, so that parameters and forms are read as UTF-8.

    Before any middleware, because Django fails to build a request with a codec such as rot13.
    """
    parts = content_type.split(";")
    return ";".join(part for part in parts if not part.strip().lower().startswith("charset"))


application = serve_request
