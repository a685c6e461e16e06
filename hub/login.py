"""What django-axes, which limits failed logins, needs: its limits, the account log, the answer."""

from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.choices import EventKind
from accounts.events import record_event, record_refused_login


class LoginAttemptHandler(AxesDatabaseHandler):
    """Locks a name at an address, and an address from which very many wrong passwords came, for any names.

    Each sign-in, sign-out and refusal has an entry in the account log.
    """

    def is_locked(self, request: Any, credentials: dict[str, Any] | None = None) -> bool:
        return super().is_locked(request, credentials) or is_address_locked(request)

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: Any = None, **kwargs: Any
    ) -> None:
        super().user_login_failed(sender, credentials, request, **kwargs)
        if request is not None:
            username = str(credentials.get("username") or "")
            is_factor = bool(credentials.get("is_factor"))
            is_locked = request.axes_locked_out
            record_refused_login(request, username, is_locked=is_locked, is_factor=is_factor)

    def user_logged_in(self, sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
        super().user_logged_in(sender, request, user, **kwargs)
        record_event(EventKind.SIGNED_IN, user, request=request)

    def user_logged_out(self, sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
        super().user_logged_out(sender, request, user, **kwargs)
        if user is not None:
            record_event(EventKind.SIGNED_OUT, user, request=request)


def is_address_locked(request: Any) -> bool:
    """Return whether so many logins failed that even the right password is refused at this address."""
    attempts = AccessAttempt.objects.filter(
        ip_address=request.axes_ip_address, attempt_time__gte=get_cool_off_threshold(request)
    )
    failures = attempts.aggregate(sum=Sum("failures_since_start"))["sum"] or 0
    return failures >= settings.LOGIN_FAILURES_PER_ADDRESS


def respond_locked_out(request: HttpRequest, response: HttpResponse | None, credentials: Any) -> HttpResponse:
    """Respond with 429 and the seconds until the next attempt is allowed."""
    seconds = int(settings.AXES_COOLOFF_TIME.total_seconds())
    context = {
        **admin.site.each_context(request),
        "minutes": seconds // 60,
        "is_address_locked": is_address_locked(request),
        "title": _("Log in"),
    }
    answer = render(request, "admin/locked_out.html", context, status=429)
    answer["Retry-After"] = str(seconds)
    return answer
