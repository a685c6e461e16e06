"""Celery tasks. Each may run twice, late or concurrently."""

from typing import Any

from celery import shared_task

from bundles import releases
from stats.refresh import has_stale_projections, refresh_stale

#: Seconds; a bundle of a million rows takes some minutes.
_TIME_LIMIT = 2 * 3600


#: Seconds between attempts while other workers refresh what the first bundle has, and their largest number.
_PAUSE, _MOST_ATTEMPTS = 20, 30


@shared_task(bind=True, ignore_result=True, time_limit=_TIME_LIMIT)
def build_bundles(self: Any) -> None:
    """Build the bundles that are due; runs on start, every hour, and when one is missing or was withdrawn."""
    if releases.is_latest_missing():
        refresh_stale(due_only=False)
        if has_stale_projections() and self.request.retries < _MOST_ATTEMPTS:
            raise self.retry(countdown=_PAUSE, max_retries=_MOST_ATTEMPTS)
    releases.build_releases()
