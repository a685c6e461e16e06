"""Counting: claiming what is stale, running its query, storing what has changed.

1. *Claim.* A statistic is claimed by a conditional update; on PostgreSQL rows that another worker is about to
   claim are skipped. A claim lapses, so that what a killed worker held is taken up by the next.
2. *Count.* The number of marks is read, and after that the query is run, so it sees every edit that those
   marks stand for.
3. *Store.* In one transaction: only if nothing newer has been stored meanwhile, the rows that changed are
   written, earlier ones are kept, and the statistic is fresh up to those marks. A newer mark leaves it stale.

Editors write `Mark` and this module writes `Counting`: neither waits for the other.
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

from stats import storing
from stats.declaring import Statistic, registered
from stats.marking import ensure_marks, mark_everything
from stats.models import Counting, CountingQuerySet, EarlierValue, Refresh, StatisticsVersion, StatisticValue

logger = logging.getLogger(__name__)

KEPT_DAYS = 30


@dataclass(frozen=True)
class Claim:
    """That this worker counts a statistic now; what it finds will hold for the marks up to `number`."""

    statistic: Statistic
    token: str
    number: int
    as_of: datetime | None


def work(
    keys: Collection[str] | None = None,
    *,
    ripe_only: bool = True,
    told: Callable[[Refresh], None] = lambda refresh: None,
) -> list[Refresh]:
    """Count what is stale, one after the other, until nothing that may be counted now is left.

    `ripe_only`: what was counted less than STATISTICS_PAUSE seconds ago waits, so that a burst of edits
    causes a bounded number of refreshes. What fails is logged and tried again when its claim lapses.
    """
    done = []
    for claim in _claims(keys, ripe_only):
        refresh = _count(claim)
        done.append(refresh)
        told(refresh)
    return done


def waiting(keys: Collection[str] | None = None) -> list[str]:
    """What is stale and not being counted by anybody now."""
    now = timezone.now()
    return list(_open(keys).filter(_free(now)).values_list("mark", flat=True))


def seconds_waiting() -> int:
    """For how long something could have been counted, and nobody has counted or claimed anything.

    Who holds a claim that has not lapsed is taken to count. What could not be counted is tried again when its
    claim has lapsed; a worker is given a minute to do so.
    """
    now = timezone.now()
    if Counting.objects.exclude(_free(now)).exists():
        return 0
    pause = timedelta(seconds=settings.STATISTICS_PAUSE)
    retry = timedelta(seconds=settings.STATISTICS_LEASE + 60)
    stale = _open(None).values_list("mark__marked_at", "counted_at", "claimed_at")
    ready = [
        max(since, counted + pause if counted else since, claimed + retry if claimed else since)
        for since, counted, claimed in stale
    ]
    if not ready:
        return 0
    last = Counting.objects.aggregate(last=Max("counted_at"))["last"]
    waiting_since = max(min(ready), last or min(ready))
    return max(0, int((now - waiting_since).total_seconds()))


def _open(keys: Collection[str] | None) -> CountingQuerySet:
    wanted = registered().keys() if keys is None else keys
    return Counting.objects.stale().filter(mark__in=list(wanted))


def _free(now: datetime) -> Q:
    return Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - timedelta(seconds=settings.STATISTICS_LEASE))


def _ripe(now: datetime) -> Q:
    paused = now - timedelta(seconds=settings.STATISTICS_PAUSE)
    return Q(counted_at__isnull=True) | Q(counted_at__lte=paused)


def _claims(keys: Collection[str] | None, ripe_only: bool) -> Iterator[Claim]:
    """Claim one statistic after the other, those first that were counted longest ago."""
    while True:
        now = timezone.now()
        candidates = _open(keys).filter(_free(now), _ripe(now) if ripe_only else Q())
        order = F("counted_at").asc(nulls_first=True)
        claimed = False
        # Reading alone finds them: on SQLite whoever has nothing to do keeps no writer waiting.
        for key in list(candidates.order_by(order, "pk").values_list("mark", flat=True)):
            claim = _claim(key)
            if claim is not None:
                claimed = True
                yield claim
        if not claimed:
            return


def _claim(key: str) -> Claim | None:
    now, token = timezone.now(), secrets.token_hex(16)
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        open_rows = Counting.objects.stale().filter(_free(now), pk=key)
        found = open_rows.select_for_update(of=("self",), skip_locked=skip).select_related("mark").first()
        if found is None:
            return None
        same = Counting.objects.filter(_free(now), pk=key, token=found.token)
        if not same.update(token=token, claimed_at=now):
            return None
    return Claim(registered()[key], token, found.mark.number, found.mark.as_of)


def _count(claim: Claim) -> Refresh:
    """Count what has been claimed. The claim of what failed stays until it lapses: it is tried again then."""
    refresh = Refresh(statistic=claim.statistic.key, started_at=timezone.now(), worker=_worker())
    try:
        fresh = storing.computed(claim.statistic)
        with transaction.atomic():
            _store(claim, refresh, fresh)
    except Exception as error:
        if connection.in_atomic_block and connection.needs_rollback:
            raise
        logger.exception("The statistic “%s” could not be counted.", claim.statistic.key)
        refresh.error = f"{type(error).__name__}: {error}"
        refresh.ended_at = timezone.now()
        refresh.save()
    return refresh


def _store(claim: Claim, refresh: Refresh, fresh: storing.Values) -> None:
    now = timezone.now()
    counting = Counting.objects.filter(pk=claim.statistic.key)
    refresh.rows = len(fresh)
    # First, so that whoever stores the same statistic at this moment waits, and then finds it done.
    if counting.filter(number__lt=claim.number).update(number=claim.number, counted_at=now):
        refresh.changed = storing.store(claim.statistic, fresh, now)
        changed: dict[str, Any] = {"changed_at": now} if refresh.changed else {}
        if refresh.changed or _another_day(counting.get().as_of, claim.as_of):
            counting.update(as_of=claim.as_of, **changed)
            StatisticsVersion.objects.update(number=F("number") + 1)
        counting.filter(changed_at__isnull=True).update(changed_at=now)
    counting.filter(token=claim.token).update(token="", claimed_at=None)
    refresh.ended_at = timezone.now()
    refresh.save()


def _another_day(former: datetime | None, latter: datetime | None) -> bool:
    """Pages name the day as of which the data are."""
    return (former and timezone.localdate(former)) != (latter and timezone.localdate(latter))


def _worker() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def everything_is_stale() -> None:
    """Have every statistic counted anew, whatever its marks say; nightly, and by hand."""
    _forget_the_old()
    mark_everything()
    StatisticsVersion.objects.update(full_at=timezone.now())


def _forget_the_old() -> None:
    """Drop the log's old rows, and all that is kept of statistics that are declared no more."""
    Refresh.objects.filter(started_at__lt=timezone.now() - timedelta(days=KEPT_DAYS)).delete()
    known = list(registered())
    ensure_marks(known)
    gone = Counting.objects.exclude(mark__in=known)
    if gone.exists():
        with transaction.atomic():
            StatisticValue.objects.exclude(statistic__in=known).delete()
            EarlierValue.objects.exclude(statistic__in=known).delete()
            for counting in gone:
                counting.mark.delete()
            StatisticsVersion.objects.update(number=F("number") + 1)
