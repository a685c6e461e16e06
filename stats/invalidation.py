"""Mark projections as stale, in the transaction that publishes the change."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Value, When
from django.dispatch import receiver
from django.utils import timezone

from records.models import Publication
from records.projections import find_dependent_names, get_refreshed_projections
from records.publishing import content_changed, get_content_version
from stats.dispatch import enqueue_refresh
from stats.models import RefreshState, StaleMark


@receiver(content_changed)
def _on_content_changed(sender: Any, publications: Iterable[Publication], **_kwargs: Any) -> None:
    keys = {
        key
        for record_type in {row.record_type for row in publications}
        for key in find_dependent_names(record_type)
    }
    if keys:
        settled = min(row.number for row in publications) - 1
        mark_stale(keys, settled=settled, as_of=max(row.at for row in publications))
        transaction.on_commit(enqueue_refresh, robust=True)


def mark_stale(keys: Collection[str], *, settled: int | None = None, **changes: datetime) -> None:
    """Mark these projections as stale; `changes` are set on their marks.

    `settled`: the content version before the change that makes them stale; None: the present one.
    """
    settled = get_content_version() if settled is None else settled
    if _increment_marks(StaleMark.objects.filter(key__in=keys), settled, **changes) < len(keys):
        ensure_marks(keys)


def _increment_marks(marks: QuerySet[StaleMark], settled: int, **changes: datetime) -> int:
    counted = Subquery(RefreshState.objects.filter(mark=OuterRef("pk")).values("number"))

    def set_if_fresh(name: str, value: Any) -> Case:
        field: Any = StaleMark._meta.get_field(name)
        return Case(When(number__lte=counted, then=Value(value, field)), default=F(name))

    first = {"marked_at": timezone.now(), "settled": settled}
    first_changes = {name: set_if_fresh(name, value) for name, value in first.items()}
    return marks.update(number=F("number") + 1, **first_changes, **changes)


def mark_all_stale() -> None:
    ensure_marks(get_refreshed_projections())
    # One row at a time: holding a single lock can't cause a deadlock.
    settled = get_content_version()
    for key in get_refreshed_projections():
        _increment_marks(StaleMark.objects.filter(key=key), settled)


def ensure_marks(keys: Iterable[str]) -> None:
    """Create missing rows of these projections; new ones are stale."""
    existing = set(RefreshState.objects.values_list("mark", flat=True))
    new = sorted(set(keys) - existing)
    marks = [StaleMark(key=key, number=1, as_of=_get_newest_publication(key)) for key in new]
    StaleMark.objects.bulk_create(marks, ignore_conflicts=True)
    RefreshState.objects.bulk_create([RefreshState(mark_id=key) for key in new], ignore_conflicts=True)


def _get_newest_publication(key: str) -> datetime | None:
    """Return the time of the newest publication or withdrawal of a record that it depends on."""
    rows = Publication.objects.all()
    record_types = get_refreshed_projections()[key].record_types
    if record_types is not None:
        rows = rows.filter(record_type__in=record_types)
    return rows.order_by("-number").values_list("at", flat=True).first()


def find_stale_keys(keys: Collection[str] | None = None) -> list[str]:
    """Return the names of stale projections, among all or the given ones."""
    wanted = get_refreshed_projections().keys() if keys is None else keys
    return list(RefreshState.objects.stale().filter(mark__in=list(wanted)).values_list("mark", flat=True))
