"""Counts what edits make stale, where there is no broker: `make run` starts it beside the server."""

import logging
import signal
import threading
from argparse import ArgumentParser
from datetime import datetime, time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from stats import refreshing
from stats.models import StatisticsVersion

logger = logging.getLogger(__name__)

NIGHTLY = time(3, 30)


class Command(BaseCommand):
    help = "Count what edits make stale, and everything once a night, until it is stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="Count what is stale now, and end.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            refreshing.work(ripe_only=False)
            return
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_args: stopped.set())
        while not stopped.is_set():
            try:
                look()
            except Exception:
                # The database is away, or locked: nothing is lost, and it is tried again.
                logger.exception("Nothing could be counted.")
            close_old_connections()
            stopped.wait(1)


def look() -> None:
    """What the loop does each second: what the beat and the tasks do where there is a broker."""
    if night_has_come():
        refreshing.everything_is_stale()
    refreshing.work()


def night_has_come() -> bool:
    """Whether the nightly count of this day is due and has not been done."""
    now = timezone.localtime()
    due = timezone.make_aware(datetime.combine(now.date(), NIGHTLY))
    done = StatisticsVersion.objects.values_list("full_at", flat=True).get(pk=1)
    return now >= due and (done is None or done < due)
