"""Check that facts stated in several places of the content agree.

An app declares the numbers its entries state:

    CLAIMS = [lambda entries: …]  # functions from all entries to `Claim`s
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models

from records.content.entries import Entry, loading_modules
from records.content.reading import Fault
from records.content.shapes import Row, values_of
from records.models.constraints import is_condition_met
from records.snapshots import get_part_accessor


@dataclass(frozen=True)
class Claim:
    """A number stated in the content: its subject, value and location."""

    about: tuple[Any, ...]
    value: Decimal
    file: str
    entry: str
    key: str

    @property
    def place(self) -> str:
        return ", ".join(part for part in (self.file, self.entry, self.key) if part)


Claims = Callable[[list[Entry]], Iterable[Claim]]


def about(row: Row, subject: str, label: str, unit: str) -> tuple[Any, ...]:
    """Build the comparison key: numbers with equal keys must have equal values."""
    columns = row.columns
    return (
        subject,
        label.casefold(),
        unit,
        columns.get("year"),
        columns.get("period_en", "").casefold(),
        columns.get("basis", ""),
        columns.get("evidence", "stated"),
        columns.get("precision", ""),
    )


def figures(entry: Entry, rows: Iterable[Row], subject: str) -> Iterator[Claim]:
    """Yield the numbers of figures. `subject` is for example "city shenzhen"."""
    for row in rows:
        said = about(row, subject, row.columns["label_en"], row.columns["unit"])
        key = f"{get_part_accessor(row.model)}.{row.columns['key']}"  # type: ignore[arg-type]
        yield Claim(said, row.columns["value"], entry.file, entry.slug, key)


def contradictions(entries: list[Entry]) -> Iterator[Fault]:
    """Yield an issue for each number that differs from its first occurrence."""
    first: dict[tuple[Any, ...], Claim] = {}
    for module in loading_modules():
        for claims in getattr(module, "CLAIMS", []):
            for claim in claims(entries):
                earlier = first.setdefault(claim.about, claim)
                if earlier.value != claim.value:
                    message = f"{claim.value} here, and {earlier.value} in {earlier.place}, of the same."
                    yield Fault(claim.file, claim.entry, claim.key, message)


def given_twice(entries: list[Entry]) -> Iterator[Fault]:
    """Yield an issue for each entry that violates a unique constraint together with an earlier entry."""
    seen: dict[tuple[Any, ...], Entry] = {}
    for entry in entries:
        for constraint in entry.model._meta.constraints:
            if not isinstance(constraint, models.UniqueConstraint):
                continue
            row = values_of(entry.row)
            values = tuple(row[name] for name in constraint.fields)
            if None in values or (constraint.condition and not is_condition_met(constraint.condition, row)):
                continue
            earlier = seen.setdefault((entry.model, constraint.name, *values), entry)
            if earlier is not entry:
                said = ", ".join(str(value) for value in values if value != "")
                message = f"Given twice: {said} stands in {earlier.file}, {earlier.slug} already."
                yield Fault(entry.file, entry.slug, "", message)
