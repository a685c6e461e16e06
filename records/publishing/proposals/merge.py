"""Three-way merge of a proposed row into the present version of its record, by field and by part."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from records.models import Record, Revision
from records.models.base import get_part_models
from records.publishing.restoration import replace_former_slugs
from records.publishing.validation import Problem
from records.snapshots import (
    build_snapshots,
    fill_row,
    fill_snapshot,
    get_foreign_keys,
    get_many_to_many_fields,
    get_part_accessor,
)
from records.texts.translation import OVERRIDES

#: The two ways out of a conflict.
KEEP_PRESENT, TAKE_PROPOSED = "present", "proposed"
#: What a row that comes from the content files has in its snapshot besides: the digest of the entry.
DIGEST_KEY = "loaded_digest"

_Row = Mapping[str, Any]


@dataclass(frozen=True)
class Conflict:
    """A place that was changed in two ways since the proposal: what it said, says, and would say.

    `place` is like `Problem.field`; empty for the record as a whole. A part that isn't there is None.
    """

    revision: Revision
    record: Record
    place: str
    base: Any
    present: Any
    proposed: Any

    @property
    def key(self) -> str:
        """What `resolutions` name it by."""
        return f"{self.revision.pk}:{self.place}"

    @property
    def labels(self) -> list[str]:
        """The names of the part and of the field, as forms show them."""
        return Problem(self.record, self.place, "").list_labels()

    @property
    def label(self) -> str:
        return " – ".join(self.labels) or _("Deletion")


@dataclass
class MergedChange:
    """What a row of a proposal would make of its record as it is now."""

    #: None: the record is deleted.
    data: dict[str, Any] | None
    #: Those of the present version, unless the proposal changes them.
    slug: str
    status: str
    present: dict[str, Any] | None = None
    conflicts: list[Conflict] = field(default_factory=list)


@dataclass
class _Merge:
    """The merge of one row. `resolutions`: by the key of a conflict, which side is taken."""

    revision: Revision
    record: Record
    resolutions: Mapping[str, str]
    conflicts: list[Conflict] = field(default_factory=list)

    def choose(self, place: str, base: Any, present: Any, proposed: Any) -> Any:
        """Return the value of a place. A conflict without resolution is noted, and keeps the present one."""
        if proposed in (base, present):
            return present
        if present == base:
            return proposed
        conflict = Conflict(self.revision, self.record, place, base, present, proposed)
        resolution = self.resolutions.get(conflict.key)
        if resolution is None:
            self.conflicts.append(conflict)
        return proposed if resolution == TAKE_PROPOSED else present

    def merge_values(
        self, model: Any, base: _Row, present: _Row, proposed: _Row, place: str
    ) -> dict[str, Any]:
        """Merge the columns and lists of slugs of a record or part."""
        relations = {field.name for field in get_many_to_many_fields(model)}
        merged: dict[str, Any] = {}
        # A snapshot lacks what is empty, as handwritten Traditional texts are.
        for name in dict.fromkeys((*present, *proposed)):
            former, value, new = base.get(name), present.get(name), proposed.get(name)
            if name == OVERRIDES:
                if texts := self._merge_overrides(former, value, new, place):
                    merged[name] = texts
            elif name in relations:
                merged[name] = _merge_lists(former, value, new)
            else:
                merged[name] = self.choose(f"{place}{name}", former, value, new)
        return merged

    def _merge_overrides(self, base: Any, present: Any, proposed: Any, place: str) -> dict[str, Any]:
        names = dict.fromkeys((*(present or {}), *(proposed or {})))
        sides = (base or {}, present or {}, proposed or {})
        values = {name: self.choose(f"{place}{name}", *(side.get(name) for side in sides)) for name in names}
        return {name: value for name, value in values.items() if value is not None}

    def merge_parts(self, model: Any, base: Any, present: Any, proposed: Any) -> list[dict[str, Any]]:
        """Merge the parts of a kind by their keys, and links by the records they point to."""
        accessor = get_part_accessor(model)
        sides = [_find_identities(model, rows) for rows in (base, present, proposed)]
        merged: dict[Any, dict[str, Any]] = {}
        for identity in dict.fromkeys((*sides[1], *sides[2])):
            place = f"{accessor}.{identity}" if "key" in fill_row(model, {}) else accessor
            rows = [side.get(identity) for side in sides]
            if all(row is not None for row in rows[1:]):
                merged[identity] = self.merge_values(model, rows[0] or {}, rows[1], rows[2], f"{place}.")  # type: ignore[arg-type]
            elif (row := self.choose(place, *rows)) is not None:
                merged[identity] = row
        return [merged[identity] for identity in _merge_order(*sides) if identity in merged]


def _find_identities(model: Any, rows: Sequence[dict[str, Any]]) -> dict[Any, dict[str, Any]]:
    """Return the rows by key, or by the slugs to which a link points and its number among equal ones."""
    if rows and "key" in rows[0]:
        return {row["key"]: row for row in rows}
    names = [key.name for key in get_foreign_keys(model)]
    seen: Counter[Any] = Counter()
    found = {}
    for row in rows:
        target = tuple(row.get(name) for name in names)
        found[*target, seen[target]] = row
        seen[target] += 1
    return found


def _merge_lists(base: Any, present: Any, proposed: Any) -> list[Any]:
    """Add what the proposal adds to a list of slugs, and remove what it removes."""
    base, present, proposed = base or [], present or [], proposed or []
    if present == base:
        return list(proposed)
    if proposed == base:
        return list(present)
    kept = [item for item in present if item in proposed or item not in base]
    return [*kept, *(item for item in proposed if item not in base and item not in kept)]


def _merge_order(
    base: Mapping[Any, Any], present: Mapping[Any, Any], proposed: Mapping[Any, Any]
) -> list[Any]:
    """Return the identities of both sides: in the proposed order, unless only the present one is new."""
    common = [identity for identity in base if identity in present and identity in proposed]
    orders = [[identity for identity in side if identity in common] for side in (base, present, proposed)]
    first, second = (present, proposed) if orders[2] == orders[0] else (proposed, present)
    order = list(first)
    # What only the other side has comes after its neighbour there, or stays at the end.
    others = list(second)
    while others and others[-1] not in first:
        others.pop()
    for index, identity in enumerate(others):
        if identity not in first:
            order.insert(order.index(others[index - 1]) + 1 if index else 0, identity)
    return [*order, *list(second)[len(others) :]]


def merge_proposed(
    revision: Revision, record: Record | None, *, resolutions: Mapping[str, str] | None = None
) -> MergedChange:
    """Merge one row of a proposal into the present version of its record, None if there is none."""
    merged = merge_all([(revision, record)], resolutions or {})
    return merged[0]


def merge_all(
    pairs: Sequence[tuple[Revision, Record | None]], resolutions: Mapping[str, str]
) -> list[MergedChange]:
    """Merge rows into the present versions of their records, with one query more for each type."""
    bases, snapshots = _load_bases([row for row, record in pairs if record]), _build_present(pairs)
    return [
        _merge_row(
            row, record, bases.get(row.pk), snapshots.get((row.record_type, row.object_id)), resolutions
        )
        for row, record in pairs
    ]


def _merge_row(
    row: Revision,
    record: Record | None,
    base: Revision | None,
    present: dict[str, Any] | None,
    resolutions: Mapping[str, str],
) -> MergedChange:
    if record is None or present is None:
        return MergedChange(row.data, row.slug, row.status)
    merge = _Merge(row, record, resolutions)
    base_version = base.version if base else row.base_version
    if row.data is None:
        sides = (base_version, record.version, None)
        kept = merge.choose("", *sides) is not None
        return MergedChange(present if kept else None, record.slug, record.status, present, merge.conflicts)
    model = type(record)
    sides_of_data = [
        replace_former_slugs(model, fill_snapshot(model, data))
        for data in ((base.data if base else None) or {}, row.data)
    ]
    data = _merge_snapshots(merge, model, sides_of_data[0], present, sides_of_data[1])
    base_slug = base.slug if base else row.slug
    data["slug"] = slug = row.slug if row.slug != base_slug else record.slug
    is_moved = base is None or row.status != base.status
    return MergedChange(data, slug, row.status if is_moved else record.status, present, merge.conflicts)


def _merge_snapshots(
    merge: _Merge, model: type[Record], base: _Row, present: _Row, proposed: _Row
) -> dict[str, Any]:
    parts = {get_part_accessor(part): part for part in get_part_models(model)}
    without = {*parts, "slug", DIGEST_KEY}
    first, second, third = (
        {name: value for name, value in side.items() if name not in without}
        for side in (base, present, proposed)
    )
    data = merge.merge_values(model, first, second, third, "")
    for accessor, part in parts.items():
        data[accessor] = merge.merge_parts(part, *(side[accessor] for side in (base, present, proposed)))
    return data


def _load_bases(rows: Sequence[Revision]) -> dict[int, Revision]:
    """Return the version over which each row was made, by the primary key of the row."""
    found: dict[Any, Revision] = {}
    for code, of_type in _group(rows):
        written = Revision.objects.written().filter(
            record_type=code,
            object_id__in={row.object_id for row in of_type},
            version__in={row.base_version for row in of_type},
        )
        found |= {(code, base.object_id, base.version): base for base in written.order_by("pk")}
    keys = {row.pk: (row.record_type, row.object_id, row.base_version) for row in rows}
    return {pk: found[key] for pk, key in keys.items() if key in found}


def _build_present(pairs: Sequence[tuple[Revision, Record | None]]) -> dict[Any, dict[str, Any]]:
    found: dict[Any, dict[str, Any]] = {}
    for code, rows in _group([row for row, record in pairs if record is not None]):
        model = rows[0].model
        snapshots = build_snapshots(model, [row.object_id for row in rows if row.object_id])
        found |= {(code, pk): data for pk, data in snapshots.items()}
    return found


def _group(rows: Sequence[Revision]) -> Iterator[tuple[str, list[Revision]]]:
    by_type: dict[str, list[Revision]] = {}
    for row in rows:
        by_type.setdefault(row.record_type, []).append(row)
    yield from by_type.items()
