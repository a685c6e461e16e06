"""Logging with request identifiers: JSON lines in production, plain text otherwise."""

import logging
import time
import uuid
from contextvars import ContextVar
from typing import Any

from pythonjsonlogger.json import JsonFormatter

_request_id: ContextVar[str] = ContextVar("request_id", default="")


def start_request(given: str = "") -> str:
    """Set and return the request identifier: the one of the proxy if it is a UUID, else a new one."""
    try:
        request_id = str(uuid.UUID(given))
    except ValueError:
        request_id = str(uuid.uuid4())
    _request_id.set(request_id)
    return request_id


def clear_request() -> None:
    _request_id.set("")


def get_request_id() -> str:
    """Return the identifier of the current request; a new one outside of requests."""
    return _request_id.get() or str(uuid.uuid4())


#: Seconds between two log entries with the same message about an unavailable service, per process.
OUTAGE_PAUSE = 30.0
_logged_at: dict[str, float] = {}


def warn_of_outage(logger: logging.Logger, message: str, error: Exception) -> None:
    """Log that a service is unavailable: without a traceback, and once in OUTAGE_PAUSE seconds."""
    now = time.monotonic()
    if now - _logged_at.get(message, float("-inf")) >= OUTAGE_PAUSE:
        _logged_at[message] = now
        logger.warning("%s %s: %s", message, type(error).__name__, error)


class RequestIdFilter(logging.Filter):
    """Adds `request_id` to log records; empty outside of requests."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = _request_id.get()
        return True


class JsonLogFormatter(JsonFormatter):
    """Reduces requests to method and path: the query string may contain personal input."""

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        request = log_data.pop("request", None)
        if request is not None:
            log_data["method"] = getattr(request, "method", None)
            log_data["path"] = getattr(request, "path", None)
        return log_data


def build_logging_settings(*, as_json: bool) -> dict[str, Any]:
    """Return the LOGGING setting, also used by gunicorn. All output goes to standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": "hub.logs.RequestIdFilter"}},
        "formatters": {
            "plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
            "json": {
                "()": "hub.logs.JsonLogFormatter",
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
            # Django's default handlers are removed: the root handler writes these records.
            "django": {"handlers": [], "level": "INFO"},
            # 404 responses are in the access log of the proxy.
            "django.request": {"level": "ERROR"},
            "gunicorn.error": {"handlers": [], "level": "INFO", "propagate": True},
        },
    }
