"""The end of a publication transaction: load what was changed, validate it, plan the new rows, write them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from records.choices import Action, RevisionKind
from records.history.revisions import (
    RevisionNote,
    build_last_revision,
    build_revision,
    get_newest_revisions,
    is_changed,
)
from records.models import Publication, Revision
from records.models.base import Record
from records.projections import apply_rows
from records.publishing.log import (
    LeavingRecord,
    PendingPublication,
    build_end,
    build_publication,
    get_newest_rows,
)
from records.publishing.validation import (
    Problem,
    validate_for_publication,
    validate_slugs,
    validate_withdrawal,
)
from records.snapshots import fill_snapshot, select_public_data, select_with_related, serialize_records


@dataclass
class RecordBatch:
    """The changed records of one type, as they are now, and what is stored of them."""

    model: type[Record]
    #: The changed records that exist, with their snapshots, by primary key.
    records: dict[int, Record]
    snapshots: dict[int, dict[str, Any]]
    #: Records that were deleted or had another slug.
    leaving: Sequence[LeavingRecord]
    #: The newest row of the log by slug.
    newest: dict[str, Publication]
    #: The newest revision by primary key.
    revisions: dict[int, Revision]

    @property
    def published(self) -> list[Record]:
        return [record for record in self.records.values() if record.is_published]

    @cached_property
    def last_public(self) -> dict[str, Publication]:
        """The newest row of the log of each slug that was public before."""
        return {slug: row for slug, row in self.newest.items() if row.data is not None}

    @cached_property
    def former_slugs(self) -> dict[int, str]:
        """The slugs that public records had before a rename, by primary key."""
        return {
            former.pk: former.slug
            for former in self.leaving
            if former.slug in self.last_public
            and former.pk in self.records
            and self.records[former.pk].slug != former.slug
        }

    @cached_property
    def withdrawn(self) -> list[Record]:
        """The records that were public before and aren't any more."""
        # A draft with a slug that another record has just given up was not the published record.
        left_by = {former.slug: former.pk for former in self.leaving}
        return [
            record
            for pk, record in self.records.items()
            if not record.is_published
            and record.slug in self.last_public
            and left_by.get(record.slug, pk) == pk
        ]


def load_batch(model: type[Record], touched: Iterable[int], leaving: Sequence[LeavingRecord]) -> RecordBatch:
    records = {record.pk: record for record in select_with_related(model).filter(pk__in=list(touched))}
    slugs = [row.slug for row in (*records.values(), *leaving)]
    ids = {*records, *(former.pk for former in leaving)}
    return RecordBatch(
        model=model,
        records=records,
        snapshots=serialize_records(model, list(records.values())),
        leaving=leaving,
        newest=get_newest_rows(model, slugs),
        revisions=get_newest_revisions(model, ids),
    )


def validate_batch(batch: RecordBatch) -> list[Problem]:
    """Return why the records can't be public, or can't leave."""
    published = batch.published
    return [
        *validate_for_publication(batch.model, published, batch.snapshots),
        *validate_slugs(batch.model, published),
        *validate_withdrawal(batch.model, batch.withdrawn),
    ]


@dataclass
class BatchPlan:
    """The rows that the records of one type get."""

    model: type[Record]
    publications: list[PendingPublication] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    #: Primary keys by new version.
    versions: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))


def plan_batch(batch: RecordBatch, note: RevisionNote, now: datetime) -> BatchPlan:
    """Decide which records have a new version, and build their rows of the log and revisions."""
    plan = BatchPlan(batch.model)
    for pk, record in batch.records.items():
        data = batch.snapshots[pk]
        action = _choose_action(batch, record)
        last_revision = batch.revisions.get(pk)
        is_revised = is_changed(record, data, last_revision)
        if action is None and (record.is_published or not is_revised):
            continue
        # Another record may have used the slug before: version numbers continue from its last one.
        former_version = batch.newest[record.slug].version if record.slug in batch.newest else 0
        record.version = max(record.version, former_version) + 1
        plan.versions[record.version].append(pk)
        revision = build_revision(record, data, note, now, last_revision) if is_revised else None
        if revision is not None:
            is_correction = revision.kind == RevisionKind.CORRECTION
            if is_correction and action is Action.CHANGED and not _is_publicly_changed(batch, record):
                revision.kind = RevisionKind.UPDATE  # nothing that readers have seen was wrong
            plan.revisions.append(revision)
        if action is not None:
            public = select_public_data(batch.model, data) if record.is_published else None
            former_slug = batch.former_slugs.get(pk, "") if action is Action.RENAMED else ""
            row = build_publication(record, action, public, former_slug)
            plan.publications.append(PendingPublication(row, revision))
    _plan_ends(batch, plan, note, now)
    return plan


