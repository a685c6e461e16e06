"""What a proposal would change, in words: field by field and part by part, in the order of the forms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from records.admin.parts.inlines import PartInline
from records.admin.proposals.rows import build_records, get_row_title
from records.choices import WRITTEN_STATES, RevisionState, Status
from records.diff.display import TitleLookup
from records.diff.lines import FieldDifference
from records.diff.records import QUANTITY_FIELDS
from records.field_kinds import get_field_kinds
from records.history import compare_pairs
from records.models import Proposal, Record, Revision
from records.models.base import get_part_models
from records.publishing.proposals.merge import TAKE_PROPOSED, Conflict, MergedChange, merge_all
from records.snapshots import build_snapshots, get_part_accessor, select_with_related
from records.texts.formats import get_unit_name, join_list

#: Of a part that only one side has, so many texts are shown.
_MOST_TEXTS = 4


@dataclass(frozen=True)
class ShownDifference:
    """One change: on the page now, and proposed. `hint` says in a few words of what kind it is.

    `written_over`: what the version said over which it was written, if the page says something else now.
    """

    line: FieldDifference
    hint: str = ""
    #: Number of the question about it, if it was changed in another way since.
    is_in_conflict: bool = False
    written_over: str | None = None


@dataclass
class ReviewedRow:
    """A record as it is, and as a row of a proposal would leave it."""

    revision: Revision
    #: As it is now; None if it isn't there.
    record: Record | None
    merged: MergedChange
    #: Those before the change; the status is empty for a new record.
    status: str = ""
    slug: str = ""
    #: An unsaved record in its place, from whose title the row is named.
    built: Record | None = None
    differences: list[ShownDifference] = field(default_factory=list)

    @property
    def conflicts(self) -> list[Conflict]:
        return self.merged.conflicts

    @property
    def type_name(self) -> str:
        return capfirst(str(self.revision.model._meta.verbose_name))

    @property
    def title(self) -> str:
        shown = self.record or self.built
        return str(shown.title) if shown else get_row_title(self.revision) or self.revision.slug

    @property
    def unit(self) -> str:
        """The name of the unit of a value that has none itself."""
        unit = getattr(self.record or self.built, "unit", "")
        return get_unit_name(unit) if unit and "unit" not in (self.merged.data or {}) else ""

    @property
    def url(self) -> str:
        """The address of the form of the record; empty if it isn't there."""
        if self.record is None:
            return ""
        options = self.record._meta
        return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[self.record.pk])

    @property
    def is_over_newer(self) -> bool:
        """Whether a version was written after the one that the proposal was made over."""
        return self.record is not None and self.record.version != self.revision.base_version

    @property
    def is_deletion(self) -> bool:
        return self.merged.data is None

    @property
    def is_new(self) -> bool:
        return not self.status and not self.is_deletion

    @property
    def is_made_public(self) -> bool:
        """Whether nothing of it is on the site now, so that all of it is to be read."""
        return self.status != Status.PUBLISHED and self.merged.status == Status.PUBLISHED

    @cached_property
    def effects(self) -> list[str]:
        """What the proposal does beside changing fields."""
        effects = []
        if self.is_deletion:
            effects.append(_("The record is deleted; it can be brought back."))
        elif self.merged.status != self.status:
            if self.merged.status == Status.PUBLISHED:
                again = self.status == Status.ARCHIVED
                effects.append(
                    _("It is public again.") if again else _("It is published for the first time.")
                )
            elif self.merged.status == Status.ARCHIVED:
                effects.append(_("It is withdrawn: its page leaves the site."))
        if self.slug and not self.is_deletion and self.merged.slug != self.slug:
            text = _("New address: {old} → {new}. The old one leads there.")
            effects.append(text.format(old=self.slug, new=self.merged.slug))
        return effects

    @cached_property
    def unchanged(self) -> str:
        """Name the kinds of parts and fields that stay as they are."""
        if self.is_made_public or self.is_deletion:
            return ""
        changed = {difference.line.place.partition(".")[0] for difference in self.differences}
        names = []
        if not changed or all("." in each.line.place for each in self.differences):
            names.append(_("the record’s own fields"))
        for part in get_part_models(self.revision.model):
            accessor = get_part_accessor(part)
            if accessor not in changed and (self.merged.data or {}).get(accessor):
                names.append(str(part._meta.verbose_name_plural))
        return capfirst(join_list(names)) if names else ""


def get_row_queryset(proposal: Proposal) -> Any:
    """Return the rows of a proposal; of one without, that was published alone, the written revisions."""
    if proposal.is_waiting:  # without those that were taken out
        return proposal.revisions.filter(state=RevisionState.PROPOSED)
    unwritten = proposal.revisions.exclude(state__in=WRITTEN_STATES)
    return unwritten if unwritten.exists() else proposal.revisions.all()


