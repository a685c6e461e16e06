"""What the office reads first: groups of record types, by what a wrong record would do.

An app's `risks.py` registers them:

    register_risk_group(rank=1, key="members", title=_("Members"), note=_("…"), records=[ReadList(Member)])

What no app registers is the last group.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, IntegerField, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from records.choices import Operation
from records.models import Record, get_record_types
from records.models.read_mark import exclude_read
from records.permissions import Writer, may_perform


@dataclass(frozen=True)
class ReadList:
    """Public records of a type, all or those that meet a condition, in the order of their primary keys."""

    model: type[Record]
    condition: Q = field(default_factory=Q)

    def select_public(self) -> QuerySet:
        return self.model.objects.published().filter(self.condition).order_by("pk")

    def select_unread(self) -> QuerySet:
        return exclude_read(self.select_public())


@dataclass(frozen=True)
class RiskGroup:
    """Records that are read together. `note` says why, or what they are."""

    key: str
    title: Any
    note: Any
    lists: tuple[ReadList, ...]


_groups: dict[int, RiskGroup] = {}
_REST = "others"


def register_risk_group(*, rank: int, key: str, title: Any, note: Any, records: Iterable[ReadList]) -> None:
    """Register a group; those with a low rank are read first."""
    _groups[rank] = RiskGroup(key, title, note, tuple(records))


def list_risk_groups(reader: Writer) -> list[RiskGroup]:
    """Return all groups with the types that somebody may view, in the order in which they are read."""
    groups = [_groups[rank] for rank in sorted(_groups)]
    note = _("cities, parks, values, sources")
    groups.append(RiskGroup(_REST, _("All other records"), note, tuple(_list_others(groups))))
    visible = [
        RiskGroup(
            group.key,
            group.title,
            group.note,
            tuple(entry for entry in group.lists if may_perform(reader, Operation.VIEW, entry.model)),
        )
        for group in groups
    ]
    return [group for group in visible if group.lists]


def _list_others(groups: list[RiskGroup]) -> Iterator[ReadList]:
    """Yield what is in no group, the types of the highest app first."""
    for model in reversed(get_record_types().values()):
        conditions = [entry.condition for group in groups for entry in group.lists if entry.model is model]
        if all(conditions):  # an empty one is met by all records of the type
            yield ReadList(model, ~Q(*conditions, _connector=Q.OR) if conditions else Q())


def count_groups(groups: Iterable[RiskGroup], *, only_unread: bool) -> dict[str, int]:
    """Return the number of public records of each group, in one query."""
    counts: dict[str, int] = {}
    rows = [
        (entry.select_unread() if only_unread else entry.select_public())
        .order_by()
        .annotate(every=Value(number, IntegerField()))
        .values_list("every")
        .annotate(number=Count("pk"))
        for number, group in enumerate(groups)
        for entry in group.lists
    ]
    keys = [group.key for group in groups]
    for number, count in rows[0].union(*rows[1:], all=True) if rows else ():
        counts[keys[number]] = counts.get(keys[number], 0) + count
    return counts


class UnreadRows:
    """The unread records of a group for a paginator: type and primary key of each."""

    def __init__(self, group: RiskGroup, count: int) -> None:
        self.group, self._count = group, count

    def __len__(self) -> int:
        return self._count

    def count(self) -> int:
        return self._count

    def __getitem__(self, part: slice) -> list[Record]:
        parts = [
            entry.select_unread()
            .order_by()
            .annotate(number=Value(number, IntegerField()))
            .values_list("number", "pk")
            for number, entry in enumerate(self.group.lists)
        ]
        rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
        chosen = list(rows.order_by("number", "pk")[part])
        records = {
            number: _fetch_records(self.group.lists[number].model, [pk for n, pk in chosen if n == number])
            for number in {number for number, _pk in chosen}
        }
        return [records[number][pk] for number, pk in chosen if pk in records[number]]


def _fetch_records(model: Any, keys: list[int]) -> dict[int, Record]:
    """Return records with the records that their names refer to."""
    related = [column.name for column in model._meta.fields if column.many_to_one]
    records = model.objects.select_related(*related) if related else model.objects
    return records.in_bulk(keys)


def find_group(groups: Iterable[RiskGroup], record: Record) -> RiskGroup | None:
    """Return the group in which a public record is read."""
    for group in groups:
        for entry in group.lists:
            if isinstance(record, entry.model) and entry.select_public().filter(pk=record.pk).exists():
                return group
    return None


def find_next_unread(groups: list[RiskGroup], after: Record | None = None) -> Record | None:
    """Return the first unread record after another one; after the last one, the first of all."""
    if after is None:
        return _find_first(groups)
    here = find_group(groups, after)
    if here is None:
        return _find_first(groups)
    position = groups.index(here)
    inside = next(n for n, entry in enumerate(here.lists) if isinstance(after, entry.model))
    rest = here.lists[inside].select_unread().filter(pk__gt=after.pk).first()
    later = RiskGroup(here.key, here.title, here.note, here.lists[inside + 1 :])
    return rest or _find_first([later, *groups[position + 1 :]]) or _find_first(groups)


def _find_first(groups: Iterable[RiskGroup]) -> Record | None:
    for group in groups:
        for entry in group.lists:
            if (record := entry.select_unread().first()) is not None:
                return record
    return None
