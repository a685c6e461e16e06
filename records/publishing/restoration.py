"""Restoration of a record with its parts, links and sources from a revision."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from copy import deepcopy
from decimal import Decimal
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from records.diff.lines import FieldDifference
from records.history import compare_pairs
from records.models import Part, Record, Revision, SlugAlias, get_record_types
from records.models.base import Link, get_part_models
from records.models.roles import EDITABLE_ROLES, FieldRole, get_field_role, is_required_to_publish
from records.publishing.changes import Changes
from records.publishing.exceptions import PublishingError
from records.publishing.validation import Problem
from records.snapshots import (
    build_snapshots,
    get_foreign_keys,
    get_many_to_many_fields,
    get_part_accessor,
    list_rows,
    list_slugs,
)


def restore_revision(changes: Changes, revision: Revision) -> Record:
    """Write what a revision says to its record, as an edit by the writer of `changes`.

    Status, version and an address that has been public stay. Parts keep their keys. Raises `PublishingError`,
    also if a record that the revision refers to no longer exists or if its address is taken.
    """
    model = get_record_types()[revision.record_type]
    record = model.objects.filter(pk=revision.object_id).first()
    if record is None or revision.data is None:
        message = _("There is nothing to restore: the record was deleted.")
        raise PublishingError([Problem(f"{revision.record_type} “{revision.slug}”", "", message)])
    changes.lock(record)
    record.refresh_from_db()  # another writer may have changed it until then
    SnapshotWriter(changes, record, revision.data).write()
    return record


def compare_with_record(record: Record, data: Mapping[str, Any]) -> list[FieldDifference]:
    """Return what restoring a snapshot would change in a record."""
    model = type(record)
    present = build_snapshots(model, [record.pk])[record.pk]
    restored = replace_former_slugs(model, data)
    if record.published_at:
        restored["slug"] = present["slug"]
    return compare_pairs([(model, present, restored)])[0]


def replace_former_slugs(model: type[Record], data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy of a snapshot with the present slugs of the records that it refers to."""
    replaced = deepcopy(dict(data))
    named = {slug for _model, slug, _place in list_references(model, replaced)}
    present = SlugAlias.objects.find_targets(named)
    for row_model, row, _place in list_rows(model, replaced):
        for field in (*get_foreign_keys(row_model), *get_many_to_many_fields(row_model)):
            target: Any = field.related_model
            slugs = [present.get((target.type_code, slug), slug) for slug in list_slugs(row.get(field.name))]
            if slugs:
                row[field.name] = slugs if isinstance(row[field.name], list) else slugs[0]
    return replaced


def restore_deleted_record(changes: Changes, deletion: Revision, last: Revision, slug: str) -> Record:
    """Write a deleted record again, as a draft with its parts and sources, and return it.

    It has its primary key and so its history again, and the next version. Raises `PublishingError` like
    `restore_revision()`.
    """
    model: Any = get_record_types()[deletion.record_type]
    record: Record = model(pk=deletion.object_id)
    SnapshotWriter(changes, record, {**(last.data or {}), "slug": slug}).write()
    changes.set_version(record, deletion.version)
    return record


def find_missing_references(model: type[Record], data: Mapping[str, Any]) -> list[tuple[Any, str]]:
    """Return type and slug of the records to which a snapshot refers and that no longer exist."""
    replaced = replace_former_slugs(model, data)
    present = _find_references(model, replaced)
    wanted = ((target, slug) for target, slug, _place in list_references(model, replaced))
    return [reference for reference in dict.fromkeys(wanted) if reference not in present]


def list_references(model: type[Record], data: dict[str, Any]) -> Iterator[tuple[Any, str, str]]:
    """Yield the type and slug of each record that a snapshot refers to, and its place."""
    for row_model, row, place in list_rows(model, data):
        for field in (*get_foreign_keys(row_model), *get_many_to_many_fields(row_model)):
            for slug in list_slugs(row.get(field.name)):
                yield field.related_model, slug, f"{place}{field.name}"


def _find_references(model: type[Record], data: dict[str, Any]) -> dict[tuple[Any, str], int]:
    """Return the primary keys of the records that a snapshot refers to, as far as they exist."""
    wanted: dict[Any, set[str]] = defaultdict(set)
    for target, slug, _place in list_references(model, data):
        wanted[target].add(slug)
    ids: dict[tuple[Any, str], int] = {}
    for target, slugs in wanted.items():
        rows = target.objects.filter(slug__in=slugs).values_list("slug", "pk")
        ids |= {(target, slug): pk for slug, pk in rows}
    return ids


