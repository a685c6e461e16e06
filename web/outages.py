"""Unavailable services: how they are recognized and logged."""

import logging
import time

from django.db import InterfaceError, OperationalError

#: Value of Retry-After, in seconds, while the database is unavailable.
RETRY_AFTER = 10
#: Seconds between two log entries with the same message about an unavailable service, per process.
OUTAGE_PAUSE = 30.0
_logged_at: dict[str, float] = {}


def warn_of_outage(logger: logging.Logger, message: str, error: Exception) -> None:
    """Log that a service is unavailable: without a traceback, and once in OUTAGE_PAUSE seconds."""
    now = time.monotonic()
    if now - _logged_at.get(message, float("-inf")) >= OUTAGE_PAUSE:
        _logged_at[message] = now
        logger.warning("%s %s: %s", message, type(error).__name__, error)


def is_database_unavailable(error: BaseException | None) -> bool:
    """Return whether an error means that the database can't be reached or can't answer at the moment."""
    if not isinstance(error, (OperationalError, InterfaceError)):
        return False
    # SQLite raises the same class for invalid queries.
    return not str(error).startswith(("no such ", "near "))
