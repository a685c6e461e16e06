"""Dependents of records: the published records that point to them, and those that point to these."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from records.choices import Status
from records.models.base import Record
from records.publishing.exceptions import PublishingError
from records.publishing.references import ReferencePath, list_reference_paths
from records.publishing.validation import Problem

#: So many records are withdrawn in one transaction, which takes up to half a minute and holds up all writers.
MOST_DEPENDENTS = 2_000
#: Primary keys in one condition.
_CHUNK = 500


@dataclass
class Dependents:
    """The dependents of some records, by type and primary key.

    The value says whether it belongs to a record that leaves, as a value belongs to its city. The others name
    one in a list or a part, as an exchange of five cities does, and are withdrawn as a whole, too.
    """

    rows: dict[type[Record], dict[int, bool]] = field(default_factory=lambda: defaultdict(dict))
    count: int = 0

    def add(self, model: type[Record], pk: int, *, is_own: bool) -> bool:
        """Add a dependent; return whether it is new."""
        is_new = pk not in self.rows[model]
        self.rows[model][pk] = self.rows[model].get(pk, False) or is_own
        self.count += is_new
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
                    key = (path.record_type, pk)
                    if key not in roots and dependents.add(*key, is_own=path.is_own):
                        reached[path.record_type].add(pk)
                    if dependents.count > limit:
                        raise PublishingError([_describe_limit(records, limit)])
        frontier = reached
    return dependents


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
