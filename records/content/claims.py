"""A fact that the content gives twice must agree with itself.

An app's `loading.py` says which of its entries make which claims:

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
from records.models.constraints import holds
from records.snapshots import part_name


@dataclass(frozen=True)
class Claim:
    """That a number is so: of what it is said, its value, and where in the content it stands."""

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
    """What a number is said of: two claims that agree in this must agree in the value."""
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
    """The claims that figures of one entry make about a subject, as in "city shenzhen"."""
    for row in rows:
        said = about(row, subject, row.columns["label_en"], row.columns["unit"])
        key = f"{part_name(row.model)}.{row.columns['key']}"  # type: ignore[arg-type]
        yield Claim(said, row.columns["value"], entry.file, entry.slug, key)


def contradictions(entries: list[Entry]) -> Iterator[Fault]:
    """The same claim with another value than where it stands first."""
    first: dict[tuple[Any, ...], Claim] = {}
    for module in loading_modules():
        for claims in getattr(module, "CLAIMS", []):
            for claim in claims(entries):
                earlier = first.setdefault(claim.about, claim)
                if earlier.value != claim.value:
                    message = f"{claim.value} here, and {earlier.value} in {earlier.place}, of the same."
                    yield Fault(claim.file, claim.entry, claim.key, message)


def given_twice(entries: list[Entry]) -> Iterator[Fault]:
    """What the database holds once, as a city's place in a programme, and the content gives again."""
    seen: dict[tuple[Any, ...], Entry] = {}
    for entry in entries:
        for constraint in entry.model._meta.constraints:
            if not isinstance(constraint, models.UniqueConstraint):
                continue
            row = values_of(entry.row)
            values = tuple(row[name] for name in constraint.fields)
            if None in values or (constraint.condition and not holds(constraint.condition, row)):
                continue
            earlier = seen.setdefault((entry.model, constraint.name, *values), entry)
            if earlier is not entry:
                said = ", ".join(str(value) for value in values if value != "")
                message = f"Given twice: {said} stands in {earlier.file}, {earlier.slug} already."
                yield Fault(entry.file, entry.slug, "", message)
