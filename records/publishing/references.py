"""References between records: by which fields of a record, its parts and links one points to another."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models

from records.choices import Status
from records.models.base import Link, Part, Record, get_part_models, get_record_types
from records.models.source import Source
from records.snapshots import get_foreign_keys


@dataclass(frozen=True)
class ReferencePath:
    """A field by which records of `record_type`, or their parts or links (`referrer`), point to a record.

    `is_own`: it is a foreign key of the record itself, which belongs to one, as a value to its city.
    """

    record_type: type[Record]
    referrer: type[Record | Part | Link]
    lookup: str
    is_own: bool

    @property
    def _prefix(self) -> str:
        owner = getattr(self.referrer, "owner", "")
        return f"{owner}__" if owner else ""

    @property
    def record_pk(self) -> str:
        """The lookup path from the referrer to the primary key of its record."""
        return f"{self._prefix}pk"

    @property
    def record_slug(self) -> str:
        return f"{self._prefix}slug"

    def filter_rows(self, ids: Iterable[int], statuses: Sequence[str]) -> Any:
        """Return the referrers that point to one of these records and whose record has such a status."""
        condition = {f"{self.lookup}__in": list(ids), f"{self._prefix}status__in": statuses}
        return self.referrer._default_manager.filter(**condition).order_by()


@cache
def list_reference_paths(target: type[Record]) -> tuple[ReferencePath, ...]:
    """Return all fields by which records point to records of a type."""
    return tuple(
        ReferencePath(other, referrer, lookup, is_own)
        for other in get_record_types().values()
        for referrer in (other, *get_part_models(other))
        for lookup, is_own in _list_lookups(referrer, target)
    )


def _list_lookups(referrer: type[models.Model], target: type[Record]) -> Iterator[tuple[str, bool]]:
    for key in get_foreign_keys(referrer):
        if key.related_model is target:
            yield key.name, issubclass(referrer, Record)
    for relation in referrer._meta.local_many_to_many:
        if relation.related_model is target:
            yield relation.name, False
    if target is Source and issubclass(referrer, (Record, Part)):
        yield "source_links__source", False


def find_referencing_records(
    model: type[Record], ids: Iterable[int], *, is_public: bool = True
) -> Iterator[tuple[type[Record], int, str, int]]:
    """Yield (type, primary key, slug, referenced one of `ids`) for records that reference `ids`.

    They are the published ones, or the others.
    """
    statuses = [status for status in Status if (status == Status.PUBLISHED) == is_public]
    ids = list(ids)
    for path in list_reference_paths(model):
        rows = path.filter_rows(ids, statuses)
        columns = rows.values_list(path.record_pk, path.record_slug, f"{path.lookup}__pk")
        for pk, slug, target in columns.distinct():
            yield path.record_type, pk, slug, target
