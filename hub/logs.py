"""Logging with request identifiers: JSON lines in production, plain text otherwise."""

import logging
import re
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from web.request_ids import get_current_request_id

#: Paths whose last part is a secret; deploy/nginx.conf masks the same.
_SECRET_PATH = re.compile(r"(/(?:requests|previews)/)[^/\s?\"']+")


def remove_tokens(text: str) -> str:
    """Return a path, or a text with paths, without what gives access."""
    return _SECRET_PATH.sub(r"\1…", text)


class RequestIdFilter(logging.Filter):
    """Adds `request_id` to log records; empty outside of requests."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = get_current_request_id()
        return True


class SecretPathFilter(logging.Filter):
    """Masks tokens in addresses: whoever has such an address can read what stands there."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if _SECRET_PATH.search(message):
            record.msg, record.args = remove_tokens(message), None
        return True


class ClientErrorFilter(logging.Filter):
    """Lowers what Django reports of requests that it refuses, such as a forbidden filter of the admin.

    The request is to blame, not the site: anybody could fill the log with errors and tracebacks.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("django.security."):
            record.levelno, record.levelname = logging.WARNING, "WARNING"
            record.exc_info = record.exc_text = None
        return True


class JsonLogFormatter(JsonFormatter):
    """Reduces requests to method and path: the query string may contain personal input."""

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        request = log_data.pop("request", None)
        if request is not None:
            log_data["method"] = getattr(request, "method", None)
            log_data["path"] = remove_tokens(getattr(request, "path", "")) or None
        return log_data


def build_logging_settings(*, as_json: bool) -> dict[str, Any]:
    """Return the LOGGING setting, also used by gunicorn. All output goes to standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "request_id": {"()": "hub.logs.RequestIdFilter"},
            "secret_paths": {"()": "hub.logs.SecretPathFilter"},
            "client_errors": {"()": "hub.logs.ClientErrorFilter"},
        },
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
                "filters": ["request_id", "secret_paths", "client_errors"],
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
