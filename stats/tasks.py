"""Celery's doors to the functions that count. A task may run twice, late or beside itself."""

from celery import shared_task

from stats import refreshing, waking


@shared_task(ignore_result=True)
def count_what_is_stale() -> None:
    """Count what is stale, and come again for what was counted only just before."""
    refreshing.work()
    if refreshing.waiting():
        waking.wake()


@shared_task(ignore_result=True)
def count_everything() -> None:
    """Count every statistic anew; nightly."""
    refreshing.everything_is_stale()
    refreshing.work(ripe_only=False)
