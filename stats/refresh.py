"""Refresh statistics: claim a stale statistic, run its query, store changed values.

1. *Claim.* A conditional update claims a statistic; on PostgreSQL, rows locked by other workers are skipped.
   A claim expires, so another worker takes over the statistics of a killed one.
2. *Compute.* The number of marks is read before the query runs, so the query sees every edit that they
   count.
3. *Store.* One transaction writes the changed values, keeps the replaced ones, and records the number of
   marks, unless a newer result has been stored. If the mark has been incremented since, the statistic
   remains stale.

Edits write `StaleMark` and this module writes `RefreshState`, so neither waits for the other.
"""

import logging
import os
import secrets
import socket
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Max, Q
from django.utils import timezone

from stats import storage, summaries
from stats.definitions import DerivedTable, Statistic, get_refreshable
from stats.invalidation import ensure_marks, mark_all_stale
from stats.models import (
    HistoricalValue,
    Refresh,
    RefreshState,
    RefreshStateQuerySet,
    StatisticsVersion,
    StatisticValue,
    TableSummary,
)

logger = logging.getLogger(__name__)

_KEPT_DAYS = 30


@dataclass(frozen=True)
class RefreshClaim:
    """The claim of this worker on a statistic; the result covers the marks up to `number`."""

    statistic: Statistic | DerivedTable
    token: str
    number: int
    as_of: datetime | None


def refresh_stale(
    keys: Collection[str] | None = None,
    *,
    due_only: bool = True,
    on_refreshed: Callable[[Refresh], None] = lambda refresh: None,
) -> list[Refresh]:
    """Refresh stale statistics one after the other until none is left to claim.

    With `due_only`, statistics refreshed less than STATISTICS_PAUSE seconds ago are skipped, which bounds
    the number of refreshes during a burst of edits. A failed refresh is logged and retried when its claim
    expires.
    """
    refreshes = []
    for claim in _take_claims(keys, due_only):
        refresh = _refresh_claimed(claim)
        refreshes.append(refresh)
        on_refreshed(refresh)
    return refreshes


def find_pending_keys(keys: Collection[str] | None = None) -> list[str]:
    """Return the keys of statistics that are stale and not claimed."""
    now = timezone.now()
    return list(_filter_stale(keys).filter(_is_unclaimed(now)).values_list("mark", flat=True))


def calculate_pending_seconds() -> int:
    """Return the seconds since a refresh was possible and no worker refreshed or claimed any statistic.

    An unexpired claim counts as work in progress. A failed statistic is retried when its claim has expired; a
    worker has a minute to do so.
    """
    now = timezone.now()
    if RefreshState.objects.exclude(_is_unclaimed(now)).exists():
        return 0
    pause = timedelta(seconds=settings.STATISTICS_PAUSE)
    retry = timedelta(seconds=settings.STATISTICS_LEASE + 60)
    stale = _filter_stale(None).values_list("mark__marked_at", "counted_at", "claimed_at")
    ready = [
        max(since, counted + pause if counted else since, claimed + retry if claimed else since)
        for since, counted, claimed in stale
    ]
    if not ready:
        return 0
    last = RefreshState.objects.aggregate(last=Max("counted_at"))["last"]
    waiting_since = max(min(ready), last or min(ready))
    return max(0, int((now - waiting_since).total_seconds()))


def _filter_stale(keys: Collection[str] | None) -> RefreshStateQuerySet:
    wanted = get_refreshable().keys() if keys is None else keys
    return RefreshState.objects.stale().filter(mark__in=list(wanted))


def _is_unclaimed(now: datetime) -> Q:
    return Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - timedelta(seconds=settings.STATISTICS_LEASE))


def _is_due(now: datetime) -> Q:
    paused = now - timedelta(seconds=settings.STATISTICS_PAUSE)
    return Q(counted_at__isnull=True) | Q(counted_at__lte=paused)


def _take_claims(keys: Collection[str] | None, due_only: bool) -> Iterator[RefreshClaim]:
    """Claim stale statistics one after the other, the least recently refreshed first."""
    while True:
        now = timezone.now()
        candidates = _filter_stale(keys).filter(_is_unclaimed(now), _is_due(now) if due_only else Q())
        order = F("counted_at").asc(nulls_first=True)
        claimed = False
        # A plain read: on SQLite an idle worker must not block writers.
        for key in list(candidates.order_by(order, "pk").values_list("mark", flat=True)):
            claim = _take_claim(key)
            if claim is not None:
                claimed = True
                yield claim
        if not claimed:
            return


