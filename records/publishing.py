"""Publication transactions: the only way to write records.

    with publishing.publication_transaction(request.user) as changes:
        city.name_en = "Changchun"
        city.save()              # tracked by signal receivers
        changes.publish(city)    # a draft becomes public at the end of the block

Inside the block, rows are written as usual. Signal receivers track saved and deleted records, parts, links
and many-to-many relations; bulk writes must be reported with `touch()`. At the end of the block, in the same
transaction, every record that is or was public is validated, its new version is added to the publication
log, its source usage is updated, and `content_changed` is sent. A problem raises `PublishingError` and rolls
the transaction back. Each changed record, drafts included, gets a revision. Writing to a record outside of a
block is refused.

The block checks the permissions of its writer, a user or a `SystemWriter`, and raises `NotPermitted` if one
is missing. Permissions to write are enforced here only.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, OperationalError, connection, models, transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _

from records.choices import Action, Operation, RevisionKind, Status
from records.models import ContentVersion, Publication, Revision, SlugAlias
from records.models.base import Record
from records.permissions import NotPermitted, Writer, get_required_operations, may_perform
from records.revisions import (
    RevisionNote,
    build_last_revision,
    build_revision,
    get_newest_revisions,
    is_changed,
)
from records.snapshots import build_snapshots, select_with_related
from records.source_usage import build_source_uses, get_record_titles, replace_source_uses, update_use_titles
from records.validation import (
    Problem,
    find_blocking_references,
    find_referencing_records,
    validate_for_publication,
    validate_slugs,
    validate_withdrawal,
)

#: Sent at the end of the transaction. `publications`: the new rows of the log, in order.
content_changed = Signal()


_RecordKey = tuple[type[Record], int]
#: PostgreSQL error code.
_DEADLOCK = "40P01"


def _get_key(record: Record) -> _RecordKey:
    return type(record), record.pk


class PublishingError(Exception):
    """The transaction was refused. `problems` has all reasons."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("; ".join(str(problem) for problem in self.problems))


@dataclass(frozen=True)
class _LeavingRecord:
    """The data that the log needs of a record that is deleted or gets another slug."""

    pk: int
    slug: str
    titles: dict[str, str]


@dataclass(frozen=True)
class _PendingPublication:
    """An unsaved row of the log; `record` and `data` are None if a record is deleted, `data` if withdrawn."""

    row: Publication
    record: Record | None
    data: dict[str, Any] | None


class VersionConflict(Exception):
    """The record has a newer version than the one that was edited."""