def build_rows(revisions: Sequence[Revision]) -> list[ReviewedRow]:
    """Compare rows of a proposal with their records as they are now."""
    records = load_proposed_records(revisions)
    pairs = [(revision, records.get(revision.pk)) for revision in revisions]
    built = build_records(revision for revision, record in pairs if record is None)
    rows = []
    for (revision, record), merged in zip(pairs, _merge(pairs, {}), strict=True):
        status, slug = (record.status, record.slug) if record else ("", "")
        rows.append(ReviewedRow(revision, record, merged, status, slug, built.get(revision.pk)))
    chosen = {conflict.key: TAKE_PROPOSED for row in rows for conflict in row.conflicts}
    proposed = _merge(pairs, chosen) if chosen else [row.merged for row in rows]
    _compare(rows, [merged.data or {} for merged in proposed])
    _add_third_state([row for row in rows if row.conflicts and not row.is_deletion])
    return rows


def _add_third_state(rows: Sequence[ReviewedRow]) -> None:
    """Say of what was changed in two ways what both were made from."""
    if not rows:
        return
    bases = load_base_revisions([row.revision for row in rows])
    keys = [(row.revision.record_type, row.revision.object_id, row.revision.base_version) for row in rows]
    known = [(row, base) for row, key in zip(rows, keys, strict=True) if (base := bases.get(key))]
    pairs = [(row.revision.model, base.data or {}, row.merged.present or {}) for row, base in known]
    titles = _collect_titles(rows)
    for (row, _base), lines in zip(known, compare_pairs(pairs, fully=True, titles=titles), strict=True):
        before = {line.place: line.before for line in _join_lists(lines)}
        row.differences = [
            replace(each, written_over=before[each.line.place])
            if each.is_in_conflict and each.line.place in before
            else each
            for each in row.differences
        ]


def _merge(
    pairs: Sequence[tuple[Revision, Record | None]], resolutions: dict[str, str]
) -> list[MergedChange]:
    """Merge rows into the present versions; what was written over the present one is that already."""
    by_type: dict[Any, list[int]] = {}
    for revision, record in pairs:
        if record is not None and record.version == revision.base_version:
            by_type.setdefault(revision.model, []).append(record.pk)
    present = {
        (model, pk): data
        for model, ids in by_type.items()
        for pk, data in build_snapshots(model, ids).items()
    }
    others = [pair for pair in pairs if (pair[0].model, pair[0].object_id) not in present]
    merged = dict(zip((row.pk for row, _record in others), merge_all(others, resolutions), strict=True))
    for revision, _record in pairs:
        if revision.pk not in merged:
            data = present[revision.model, revision.object_id or 0]
            merged[revision.pk] = MergedChange(revision.data, revision.slug, revision.status, data)
    return [merged[revision.pk] for revision, _record in pairs]


def build_decided_rows(revisions: Sequence[Revision]) -> list[ReviewedRow]:
    """Compare rows of a decided proposal with the versions over which they were made."""
    records, bases = load_proposed_records(revisions), load_base_revisions(revisions)
    built = build_records(revision for revision in revisions if revision.pk not in records)
    rows = []
    for revision in revisions:
        base = bases.get((revision.record_type, revision.object_id, _get_base_version(revision)))
        merged = MergedChange(revision.data, revision.slug, revision.status, base.data if base else None)
        status, slug = (base.status, base.slug) if base else ("", "")
        record = records.get(revision.pk)
        rows.append(ReviewedRow(revision, record, merged, status, slug, built.get(revision.pk)))
    _compare(rows, [row.merged.data or {} for row in rows])
    return rows


def _get_base_version(revision: Revision) -> int:
    return revision.version - 1 if revision.base_version is None else revision.base_version


def load_base_revisions(revisions: Iterable[Revision]) -> dict[Any, Revision]:
    """Return the versions over which rows were made, by type, key and version, in one query."""
    conditions = Q(pk__in=())
    for row in revisions:
        version = _get_base_version(row)
        conditions |= Q(record_type=row.record_type, object_id=row.object_id, version=version)
    bases = Revision.objects.written().filter(conditions).order_by("pk")
    return {(base.record_type, base.object_id, base.version): base for base in bases}


def _compare(rows: Sequence[ReviewedRow], after: Sequence[dict[str, Any]]) -> None:
    titles = _collect_titles(rows)
    pairs = [
        (row.revision.model, {} if row.is_made_public else row.merged.present or {}, data)
        for row, data in zip(rows, after, strict=True)
    ]
    for row, lines in zip(rows, compare_pairs(pairs, fully=True, titles=titles), strict=True):
        row.differences = [] if row.is_deletion else _arrange(row, lines)


def _collect_titles(rows: Iterable[ReviewedRow]) -> TitleLookup:
    """Know the titles of records that the proposal itself publishes, and that aren't public yet."""
    titles = TitleLookup()
    for row in rows:
        if row.is_made_public:
            titles.add(row.revision.model, row.revision.slug, get_row_title(row.revision) or row.title)
    return titles


