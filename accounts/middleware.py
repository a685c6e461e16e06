"""Middleware of the account log."""

import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from accounts.choices import EventKind
from accounts.events import record_event

log = logging.getLogger(__name__)

_LONGEST_PATH = 200


class RefusalLogMiddleware:
    """Adds an entry to the account log when an account lacks the right for a page of the admin.

    A forged form, which doesn't reach the view, isn't lack of a right.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        user = getattr(request, "refusable_user", None)
        if response.status_code == 403 and user is not None:
            page = f"{request.method} {request.path_info[:_LONGEST_PATH]}"
            try:
                record_event(EventKind.FORBIDDEN, user, request=request, page=page)
            except DatabaseError:
                log.exception("%s was refused, without an entry in the account log.", page)
        return response

    def process_view(self, request: HttpRequest, *_args: Any) -> None:
        if not request.path_info.startswith(reverse("admin:index")):
            return
        # Without a database the view fails as well, and is answered as unavailable.
        with suppress(DatabaseError):
            if request.user.is_authenticated:
                request.refusable_user = request.user  # type: ignore[attr-defined]
