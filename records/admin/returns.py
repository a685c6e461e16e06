"""Where a form of the admin returns to after saving: the place that named itself in `?next=`."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

NEXT = "next"


def get_next(request: HttpRequest) -> str:
    """Return the path of this site to which a form returns; empty if its address names none."""
    path = request.GET.get(NEXT, "")
    is_path = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if is_path else ""


def add_next(url: str, path: str) -> str:
    """Return the address of a form that returns to `path`."""
    return f"{url}?{urlencode({NEXT: path})}" if path else url


def is_in_admin(path: str) -> bool:
    """Return whether a path is one of the admin, which shows the messages of the session."""
    return path.startswith(reverse("admin:index"))
