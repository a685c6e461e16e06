"""Writing the rows of a proposal to their records, merged into the present versions."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from records.choices import RevisionState, Status
from records.models import Proposal, Record, Revision
from records.publishing.changes import Changes
from records.publishing.exceptions import PublishingError
from records.publishing.proposals.exceptions import ProposalConflict
from records.publishing.proposals.merge import Conflict, MergedChange, merge_all
from records.publishing.restoration import SnapshotWriter, list_references
from records.publishing.validation import Problem
from records.snapshots import select_with_related


def apply_proposal(
    changes: Changes, proposal: Proposal, *, resolutions: Mapping[str, str] | None = None
) -> list[Any]:
    """Write the rows of a proposal that wait on top of the present versions, and return the records.

    Raises `ProposalConflict` for places that were changed in two ways and that `resolutions` don't name, and
    `PublishingError` for what can't be written.
    """
    rows = proposal.revisions.filter(state=RevisionState.PROPOSED).order_by("pk")
    return list(write_rows(changes, list(rows), resolutions or {}).values())


def write_rows(
    changes: Changes,
    rows: Sequence[Revision],
    resolutions: Mapping[str, str],
    problems: dict[int, str] | None = None,
) -> dict[int, Record]:
    """Write these rows; return the records by the primary keys of the rows, without deleted ones.

    With `problems`, rows that can't be written are left out and described there, by primary key.
    """
    records = _load_records(rows)
    changes.lock(*records.values())
    merged = merge_all([(row, records.get(row.pk)) for row in rows], resolutions)
    conflicts = [conflict for change in merged for conflict in change.conflicts]
    if problems is None and conflicts:
        raise ProposalConflict(conflicts)
    written: dict[int, Record] = {}
    for row, change in sort_by_references(list(zip(rows, merged, strict=True))):
        record = records.get(row.pk)
        if problems is None:
            _write_change(changes, row, record, change, written)
            continue
        try:
            if change.conflicts:
                problems[row.pk] = _describe_conflicts(change.conflicts)
            else:
                with transaction.atomic():
                    _write_change(changes, row, record, change, written)
        except PublishingError as error:
            problems[row.pk] = str(error)
        except IntegrityError:
            problems[row.pk] = _("Another record has the same values.")
    return written


def _describe_conflicts(conflicts: Sequence[Conflict]) -> str:
    labels = ", ".join(dict.fromkeys(conflict.label for conflict in conflicts))
    return _("Changed since it was proposed: %(labels)s.") % {"labels": labels}


def _write_change(
    changes: Changes, row: Revision, record: Record | None, change: MergedChange, written: dict[int, Record]
) -> None:
    if change.data is None:
        if record is not None:  # somebody else may have deleted it
            changes.delete(record)
        return
    written[row.pk] = _create(changes, row, change) if record is None else _update(changes, record, change)
    if row.answers:
        changes.keep_answers(written[row.pk], row.answers)


def _load_records(rows: Sequence[Revision]) -> dict[int, Record]:
    by_type: dict[str, list[Revision]] = {}
    for row in rows:
        if row.object_id is not None:
            by_type.setdefault(row.record_type, []).append(row)
    found: dict[int, Record] = {}
    for of_type in by_type.values():
        ids = [row.object_id for row in of_type]
        present = {record.pk: record for record in select_with_related(of_type[0].model).filter(pk__in=ids)}
        found |= {row.pk: present[row.object_id] for row in of_type if row.object_id in present}
    return found


def _update(changes: Changes, record: Record, change: MergedChange) -> Record:
    data = change.data or {}
    if record.published_at and change.slug != record.slug:
        _require_free_slug(record, change.slug)
        changes.rename(record, change.slug)
    if data != change.present:
        SnapshotWriter(changes, record, data, change.present).write()
    _set_status(changes, record, change.status)
    return record


def _create(changes: Changes, row: Revision, change: MergedChange) -> Record:
    """Write a record that isn't there yet, or was deleted: then it has its key and history again."""
    model: Any = row.model
    last = None
    if row.object_id is not None:
        last = Revision.objects.written().filter(record_type=row.record_type, object_id=row.object_id).first()
        if last is None or not last.is_deletion or last.version != row.base_version:
            raise PublishingError([Problem(str(row.slug), "", _("It was deleted in the meantime."))])
    record: Record = model(pk=row.object_id)
    SnapshotWriter(changes, record, {**(change.data or {}), "slug": change.slug}).write()
    if last is not None:
        changes.set_version(record, last.version)
    _set_status(changes, record, change.status)
    return record


def _require_free_slug(record: Record, slug: str) -> None:
    if type(record).objects.filter(slug=slug).exclude(pk=record.pk).exists():
        message = _("Another record has the address “%(slug)s” now.") % {"slug": slug}
        raise PublishingError([Problem(record, "slug", message)])


def _set_status(changes: Changes, record: Record, status: str) -> None:
    if status == Status.PUBLISHED:
        changes.publish(record)
    elif status == Status.ARCHIVED:
        changes.withdraw(record)


def sort_by_references(
    pairs: Sequence[tuple[Revision, MergedChange]],
) -> list[tuple[Revision, MergedChange]]:
    """Sort rows after those to whose records they refer; deletions come last, in the opposite order."""
    kept = [(row, change) for row, change in pairs if change.data is not None]
    deleted = [(row, change) for row, change in pairs if change.data is None]
    places = {(row.record_type, row.slug): index for index, (row, _change) in enumerate(kept)}
    done: set[int] = set()
    order = [index for start in range(len(kept)) for index in _walk(kept, places, start, done)]
    return [*(kept[index] for index in order), *reversed(deleted)]


def sort_rows(rows: Sequence[Revision]) -> list[Revision]:
    """Sort the unsaved rows of a proposal, so that each portion of them can be written after the former."""
    pairs = [(row, MergedChange(row.data, row.slug, row.status)) for row in rows]
    return [row for row, _change in sort_by_references(pairs)]


def _walk(
    pairs: Sequence[tuple[Revision, MergedChange]],
    places: Mapping[tuple[str, str], int],
    start: int,
    done: set[int],
) -> Iterator[int]:
    """Yield the rows on which one depends and that are still to be written, and it at last."""
    stack: list[tuple[int, bool]] = [(start, False)]
    while stack:
        index, is_ready = stack.pop()
        if is_ready:
            yield index
        elif index not in done:
            done.add(index)
            stack.append((index, True))
            row, change = pairs[index]
            for target, slug, _place in list_references(row.model, change.data or {}):
                other = places.get((target.type_code, slug))
                if other is not None and other not in done:
                    stack.append((other, False))
