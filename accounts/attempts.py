"""Wrong codes and passkeys count like wrong passwords, in the limits of django-axes."""

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest


def is_locked_out(request: HttpRequest, account: Any) -> bool:
    """Return whether no further attempt is allowed; the middleware of axes then answers for the view."""
    credentials = {"username": account.get_username()}
    if AxesProxyHandler.is_allowed(request, credentials):
        return False
    request.axes_locked_out = True  # type: ignore[attr-defined]
    request.axes_credentials = credentials  # type: ignore[attr-defined]
    return True


def count_wrong_factor(request: HttpRequest, account: Any) -> None:
    credentials = {"username": account.get_username(), "is_factor": True}
    user_login_failed.send(__name__, credentials=credentials, request=request)