class Changes:
    """The writer of a publication transaction and the records that it has changed."""

    def __init__(self, note: RevisionNote) -> None:
        self.writer = note.writer
        #: Stored with the revisions of the changed records.
        self.note = note
        #: The status of each record before the block; None if the block created it.
        self._states: dict[_RecordKey, str | None] = {}
        #: Records with changes beyond the status.
        self._edited: set[_RecordKey] = set()
        self._renamed: set[_RecordKey] = set()
        self._used: set[tuple[Operation, type[Record]]] = set()
        self._touched: dict[type[Record], set[int]] = defaultdict(set)
        self._leaving: dict[type[Record], list[_LeavingRecord]] = defaultdict(list)
        self._broken_references: list[tuple[type[Record], int, Problem]] = []
        self._retitled: dict[type[Record], set[int]] = defaultdict(set)
        self.publications: list[Publication] = []
        self._revisions: list[Revision] = []

    def touch(self, *records: Record) -> None:
        """Report records that were written, or whose parts were written, without sending signals."""
        for record in records:
            self.mark_written(record)
            self._edited.add(_get_key(record))

    def set_related(self, obj: models.Model, name: str, ids: Sequence[int]) -> None:
        """Set a many-to-many field of a saved record or part to these records, in this order."""
        relation = getattr(obj, name)
        through: Any = relation.through._default_manager
        source, target = f"{relation.source_field_name}_id", f"{relation.target_field_name}_id"
        rows = through.filter(**{source: obj.pk}).order_by("pk")
        if list(rows.values_list(target, flat=True)) == list(ids):
            return
        relation.clear()
        # `add()` would not keep the order.
        through.bulk_create([through.model(**{source: obj.pk, target: pk}) for pk in ids])

    def lock(self, *records: Record) -> None:
        """Lock the rows of these records, sorted by model and primary key to reduce deadlocks."""
        new = {_get_key(record): record for record in records if _get_key(record) not in self._states}
        for model in sorted({model for model, _pk in new}, key=lambda model: model._meta.label):
            pks = [pk for other, pk in new if other is model]
            rows = model.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk")
            statuses = dict(rows.values_list("pk", "status"))
            if missing := [new[model, pk] for pk in pks if pk not in statuses]:
                raise PublishingError(
                    [Problem(record, "", _("It was deleted in the meantime.")) for record in missing]
                )
            self._states.update({(model, pk): status for pk, status in statuses.items()})

    def require_version(self, record: Record, version: int) -> None:
        """Lock a record; raise `VersionConflict` if its version is not `version`."""
        self.lock(record)
        if type(record).objects.filter(pk=record.pk, version=version).values("pk").first() is None:
            raise VersionConflict

    def publish(self, *records: Record) -> None:
        """Publish these saved records at the end of the block."""
        now = timezone.now()
        self.lock(*records)
        for record in records:
            if not record.is_published:
                record.published_at = record.published_at or now
                self._set_status(record, Status.PUBLISHED, "published_at")
            self.mark_written(record)

    def withdraw(self, *records: Record) -> list[Record]:
        """Archive the published ones of these records and return them. Their pages respond with 410 Gone."""
        return self._move(records, Status.PUBLISHED, Status.ARCHIVED)

    def submit(self, *records: Record) -> list[Record]:
        """Send the drafts among these records to review and return them."""
        return self._move(records, Status.DRAFT, Status.IN_REVIEW)

    def return_to_draft(self, *records: Record) -> list[Record]:
        """Turn the records in review back into drafts and return them."""
        return self._move(records, Status.IN_REVIEW, Status.DRAFT)

    def _move(self, records: Iterable[Record], start: Status, end: Status) -> list[Record]:
        """Set the status `end` on the records that have the status `start` in the database; return them."""
        records = list(records)
        self.lock(*records)
        moved = [record for record in records if self._states[_get_key(record)] == start]
        for record in moved:
            self._set_status(record, end)
            self.mark_written(record)
        return moved

    def _set_status(self, record: Record, status: Status, *others: str) -> None:
        record.status = status
        record.save(update_fields=["status", *others])

    def mark_leaving(self, record: Record) -> None:
        self._leaving[type(record)].append(_LeavingRecord(record.pk, record.slug, get_record_titles(record)))

    def prepare_delete(self, record: Record) -> None:
        """Collect what the log and the validation need of a record before its row is deleted."""
        self._use(Operation.DELETE, record)
        if self._states.get(_get_key(record)) in (Status.PUBLISHED, Status.ARCHIVED):
            self._use(Operation.WITHDRAW, record)
        self.mark_written(record)
        # Before the row itself is locked: inserting a foreign key to it waits for that lock.
        self._acquire_publication_lock()
        # Another writer may have renamed it since it was read.
        stored = type(record).objects.filter(pk=record.pk).first() or record
        self.mark_leaving(stored)
        self._broken_references += find_blocking_references(type(record), [stored])
        SlugAlias.objects.filter(record_type=record.type_code, target=stored.slug).delete()

    def rename(self, record: Record, slug: str) -> None:
        """Change the slug of a record. If it was published, the old slug becomes an alias."""
        model = type(record)
        self._use(Operation.RENAME, record)
        self.mark_written(record)
        self._touch_referencing_records(record)
        # Before the row itself is locked: inserting a foreign key to it waits for that lock.
        self._acquire_publication_lock()
        # Another writer may have renamed or deleted it since it was read.
        stored = model.objects.filter(pk=record.pk).first()
        if stored is None:
            raise PublishingError([Problem(record, "", _("It was deleted in the meantime."))])
        old_slug = stored.slug
        aliases = SlugAlias.objects.filter(record_type=record.type_code, target=old_slug)
        aliases.filter(slug=slug).delete()  # the new slug may be a former one of this record
        aliases.update(target=slug)
        last = _get_newest_rows(model, [old_slug]).get(old_slug)
        if last is not None and last.data is not None:
            self.mark_leaving(stored)
            SlugAlias.objects.create(record_type=record.type_code, slug=old_slug, target=slug)
        self._touch_referencing_records(record)  # again: another writer may have added some
        record.slug = slug
        self._renamed.add(_get_key(record))
        record.save(update_fields=["slug"])

    def _touch_referencing_records(self, record: Record) -> None:
        # Snapshots contain the slugs of referenced records.
        for other, pk, _slug, _target in find_referencing_records(type(record), [record.pk]):
            self._touched[other].add(pk)

    # -- rights -----------------------------------------------------------------------------------

    def is_renamed(self, record: Record) -> bool:
        """Return whether this block has renamed the record."""
        return _get_key(record) in self._renamed

    def _use(self, operation: Operation, record: Record) -> None:
        self._used.add((operation, type(record)))

    def mark_created(self, record: Record) -> None:
        self._states.setdefault(_get_key(record), None)

    def mark_written(self, record: Record) -> None:
        self._touched[type(record)].add(record.pk)

    def mark_edited(self, record: Record) -> None:
        """Lock a record before fields other than the status are written."""
        self.lock(record)
        self._edited.add(_get_key(record))

    def _check_rights(self) -> None:
        """Raise `NotPermitted` if the writer has no permission for one of the operations so far."""
        used = set(self._used)
        for model, pks in self._touched.items():
            present = dict(model._default_manager.filter(pk__in=pks).values_list("pk", "status"))
            for pk, after in present.items():
                before = self._states.get((model, pk), after)
                used |= {
                    (operation, model)
                    for operation in get_required_operations(before, after, (model, pk) in self._edited)
                }
        for operation, model in sorted(used, key=lambda use: (use[1]._meta.label, use[0])):
            if not may_perform(self.writer, operation, model):
                raise NotPermitted(self.writer, operation, model)

    # -- the end of the block ---------------------------------------------------------------------

    def finalize(self) -> None:
        """Validate and log the changes so far. Called at the end of the block at the latest."""
        if not self._touched and not self._leaving:
            return
        self._check_rights()
        self._acquire_publication_lock()
        now = timezone.now()  # after the lock, so that times follow the order of commits
        problems = [
            problem
            for model, pk, problem in self._broken_references
            if model.objects.published().filter(pk=pk).exists()
        ]
        written: list[_PendingPublication] = []
        for model in list({**self._touched, **self._leaving}):
            written += self._build_log_rows(model, problems, now)
        self._touched.clear()
        self._leaving.clear()
        self._broken_references.clear()
        if problems:
            raise PublishingError(problems)
        Revision.objects.bulk_create(self._revisions, batch_size=500)
        self._revisions.clear()
        if written:
            self._log(written, now)

    def _acquire_publication_lock(self) -> None:
        """Serialize writers until the end of the transaction.

        Checks then still hold at commit, and the numbers of the log follow the order of commits. Touched
        records are locked first and in a fixed order, so that the holder of the publication lock never
        waits for another writer.
        """
        for model in sorted(self._touched, key=lambda model: model._meta.label):
            rows = model.objects.select_for_update(no_key=True).filter(pk__in=self._touched[model])
            list(rows.order_by("pk").values_list("pk"))
        ContentVersion.objects.select_for_update(no_key=True).get(pk=1)

    def _build_log_rows(
        self, model: type[Record], problems: list[Problem], now: datetime
    ) -> list[_PendingPublication]:
        """Build the log rows of one record type and append what is invalid to `problems`."""
        records = {
            record.pk: record
            for record in select_with_related(model).filter(pk__in=self._touched.get(model, ()))
        }
        leaving = self._leaving.get(model, [])
        newest = _get_newest_rows(model, [row.slug for row in (*records.values(), *leaving)])
        last = {slug: row for slug, row in newest.items() if row.data is not None}
        snapshots = build_snapshots(model, records)
        data = {pk: snapshots[pk] for pk, record in records.items() if record.is_published}
        revisions = get_newest_revisions(model, {*records, *(former.pk for former in leaving)})
        problems += validate_for_publication(model, [records[pk] for pk in data], data)
        problems += validate_slugs(model, [records[pk] for pk in data])
        # A draft with a slug that another record has just given up was not the published record.
        left_by = {former.slug: former.pk for former in leaving}
        withdrawn = [
            record
            for pk, record in records.items()
            if pk not in data and record.slug in last and left_by.get(record.slug, pk) == pk
        ]
        problems += validate_withdrawal(model, withdrawn)
        written = []
        changed: dict[int, list[int]] = defaultdict(list)
        for pk, record in records.items():
            previous = last.get(record.slug)
            is_revised = is_changed(record, snapshots[pk], revisions.get(pk))
            if pk in data:
                if previous and previous.data == data[pk]:
                    continue
                action = Action.CHANGED if previous else Action.PUBLISHED
                if previous and any(
                    getattr(previous, name) != text for name, text in get_record_titles(record).items()
                ):
                    self._retitled[model].add(pk)
            elif record in withdrawn:
                action = Action.WITHDRAWN
            elif not is_revised:
                continue
            # Another record may have used the slug before: version numbers continue from its last one.
            former_version = newest[record.slug].version if record.slug in newest else 0
            record.version = max(record.version, former_version) + 1
            changed[record.version].append(pk)
            if is_revised:
                self._revisions.append(build_revision(record, snapshots[pk], self.note, now))
            if pk in data or record in withdrawn:
                written.append(
                    _PendingPublication(_build_log_row(record, action, data.get(pk)), record, data.get(pk))
                )
        for version, pks in changed.items():
            model.objects.filter(pk__in=pks).update(version=version, updated_at=now)
        logged_slugs = {records[pk].slug for pk in data} | {record.slug for record in withdrawn}
        for former in leaving:
            if former.slug in last and former.slug not in logged_slugs:
                logged_slugs.add(former.slug)
                action = Action.WITHDRAWN if former.pk in records else Action.DELETED
                written.append(
                    _PendingPublication(_build_end_row(model, former, last[former.slug], action), None, None)
                )
        deleted = {former.pk: former for former in leaving if former.pk in revisions.keys() - records.keys()}
        self._revisions += [
            build_last_revision(revisions[pk], former.slug, self.note, now) for pk, former in deleted.items()
        ]
        return written

    def _log(self, written: list[_PendingPublication], now: datetime) -> None:
        uses = [
            use
            for entry in written
            if entry.record and entry.data
            for use in build_source_uses(entry.record, entry.data)
        ]
        replace_source_uses([(entry.row.record_type, entry.row.slug) for entry in written], uses)
        for model, pks in self._retitled.items():
            update_use_titles(model, pks)
        self._retitled.clear()
        first = take_publication_numbers(len(written))
        for number, entry in enumerate(written, start=first):
            entry.row.number, entry.row.at = number, now
        rows = Publication.objects.bulk_create([entry.row for entry in written], batch_size=200)
        self.publications += rows
        content_changed.send(sender=Changes, publications=rows)


