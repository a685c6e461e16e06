"""What a table changes: of each record, with all rows about it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from records.admin.tables.references import ROWS_AT_ONCE, split_list
from records.admin.tables.resources import ReadRow, RecordState
from records.admin.tables.shapes import TableShape, build_identity
from records.field_kinds.base import is_empty
from records.snapshots import fill_row, fill_snapshot, select_with_related, serialize_records


@dataclass
class BatchRow:
    """What one row changes, as it is kept until the batch is proposed. `identity`: of a part or link.

    `questions`: what is odd in it, each with the answer that keeps it, as revisions have them.
    """

    number: int
    identity: str
    is_new: bool
    values: dict[str, Any]
    questions: list[dict[str, str]] = field(default_factory=list)


@dataclass
class BatchRecord:
    """What the rows of a table change of one record. Without a primary key, it is a new one."""

    pk: int | None
    slug: str
    version: int
    status: str
    rows: list[BatchRow] = field(default_factory=list)

    def dump(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def load(cls, stored: dict[str, Any]) -> "BatchRecord":
        return cls(**{**stored, "rows": [BatchRow(**row) for row in stored["rows"]]})


def group_rows(rows: Iterable[ReadRow]) -> list[BatchRecord]:
    """Return the changes by record, in the order of the file."""
    changes: dict[Any, BatchRecord] = {}
    for row in rows:
        state = row.record or RecordState(0, row.slug, 0, "")
        key = state.pk or ("new", row.number)
        change = changes.setdefault(
            key, BatchRecord(state.pk or None, state.slug, state.version, state.status)
        )
        change.rows.append(BatchRow(row.number, row.identity, row.is_new, row.changed))
    return list(changes.values())


def iter_snapshots(
    shape: TableShape, changes: Sequence[BatchRecord]
) -> Iterator[tuple[BatchRecord, Any, dict[str, Any]]]:
    """Yield each change with its record, None if it is new, and the record's present snapshot."""
    for portion in split_list(list(changes), ROWS_AT_ONCE):
        pks = [change.pk for change in portion if change.pk]
        records = list(select_with_related(shape.model).filter(pk__in=pks))
        snapshots = serialize_records(shape.model, records)
        stored = {record.pk: record for record in records}
        for change in portion:
            record = stored.get(change.pk)
            if record is not None:
                yield change, record, snapshots[record.pk]
            elif change.pk is None:
                yield change, None, fill_snapshot(shape.model, {"slug": change.slug})


def find_row(shape: TableShape, snapshot: dict[str, Any], identity: str) -> dict[str, Any] | None:
    """Return the row of a snapshot that a row of the table names: the record itself, a part or a link."""
    if shape.part is None:
        return snapshot
    rows = snapshot[shape.relation]
    return next((row for row in rows if build_identity(shape, row) == identity), None)


def merge_row(shape: TableShape, present: dict[str, Any] | None, change: BatchRow) -> dict[str, Any]:
    """Return the row of a snapshot as the table wants it."""
    row = dict(present) if present is not None else fill_row(shape.row_model, {})
    if present is None and "key" in shape.identity:
        row["key"] = change.identity
    for name, value in change.values.items():
        shape.fields[name].set_value(row, value)
    return row


def merge_rows(shape: TableShape, snapshot: dict[str, Any], change: BatchRecord) -> dict[str, Any]:
    """Return a snapshot with all rows of the table. New parts come last."""
    if shape.part is None:
        return merge_row(shape, snapshot, change.rows[0])
    places = {build_identity(shape, row): at for at, row in enumerate(snapshot[shape.relation])}
    rows = list(snapshot[shape.relation])
    for row in change.rows:
        at = places.get(row.identity)
        merged = merge_row(shape, None if at is None else rows[at], row)
        if at is None:
            rows.append(merged)
        else:
            rows[at] = merged
    return {**snapshot, shape.relation: rows}


def count_by_kind(changes: Iterable[BatchRecord]) -> dict[str, int]:
    """Count new and changed rows, those with a question, and the cells that empty a field."""
    counts: dict[str, int] = defaultdict(int)
    for change in changes:
        for row in change.rows:
            counts["new" if row.is_new else "changed"] += 1
            counts["odd"] += bool(row.questions)
            counts["emptied"] += sum(is_empty(value) for value in row.values.values())
    return counts
