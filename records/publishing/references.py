"""References between records: by which fields of a record, its parts and links one points to another."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import CheckConstraint, Q

from records.choices import Status
from records.models.base import Link, Part, Record, get_part_models, get_record_types
from records.models.constraints import get_condition_columns, is_condition_met
from records.models.source import Source, SourceLink
from records.snapshots import get_foreign_keys, select_with_related


@dataclass(frozen=True)
class ReferencePath:
    """A field by which records of `record_type`, or their parts or links (`referrer`), point to a record.

    `is_own`: the record is nothing without what it points to, as a value without its city. `is_loose`: the
    reference can go while the record stays: from a list, from an optional field, or with the part or link
    that can't be without it. What is neither needs another reference first: what a source supports.
    """

    record_type: type[Record]
    referrer: type[Record | Part | Link]
    lookup: str
    is_own: bool
    is_loose: bool

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
        ReferencePath(other, referrer, lookup, is_own, is_loose)
        for other in get_record_types().values()
        for referrer in (other, *get_part_models(other))
        for lookup, is_own, is_loose in _list_lookups(referrer, target)
    )


def _list_lookups(referrer: type[models.Model], target: type[Record]) -> Iterator[tuple[str, bool, bool]]:
    for key in get_foreign_keys(referrer):
        if key.related_model is target:
            is_own = issubclass(referrer, Record) and _is_needed(referrer, key)
            yield key.name, is_own, not is_own and (key.blank or not key.null)
    for relation in referrer._meta.local_many_to_many:
        if relation.related_model is target:
            yield relation.name, False, True
    if target is Source and issubclass(referrer, (Record, Part)):
        yield "source_links__source", False, False


def _is_needed(model: type[Record], key: Any) -> bool:
    """Return whether a record can't be public without this reference, or is a part of what it points to."""
    checks: Iterator[Any] = (
        check.condition for check in model._meta.constraints if isinstance(check, CheckConstraint)
    )
    empty: dict[str, Any] = defaultdict(lambda: None)
    return (
        not key.blank
        or key.name in (model.place_field, *model.containers)
        or any(key.name in get_condition_columns(c) and not is_condition_met(c, empty) for c in checks)
    )


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


@dataclass(frozen=True)
class ReferrerGroup:
    """Records of one type that point to a record: the first of them, and how many there are."""

    record_type: type[Record]
    records: list[Any]
    count: int


def collect_referrers(record: Record, statuses: Sequence[str], *, named: int) -> list[ReferrerGroup]:
    """Return the records that point to this one, by type, without reading more than `named` of each.

    At most three queries for each type, however many records point to it.
    """
    by_type: dict[type[Record], list[ReferencePath]] = {}
    for path in list_reference_paths(type(record)):
        by_type.setdefault(path.record_type, []).append(path)
    groups = []
    for model, paths in by_type.items():
        rows = [path.filter_rows([record.pk], statuses).values_list(path.record_pk) for path in paths]
        if model is type(record):
            rows = [row.exclude(**{path.record_pk: record.pk}) for row, path in zip(rows, paths, strict=True)]
        every = rows[0].union(*rows[1:]) if rows[1:] else rows[0].distinct()
        pks = [pk for (pk,) in every[: named + 1]]
        if pks:
            count = len(pks) if len(pks) <= named else every.count()
            found = select_with_related(model).filter(pk__in=pks[:named])
            groups.append(ReferrerGroup(model, list(found), count))
    return groups


def find_draft_sources(records: Sequence[Record]) -> Iterable[Source]:
    """Return the draft sources that records of one type, or their parts, cite."""
    model, ids = type(records[0]), [record.pk for record in records]
    owners = Q(content_type=ContentType.objects.get_for_model(model), object_id__in=ids)
    for part in get_part_models(model):
        rows = part._default_manager.filter(**{f"{part.owner}__in": ids}).values("pk")
        owners |= Q(content_type=ContentType.objects.get_for_model(part), object_id__in=rows)
    links = SourceLink.objects.filter(owners).values("source")
    return Source.objects.filter(pk__in=links, status=Status.DRAFT)
