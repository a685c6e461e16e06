"""The changes of one publication transaction."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from records.choices import Operation, Status
from records.fields import SourcesField
from records.history.revisions import RevisionNote
from records.models import ContentVersion, Proposal, Publication, Revision, SlugAlias, Source
from records.models.base import Link, Part, Record
from records.permissions import NotPermitted, SystemWriter, get_required_operations, may_perform
from records.projections.source_usage import get_record_titles
from records.publishing.exceptions import PublishingError, VersionConflict
from records.publishing.finalization import RecordBatch, load_batch, plan_batch, validate_batch, write_plans
from records.publishing.log import (
    LeavingRecord,
    clear_hidden_addresses,
    content_changed,
    get_newest_rows,
    take_publication_numbers,
)
from records.publishing.references import find_referencing_records
from records.publishing.validation import Problem, find_deletion_blockers

_RecordKey = tuple[type[Record], int]


def _get_key(record: Record) -> _RecordKey:
    return type(record), record.pk


def find_former_owner(obj: Part | Link) -> Record | None:
    """Return the stored owner of a part or link that is being saved with another owner."""
    if obj.pk is None:
        return None
    owner: Any = obj._meta.get_field(obj.owner)
    rows = type(obj)._default_manager.filter(pk=obj.pk)
    former_ids = rows.exclude(**{obj.owner: getattr(obj, owner.attname)}).values(owner.attname)
    return owner.related_model._default_manager.filter(pk__in=former_ids).first()


class Changes:
    """The writer of a publication transaction and the records that it has changed.

    Records, parts and links are written by `save()`, `delete()` and `set_related()`. Whoever writes rows in
    another way, in bulk for example, names their records to `touch()`.
    """

    def __init__(self, note: RevisionNote) -> None:
        self.writer = note.writer
        #: Stored with the revisions of the changed records.
        self.note = note
        #: The status of each record before the block; None if the block created it.
        self._states: dict[_RecordKey, str | None] = {}
        #: Records with changes beyond status and slug.
        self._edited: set[_RecordKey] = set()
        self._saved_object: Record | Part | Link | None = None
        self._used: set[tuple[Operation, type[Record]]] = set()
        #: Whether it changes what is public.
        self._is_public_changed = False
        self._touched: dict[type[Record], set[int]] = defaultdict(set)
        self._leaving: dict[type[Record], list[LeavingRecord]] = defaultdict(list)
        self._broken_references: list[tuple[type[Record], int, Problem]] = []
        #: What the end of the block has written.
        self.publications: list[Publication] = []
        self.revisions: list[Revision] = []

    # -- rows -------------------------------------------------------------------------------------

    def save(self, obj: Record | Part | Link) -> None:
        """Save a record, or a part or link, which may have another owner than before."""
        if isinstance(obj, Record):
            record = obj
        else:
            record = obj.record
            if former_owner := find_former_owner(obj):
                self.touch(former_owner)
        is_new = record._state.adding
        if not is_new:
            self.touch(record)
        self._saved_object = obj
        try:
            obj.save()
        finally:
            self._saved_object = None
        if is_new:
            self._states.setdefault(_get_key(record), None)
            self.touch(record)

    def delete(self, obj: Record | Part | Link) -> None:
        """Delete a record with its parts and links, or a part or link."""
        record = obj if isinstance(obj, Record) else obj.record
        self.touch(record)
        if obj is record:
            self._prepare_delete(record)
        if isinstance(obj, Source) and (problems := self._list_broken_references()):
            raise PublishingError(problems)  # its links protect it
        obj.delete()

    def set_related(self, obj: Record | Part, name: str, related: Iterable[Record | int]) -> None:
        """Set a many-to-many field of a saved record or part to these records (or primary keys), in order."""
        record = obj if isinstance(obj, Record) else obj.record
        self.touch(record)
        ids = [item.pk if isinstance(item, Record) else item for item in related]
        field: Any = obj._meta.get_field(name)
        if isinstance(field, SourcesField):
            self._set_sources(record, obj, field, ids)
            return
        relation = getattr(obj, name)
        through: Any = relation.through._default_manager
        source, target = f"{relation.source_field_name}_id", f"{relation.target_field_name}_id"
        rows = through.filter(**{source: obj.pk}).order_by("pk")
        if list(rows.values_list(target, flat=True)) == ids:
            return
        relation.clear()
        # `add()` would not keep the order.
        through.bulk_create([through.model(**{source: obj.pk, target: pk}) for pk in ids])

    def _set_sources(self, record: Record, obj: Record | Part, field: SourcesField, ids: list[int]) -> None:
        if list(getattr(obj, field.name).values_list("pk", flat=True)) == ids:
            return
        # No foreign key says so. Whoever deletes a part has locked its record, as this transaction has.
        if not type(obj)._default_manager.filter(pk=obj.pk).exists():
            raise PublishingError([Problem(record, "", _("It was deleted in the meantime."))])
        field.replace_links(obj, ids)

    def touch(self, *records: Record) -> None:
        """Lock records whose rows are written directly, or were created in bulk, and register them."""
        self.lock(*records)
        for record in records:
            self._mark_written(record)
            self._edited.add(_get_key(record))

    def is_saving(self, obj: Any) -> bool:
        """Return whether `save()` is saving this object now."""
        return obj is self._saved_object

    def is_touched(self, record: Record) -> bool:
        """Return whether this block writes rows of the record."""
        return _get_key(record) in self._edited

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
                self._set_lifecycle(record, status=Status.PUBLISHED, published_at=record.published_at or now)
            self._mark_written(record)

    def withdraw(self, *records: Record) -> list[Record]:
        """Archive the published ones of these records and return them. Their pages respond with 410 Gone."""
        self.lock(*records)
        withdrawn: dict[type[Record], list[Record]] = defaultdict(list)
        for record in records:
            if self._states[_get_key(record)] == Status.PUBLISHED:
                withdrawn[type(record)].append(record)
        for model, rows in withdrawn.items():
            model.objects.filter(pk__in=[record.pk for record in rows]).update(status=Status.ARCHIVED)
            for record in rows:
                record.status = Status.ARCHIVED
                record.remember_lifecycle()
                self._mark_written(record)
        return [record for rows in withdrawn.values() for record in rows]

    def _set_lifecycle(self, record: Record, **values: Any) -> None:
        type(record).objects.filter(pk=record.pk).update(**values)
        for name, value in values.items():
            setattr(record, name, value)
        record.remember_lifecycle()

    def set_version(self, record: Record, version: int) -> None:
        """Let the numbers of versions of a record that was deleted go on from `version`."""
        self._set_lifecycle(record, version=version)

    def _mark_leaving(self, record: Record) -> None:
        self._leaving[type(record)].append(LeavingRecord(record.pk, record.slug, get_record_titles(record)))

    def _prepare_delete(self, record: Record) -> None:
        """Collect what the log and the validation need of a record before its row is deleted."""
        self._use(Operation.DELETE, record)
        if self._states.get(_get_key(record)) in (Status.PUBLISHED, Status.ARCHIVED):
            self._use(Operation.WITHDRAW, record)
            self._is_public_changed = True
        # Before the row itself is locked: inserting a foreign key to it waits for that lock.
        self._acquire_publication_lock()
        # Another writer may have renamed it since it was read.
        stored = type(record).objects.filter(pk=record.pk).first() or record
        self._mark_leaving(stored)
        self._broken_references += find_deletion_blockers(stored)
        SlugAlias.objects.filter(record_type=record.type_code, target=stored.slug).delete()

    def rename(self, record: Record, slug: str) -> None:
        """Change the slug of a record. If it was published, the old slug becomes an alias."""
        model = type(record)
        self._use(Operation.RENAME, record)
        self._mark_written(record)
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
        last = get_newest_rows(model, [old_slug]).get(old_slug)
        if last is not None and last.data is not None:
            self._is_public_changed = True
            self._mark_leaving(stored)
            SlugAlias.objects.create(record_type=record.type_code, slug=old_slug, target=slug)
        self._touch_referencing_records(record)  # again: another writer may have added some
        self.lock(record)
        model.objects.filter(pk=record.pk).update(slug=slug)
        record.slug = slug

    def _touch_referencing_records(self, record: Record) -> None:
        # Snapshots contain the slugs of referenced records.
        for other, pk, _slug, _target in find_referencing_records(type(record), [record.pk]):
            self._touched[other].add(pk)

    def attach_proposal(self, proposal: Proposal) -> None:
        """Write in the name of the author of a proposal that the writer accepts, for its reason."""
        self.note = replace(self.note, proposal=proposal, reason=proposal.reason)

    def keep_answers(self, record: Record, answers: list[dict[str, str]]) -> None:
        """Keep what the writer answered to questions about a record with its revision."""
        self.note.answers.setdefault((record.type_code, record.pk), []).extend(answers)

    # -- rights -----------------------------------------------------------------------------------

    def _use(self, operation: Operation, record: Record) -> None:
        self._used.add((operation, type(record)))

    def _mark_written(self, record: Record) -> None:
        self._touched[type(record)].add(record.pk)

    def _check_rights(self) -> None:
        """Raise `NotPermitted` if the writer has no permission for one of the operations so far."""
        for operation, model in sorted(self._list_used(), key=lambda use: (use[1]._meta.label, use[0])):
            if not may_perform(self.writer, operation, model):
                raise NotPermitted(self.writer, operation, model)
        self._require_second_person()

    def _require_second_person(self) -> None:
        """Refuse a change of what is public that an account makes without a proposal."""
        is_open = not settings.FOUR_EYES or self.note.proposal is not None
        if self._is_public_changed and not (is_open or isinstance(self.writer, SystemWriter)):
            message = _("Another person has to accept it: propose it.")
            raise PublishingError([Problem(_("This change"), "", message)])

    def _list_used(self) -> set[tuple[Operation, type[Record]]]:
        """Return the operations so far, and note whether they change what is public."""
        used = set(self._used)
        for model, pks in self._touched.items():
            present = dict(model._default_manager.filter(pk__in=pks).values_list("pk", "status"))
            for pk, after in present.items():
                before, is_edited = self._states.get((model, pk), after), (model, pk) in self._edited
                used |= {
                    (operation, model) for operation in get_required_operations(before, after, is_edited)
                }
                self._is_public_changed |= Status.PUBLISHED in (before, after) and (
                    is_edited or before != after
                )
        return used

    # -- the end of the block ---------------------------------------------------------------------

    def finalize(self) -> None:
        """Validate and log the changes so far. Called at the end of the block at the latest."""
        if not self._touched and not self._leaving:
            return
        self._check_rights()
        self._acquire_publication_lock()
        batches = [
            load_batch(model, self._touched.get(model, ()), self._leaving.get(model, ()))
            for model in {**self._touched, **self._leaving}
        ]
        problems = self._list_broken_references()
        problems += [problem for batch in batches for problem in validate_batch(batch)]
        if problems:
            raise PublishingError(problems)
        self._write_batches(batches)
        self._touched.clear()
        self._edited.clear()
        self._leaving.clear()
        self._broken_references.clear()

    def _write_batches(self, batches: Sequence[RecordBatch]) -> None:
        """Write versions, revisions, projections and the log."""
        now = timezone.now()  # after the lock, so that times follow the order of commits
        plans = [plan_batch(batch, self.note, now) for batch in batches]
        rows = write_plans(plans, now, self._take_numbers)
        records = (record for batch in batches for record in batch.records.values())
        clear_hidden_addresses(record for record in records if isinstance(record, Source))
        self.revisions += [revision for plan in plans for revision in plan.revisions]
        if rows:
            self.publications += rows
            self._announce(rows)

    def _take_numbers(self, count: int) -> int:
        return take_publication_numbers(count)

    def _announce(self, rows: list[Publication]) -> None:
        content_changed.send(sender=Changes, publications=rows)

    def _list_broken_references(self) -> list[Problem]:
        """Return the problems of records that still refer to a deleted one."""
        return [
            problem for model, pk, problem in self._broken_references if model.objects.filter(pk=pk).exists()
        ]

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
