"""Middleware for all requests."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django_permissions_policy import PermissionsPolicyMiddleware
from redis.exceptions import RedisError

from accounts.factor_gate import ask_for_factor, is_open_without_factor
from api.exceptions import respond_unavailable
from api.middleware import PROGRAM_PATHS
from hub.error_views import handle_database_unavailable
from records.admin.unsaved_forms import SIGNED_OUT, get_record_model, render_unsaved_form
from records.pages.embeds import FRAMED_POLICY, build_policy
from web.outages import is_database_unavailable
from web.request_ids import clear_request, start_request

log = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class RequestIdMiddleware:
    """Assigns each request an identifier for the log and the response header X-Request-ID."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request_id = start_request(request.META.get("HTTP_X_REQUEST_ID", ""))
        try:
            response = self.get_response(request)
        finally:
            clear_request()
        response["X-Request-ID"] = request_id
        return response


class HeadMiddleware:
    """Removes the body of responses to HEAD and keeps the headers of GET, including Content-Length."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "HEAD":
            if isinstance(response, HttpResponse):
                response.headers.setdefault("Content-Length", str(len(response.content)))
                response.content = b""
            elif isinstance(response, StreamingHttpResponse):
                response.streaming_content = []
        return response


class MethodMiddleware:
    """Responds with 405 to methods a page does not support, before the CSRF check.

    Not applied to the admin, whose views accept POST, and the API, which checks methods itself.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.path_info.startswith(("/api/", "/admin/")):
            return None
        view_class = getattr(view, "view_class", None)
        allowed = ["GET", "HEAD"]
        if view_class is not None:
            allowed = [name.upper() for name in view_class.http_method_names if hasattr(view_class, name)]
            allowed += ["HEAD"] if "GET" in allowed and "HEAD" not in allowed else []
        return None if request.method in allowed else HttpResponseNotAllowed(allowed)


class SessionRenewalMiddleware(SessionMiddleware):
    """Extends the session on each request to the admin.

    `SESSION_SAVE_EVERY_REQUEST` would set a cookie on public pages, too.
    """

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if has_session and request.path_info.startswith("/admin/") and response.status_code < 500:
            request.session.modified = True
        try:
            return super().process_response(request, response)
        except SessionInterrupted:
            # The editor has signed out in another tab, or the database has become unavailable. The request
            # is done: Django's "Bad Request" would say that an edit which is saved is not.
            return response


class SignedOutFormMiddleware:
    """Shows what was typed into a form of the admin whose session has ended, instead of the login page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_sent_to_login = response.get("Location", "").startswith(f"{reverse('admin:login')}?")
        if request.method == "POST" and is_sent_to_login and get_record_model(request):
            return render_unsaved_form(request, SIGNED_OUT)
        return response


class ContentSecurityPolicyMiddleware:
    """Sets the policy of `SECURE_CSP`, which is the same for all responses, unless a response has its own.

    The error pages of DEBUG have none, because their styles and scripts are part of the page.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not (settings.DEBUG and response.status_code in (404, 500)):
            response.headers.setdefault("Content-Security-Policy", self.policy)
        return response


class PasskeyPolicyMiddleware:
    """Allows the desk to ask for a passkey, and the page that adds one to make it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.asking = self._compile_policy("publickey-credentials-get")
        self.adding = self._compile_policy("publickey-credentials-get", "publickey-credentials-create")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path_info.startswith("/admin/"):
            is_adding = request.path_info == reverse("mfa_add_webauthn")
            policy = self.adding if is_adding else self.asking
            response._permissions_policy_override = policy  # type: ignore[attr-defined]
        return response

    def _compile_policy(self, *features: str) -> str:
        policy: dict[str, Any] = {**settings.PERMISSIONS_POLICY, **{name: ["self"] for name in features}}
        return PermissionsPolicyMiddleware.compute_header_value(policy, "PERMISSIONS_POLICY")


class SecondFactorMiddleware:
    """Leads whoever needs a second factor to setting one up, before anything else of the desk answers."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_args: Any) -> HttpResponse | None:
        if not settings.SECOND_FACTOR_REQUIRED or not request.path_info.startswith(reverse("admin:index")):
            return None
        try:
            return None if is_open_without_factor(request) else ask_for_factor(request)
        except DatabaseError as error:
            log.error("%s: the database can't be asked: %s", request.path, error)
            return handle_database_unavailable(request)


class ResourcePolicyMiddleware:
    """Allows other sites to embed images and to read the API and the feeds, and nothing else."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_open = request.path_info.startswith(("/api/", "/feeds/", "/static/img/", "/share/"))
        policy = "cross-origin" if is_open else "same-origin"
        response.headers.setdefault("Cross-Origin-Resource-Policy", policy)
        return response


class FrameMiddleware:
    """Exempts pages from the header X-Frame-Options whose own policy allows to show them in a frame.

    Pages from the cache have their headers, and no longer what a decorator has set.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.headers.get("Content-Security-Policy") == FRAMED_POLICY:
            response.xframe_options_exempt = True  # type: ignore[attr-defined]
        return response


class UnavailableMiddleware:
    """Responds with 503 if the database is unavailable, or the cache where a page needs it.

    The answer is a problem document in the API, else a page.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        # Only a second factor can't do without Redis, which counts wrong codes.
        if not is_database_unavailable(exception) and not isinstance(exception, RedisError):
            return None
        log.error("%s: the database or the cache can't be asked: %s", request.path, exception)
        if request.path_info.startswith(PROGRAM_PATHS):
            return respond_unavailable()
        return handle_database_unavailable(request)
