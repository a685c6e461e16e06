"""Waking those who count. A wake-up carries nothing: what is to be done stands in the tables."""

import logging
import time

from django.conf import settings
from django.core.cache import cache

logger = logging.getLogger(__name__)

_TASK = "stats.tasks.count_what_is_stale"
_SENT = "stats:wake-up-sent"
#: For so many seconds a process does not try again what has failed: no edit waits for a Redis that is away.
_QUIET = 10
_failed_at = float("-inf")
#: Whether the last attempt failed: an outage is one line in the log of a process.
_failed = False


def wake() -> None:
    """Tell a worker that something is stale; never raises and never waits for a refresh.

    In a burst one wake-up a second is sent. It arrives after the last of those that it stands for, because it
    is delayed longer than others are held back. Where it is lost, the next one or the beat does its work;
    where there is no broker, `manage.py work` looks by itself.
    """
    global _failed_at, _failed
    if not settings.CELERY_BROKER_URL or time.monotonic() < _failed_at + _QUIET:
        return
    try:
        if cache.add(_SENT, True, timeout=max(1, settings.STATISTICS_PAUSE - 1)):
            _send()
        _failed = False
    except Exception as error:
        _failed_at = time.monotonic()
        if not _failed:
            logger.warning("No wake-up could be sent; a later one or the beat does its work: %s", error)
        _failed = True


def _send() -> None:
    # Celery is imported only if a broker is configured.
    from celery import current_app

    # Sent by name: `stats.tasks` imports the modules that send it. A separate connection fails at once if the
    # broker is unreachable; that of the workers retries for many seconds.
    with current_app.connection_for_write(transport_options={"max_retries": 0}) as connection:
        current_app.send_task(
            _TASK, countdown=settings.STATISTICS_PAUSE, ignore_result=True, retry=False, connection=connection
        )