def _choose_action(batch: RecordBatch, record: Record) -> Action | None:
    """Return what the log says of a record; None if it says nothing new."""
    last = batch.last_public.get(record.slug)
    if not record.is_published:
        return Action.WITHDRAWN if record in batch.withdrawn else None
    if record.pk in batch.former_slugs:
        return Action.RENAMED
    if last is None:
        return Action.PUBLISHED
    return Action.CHANGED if _has_new_version(batch, record) else None


def _has_new_version(batch: RecordBatch, record: Record) -> bool:
    """Return whether a public record differs from its last version, or from its last revision.

    A change that isn't public, such as that of a note for editors, has a version, too: the versions of the
    record, its revisions and its log agree, and forms notice it.
    """
    if _is_publicly_changed(batch, record):
        return True
    revision = batch.revisions.get(record.pk)
    former = revision.data if revision and revision.data else batch.last_public[record.slug].data or {}
    return fill_snapshot(batch.model, former) != batch.snapshots[record.pk]


def _is_publicly_changed(batch: RecordBatch, record: Record) -> bool:
    """Return whether a public record differs from its last version in what is public."""
    former = fill_snapshot(batch.model, batch.last_public[record.slug].data or {})
    data = batch.snapshots[record.pk]
    return select_public_data(batch.model, former) != select_public_data(batch.model, data)


def _plan_ends(batch: RecordBatch, plan: BatchPlan, note: RevisionNote, now: datetime) -> None:
    """Add the rows of deleted records and of slugs that were given up."""
    gone = batch.revisions.keys() - batch.records.keys()
    deleted = {
        former.pk: build_last_revision(batch.revisions[former.pk], former.slug, note, now)
        for former in batch.leaving
        if former.pk in gone
    }
    plan.revisions += deleted.values()
    logged_slugs = {record.slug for record in (*batch.published, *batch.withdrawn)}
    for former in batch.leaving:
        last = batch.last_public.get(former.slug)
        if last is not None and former.slug not in logged_slugs:
            logged_slugs.add(former.slug)
            action = Action.WITHDRAWN if former.pk in batch.records else Action.DELETED
            renamed = batch.records.get(former.pk) if former.pk in batch.former_slugs else None
            renamed_to = renamed.slug if renamed and renamed.is_published else ""
            row = build_end(batch.model, former, last, action, renamed_to)
            plan.publications.append(PendingPublication(row, deleted.get(former.pk)))


def write_plans(
    plans: Sequence[BatchPlan], now: datetime, take_numbers: Callable[[int], int]
) -> list[Publication]:
    """Write versions, revisions, the projections of the transaction and the log; return its new rows.

    `take_numbers` reserves so many numbers of the log and returns the first.
    """
    for plan in plans:
        for version, pks in plan.versions.items():
            plan.model._default_manager.filter(pk__in=pks).update(version=version, updated_at=now)
    pending = [publication for plan in plans for publication in plan.publications]
    if pending:
        first = take_numbers(len(pending))
        for number, publication in enumerate(pending, start=first):
            publication.set_number(number, now)
    revisions = [revision for plan in plans for revision in plan.revisions]
    Revision.objects.bulk_create(revisions, batch_size=500)
    if not pending:
        return []
    rows = [publication.row for publication in pending]
    apply_rows(rows)
    for plan in plans:
        _clear_current_marks(plan)
    return Publication.objects.bulk_create(rows, batch_size=200)


def _clear_current_marks(plan: BatchPlan) -> None:
    slugs = [publication.row.slug for publication in plan.publications]
    rows = Publication.objects.current().filter(record_type=plan.model.type_code, slug__in=slugs)
    rows.update(is_current=False)
