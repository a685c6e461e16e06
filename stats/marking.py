"""Saying that statistics are stale, in the transaction that makes them so."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Value, When
from django.dispatch import receiver
from django.utils import timezone

from records.models import Publication
from records.publishing import content_changed
from stats import waking
from stats.declaring import registered, resting_on
from stats.models import Counting, Mark


@receiver(content_changed)
def _notice(sender: Any, publications: Iterable[Publication], **_kwargs: Any) -> None:
    """Whatever becomes, was or ceases to be public makes stale what rests on it, in the same transaction."""
    keys = {
        key for record_type in {row.record_type for row in publications} for key in resting_on(record_type)
    }
    if keys:
        mark(keys, as_of=max(row.at for row in publications))
        transaction.on_commit(waking.wake, robust=True)


def mark(keys: Collection[str], **changes: datetime) -> None:
    """Make these statistics stale: one row each, however often it happens before they are counted."""
    if _add_mark(Mark.objects.filter(key__in=keys), **changes) < len(keys):
        ensure_marks(keys)


def _add_mark(marks: QuerySet[Mark], **changes: datetime) -> int:
    now = timezone.now()
    counted = Counting.objects.filter(mark=OuterRef("pk")).values("number")
    first = Case(When(number__lte=Subquery(counted), then=Value(now)), default=F("marked_at"))
    return marks.update(number=F("number") + 1, marked_at=first, **changes)


def mark_everything() -> None:
    """Make every statistic stale. One row after the other: who holds one lock at a time blocks nobody."""
    ensure_marks(registered())
    for key in registered():
        _add_mark(Mark.objects.filter(key=key))


def ensure_marks(keys: Iterable[str]) -> None:
    """Each of these statistics has its rows. New ones are stale from the start."""
    there = set(Counting.objects.values_list("mark", flat=True))
    new = sorted(set(keys) - there)
    marks = [Mark(key=key, number=1, as_of=_newest_publication(key)) for key in new]
    Mark.objects.bulk_create(marks, ignore_conflicts=True)
    Counting.objects.bulk_create([Counting(mark_id=key) for key in new], ignore_conflicts=True)


def _newest_publication(key: str) -> datetime | None:
    """When anything that the statistic rests on was last published, changed or taken away."""
    rows = Publication.objects.all()
    record_types = registered()[key].record_types
    if record_types is not None:
        rows = rows.filter(record_type__in=record_types)
    return rows.order_by("-number").values_list("at", flat=True).first()


def stale_keys(keys: Collection[str] | None = None) -> list[str]:
    """The statistics that wait to be counted; of all, or of some."""
    wanted = registered().keys() if keys is None else keys
    return list(Counting.objects.stale().filter(mark__in=list(wanted)).values_list("mark", flat=True))
