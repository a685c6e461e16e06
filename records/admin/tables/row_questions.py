"""The questions that a form would ask about the figures of a table, row by row."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from records.admin.questions import AskedQuestion
from records.admin.tables.changes import BatchRecord, find_row, iter_snapshots, merge_rows
from records.admin.tables.checks import RowCheck
from records.admin.tables.references import ROWS_AT_ONCE, split_list
from records.admin.tables.shapes import TableShape
from records.choices import Status
from records.questions import RowChange
from records.questions.base import get_place
from records.questions.figures import ask_about_figures


def ask_about_rows(shape: TableShape, changes: list[BatchRecord]) -> None:
    """Give rows that would be public their questions, each with the answer that keeps what the table says.

    The number of queries grows with portions of records, not with rows.
    """
    check = RowCheck(shape)
    for portion in split_list(changes, ROWS_AT_ONCE):
        asked = dict(_iter_row_changes(shape, check, portion))
        for row in asked.values():
            row.questions = []
        for question in ask_about_figures(list(asked)):
            one = AskedQuestion(question, None)
            kept = AskedQuestion(question, one.list_ways_to_keep()[0]).describe()
            kept["question"] = " · ".join([question.title, *question.hints])
            asked[question.change].questions.append(kept)


def _iter_row_changes(
    shape: TableShape, check: RowCheck, portion: list[BatchRecord]
) -> Iterator[tuple[RowChange, Any]]:
    """Yield each row as the form of its record would have changed it. Drafts are asked about later."""
    found = [
        (change, record, snapshot)
        for change, record, snapshot in iter_snapshots(shape, portion)
        if record is None or record.status == Status.PUBLISHED
    ]
    present = {change.slug: snapshot for change, _record, snapshot in found}
    merged = [(change, record, merge_rows(shape, snapshot, change)) for change, record, snapshot in found]
    for change, record, row, data in check.iter_rows(merged):
        instance = check.build_instance(data, record)
        if shape.part is not None:
            setattr(instance, shape.owner, record)
        before = None if row.is_new else find_row(shape, present[change.slug], row.identity)
        yield (
            RowChange(
                instance,
                get_place(instance),
                frozenset(row.values if before else data),
                vars(check.build_instance(before)) if before else {},
            ),
            row,
        )


def list_questions(changes: Iterable[BatchRecord]) -> dict[str, list[Any]]:
    """Return the questions of all rows by their code, each with the number of its row."""
    found: dict[str, list[Any]] = defaultdict(list)
    for change in changes:
        for row in change.rows:
            for asked in row.questions:
                found[asked["code"]].append((row.number, asked))
    return found
