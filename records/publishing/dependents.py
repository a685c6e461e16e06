"""Dependents of records: the published records that point to them, and those that point to these."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext as _

from records.choices import Status
from records.models.base import Record
from records.publishing.changes import Changes
from records.publishing.exceptions import PublishingError
from records.publishing.references import ReferencePath, list_reference_paths
from records.publishing.validation import Problem

#: So many records are withdrawn in one transaction, which takes up to half a minute and holds up all writers.
MOST_DEPENDENTS = 2_000
#: Primary keys in one condition.
_CHUNK = 500


@dataclass
class Dependents:
    """What some records take along when they leave, and what stays without them, by type and primary key.

    Of those in `rows`, the value says whether it belongs to a record that leaves, as a value to its city.
    The others cite a source that leaves, and go as a whole, too. Those in `staying` only name what leaves.
    """

    rows: dict[type[Record], dict[int, bool]] = field(default_factory=lambda: defaultdict(dict))
    staying: dict[type[Record], set[int]] = field(default_factory=lambda: defaultdict(set))

    @property
    def count(self) -> int:
        return sum(len(pks) for pks in (*self.rows.values(), *self.staying.values()))

    def add(self, path: ReferencePath, pk: int) -> bool:
        """Add a dependent; return whether it leaves, and wasn't known before."""
        model = path.record_type
        if path.is_loose:
            self.staying[model].add(pk)
            return False
        is_new = pk not in self.rows[model]
        self.rows[model][pk] = self.rows[model].get(pk, False) or path.is_own
        return is_new


def collect_dependents(records: Sequence[Record], *, limit: int = MOST_DEPENDENTS) -> Dependents:
    """Return all dependents of these records, without themselves.

    The number of queries depends on the types, not on the number of records. Raises `PublishingError` if
    there are more than `limit`.
    """
    roots = {(type(record), record.pk) for record in records}
    dependents = Dependents()
    frontier: dict[type[Record], set[int]] = defaultdict(set)
    for model, pk in roots:
        frontier[model].add(pk)
    while frontier:
        reached: dict[type[Record], set[int]] = defaultdict(set)
        for model, pks in frontier.items():
            for path in list_reference_paths(model):
                for pk in _iterate_referrers(path, pks, limit):
                    if (path.record_type, pk) not in roots and dependents.add(path, pk):
                        reached[path.record_type].add(pk)
                    if dependents.count > limit:
                        raise PublishingError([_describe_limit(records, limit)])
        frontier = reached
    leaving = roots | {(model, pk) for model, pks in dependents.rows.items() for pk in pks}
    for model, pks in dependents.staying.items():
        pks -= {pk for other, pk in leaving if other is model}
    return dependents


def release_references(changes: Changes, leaving: Iterable[Record]) -> None:
    """Take the records that leave out of the public ones that only name them."""
    pks: dict[type[Record], set[int]] = defaultdict(set)
    for record in leaving:
        pks[type(record)].add(record.pk)
    for model in list(pks):
        for path in filter(attrgetter("is_loose"), list_reference_paths(model)):
            rows = path.filter_rows(pks[model], [Status.PUBLISHED])
            staying = rows.exclude(**{f"{path.record_pk}__in": pks[path.record_type]})
            for row in list(staying.distinct()):
                _release(changes, row, path.lookup, pks[model])


def _release(changes: Changes, row: Any, name: str, leaving: Collection[int]) -> None:
    relation = row._meta.get_field(name)
    if relation.many_to_many:
        changes.touch(row if isinstance(row, Record) else row.record)
        getattr(row, name).remove(*leaving)
    elif relation.null:
        setattr(row, name, None)
        changes.save(row)
    else:
        changes.delete(row)


def _iterate_referrers(path: ReferencePath, pks: Iterable[int], limit: int) -> Iterator[int]:
    ordered = sorted(pks)
    for start in range(0, len(ordered), _CHUNK):
        rows = path.filter_rows(ordered[start : start + _CHUNK], [Status.PUBLISHED])
        # Each can be a record that is leaving or known already, and more than `limit` are refused.
        yield from rows.values_list(path.record_pk, flat=True).distinct()[: 2 * limit + len(ordered)]


def _describe_limit(records: Sequence[Record], limit: int) -> Problem:
    message = _(
        "More than %(count)s records depend on it, which is too many for one step. "
        "Withdraw a part of these first."
    )
    return Problem(records[0], "", message % {"count": f"{limit:,}"})


def calculate_version_digest(versions: Iterable[tuple[str, int, int]]) -> str:
    """Return a digest of (type code, primary key, version) of records, by which a page is compared."""
    text = ";".join(f"{code}:{pk}:{version}" for code, pk, version in sorted(versions))
    return hashlib.sha256(text.encode()).hexdigest()


def load_records(rows: Mapping[type[Record], Iterable[int]], queryset: Any) -> list[Any]:
    """Return the records with these primary keys, read by `queryset(model)`."""
    found: list[Any] = []
    for model, pks in rows.items():
        ordered = sorted(pks)
        for start in range(0, len(ordered), _CHUNK):
            found += queryset(model).filter(pk__in=ordered[start : start + _CHUNK])
    return found