_current: ContextVar[Changes | None] = ContextVar("current changes", default=None)


def get_open_changes() -> Changes | None:
    """Return the changes of the open transaction, or None."""
    return _current.get()


def require_open_changes() -> Changes:
    """Return the changes of the open transaction; raise `RuntimeError` if none is open."""
    changes = _current.get()
    if changes is None:
        raise RuntimeError("No publication transaction is open.")
    return changes


@contextmanager
def publication_transaction(
    writer: Writer, *, reason: str = "", kind: RevisionKind = RevisionKind.UPDATE
) -> Iterator[Changes]:
    """Open a transaction in which `writer`, a user or a `SystemWriter`, may write records.

    `reason` and `kind` are stored with the revisions of the changed records. A nested block joins the outer
    one; its writer must be the same.
    """
    outer = _current.get()
    if outer is not None:
        if outer.writer != writer:
            raise RuntimeError(f"{writer} can't write in a block of {outer.writer}.")
        yield outer
        return
    with _translate_deadlocks(), transaction.atomic():
        changes = Changes(RevisionNote(writer, reason, kind))
        token = _current.set(changes)
        try:
            yield changes
            changes.finalize()
            _check_deferred_constraints()
        finally:
            _current.reset(token)


@contextmanager
def _translate_deadlocks() -> Iterator[None]:
    """Raise `PublishingError` in place of the `OperationalError` that PostgreSQL raises for a deadlock."""
    try:
        yield
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", None) != _DEADLOCK:
            raise
        message = _("Somebody else was writing the same records. Nothing was written; try again.")
        raise PublishingError([Problem(_("This change"), "", message)]) from error


