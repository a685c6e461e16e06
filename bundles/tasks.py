"""Celery tasks. Each may run twice, late or concurrently."""

from typing import Any

from celery import shared_task

from bundles import releases
from bundles.releases import ATTEMPT_PAUSE, MOST_ATTEMPTS
from stats.refresh import has_stale_projections, refresh_stale

#: Seconds; a bundle of a million rows takes some minutes.
_TIME_LIMIT = 2 * 3600


@shared_task(bind=True, ignore_result=True, time_limit=_TIME_LIMIT)
def build_bundles(self: Any) -> None:
    """Build the bundles that are due; runs on start, every hour, and when one is missing or was withdrawn."""
    if releases.is_latest_missing():
        refresh_stale(due_only=False)
        if has_stale_projections() and self.request.retries < MOST_ATTEMPTS:
            raise self.retry(countdown=ATTEMPT_PAUSE, max_retries=MOST_ATTEMPTS)
    releases.build_releases()
