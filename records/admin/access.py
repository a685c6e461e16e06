"""Who may ask the admin for data that its scripts show."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache


def require_staff(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 403 with empty JSON to whoever isn't signed in, instead of a page."""

    @wraps(view)
    def respond(request: HttpRequest, *args: Any) -> HttpResponse:
        if not admin.site.has_permission(request):
            return JsonResponse({}, status=403)
        return view(request, *args)

    return never_cache(respond)
