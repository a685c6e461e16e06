"""Celery tasks. Each may run twice, late or concurrently."""

from celery import shared_task

from stats import dispatch, refresh


@shared_task(ignore_result=True)
def refresh_stale_statistics() -> None:
    """Refresh stale statistics, and enqueue another refresh for those refreshed too recently."""
    refresh.refresh_stale()
    if refresh.find_pending_keys():
        dispatch.enqueue_refresh()


@shared_task(ignore_result=True)
def refresh_all_statistics() -> None:
    """Refresh every statistic; runs nightly."""
    refresh.invalidate_all()
    refresh.refresh_stale(due_only=False)
