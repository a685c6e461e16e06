"""From the rows of a table to records: all rows about one are put together and validated as a whole."""

from collections.abc import Sequence
from typing import Any

from records.admin.parts.part_keys import build_free_slug
from records.admin.tables.changes import BatchRecord, iter_snapshots, merge_row, merge_rows
from records.admin.tables.checks import RowCheck
from records.admin.tables.references import ROWS_AT_ONCE, iter_aliases, iter_slugs, split_list
from records.admin.tables.resources import CellError
from records.admin.tables.shapes import TableShape
from records.choices import Status
from records.models.base import Record
from records.publishing.validation import Problem, validate_for_publication
from records.snapshots import fill_snapshot


class Assembly:
    """Checks what a table would make of the records, and names what is new."""

    def __init__(self, shape: TableShape) -> None:
        self.shape = shape
        self.errors: list[CellError] = []
        #: The slugs of the records in the file.
        self._taken: set[str] = set()

    def check(self, changes: list[BatchRecord]) -> None:
        """Give new records slugs and new parts keys, and collect what stands against publishing them."""
        uniqueness = RowCheck(self.shape)
        for portion in split_list(changes, ROWS_AT_ONCE):
            found = list(iter_snapshots(self.shape, portion))
            uniqueness.load_related(row.values for change in portion for row in change.rows)
            self._name_new(found, uniqueness)
            merged = [
                (change, record, merge_rows(self.shape, snapshot, change))
                for change, record, snapshot in found
            ]
            self.errors += uniqueness.check_rows(merged)
            self._check_publication(merged)

    def _name_new(self, found: Sequence[Any], check: RowCheck) -> None:
        if self.shape.part is None:
            self._name_records([change for change, record, _data in found if record is None], check)
        elif "key" in self.shape.identity:
            for change, _record, snapshot in found:
                self._name_parts(change, snapshot, check)

    def _name_records(self, changes: list[BatchRecord], check: RowCheck) -> None:
        """Make slugs of names; with a number if another record of the file or the database has it, or had."""
        self._taken |= {change.slug for change in changes}
        nameless = [change for change in changes if not change.slug]
        while nameless:
            for change in nameless:
                row = merge_row(self.shape, fill_snapshot(self.shape.model, {}), change.rows[0])
                change.slug = build_free_slug(check.build_instance(row), "slug", self._taken)
                self._taken.add(change.slug)
            slugs = {change.slug for change in nameless}
            used = {*iter_slugs(self.shape.model, slugs), *dict(iter_aliases(self.shape.model, slugs))}
            nameless = [change for change in nameless if change.slug in used]

    def _name_parts(self, change: BatchRecord, snapshot: dict[str, Any], check: RowCheck) -> None:
        taken = {row.get("key", "") for row in snapshot[self.shape.relation]}
        taken |= {row.identity for row in change.rows}
        for row in change.rows:
            if not row.identity:
                instance = check.build_instance(merge_row(self.shape, None, row))
                row.identity = build_free_slug(instance, "key", taken)
                taken.add(row.identity)

    def _check_publication(self, merged: Sequence[tuple[BatchRecord, Any, dict[str, Any]]]) -> None:
        """Validate what would be public, as publishing does."""
        checked: dict[int, tuple[BatchRecord, dict[str, Any]]] = {}
        records: list[Record] = []
        for number, (change, record, snapshot) in enumerate(merged, start=1):
            if record is not None and record.status not in (Status.PUBLISHED, Status.ARCHIVED):
                continue
            seen = record if record is not None else self._build_new(-number, change.slug)
            checked[seen.pk] = change, {**snapshot, "slug": change.slug}
            records.append(seen)
        data = {pk: snapshot for pk, (_change, snapshot) in checked.items()}
        for problem in validate_for_publication(self.shape.model, records, data):
            self.errors.append(self._place_problem(checked[problem.record.pk][0], problem))

    def _build_new(self, pk: int, slug: str) -> Any:
        model: Any = self.shape.model
        return model(pk=pk, slug=slug)

    def _place_problem(self, change: BatchRecord, problem: Problem) -> CellError:
        """Return a problem with the row and the column of the table that it is about."""
        shape = self.shape
        by_identity = {row.identity: row for row in change.rows}
        relation, _dot, rest = problem.field.partition(".")
        if shape.part is None:
            column = self._find_column(problem.field)
            row = change.rows[0]
        elif relation == shape.relation:
            key, _dot, name = rest.partition(".") if "key" in shape.identity else ("", "", rest)
            column, row = self._find_column(name), by_identity.get(key, change.rows[0])
        else:
            column, row = "", change.rows[0]
        if column or not problem.field:
            return CellError(row.number, column, problem.message)
        return CellError(row.number, "", ": ".join([*problem.list_labels(), problem.message]))

    def _find_column(self, name: str) -> str:
        return next((column for column in (name, f"{name}_en") if column in self.shape.columns), "")
