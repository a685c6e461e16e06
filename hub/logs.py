"""Logs: one line of JSON each in production, plain text elsewhere; each says of which request it is."""

import logging
import time
import uuid
from contextvars import ContextVar
from typing import Any

from pythonjsonlogger.json import JsonFormatter

_request_id: ContextVar[str] = ContextVar("request_id", default="")


def begin_request(given: str = "") -> str:
    """The number of the request that begins: the proxy's, where it is a UUID, or a new one."""
    try:
        request_id = str(uuid.UUID(given))
    except ValueError:
        request_id = str(uuid.uuid4())
    _request_id.set(request_id)
    return request_id


def end_request() -> None:
    _request_id.set("")


def current_request_id() -> str:
    """The number of the request that is answered; a new one outside of requests."""
    return _request_id.get() or str(uuid.uuid4())


#: A service that is away is told once in so many seconds, by each process and for each message.
OUTAGE_PAUSE = 30.0
_told: dict[str, float] = {}


def warn_of_outage(logger: logging.Logger, message: str, error: Exception) -> None:
    """Log that a service is away, without the traceback that every request of the outage would write."""
    now = time.monotonic()
    if now - _told.get(message, float("-inf")) >= OUTAGE_PAUSE:
        _told[message] = now
        logger.warning("%s %s: %s", message, type(error).__name__, error)


class RequestIdFilter(logging.Filter):
    """Each line knows its request; the empty text where there is none."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = _request_id.get()
        return True


class JsonLines(JsonFormatter):
    """What Django says of a request is reduced to method and path: a query may hold what a reader typed."""

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        request = log_data.pop("request", None)
        if request is not None:
            log_data["method"] = getattr(request, "method", None)
            log_data["path"] = getattr(request, "path", None)
        return log_data


def logging_settings(*, as_json: bool) -> dict[str, Any]:
    """Django's LOGGING, and gunicorn's; everything goes to standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": "hub.logs.RequestIdFilter"}},
        "formatters": {
            "plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
            "json": {
                "()": "hub.logs.JsonLines",
                "fmt": ["levelname", "name", "process", "request_id", "message"],
                "rename_fields": {"levelname": "level", "name": "logger", "exc_info": "exception"},
                "timestamp": "time",
            },
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "filters": ["request_id"],
                "formatter": "json" if as_json else "plain",
            }
        },
        "root": {"handlers": ["stderr"], "level": "INFO" if as_json else "WARNING"},
        "loggers": {
            # Django's own handlers write nothing here: they wait for DEBUG, or for an address to mail to.
            "django": {"handlers": [], "level": "INFO"},
            # Wrong addresses are no fault of the hub; the proxy has them in its log.
            "django.request": {"level": "ERROR"},
            "gunicorn.error": {"handlers": [], "level": "INFO", "propagate": True},
        },
    }
