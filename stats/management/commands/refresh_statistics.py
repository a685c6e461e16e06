"""Counts every statistic anew, or those that are named, and says what came of it."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from stats import marking, refreshing
from stats.declaring import registered
from stats.models import Refresh


class Command(BaseCommand):
    help = "Count every statistic anew, or those that are named."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("keys", nargs="*", metavar="key", help="The key of a statistic.")

    def handle(self, *args: Any, **options: Any) -> None:
        known = registered()
        keys = options["keys"] or list(known)
        unknown = [key for key in keys if key not in known]
        if unknown:
            raise CommandError(f"There is no statistic {', '.join(unknown)}. There are: {', '.join(known)}.")
        if options["keys"]:
            marking.ensure_marks(keys)
            marking.mark(keys)
        else:
            refreshing.everything_is_stale()
        self._count(keys)

    def _count(self, keys: list[str]) -> None:
        failed: set[str] = set()
        done = 0

        def tell(refresh: Refresh) -> None:
            nonlocal done
            done += 1
            self.stdout.write(f"{done:>3}/{len(keys)}  {_line(refresh)}")
            if refresh.error:
                failed.add(refresh.statistic)

        refreshing.work(keys, ripe_only=False, told=tell)
        # What another worker has claimed is counted there; if it was killed, here when its claim lapses.
        deadline = time.monotonic() + 2 * settings.STATISTICS_LEASE
        while set(marking.stale_keys(keys)) - failed and time.monotonic() < deadline:
            time.sleep(0.5)
            refreshing.work(set(keys) - failed, ripe_only=False, told=tell)
        left = set(marking.stale_keys(keys)) | failed
        if left:
            raise CommandError(f"Not counted: {', '.join(sorted(left))}.")


def _line(refresh: Refresh) -> str:
    seconds = (refresh.ended_at - refresh.started_at).total_seconds()
    if refresh.error:
        return f"{refresh.statistic}: {refresh.error}"
    return f"{refresh.statistic}: {refresh.rows} values, {refresh.changed} changed, {seconds:.2f} s"
