"""The identifier of a request, for its log records and its response."""

import uuid
from contextvars import ContextVar

_request_id: ContextVar[str] = ContextVar("request_id", default="")


def start_request(given: str = "") -> str:
    """Set and return the request identifier: the one of the proxy if it is a UUID, else a new one."""
    try:
        request_id = str(uuid.UUID(given) if given else uuid.uuid4())
    except ValueError:
        request_id = str(uuid.uuid4())
    _request_id.set(request_id)
    return request_id


def clear_request() -> None:
    _request_id.set("")


def get_current_request_id() -> str:
    """Return the identifier of the current request; empty outside of requests."""
    return _request_id.get()


def get_request_id() -> str:
    """Return the identifier of the current request; a new one outside of requests."""
    return _request_id.get() or str(uuid.uuid4())
