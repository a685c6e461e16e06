"""Error pages, and which errors are answered as problem documents of the API instead."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.formats import number_format
from django.utils.translation import get_language_from_path, get_language_from_request, override
from django.views.csrf import csrf_failure
from django.views.defaults import bad_request

from api.exceptions import respond_with_problem
from records.admin.unsaved_forms import (
    EXPIRED,
    NOT_PERMITTED,
    TOO_LARGE,
    UNAVAILABLE,
    get_record_model,
    render_unsaved_form,
)
from web.outages import RETRY_AFTER


def _get_language(request: HttpRequest) -> str:
    """Return the language of the URL, else the preferred language of the browser."""
    return get_language_from_path(request.path_info) or get_language_from_request(request)


def _is_for_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")


def handle_bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A problem document in the API, a page that names the limit for a record form, else Django's page."""
    if _is_for_api(request):
        return respond_with_problem(400)
    if get_record_model(request) and isinstance(exception, (RequestDataTooBig, TooManyFieldsSent)):
        limits = {
            "size": filesizeformat(settings.DATA_UPLOAD_MAX_MEMORY_SIZE),
            "fields": number_format(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS, force_grouping=True),
        }
        return render_unsaved_form(request, TOO_LARGE % limits, status=400)
    return bad_request(request, exception)


def handle_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A problem document in the API, else a page."""
    if _is_for_api(request):
        return respond_with_problem(404)
    with override(_get_language(request)):
        response = render(request, "404.html", status=404)
    patch_vary_headers(response, ["Accept-Language"])
    return response


def handle_permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render_unsaved_form(request, NOT_PERMITTED)


def handle_csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    # Other sites must not be able to show a text on a page of this site.
    if request.headers.get("Sec-Fetch-Site") == "same-origin":
        return render_unsaved_form(request, EXPIRED)
    return csrf_failure(request, reason)


def handle_server_error(request: HttpRequest) -> HttpResponse:
    """A problem document in the API, else a page."""
    if _is_for_api(request):
        return respond_with_problem(500)
    # Rendered without request and database, because either may have caused the error.
    language = _get_language(request)
    with override(language):
        context = {"LANGUAGE_CODE": language, "STATIC_URL": settings.STATIC_URL}
        return HttpResponse(render_to_string("500.html", context), status=500)


def handle_database_unavailable(request: HttpRequest) -> HttpResponse:
    language = _get_language(request)
    with override(language):
        context = {"LANGUAGE_CODE": language, "STATIC_URL": settings.STATIC_URL}
        if request.method == "POST" and get_record_model(request):
            response = render_unsaved_form(request, UNAVAILABLE, status=503)
        else:
            response = HttpResponse(render_to_string("503.html", context), status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response
