"""Keyset pagination with signed cursors, which are valid only for the same filters and order."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.core import signing
from rest_framework.pagination import BasePagination
from rest_framework.response import Response

from api.exceptions import ParameterError, build_parameter_error
from api.query_params import QueryParamParser, get_origin

PAGE_SIZE, MOST_PER_PAGE = 100, 500
#: Page numbers are supported up to this row; further rows need a cursor.
LAST_ROW_BY_PAGE = 10_000

_SALT = "api.cursor"
#: Parameters that do not affect which rows are returned.
IGNORED_PARAMETERS = frozenset(
    {"cursor", "page_size", "lang", "labels", "fields", "expand", "format", "count", "earlier"}
)


def hash_query(resource: str, parameters: Iterable[tuple[str, Sequence[str]]]) -> str:
    relevant = sorted((name, sorted(values)) for name, values in parameters if name not in IGNORED_PARAMETERS)
    return hashlib.sha256(repr((resource, relevant)).encode()).hexdigest()[:16]


def encode_cursor(fingerprint: str, position: Sequence[Any]) -> str:
    packed = [_encode_part(part) for part in position]
    return signing.Signer(salt=_SALT).sign_object([fingerprint, packed], compress=True)


def decode_cursor(cursor: str, fingerprint: str, name: str = "cursor", source: str = "next") -> list[Any]:
    """Return the position stored in a cursor. `source` is the field that had it, in a URL."""
    try:
        given_for, packed = signing.Signer(salt=_SALT).unsign_object(cursor)
    except (signing.BadSignature, ValueError, TypeError, UnicodeError):
        raise build_parameter_error(name, f"Invalid cursor. Use the URL in “{source}” unchanged.") from None
    if given_for != fingerprint:
        raise build_parameter_error(
            name,
            "This cursor belongs to other filters or another order. Keep them, or start without a cursor.",
        )
    return [_DECODERS[kind](part) for kind, part in packed]


_DECODERS: dict[str, Any] = {"t": datetime.fromisoformat, "d": Decimal, "v": lambda part: part}


def _encode_part(part: Any) -> list[Any]:
    if isinstance(part, datetime):
        return ["t", part.isoformat()]
    return ["d", str(part)] if isinstance(part, Decimal) else ["v", part]


class Page(NamedTuple):
    """A page of a list: its versions, whether more follow, and the position of the last one."""

    versions: list[Any]
    has_more: bool
    last: list[Any]


class KeysetPagination(BasePagination):
    """Pages by cursor, or by number for people.

    The view gives the rows: `get_page(queryset, size, position, start)` returns a `Page`, and
    `count(queryset)` their number.
    """

    #: The names of the parameters.
    names = frozenset({"page_size", "cursor", "page", "count"})

    def parse(self, parser: QueryParamParser) -> None:
        """Read the parameters; errors are added to the parser."""
        self.size = parser.parse_number("page_size", PAGE_SIZE, 1, MOST_PER_PAGE)
        self.has_count = parser.parse_flag("count")
        self.cursor = parser.parameters.get("cursor")
        self.number = self._parse_page_number(parser) if "page" in parser.parameters else None

    def _parse_page_number(self, parser: QueryParamParser) -> int:
        last, before = max(1, LAST_ROW_BY_PAGE // self.size), len(parser.errors)
        number = parser.parse_number("page", 1, 1, last)
        if len(parser.errors) > before:
            parser.errors[-1] = ParameterError(
                "page",
                f"{parser.errors[-1].message} Page numbers end at row {LAST_ROW_BY_PAGE}; "
                "to read further, omit “page” and follow “next”, which contains a cursor.",
                ["cursor"],
            )
        if self.cursor is not None:
            parser.add_error("page", "“page” and “cursor” can’t be combined.")
        return number

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> list[Any]:
        self.request = request
        fingerprint = self._hash_query(request.query_params)
        position = decode_cursor(self.cursor, fingerprint) if self.cursor is not None else None
        start = (self.number - 1) * self.size if self.number else 0
        page = view.get_page(queryset, self.size, position, start)
        self.next = self._build_next_url(page.last) if page.has_more else None
        self.total = view.count(queryset) if self.has_count else None
        return page.versions

    def _hash_query(self, parameters: Any) -> str:
        return hash_query(self.request.path, parameters.lists())

    def _build_next_url(self, last: Sequence[Any]) -> str:
        """Return the URL of the next page, with a page number if the request has one, else with a cursor."""
        parameters = self.request.query_params.copy()
        if self.number is not None and (self.number + 1) * self.size <= LAST_ROW_BY_PAGE:
            parameters["page"] = str(self.number + 1)
        else:
            parameters.pop("page", None)
            parameters["cursor"] = encode_cursor(self._hash_query(parameters), last)
        return f"{get_origin(self.request)}{self.request.path}?{parameters.urlencode()}"

    def get_paginated_response(self, data: Any) -> Response:
        count = {"count": self.total} if self.has_count else {}
        return Response({**count, "next": self.next, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "description": "A page of a list.",
            "properties": {
                "count": {
                    "type": "integer",
                    "description": "The number of results in all; only with `count=1`.",
                    "example": 1,
                },
                "next": {
                    "type": ["string", "null"],
                    "format": "uri",
                    "description": "The URL of the next page; null on the last page.",
                    "example": None,
                },
                "results": schema,
            },
            "required": ["next", "results"],
        }