def _take_claim(key: str) -> RefreshClaim | None:
    now, token = timezone.now(), secrets.token_hex(16)
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        stale_rows = RefreshState.objects.stale().filter(_is_unclaimed(now), pk=key)
        state = stale_rows.select_for_update(of=("self",), skip_locked=skip).select_related("mark").first()
        if state is None:
            return None
        unchanged = RefreshState.objects.filter(_is_unclaimed(now), pk=key, token=state.token)
        if not unchanged.update(token=token, claimed_at=now):
            return None
    return RefreshClaim(get_refreshable()[key], token, state.mark.number, state.mark.as_of)


def _refresh_claimed(claim: RefreshClaim) -> Refresh:
    """Compute and store the claimed statistic; after a failure the claim remains until it expires."""
    refresh = Refresh(statistic=claim.statistic.key, started_at=timezone.now(), worker=_get_worker_name())
    try:
        save = _compute(claim.statistic, refresh)
        with transaction.atomic():
            _store(claim, refresh, save)
    except Exception as error:
        if connection.in_atomic_block and connection.needs_rollback:
            raise
        logger.exception("The statistic “%s” could not be refreshed.", claim.statistic.key)
        refresh.error = f"{type(error).__name__}: {error}"
        refresh.ended_at = timezone.now()
        refresh.save()
    return refresh


def _compute(statistic: Statistic | DerivedTable, refresh: Refresh) -> Callable[[datetime], int]:
    """Return a function that writes what changed and returns how much that is.

    The query of a statistic runs before its transaction begins; that of a table is part of its update.
    """
    if isinstance(statistic, DerivedTable):
        return lambda now: statistic.update()
    fresh = storage.compute_values(statistic)
    refresh.rows = len(fresh)

    def save(now: datetime) -> int:
        changed = storage.save_values(statistic, fresh, now)
        if changed or not summaries.has_summaries(statistic):
            summaries.save_summaries(statistic, fresh, now)
        return changed

    return save


def _store(claim: RefreshClaim, refresh: Refresh, save: Callable[[datetime], int]) -> None:
    now = timezone.now()
    state = RefreshState.objects.filter(pk=claim.statistic.key)
    # Locks the row first: a concurrent refresh of the same statistic waits and then has nothing to store.
    if state.filter(number__lt=claim.number).update(number=claim.number, counted_at=now):
        refresh.changed = save(now)
        changed: dict[str, Any] = {"changed_at": now} if refresh.changed else {}
        if refresh.changed or _is_other_day(state.get().as_of, claim.as_of):
            state.update(as_of=claim.as_of, **changed)
            StatisticsVersion.objects.update(number=F("number") + 1)
        state.filter(changed_at__isnull=True).update(changed_at=now)
    state.filter(token=claim.token).update(token="", claimed_at=None)
    refresh.ended_at = timezone.now()
    refresh.save()


def _is_other_day(former: datetime | None, latter: datetime | None) -> bool:
    # Pages show the date, so the version changes with the day only.
    return (former and timezone.localdate(former)) != (latter and timezone.localdate(latter))


def _get_worker_name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def invalidate_all() -> None:
    """Mark every statistic as stale and delete obsolete rows."""
    _delete_obsolete()
    mark_all_stale()
    StatisticsVersion.objects.update(full_at=timezone.now())


def _delete_obsolete() -> None:
    """Delete old log entries, and all rows of statistics that are no longer registered."""
    Refresh.objects.filter(started_at__lt=timezone.now() - timedelta(days=_KEPT_DAYS)).delete()
    known = list(get_refreshable())
    ensure_marks(known)
    obsolete = RefreshState.objects.exclude(mark__in=known)
    if obsolete.exists():
        with transaction.atomic():
            StatisticValue.objects.exclude(statistic__in=known).delete()
            TableSummary.objects.exclude(statistic__in=known).delete()
            HistoricalValue.objects.exclude(statistic__in=known).delete()
            for state in obsolete:
                state.mark.delete()
            StatisticsVersion.objects.update(number=F("number") + 1)
