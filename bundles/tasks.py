"""Celery tasks. Each may run twice, late or concurrently."""

from celery import shared_task

from bundles import releases

#: Seconds; a bundle of a million rows takes some minutes.
_TIME_LIMIT = 2 * 3600


@shared_task(ignore_result=True, time_limit=_TIME_LIMIT)
def build_bundles() -> None:
    """Build the bundles that are due; runs every hour, and when one was withdrawn."""
    releases.build_releases()