def _check_deferred_constraints() -> None:
    """Check foreign keys before the commit, while an error can still be reported as `PublishingError`.

    Only on PostgreSQL: SQLite has no concurrent writers.
    """
    if connection.vendor != "postgresql":
        return
    try:
        connection.check_constraints()
    except IntegrityError as error:
        message = _("Something it belongs to or points to was deleted in the meantime. Nothing was saved.")
        raise PublishingError([Problem(_("This change"), "", message)]) from error


def _build_log_row(record: Record, action: Action, data: dict[str, Any] | None) -> Publication:
    return Publication(
        record_type=record.type_code,
        slug=record.slug,
        version=record.version,
        action=action,
        path=record.path if data is not None else "",
        data=data,
        **get_record_titles(record),
    )


def _build_end_row(
    model: type[Record], leaving: _LeavingRecord, last: Publication, action: Action
) -> Publication:
    return Publication(
        record_type=model.type_code,
        slug=leaving.slug,
        version=last.version + 1,
        action=action,
        data=None,
        **leaving.titles,
    )


def _get_newest_rows(model: type[Record], slugs: Iterable[str]) -> dict[str, Publication]:
    """Return the newest row of the log by slug."""
    rows = Publication.objects.filter(record_type=model.type_code, slug__in=list(slugs)).latest_versions()
    return {row.slug: row for row in rows}


def take_publication_numbers(count: int) -> int:
    """Reserve `count` consecutive publication numbers and return the first."""
    table = connection.ops.quote_name(ContentVersion._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET number = number + %s WHERE id = 1 RETURNING number", [count])
        (newest,) = cursor.fetchone()
    return newest - count + 1


def get_content_version() -> int:
    """Return the number of the newest publication; 0 if there is none."""
    return ContentVersion.objects.values_list("number", flat=True).get(pk=1)
