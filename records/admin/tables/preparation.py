"""From an uploaded table to a proposal: reading, checking, proposing. Large ones are a task of the worker."""

import logging
from collections.abc import Iterator
from dataclasses import astuple
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from records import publishing
from records.admin.tables.assembly import Assembly
from records.admin.tables.changes import BatchRecord, group_rows, iter_snapshots, merge_rows
from records.admin.tables.files import FileTable
from records.admin.tables.references import ROWS_AT_ONCE
from records.admin.tables.resources import CellError, FileLine, ReadRow, TableResource
from records.admin.tables.row_questions import ask_about_rows
from records.admin.tables.shapes import TableShape, get_shapes
from records.choices import ProposalOrigin, RevisionKind, Status
from records.models import BatchDraft, get_record_types
from records.models.batch_draft import BatchState
from records.permissions import NotPermitted

logger = logging.getLogger(__name__)

#: A larger table is checked and proposed by the worker.
MOST_ROWS_OF_REQUEST = 500
#: Errors that are kept; the others are counted.
MOST_ERRORS = 500
#: Seconds for which the progress of a batch is known.
_PROGRESS_KEPT = 600
#: Seconds between two deletions of batches that nobody decides.
_PRUNED_EVERY = 6 * 3600


class StaleBatch(Exception):
    """Records of a batch were changed since it was checked: it is to be looked at again."""


def get_shape(batch: BatchDraft) -> TableShape:
    return get_shapes(get_record_types()[batch.record_type])[batch.relation]


def serialize_table(table: FileTable) -> dict[str, Any]:
    lines = [[line.number, *line.cells] for line in table.lines]
    return {"headers": table.headers, "lines": lines, "errors": [astuple(error) for error in table.errors]}


def _load_table(stored: dict[str, Any]) -> FileTable:
    lines = [FileLine(number, cells) for number, *cells in stored["lines"]]
    return FileTable(stored["headers"], lines, [CellError(*error) for error in stored.get("errors", ())])


def load_changes(batch: BatchDraft) -> list[BatchRecord]:
    return [BatchRecord.load(stored) for stored in batch.changes]


# -- checking -------------------------------------------------------------------------------------------


def check_batch(batch: BatchDraft) -> None:
    """Read the rows of a table: the batch then has its changes, or all that is wrong with it."""
    shape, table = get_shape(batch), _load_table(batch.table or {"headers": [], "lines": []})
    resource, assembly = TableResource(shape), Assembly(shape)
    assembly.errors += table.errors
    rows: list[ReadRow] = []
    with override(batch.language):
        for read, (some, errors) in enumerate(resource.read_lines(table.headers, table.lines), start=1):
            rows += some
            assembly.errors += errors
            _set_progress(batch, read * ROWS_AT_ONCE, len(table.lines))
        changes = group_rows(rows)
        assembly.check(changes)
        if not assembly.errors:
            ask_about_rows(shape, changes)
    order = {name: place for place, name in enumerate(["", *table.headers])}
    errors = sorted(
        dict.fromkeys(assembly.errors), key=lambda error: (error.number, order.get(error.column, len(order)))
    )
    batch.size = len(table.lines)
    batch.table = None
    batch.claimed_at, batch.attempts = None, 0
    batch.wrong_rows = len({error.number for error in errors})
    batch.errors = [[error.number, error.column, error.message] for error in errors[:MOST_ERRORS]]
    batch.error_count = len(errors)
    batch.changes = [] if errors else [change.dump() for change in changes]
    batch.state = BatchState.REFUSED if errors else BatchState.CHECKED
    batch.save()


# -- proposing ------------------------------------------------------------------------------------------


