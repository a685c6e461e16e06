"""Refresh stale projections in a loop, for installations without a broker; `make run` starts it."""

import logging
import signal
import threading
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import datetime, time
from itertools import count
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections, connections
from django.utils import timezone

from records import publishing
from stats import dispatch, refresh
from stats.models import StatisticsVersion

logger = logging.getLogger(__name__)

_NIGHTLY = time(3, 30)
#: The jobs of other apps start in the first of so many rounds, which take a second or more.
_ROUNDS_PER_JOB = 60
#: What editors wait for starts in the first of so many.
_ROUNDS_PER_PROMPT_JOB = 3


class Command(BaseCommand):
    help = "Refresh what is stale until stopped, and everything and the bundle of data once a night."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("names", nargs="*", metavar="name", help="With --once: only these projections.")
        parser.add_argument("--once", action="store_true", help="Refresh what is stale once and exit.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            refresh.refresh_stale(options["names"] or None, due_only=False)
            return
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_args: stopped.set())
        jobs, prompt_jobs = threading.Thread(), threading.Thread()
        for turn in count(1):
            if stopped.is_set():
                break
            try:
                run_due_refreshes()
            except Exception:
                # The database is unreachable or locked; the next run retries.
                logger.exception("The refresh failed.")
            close_old_connections()
            if turn % _ROUNDS_PER_JOB == 1 and not jobs.is_alive():
                # In a thread, because a job may take minutes; it ends with the process.
                jobs = threading.Thread(target=_run_in_thread, args=[dispatch.run_jobs], daemon=True)
                jobs.start()
            if turn % _ROUNDS_PER_PROMPT_JOB == 1 and not prompt_jobs.is_alive():
                run = dispatch.run_prompt_jobs
                prompt_jobs = threading.Thread(target=_run_in_thread, args=[run], daemon=True)
                prompt_jobs.start()
            stopped.wait(1)


def _run_in_thread(run: Callable[[], None]) -> None:
    try:
        run()
    finally:
        connections.close_all()


def run_due_refreshes() -> None:
    """Do what the beat and the tasks do if there is a broker."""
    if is_nightly_refresh_due():
        refresh.invalidate_all()
    publishing.write_portions(1)
    refresh.refresh_stale()


def is_nightly_refresh_due() -> bool:
    """Return whether the nightly refresh of this day is due and has not started."""
    now = timezone.localtime()
    due = timezone.make_aware(datetime.combine(now.date(), _NIGHTLY))
    done = StatisticsVersion.objects.values_list("full_at", flat=True).get(pk=1)
    return now >= due and (done is None or done < due)