def load_proposed_records(revisions: Sequence[Revision]) -> dict[int, Record]:
    """Return the present records by the primary keys of the rows, with one query for each type."""
    found: dict[int, Record] = {}
    by_type = sorted(revisions, key=lambda row: row.record_type)
    for _code, of_type in groupby(by_type, key=lambda row: row.record_type):
        rows = [row for row in of_type if row.object_id is not None]
        if rows:
            ids = [row.object_id for row in rows]
            present = {each.pk: each for each in select_with_related(rows[0].model).filter(pk__in=ids)}
            found |= {row.pk: present[row.object_id] for row in rows if row.object_id in present}
    return found


# -- one row --------------------------------------------------------------------------------------------


def _arrange(row: ReviewedRow, lines: list[FieldDifference]) -> list[ShownDifference]:
    places = {conflict.place for conflict in row.conflicts}
    order = _FormOrder(row.revision.model)
    shown = [
        ShownDifference(line, _describe_kind(line), _is_in_conflict(line, places))
        for line in _join_lists(lines)
        if line.place != "slug" or row.is_made_public
    ]
    return sorted(shown, key=lambda difference: order.find_place(difference.line.place))


def _is_in_conflict(line: FieldDifference, places: set[str]) -> bool:
    if line.place in places:
        return True
    prefix, _dot, name = line.place.rpartition(".")
    quantity = {f"{prefix}.{other}" if prefix else other for other in QUANTITY_FIELDS}
    return name == "value" and bool(quantity & places)


def _join_lists(lines: Iterable[FieldDifference]) -> list[FieldDifference]:
    """Show what comes to a list and what goes from it as the two sides of one change."""
    joined: list[FieldDifference] = []
    for line in lines:
        last = joined[-1] if joined else None
        is_pair = last and last.place == line.place and last.before and not last.after and line.after
        if last and is_pair and not line.before and not line.is_value:
            label = f"{last.label} · {line.label}"
            joined[-1] = replace(line, label=label, subject=last.subject, before=last.before)
        else:
            joined.append(line)
    return joined


def _describe_kind(line: FieldDifference) -> str:
    name = line.place.rpartition(".")[2]
    if line.note:
        return ""
    if name.endswith(("_en", "_zh_hans", "_zh_hant")):
        return _("text")
    if line.before and not line.after:
        return _("goes")
    return _("comes") if line.after and not line.before else ""


class _FormOrder:
    """The order in which the forms of a record type show fields and parts."""

    def __init__(self, model: type[Record]) -> None:
        record_admin: Any = admin.site._registry.get(model)
        inlines = getattr(record_admin, "inlines", ())
        self._relations = [
            inline.get_relation() if issubclass(inline, PartInline) else _get_relation(inline)
            for inline in inlines
        ]
        self._fields = {"": _list_fields(getattr(record_admin, "layout", ()))}
        for inline in inlines:
            if issubclass(inline, PartInline):
                self._fields[inline.get_relation()] = _list_fields(inline.get_layout(inline))

    def find_place(self, place: str) -> tuple[int, str, int]:
        """Return what lines are sorted by: the kind of part, the part, its field."""
        relation, _dot, rest = place.partition(".")
        if relation not in self._relations:
            return -1, "", self._find_field("", place)
        key, _dot, name = rest.partition(".")
        return self._relations.index(relation), key, self._find_field(relation, name)

    def _find_field(self, relation: str, name: str) -> int:
        fields = self._fields.get(relation, [])
        base = name.removesuffix("_zh_hant") + ("_zh_hans" if name.endswith("_zh_hant") else "")
        return fields.index(base) if base in fields else len(fields)


def _get_relation(inline: Any) -> str:
    owner: Any = inline.model._meta.get_field(inline.model.owner)
    return str(owner.remote_field.get_accessor_name())


def _list_fields(layout: Any) -> list[str]:
    names: list[str] = []
    for _title, options in layout:
        for line in options["fields"]:
            names += line if isinstance(line, (list, tuple)) else [line]
    return names


def render_conflict_value(conflict: Conflict, value: Any) -> SafeString | str:
    """Return one side of a conflict as it is shown beside its radio button."""
    if conflict.place == "":
        return _("deleted") if value is None else _("kept")
    if value is None or value in ("", []):
        return _("nothing")
    if isinstance(value, dict):  # a part that is there on one side only
        texts = [text for text in value.values() if isinstance(text, str) and text]
        return " · ".join(texts[:_MOST_TEXTS])
    relation, _dot, rest = conflict.place.partition(".")
    name = rest.rpartition(".")[2] or relation
    if name.endswith("_zh_hans"):
        return format_html('<span lang="zh-Hans">{}</span>', value)
    kind = next((kind for kind in get_field_kinds(_get_model(conflict, relation)) if kind.name == name), None)
    return kind.display(value, TitleLookup()) if kind else str(value)


def _get_model(conflict: Conflict, relation: str) -> Any:
    model = type(conflict.record)
    parts = {get_part_accessor(part): part for part in get_part_models(model)}
    return parts.get(relation, model)
