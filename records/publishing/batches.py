"""What one transaction withdrew: the rows of the log with the same time."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from records.choices import Action, Status
from records.models import Publication, get_record_types
from records.models.base import Record
from records.snapshots import select_with_related

_CHUNK = 500


@dataclass(frozen=True)
class WithdrawnBatch:
    """Records of a withdrawal that are still withdrawn and unchanged, and why others stay as they are."""

    first: Publication
    records: list[Any]
    #: Of the others: title of the row, and what happened to its record since.
    others: list[tuple[Publication, str]]

    @property
    def at(self) -> datetime:
        return self.first.at

    def reload(self) -> "WithdrawnBatch":
        return _load_batch(self.first)


def load_batch_of(row: Publication) -> WithdrawnBatch | None:
    """Return the withdrawal that a row of the log belongs to; None if it reports something else."""
    return _load_batch(row) if row.action == Action.WITHDRAWN and not row.renamed_to else None


def _load_batch(row: Publication) -> WithdrawnBatch:
    rows = Publication.objects.filter(at=row.at, action=Action.WITHDRAWN, renamed_to="").order_by("number")
    by_type: dict[type[Record], dict[str, Publication]] = defaultdict(dict)
    for entry in rows.defer("data"):
        by_type[get_record_types()[entry.record_type]][entry.slug] = entry
    records: list[Any] = []
    others: list[tuple[Publication, str]] = []
    for model, entries in by_type.items():
        found = _find_by_slug(model, list(entries))
        for slug, entry in entries.items():
            if reason := _describe_change(found.get(slug), entry):
                others.append((entry, reason))
            else:
                records.append(found[slug])
    return WithdrawnBatch(row, records, others)


def _find_by_slug(model: type[Record], slugs: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for start in range(0, len(slugs), _CHUNK):
        rows = select_with_related(model).filter(slug__in=slugs[start : start + _CHUNK])
        found |= {record.slug: record for record in rows}
    return found


def _describe_change(record: Any, entry: Publication) -> str:
    """Return what happened to a record since it was withdrawn; empty if nothing."""
    if record is None:
        return _("deleted or renamed since")
    if record.status != Status.ARCHIVED:
        return _("published again since")
    return _("changed since") if record.version != entry.version else ""
