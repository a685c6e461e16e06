"""Restoring single parts of a revision: the rest of the record stays as it is."""

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from records.history import compare_pairs
from records.models import Part, Record, Revision
from records.models.base import get_part_models
from records.publishing import Changes
from records.publishing.restoration import SnapshotWriter, replace_former_slugs
from records.snapshots import build_snapshots, get_part_accessor

_Snapshot = dict[str, Any]


def list_changed_parts(record: Record, revision: Revision) -> list[tuple[str, Any]]:
    """Return place and name of each part that differs between a record and a revision."""
    model = type(record)
    present = build_snapshots(model, [record.pk])[record.pk]
    restored = replace_former_slugs(model, revision.data or {})
    parts: dict[str, Any] = {}
    for line in compare_pairs([(model, present, restored)], fully=True)[0]:
        relation, _dot, rest = line.place.partition(".")
        if rest:
            parts.setdefault(f"{relation}.{rest.partition('.')[0]}", line.subject)
    return list(parts.items())


def restore_parts(changes: Changes, record: Record, revision: Revision, places: Iterable[str]) -> Record:
    """Write these parts of a revision to its record: changed ones, removed ones, and without added ones."""
    model = type(record)
    changes.lock(record)
    record.refresh_from_db()  # another writer may have changed it until then
    present = build_snapshots(model, [record.pk])[record.pk]
    restored = replace_former_slugs(model, revision.data or {})
    data = deepcopy(present)
    relations = {get_part_accessor(part) for part in get_part_models(model) if issubclass(part, Part)}
    for place in places:
        relation, _dot, key = place.partition(".")
        if relation in relations:
            data[relation] = _replace_part(data[relation], restored.get(relation, []), key)
    SnapshotWriter(changes, record, data, present).write()
    return record


def _replace_part(rows: list[_Snapshot], former: list[_Snapshot], key: str) -> list[_Snapshot]:
    """Return the rows with the one of this key as it was; at its place if it comes back."""
    wanted = next((row for row in former if row.get("key") == key), None)
    kept = [row for row in rows if row.get("key") != key]
    if wanted is None:
        return kept
    keys = [row.get("key") for row in rows]
    index = keys.index(key) if key in keys else former.index(wanted)
    return [*kept[:index], wanted, *kept[index:]]
