"""Check that facts stated in several places of the content agree.

An app declares the numbers its entries state:

    CLAIMS = [lambda entries: …]  # functions from all entries to `StatedNumber`s
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models

from records.content.declarations import ContentEntry, import_content_modules
from records.content.parser import ContentIssue
from records.content.rows import ContentRow
from records.content.schema import get_row_values
from records.models.base import Part
from records.models.constraints import is_condition_met
from records.snapshots import get_part_accessor


@dataclass(frozen=True)
class StatedNumber:
    """A number stated in the content: its subject, value and location."""

    about: tuple[Any, ...]
    value: Decimal
    file: str
    entry: str
    key: str

    @property
    def place(self) -> str:
        return ", ".join(part for part in (self.file, self.entry, self.key) if part)


def build_subject(row: ContentRow, subject: str, label: str, unit: str) -> tuple[Any, ...]:
    """Build the comparison key: numbers with equal keys must have equal values."""
    columns = row.columns
    return (
        subject,
        label.casefold(),
        unit,
        columns.get("year"),
        columns.get("period_en", "").casefold(),
        columns.get("amount_type", ""),
        columns.get("evidence", "stated"),
        columns.get("precision", ""),
    )


def iter_stated_figures(
    entry: ContentEntry, rows: Iterable[ContentRow], subject: str
) -> Iterator[StatedNumber]:
    """Yield the numbers of figures. `subject` is for example "city shenzhen"."""
    for row in rows:
        subject_key = build_subject(row, subject, row.columns["label_en"], row.columns["unit"])
        assert issubclass(row.model, Part)
        key = f"{get_part_accessor(row.model)}.{row.columns['key']}"
        yield StatedNumber(subject_key, row.columns["value"], entry.file, entry.slug, key)


def find_contradictions(entries: list[ContentEntry]) -> Iterator[ContentIssue]:
    """Yield an issue for each number that differs from its first occurrence."""
    first: dict[tuple[Any, ...], StatedNumber] = {}
    for module in import_content_modules():
        for claims in getattr(module, "CLAIMS", []):
            for claim in claims(entries):
                earlier = first.setdefault(claim.about, claim)
                if earlier.value != claim.value:
                    message = f"{claim.value} here, and {earlier.value} in {earlier.place}, of the same."
                    yield ContentIssue(claim.file, claim.entry, claim.key, message)


def find_duplicates(entries: list[ContentEntry]) -> Iterator[ContentIssue]:
    """Yield an issue for each entry that violates a unique constraint together with an earlier entry.

    Slugs aren't columns of an entry; the parser finds those that are given twice.
    """
    seen: dict[tuple[Any, ...], ContentEntry] = {}
    for entry in entries:
        for constraint in entry.model._meta.constraints:
            if not isinstance(constraint, models.UniqueConstraint) or "slug" in constraint.fields:
                continue
            row = get_row_values(entry.row)
            values = tuple(row[name] for name in constraint.fields)
            if None in values or (constraint.condition and not is_condition_met(constraint.condition, row)):
                continue
            earlier = seen.setdefault((entry.model, constraint.name, *values), entry)
            if earlier is not entry:
                shown = ", ".join(str(value) for value in values if value != "")
                message = f"Given twice: {shown} stands in {earlier.file}, {earlier.slug} already."
                yield ContentIssue(entry.file, entry.slug, "", message)
