"""Enqueue a refresh of projections. The task has no payload; pending work is read from the database."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import cache

logger = logging.getLogger(__name__)

_TASK = "stats.tasks.refresh_stale_projections"
_LATER_KEY = "stats:later-refresh-sent"
#: Seconds without another attempt after a failure, so that edits don't wait for an unreachable Redis.
_RETRY_AFTER = 10
_failed_at = float("-inf")
#: Whether the last attempt failed: each process logs an outage once.
_failed = False


def enqueue_refresh(*, after_pause: bool = False) -> None:
    """Enqueue a refresh, at once or after the pause; never raises and never waits for the refresh itself.

    After the pause, at most one message a second is sent. Its countdown is longer than the time during which
    further messages are suppressed, so it covers those. A lost message is replaced by the next one or by the
    beat; without a broker the command `run_worker` polls the database.
    """
    global _failed_at, _failed
    if not settings.CELERY_BROKER_URL or time.monotonic() < _failed_at + _RETRY_AFTER:
        return
    pause = settings.REFRESH_PAUSE
    try:
        if not after_pause:
            send_task(_TASK)
        elif cache.add(_LATER_KEY, True, timeout=max(1, pause - 1)):
            send_task(_TASK, countdown=pause)
        _failed = False
    except Exception as error:
        _failed_at = time.monotonic()
        if not _failed:
            logger.warning(
                "The refresh could not be enqueued; a later message or the beat does it: %s",
                error,
            )
        _failed = True


def send_task(name: str, *, countdown: int = 0) -> None:
    """Send a task without arguments. Raises an error at once if the broker can't be reached."""
    # Celery is imported only if a broker is configured.
    from celery import current_app

    # Sent by name: the modules of tasks import those that send them. A separate connection fails at once if
    # the broker is unreachable; that of the workers retries for many seconds.
    with current_app.connection_for_write(transport_options={"max_retries": 0}) as connection:
        current_app.send_task(
            name, countdown=countdown, ignore_result=True, retry=False, connection=connection
        )


# -- work of other apps -----------------------------------------------------------------------------

_jobs: list[Callable[[], Any]] = []
_prompt_jobs: list[Callable[[], Any]] = []


def register_job(job: Callable[[], Any]) -> None:
    """Register a function of an app above that a worker without a broker calls every minute."""
    _jobs.append(job)


def register_prompt_job(job: Callable[[], Any]) -> None:
    """Register a function that workers call every few seconds, because an editor waits for it."""
    _prompt_jobs.append(job)


def run_jobs() -> None:
    """Run all registered functions; the error of one is logged."""
    _run_all(_jobs)


def run_prompt_jobs() -> None:
    """Run the functions for which editors wait; the error of one is logged."""
    _run_all(_prompt_jobs)


def _run_all(jobs: list[Callable[[], Any]]) -> None:
    for job in jobs:
        try:
            job()
        except Exception:
            logger.exception("A job failed; it is tried again.")