def propose_batch(batch: BatchDraft) -> Any:
    """Propose the batch as one entry, and delete it. Raises `StaleBatch` if its records have changed."""
    shape, changes = get_shape(batch), load_changes(batch)
    with override(batch.language), transaction.atomic():
        _refuse_stale(batch, shape, changes)
        proposal = publishing.create_proposal(
            batch.account,
            _iter_rows(batch, shape, changes),
            reason=batch.reason,
            kind=RevisionKind(batch.kind or RevisionKind.UPDATE),
            origin=ProposalOrigin(batch.origin),
            title=describe_batch(batch),
        )
        BatchDraft.objects.filter(pk=batch.pk).update(
            state=BatchState.PROPOSED, changes=[], proposal=proposal, claimed_at=None
        )
    return proposal


def describe_batch(batch: BatchDraft) -> str:
    """Return the title of the proposal: "City: key facts, 2,000 rows (population.xlsx)"."""
    shape = get_shape(batch)
    rows = sum(len(change["rows"]) for change in batch.changes)
    what = _("%(table)s, %(rows)s rows") % {"table": shape.full_label, "rows": f"{rows:,}"}
    return f"{what} ({batch.file_name})"[:300] if batch.file_name else what[:300]


def _refuse_stale(batch: BatchDraft, shape: TableShape, changes: list[BatchRecord]) -> None:
    """Take the present versions as those that are compared, if there are others than the editor has seen."""
    known = {change.pk: change.version for change in changes if change.pk}
    present = dict(shape.model.objects.filter(pk__in=known).values_list("pk", "version"))
    if present == known:
        return
    kept = [change for change in changes if change.pk is None or change.pk in present]
    for change in kept:
        change.version = present[change.pk] if change.pk else change.version
    ask_about_rows(shape, kept)
    batch.changes = [change.dump() for change in kept]
    raise StaleBatch


def _iter_rows(
    batch: BatchDraft, shape: TableShape, changes: list[BatchRecord]
) -> Iterator[publishing.ProposedRow]:
    for number, (change, record, snapshot) in enumerate(iter_snapshots(shape, changes), start=1):
        if number % ROWS_AT_ONCE == 0:
            _set_progress(batch, number, len(changes))
        yield publishing.ProposedRow(
            model=shape.model,
            object_id=change.pk,
            slug=change.slug,
            status=record.status if record is not None else Status.PUBLISHED,
            data=merge_rows(shape, snapshot, change),
            base_version=change.version,
            answers=[answer for row in change.rows for answer in row.questions],
        )


# -- the worker -----------------------------------------------------------------------------------------


def run_batches() -> None:
    """Check and propose what waits for the worker, one after the other; delete what nobody decides."""
    if cache.add("batch-drafts:pruned", True, _PRUNED_EVERY):
        BatchDraft.objects.prune()
    while batch := BatchDraft.objects.claim_next():
        run_batch(batch)


def run_batch(batch: BatchDraft) -> None:
    """Do the next step of a batch."""
    try:
        if batch.state == BatchState.UPLOADED:
            check_batch(batch)
        else:
            propose_batch(batch)
    except StaleBatch:
        batch.state, batch.claimed_at, batch.is_stale = BatchState.CHECKED, None, True
        batch.save()
    except (publishing.PublishingError, NotPermitted) as error:
        problems = getattr(error, "problems", [error])
        batch.state, batch.claimed_at = BatchState.REFUSED, None
        batch.errors = [[0, "", str(problem)] for problem in problems[:MOST_ERRORS]]
        batch.error_count, batch.changes = len(problems), []
        batch.save()


def _set_progress(batch: BatchDraft, done: int, total: int) -> None:
    # Not in the database, where nobody sees it before the end of the transaction.
    cache.set(_get_progress_key(batch), (min(done, total), total), _PROGRESS_KEPT)


def get_progress(batch: BatchDraft) -> tuple[int, int]:
    """Return how many rows of how many are done."""
    found: tuple[int, int] = cache.get(_get_progress_key(batch)) or (0, batch.size)
    return found


def _get_progress_key(batch: BatchDraft) -> str:
    return f"batch-draft:{batch.pk}:{batch.state}"
