"""Refresh all projections, or the given ones, and print the outcome."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from records.projections import get_refreshed_projections
from stats import invalidation, refresh
from stats.models import Refresh


class Command(BaseCommand):
    help = "Refresh what is derived from published records: all of it, or the given projections anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("names", nargs="*", metavar="name", help="The key of a statistic, search, …")

    def handle(self, *args: Any, **options: Any) -> None:
        known = get_refreshed_projections()
        keys = options["names"] or list(known)
        unknown = [key for key in keys if key not in known]
        if unknown:
            raise CommandError(f"Unknown projection {', '.join(unknown)}. Choose from: {', '.join(known)}.")
        if options["names"]:
            invalidation.ensure_marks(keys)
            invalidation.mark_stale(keys)
            refresh.rebuild_by_rows(keys)
        else:
            refresh.invalidate_all()
        self._refresh(keys)

    def _refresh(self, keys: list[str]) -> None:
        failed: set[str] = set()
        done = 0

        def print_refresh(refresh: Refresh) -> None:
            nonlocal done
            done += 1
            self.stdout.write(f"{done:>3}/{len(keys)}  {_format_line(refresh)}")
            if refresh.error:
                failed.add(refresh.statistic)

        refresh.refresh_stale(keys, due_only=False, on_refreshed=print_refresh)
        # Wait for projections that other workers have claimed; those of a killed worker are refreshed here
        # when the claim expires.
        deadline = time.monotonic() + 2 * settings.REFRESH_LEASE
        while set(invalidation.find_stale_keys(keys)) - failed and time.monotonic() < deadline:
            time.sleep(0.5)
            refresh.refresh_stale(set(keys) - failed, due_only=False, on_refreshed=print_refresh)
        not_refreshed = set(invalidation.find_stale_keys(keys)) | failed
        if not_refreshed:
            raise CommandError(f"Not refreshed: {', '.join(sorted(not_refreshed))}.")


def _format_line(refresh: Refresh) -> str:
    seconds = (refresh.ended_at - refresh.started_at).total_seconds()
    if refresh.error:
        return f"{refresh.statistic}: {refresh.error}"
    return f"{refresh.statistic}: {refresh.rows} rows, {refresh.changed} changed, {seconds:.2f} s"
