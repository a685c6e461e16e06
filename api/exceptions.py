"""Exceptions of the API and their RFC 9457 problem documents."""

import json
import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.utils.log import log_response
from rest_framework import exceptions
from rest_framework.views import set_rollback

from records.exports import EXPORT_RETRY_AFTER, TooManyExports
from web.outages import RETRY_AFTER, is_database_unavailable
from web.request_ids import get_request_id

log = logging.getLogger(__name__)

CONTENT_TYPE = "application/problem+json"
#: Each unknown parameter is an error with the names of all that are known.
_MOST_ERRORS = 50


@dataclass(frozen=True)
class ParameterError:
    """An invalid parameter or header with its allowed values."""

    parameter: str
    message: str
    allowed: list[str] = field(default_factory=list)


class InvalidParameters(exceptions.APIException):
    """400 with all invalid parameters; of very many, the first."""

    status_code = 400

    def __init__(self, errors: Iterable[ParameterError]) -> None:
        every = list(errors)
        self.errors = every[:_MOST_ERRORS]
        names = ", ".join(dict.fromkeys(fault.parameter for fault in self.errors))
        left_out = len(every) - len(self.errors)
        others = f" and {left_out} more" if left_out else ""
        super().__init__(f"Invalid parameters: {names}{others}. See “errors” for details.")


class UnknownAddress(exceptions.NotFound):
    """404 for an address in a parameter, with the addresses that are known."""

    def __init__(self, error: ParameterError) -> None:
        self.errors = [error]
        super().__init__(f"Nothing is known of this {error.parameter}. See “errors” for details.")


class SearchUnavailable(exceptions.APIException):
    """The search took too long."""

    status_code = 503
    default_detail = "The search took too long. Retry after the seconds in “Retry-After”, or use other words."
    wait = RETRY_AFTER


class ExportRefused(exceptions.APIException):
    """Too many exports are made at the moment."""

    status_code = 503
    default_detail = (
        "Too many files of whole lists are asked for at the moment. Retry after the seconds in “Retry-After”."
    )
    wait = EXPORT_RETRY_AFTER


class MovedPermanently(exceptions.APIException):
    """The object has another address now; the parameters stay."""

    status_code = 301

    def __init__(self, address: str) -> None:
        super().__init__("Moved permanently.")
        self.address = address


class Gone(exceptions.APIException):
    """The record was withdrawn or deleted."""

    status_code = 410
    default_detail = "This record was withdrawn or deleted. See /api/v1/changes/ for the date."


class RedactedVersion(Gone):
    """The version was redacted for legal reasons."""

    default_detail = (
        "This was removed for legal reasons. See /api/v1/changes/ for the date, and delete your copies."
    )


def build_parameter_error(name: str, message: str, allowed: Iterable[str] = ()) -> InvalidParameters:
    return InvalidParameters([ParameterError(name, message, list(allowed))])


def build_problem_response(
    status: int, detail: str, *, errors: Iterable[ParameterError] = (), headers: dict[str, str] | None = None
) -> HttpResponse:
    """Return a problem document; `instance` is the request identifier in the log."""
    request_id = get_request_id()
    body = {
        "type": f"/en/developers/errors/#error-{status}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": f"urn:uuid:{request_id}",
        "errors": [asdict(fault) for fault in errors],
    }
    response = HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=CONTENT_TYPE)
    response["X-Request-ID"] = request_id
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = "en"
    for name, value in (headers or {}).items():
        response[name] = value
    return response


_DETAILS = {
    400: "The request can’t be read: it has too many parameters or an invalid host.",
    404: "Not found. See /api/v1/ for all lists.",
    406: "No media type in “Accept” is available here. See “errors” for those that are.",
    414: "An address has at most 8,000 characters. Ask for fewer values at a time.",
    415: "A form must be application/x-www-form-urlencoded.",
    429: "Too many requests. Retry after the seconds in “Retry-After”. API keys have a higher limit.",
    500: "Internal server error. It is in our log under this “instance”.",
    503: "The database is unavailable. Retry after the seconds in “Retry-After”.",
}


def handle_exception(error: Exception, context: dict[str, Any]) -> HttpResponse:
    set_rollback()
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    elif isinstance(error, (SuspiciousOperation, BadRequest)):  # such as a form that is too large
        error = exceptions.ParseError(str(error))
    elif isinstance(error, TooManyExports):
        error = ExportRefused()
    if not isinstance(error, exceptions.APIException):
        return _handle_unexpected(error, context)
    if isinstance(error, MovedPermanently):
        query = context["request"].META.get("QUERY_STRING", "")
        address = f"{error.address}?{query}" if query else error.address
        return HttpResponsePermanentRedirect(address, headers={"Cache-Control": "no-store"})
    status = error.status_code
    detail = _DETAILS.get(status) if type(error).__module__ == exceptions.__name__ else None
    response = build_problem_response(
        status,
        detail or str(error.detail),
        errors=_list_errors(error),
        headers=_build_headers(error, context),
    )
    if isinstance(error, ExportRefused):
        _mark_client_error(response, context.get("request"))
    return response


def _mark_client_error(response: HttpResponse, request: Any) -> None:
    """Log an answer with a status of 500 or more that a client caused: not as an error of the site."""
    log_response("%s", getattr(request, "path", ""), response=response, request=request, level="info")


def _list_errors(error: exceptions.APIException) -> list[ParameterError]:
    if isinstance(error, exceptions.NotAcceptable):
        available = [renderer.media_type for renderer in error.available_renderers or ()]
        return [ParameterError("Accept", "No media type in “Accept” is available here.", available)]
    return getattr(error, "errors", [])


def _build_headers(error: exceptions.APIException, context: dict[str, Any]) -> dict[str, str]:
    headers: dict[str, str] = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(max(1, int(wait)))
    return headers


def respond_unavailable() -> HttpResponse:
    return build_problem_response(503, _DETAILS[503], headers={"Retry-After": str(RETRY_AFTER)})


def _handle_unexpected(error: Exception, context: dict[str, Any]) -> HttpResponse:
    if is_database_unavailable(error):
        response = respond_unavailable()
        log.error("%s: the database can't be asked: %s", response["X-Request-ID"], error)
        return response
    response = build_problem_response(500, _DETAILS[500])
    request = getattr(context.get("request"), "_request", None)
    path = request.path if request else ""
    # The same log entry and signal as for exceptions of pages.
    log_response("Internal Server Error: %s", path, response=response, request=request, exception=error)
    got_request_exception.send(sender=handle_exception, request=request)
    return response


def respond_with_problem(status: int) -> HttpResponse:
    """Return the problem document of an error outside of the views of the API."""
    return build_problem_response(status, _DETAILS[status])
