"""Celery tasks. Each may run twice, late or concurrently."""

from celery import shared_task

from records import publishing
from stats import dispatch, refresh


@shared_task(ignore_result=True)
def refresh_stale_projections() -> None:
    """Refresh stale projections, and enqueue another refresh for those refreshed too recently."""
    refresh.refresh_stale()
    if refresh.find_pending_keys():
        dispatch.enqueue_refresh(after_pause=True)


@shared_task(ignore_result=True)
def run_jobs_of_editors() -> None:
    """Do what editors wait for; runs every few seconds."""
    dispatch.run_prompt_jobs()


@shared_task(ignore_result=True)
def refresh_all_projections() -> None:
    """Refresh every projection; runs nightly."""
    refresh.invalidate_all()
    refresh.refresh_stale(due_only=False)


@shared_task(ignore_result=True)
def write_accepted_proposals() -> None:
    """Write the rows of accepted proposals of many records, in portions."""
    publishing.write_portions()
