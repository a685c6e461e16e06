"""Copies in the browser of what is typed into forms of records and parts: when one was saved."""

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

#: Names the form that was just saved; static/js/parts/admin_typed.js deletes its copy, and the cookie.
SAVED_COOKIE = "saved_form"


class TypedCopyAdmin(admin.ModelAdmin):
    """Admin that tells the browser which form was saved, so that it deletes its copy of what was typed."""

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        return mark_saved_form(request, super().response_add(request, obj, post_url_continue))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return mark_saved_form(request, super().response_change(request, obj))


def mark_saved_form(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let the browser delete its copy of what was typed into this form."""
    response.set_cookie(
        SAVED_COOKIE,
        f"{request.user.pk}.{quote(request.path, safe='')}",
        path=reverse("admin:index"),
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response