class SnapshotWriter:
    """Writes a snapshot to a record. With its `present` snapshot, only what differs from it."""

    def __init__(
        self,
        changes: Changes,
        record: Record,
        data: Mapping[str, Any],
        present: Mapping[str, Any] | None = None,
    ) -> None:
        self.changes, self.record = changes, record
        self.model = type(record)
        self.present = present
        self.data = replace_former_slugs(self.model, data) if present is None else dict(data)
        #: Primary keys of records that the snapshot refers to, by model and slug.
        self.ids = _find_references(self.model, self.data)
        missing = [
            Problem(self.record, place, _("“%(slug)s” no longer exists.") % {"slug": slug})
            for target, slug, place in list_references(self.model, self.data)
            if (target, slug) not in self.ids
        ]
        if missing:
            raise PublishingError(missing)

    def write(self) -> None:
        if not self.record.published_at:
            self._set_slug()
        self._write_row(self.record, self.data, "", self.present)
        for part_model in get_part_models(self.model):
            name = get_part_accessor(part_model)
            if self.present is None or self.present.get(name) != self.data.get(name):
                self._write_parts(part_model)
        self.changes.touch(self.record)

    # -- rows -------------------------------------------------------------------------------------

    def _set_slug(self) -> None:
        slug = self.data["slug"]
        if self.model._default_manager.filter(slug=slug).exclude(pk=self.record.pk).exists():
            message = _("Another record has the address “%(slug)s” now.") % {"slug": slug}
            raise PublishingError([Problem(self.record, "slug", message)])
        self.record.slug = slug

    def _write_row(
        self, obj: Any, row: Mapping[str, Any], place: str, present: Mapping[str, Any] | None = None
    ) -> None:
        keys = {field.name for field in get_foreign_keys(type(obj))}
        # The order of parts is that of their list.
        roles = EDITABLE_ROLES | ({FieldRole.ORDER} if isinstance(obj, Record) else set())
        for field in obj._meta.concrete_fields:
            if get_field_role(field) not in roles:
                continue
            if field.name in keys:
                related = row.get(field.name)
                setattr(obj, field.attname, self.ids[field.related_model, related] if related else None)
            else:
                setattr(obj, field.attname, decode_value(field, row))
        self._validate(obj, place)
        self.changes.save(obj)
        for relation in get_many_to_many_fields(type(obj)):
            if present is not None and present.get(relation.name) == row.get(relation.name):
                continue
            ids = [self.ids[relation.related_model, slug] for slug in row.get(relation.name) or []]
            self.changes.set_related(obj, relation.name, ids)

    def _write_parts(self, model: type[Part | Link]) -> None:
        name = get_part_accessor(model)
        rows = self.data.get(name, [])
        keys = {row.get("key") for row in rows}
        stored = {row.get("key"): row for row in (self.present or {}).get(name, [])}
        is_moved = list(stored) != [row.get("key") for row in rows]
        present = {}
        # Removed parts first, so that new ones do not violate unique constraints. Links have no key.
        for part in model._default_manager.filter(**{model.owner: self.record}):
            key = getattr(part, "key", None)
            if key is not None and key in keys:
                present[key] = part
            else:
                self.changes.delete(part)
        waiting: list[tuple[Part | Link, Mapping[str, Any], str]] = []
        for position, row in enumerate(rows):
            identity = {"key": row["key"]} if "key" in row else {}
            part = present.get(row.get("key")) or model(**{model.owner: self.record}, **identity)
            if is_moved and part.position != position:
                part.position = position
            elif part.pk and stored.get(row.get("key")) == row:
                continue
            place = f"{name}.{row['key']}." if "key" in row else f"{name}."
            try:
                self._write_row(part, row, place)
            except PublishingError:
                waiting.append((part, row, place))
        # What only one part may have, such as a mark, can still be that of a part that is written later.
        for part, row, place in waiting:
            self._write_row(part, row, place)

    def _validate(self, obj: models.Model, place: str) -> None:
        """Raise the errors of fields and constraints, which may be newer than the revision."""
        try:
            obj.full_clean(exclude=list_empty_fields(obj))
        except ValidationError as error:
            problems = []
            for name, messages in error.message_dict.items():
                field = place.rstrip(".") if name == NON_FIELD_ERRORS else f"{place}{name}"
                problems += [Problem(self.record, field, message) for message in messages]
            raise PublishingError(problems) from error


def list_empty_fields(obj: models.Model) -> set[str]:
    """Return the fields that a draft has left empty; publishing validates them."""
    fields = filter(is_required_to_publish, obj._meta.concrete_fields)
    return {field.name for field in fields if getattr(obj, field.attname) in (None, "")}


def decode_value(field: Any, row: Mapping[str, Any]) -> Any:
    """Return the value of a column. What the snapshot lacks was added later and has its default."""
    if field.name not in row:
        return field.get_default()
    value = row[field.name]
    if isinstance(field, models.DecimalField) and value is not None:
        return Decimal(str(value))
    return field.to_python(value)
