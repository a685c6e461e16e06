"""Celery tasks. Each may run twice, late or concurrently."""

from celery import shared_task

from stats import refreshing, waking


@shared_task(ignore_result=True)
def count_what_is_stale() -> None:
    """Refresh stale statistics, and enqueue another refresh for those refreshed too recently."""
    refreshing.work()
    if refreshing.waiting():
        waking.wake()


@shared_task(ignore_result=True)
def count_everything() -> None:
    """Refresh every statistic; runs nightly."""
    refreshing.everything_is_stale()
    refreshing.work(ripe_only=False)
