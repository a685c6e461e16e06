"""Responses of all operations: headers, problems, examples."""

import json
from functools import cache
from http import HTTPStatus
from typing import Any

from django.conf import settings
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from api.description.components import ProblemSerializer

EXAMPLES_FILE = settings.BASE_DIR / "api/answers.json"

#: Status -> its meaning.
STATUSES = {
    301: "The record has a new slug.",
    304: "Your copy is current.",
    400: "Invalid parameters: `errors` lists each of them with the allowed values.",
    401: "Unknown or revoked key. No key is needed to read.",
    404: "Not found.",
    406: "`Accept` has no media type of this URL.",
    410: "The record was withdrawn or deleted; or the site was restored from a backup that is older than the "
    "cursor.",
    414: "The address has more than 8,000 characters.",
    415: "The form isn’t `application/x-www-form-urlencoded`.",
    429: "Too many requests. Retry after `Retry-After` seconds.",
    500: "Internal server error.",
    503: "The database is unavailable, or too many exports are made. Retry after `Retry-After` seconds.",
}
#: Those that every operation may answer with.
COMMON_STATUSES = frozenset({304, 400, 401, 406, 414, 429, 500, 503})


def _build_header(name: str, description: str, statuses: list[int], schema: Any = str) -> OpenApiParameter:
    return OpenApiParameter(name, schema, OpenApiParameter.HEADER, description=description, response=statuses)


HEADERS = [
    _build_header(
        "ETag",
        "Identifies this response. Send it as `If-None-Match` to get 304 while it is current.",
        [200, 304],
    ),
    _build_header("Content-Language", "The language of the texts.", [200]),
    _build_header("Location", "The current URL.", [301]),
    _build_header("WWW-Authenticate", "How to send an API key.", [401]),
    _build_header("Retry-After", "Seconds to wait before the next request.", [429, 503], int),
    _build_header(
        "RateLimit",
        "Remaining requests (`r`) in the next `t` seconds. Sent with an API key and with 429.",
        [429],
    ),
    _build_header("RateLimit-Policy", "Allowed requests (`q`) in a window of `w` seconds.", [429]),
    _build_header(
        "X-Request-ID",
        "Identifier of the request.",
        [status for status in STATUSES if status >= 400],
        OpenApiTypes.UUID,
    ),
]


def build_response(status: int) -> OpenApiResponse:
    """Return a response without content or, for an error, with a problem."""
    if status < 400:
        return OpenApiResponse(description=STATUSES[status])
    fault = {
        "parameter": "level",
        "message": "“national_park” is not allowed here. Allowed: national, provincial, municipal, "
        "not_recorded.",
        "allowed": ["national", "provincial", "municipal", "not_recorded"],
    }
    example = {
        "type": f"/en/developers/errors/#error-{status}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": STATUSES[status],
        "instance": "urn:uuid:6b0e2a3c-6f0e-4a55-9d0c-2f5f7f3b1d11",
        "errors": [fault] if status == 400 else [],
    }
    return OpenApiResponse(ProblemSerializer, STATUSES[status], [OpenApiExample("Problem", example)])


@cache
def load_examples() -> dict[str, Any]:
    """Return an object of each list, taken from the starting content."""
    return json.loads(EXAMPLES_FILE.read_text(encoding="utf-8"))
