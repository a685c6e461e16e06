"""Refresh projections: claim a stale one, build it, store what changed.

1. *Claim.* A conditional update claims a projection; on PostgreSQL, rows locked by other workers are skipped.
   A claim expires, so another worker takes over the projections of a killed one.
2. *Build.* The number of marks is read before it is built, so it contains every edit that they count. It is
   built from one state of the database, whose content version is stored with it.
3. *Store.* One transaction writes what changed, and records the number of marks, unless a newer result has
   been stored. If the mark has been incremented since, the projection remains stale. One that is built by
   rows stores portions, each with the number of the log up to which it is applied.

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
from django.db.models import Case, F, Max, Q, Subquery, When
from django.utils import timezone

from records.build_digest import compute_build_digest
from records.models import ContentVersion, Publication
from records.projections import Projection, Timing, Update, get_projections, get_refreshed_projections
from records.projections.database_snapshot import database_snapshot
from records.publishing import get_content_version
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
_ROWS_PER_PORTION = 200


@dataclass(frozen=True)
class RefreshClaim:
    """The claim of this worker on a projection; the result covers the marks up to `number`."""

    projection: Projection
    token: str
    number: int
    as_of: datetime | None


def refresh_stale(
    keys: Collection[str] | None = None,
    *,
    due_only: bool = True,
    on_refreshed: Callable[[Refresh], None] = lambda refresh: None,
) -> list[Refresh]:
    """Refresh stale projections one after the other until none is left to claim.

    With `due_only`, those refreshed less than REFRESH_PAUSE seconds ago are skipped, which bounds the
    number of refreshes during a burst of edits; those built by rows never wait. Without it, each is
    refreshed once, so that this ends while edits go on. A failed refresh is logged and retried when its
    claim expires.
    """
    refreshes = []
    for claim in _take_claims(keys, due_only):
        refresh = _refresh_claimed(claim)
        refreshes.append(refresh)
        on_refreshed(refresh)
    return refreshes


def has_stale_projections() -> bool:
    """Return whether any projection is stale, claimed ones included."""
    return _filter_stale(None).exists()


def find_pending_keys(keys: Collection[str] | None = None) -> list[str]:
    """Return the names of projections that are stale and not claimed."""
    now = timezone.now()
    return list(_filter_stale(keys).filter(_is_unclaimed(now)).values_list("mark", flat=True))


def calculate_pending_seconds() -> int:
    """Return the seconds since a refresh was possible and no worker refreshed or claimed any projection.

    An unexpired claim counts as work in progress. A failed refresh is retried when its claim has expired; a
    worker has a minute to do so.
    """
    now = timezone.now()
    if RefreshState.objects.exclude(_is_unclaimed(now)).exists():
        return 0
    pause = timedelta(seconds=settings.REFRESH_PAUSE)
    retry = timedelta(seconds=settings.REFRESH_LEASE + 60)
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
    wanted = get_refreshed_projections().keys() if keys is None else keys
    return RefreshState.objects.stale().filter(mark__in=list(wanted))


def _is_unclaimed(now: datetime) -> Q:
    return Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - timedelta(seconds=settings.REFRESH_LEASE))


def _is_due(now: datetime) -> Q:
    paused = now - timedelta(seconds=settings.REFRESH_PAUSE)
    return Q(counted_at__isnull=True) | Q(counted_at__lte=paused) | Q(mark__in=_list_built_by_rows())


def _list_built_by_rows() -> list[str]:
    """Return the names of what never pauses: each row of the log is applied once, however many there are."""
    return list(get_projections(Timing.BY_ROWS))


def _take_claims(keys: Collection[str] | None, due_only: bool) -> Iterator[RefreshClaim]:
    """Claim stale projections one after the other: those built by rows, then the least recently refreshed."""
    passed: list[str] = []
    while True:
        now = timezone.now()
        candidates = _filter_stale(keys).filter(_is_unclaimed(now), _is_due(now) if due_only else Q())
        by_rows_first = Case(When(mark__in=_list_built_by_rows(), then=0), default=1)
        order = (by_rows_first, F("counted_at").asc(nulls_first=True), "pk")
        # A plain read: on SQLite an idle worker must not block writers.
        key = candidates.exclude(mark__in=passed).order_by(*order).values_list("mark", flat=True).first()
        if key is None:
            return
        claim = _take_claim(key)
        if claim is None or not due_only:
            passed.append(key)  # another worker has it, or it is refreshed now
        if claim is not None:
            yield claim


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
    return RefreshClaim(get_refreshed_projections()[key], token, state.mark.number, state.mark.as_of)


def _refresh_claimed(claim: RefreshClaim) -> Refresh:
    """Build and store the claimed projection; after a failure the claim remains until it expires."""
    refresh = Refresh(statistic=claim.projection.name, started_at=timezone.now(), worker=_get_worker_name())
    try:
        if claim.projection.timing is Timing.BY_ROWS:
            number = _apply_rows(claim, refresh)
            update = Update(refresh.rows, lambda: refresh.changed)
        else:
            with database_snapshot():
                number, update = get_content_version(), claim.projection.build(())
        with transaction.atomic():
            _store(claim, refresh, update, number)
    except Exception as error:
        if connection.in_atomic_block and connection.needs_rollback:
            raise
        logger.exception("The projection “%s” could not be refreshed.", claim.projection.name)
        refresh.error = f"{type(error).__name__}: {error}"
        refresh.ended_at = timezone.now()
        refresh.save()
    return refresh


def _apply_rows(claim: RefreshClaim, refresh: Refresh) -> int:
    """Build from the rows of the log after the last applied one, a portion in each transaction.

    Each portion renews the claim. It is written only if no other worker has written it meanwhile. Returns the
    last applied number.
    """
    state = RefreshState.objects.filter(pk=claim.projection.name)
    while True:
        applied = state.values_list("applied", flat=True).get()
        following = Publication.objects.filter(number__gt=applied).order_by("number").defer("data")
        rows = list(following[:_ROWS_PER_PORTION])
        if not rows:
            return applied
        update = claim.projection.build(rows)
        with transaction.atomic():
            if state.filter(applied=applied).update(applied=rows[-1].number):
                state.filter(token=claim.token).update(claimed_at=timezone.now())
                refresh.rows += update.rows
                refresh.changed += update.save()


def _store(claim: RefreshClaim, refresh: Refresh, update: Update, number: int) -> None:
    now = timezone.now()
    state = RefreshState.objects.filter(pk=claim.projection.name)
    refresh.rows = update.rows
    # Locks the row first: a concurrent refresh of the same projection waits and then has nothing to store.
    if state.filter(number__lt=claim.number).update(number=claim.number, counted_at=now):
        refresh.changed = update.save()
        if claim.projection.timing is Timing.AS_A_WHOLE:  # what is built by rows is on no kept page
            state.update(applied=number)
            _store_change(claim, refresh, now)
    state.filter(token=claim.token).update(token="", claimed_at=None)
    refresh.ended_at = timezone.now()
    refresh.save()


def _store_change(claim: RefreshClaim, refresh: Refresh, now: datetime) -> None:
    state = RefreshState.objects.filter(pk=claim.projection.name)
    changed: dict[str, Any] = {"changed_at": now} if refresh.changed else {}
    if refresh.changed or _is_other_day(state.get().as_of, claim.as_of):
        state.update(as_of=claim.as_of, **changed)
        StatisticsVersion.objects.update(number=F("number") + 1)
    state.filter(changed_at__isnull=True).update(changed_at=now)


def _is_other_day(former: datetime | None, latter: datetime | None) -> bool:
    # Pages show the date, so the version changes with the day only.
    return (former and timezone.localdate(former)) != (latter and timezone.localdate(latter))


def _get_worker_name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def invalidate_all() -> None:
    """Mark every projection as stale and delete obsolete rows."""
    _delete_obsolete()
    mark_all_stale()
    StatisticsVersion.objects.update(full_at=timezone.now())


def rebuild_by_rows(keys: Collection[str] | None = None) -> None:
    """Let these projections, or those of another release or log, be built from the start of the log."""
    states = RefreshState.objects.filter(mark__in=_list_built_by_rows())
    digest = compute_build_digest()
    if keys is None:
        newest = ContentVersion.objects.values("number")[:1]
        states = states.filter(~Q(digest=digest) | Q(applied__gt=Subquery(newest)))
    else:
        states = states.filter(mark__in=keys)
    states.update(applied=0, digest=digest)


def _delete_obsolete() -> None:
    """Delete old log entries, and all rows of projections that are no longer registered."""
    Refresh.objects.filter(started_at__lt=timezone.now() - timedelta(days=_KEPT_DAYS)).delete()
    known = list(get_refreshed_projections())
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
