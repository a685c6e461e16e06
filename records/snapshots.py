"""Snapshots: records as JSON-serializable data, as stored in revisions and compared.

The publication log has what is public of them: `select_public_data()`.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Any

from django.db import models
from django.db.models import F

from records.field_kinds import get_snapshot_kinds
from records.models.base import Link, Part, Record, get_part_models
from records.models.roles import FieldRole, get_field_role
from records.models.source import SourceLink


def get_foreign_keys(model: type[models.Model]) -> list[models.ForeignKey]:
    """Return the foreign keys of a record, part or link to other records, without its owner."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and issubclass(field.related_model, Record)
        and field.name != getattr(model, "owner", None)
    ]


def get_many_to_many_fields(model: type[models.Model]) -> list[models.ManyToManyField]:
    """Return the many-to-many fields to other records, including sources."""
    return sorted(model._meta.many_to_many)


def prefetch_source_links(objects: Iterable[models.Model]) -> None:
    """Load the links to sources of records and parts, with the slugs, with one query for all types."""
    cited = [obj for obj in objects if isinstance(obj, (Record, Part))]
    links = SourceLink.objects.annotate(slug=F("source__slug"))
    models.prefetch_related_objects(cited, models.Prefetch("source_links", links))


def serialize_rows(model: type[models.Model], objects: Sequence[models.Model]) -> dict[int, dict[str, Any]]:
    """Serialize columns and many-to-many fields, by primary key; one query for each many-to-many field."""
    prefetch_source_links(objects)
    ids = [obj.pk for obj in objects]
    kinds = [(kind, kind.prefetch(ids)) for kind in get_snapshot_kinds(model)]
    rows: dict[int, dict[str, Any]] = {}
    for obj in objects:
        row = rows[obj.pk] = {}
        for kind, prefetched in kinds:
            kind.add_to_snapshot(row, obj, prefetched)
    return rows


def select_with_related(model: type[models.Model]) -> models.QuerySet:
    """Return all rows with the records of their foreign keys, which titles and snapshots read."""
    names = [field.name for field in get_foreign_keys(model)]
    queryset = model._default_manager.all()
    return queryset.select_related(*names) if names else queryset


def build_snapshots(model: type[Record], ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Build the snapshots of the records with these primary keys, like `serialize_records()`."""
    return serialize_records(model, list(select_with_related(model).filter(pk__in=list(ids))))


def serialize_records(model: type[Record], records: Sequence[Record]) -> dict[int, dict[str, Any]]:
    """Build snapshots by primary key: columns, slugs of related records, parts and links in order.

    `records`: fetched by `select_with_related()`. The number of queries does not depend on their number.
    """
    ids = [record.pk for record in records]
    parts_by_model: dict[Any, list[Any]] = {
        part_model: list(
            select_with_related(part_model)
            .filter(**{f"{part_model.owner}__in": ids})
            .order_by("position", "pk")
        )
        for part_model in get_part_models(model)
    }
    prefetch_source_links(chain(records, *parts_by_model.values()))
    snapshots = serialize_rows(model, records)
    for part_model, parts in parts_by_model.items():
        owner, name = part_model.owner, get_part_accessor(part_model)
        rows = serialize_rows(part_model, parts)
        for snapshot in snapshots.values():
            snapshot[name] = []
        for part in parts:
            snapshots[getattr(part, f"{owner}_id")][name].append(rows[part.pk])
    return snapshots


def list_rows(
    model: type[Record], data: dict[str, Any]
) -> Iterator[tuple[type[models.Model], dict[str, Any], str]]:
    """Yield the rows of a snapshot: the record, its parts and links, each with its place in problems."""
    yield model, data, ""
    for part_model in get_part_models(model):
        name = get_part_accessor(part_model)
        for row in data.get(name, []):
            yield part_model, row, f"{name}.{row['key']}." if "key" in row else f"{name}."


def list_slugs(value: str | list[str] | None) -> list[str]:
    """Return the slugs of a foreign key or many-to-many field in a snapshot."""
    return value if isinstance(value, list) else [value] if value else []


def fill_snapshot(model: type[Record], data: dict[str, Any]) -> dict[str, Any]:
    """Return a stored snapshot with the default of each field, and an empty list of parts, added since."""
    filled = fill_row(model, data)
    for part_model in get_part_models(model):
        name = get_part_accessor(part_model)
        filled[name] = [fill_row(part_model, part) for part in filled[name]]
    return filled


def fill_row(model: type[models.Model], row: dict[str, Any]) -> dict[str, Any]:
    """Like `fill_snapshot()`, without the parts."""
    return _get_default_row(model) | row


def select_public_data(model: type[Record], data: dict[str, Any]) -> dict[str, Any]:
    """Return what is public of a snapshot, as the publication log has it."""
    editorial = _list_editorial_fields(model)
    return model.clear_hidden_values({name: value for name, value in data.items() if name not in editorial})


def clear_editorial_values(model: type[Record], data: dict[str, Any]) -> dict[str, Any]:
    """Return a snapshot whose notes for editors are empty."""
    editorial = (model._meta.get_field(name) for name in _list_editorial_fields(model) if name in data)
    return data | {field.name: field.get_default() for field in editorial}  # type: ignore[union-attr]


@cache
def _list_editorial_fields(model: type[Record]) -> frozenset[str]:
    # Only records have such fields, no parts.
    fields = model._meta.concrete_fields
    return frozenset(field.name for field in fields if get_field_role(field) is FieldRole.EDITORIAL)


@cache
def _get_default_row(model: type[models.Model]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for kind in get_snapshot_kinds(model):
        row |= kind.get_default_row()
    return row | {get_part_accessor(part_model): [] for part_model in get_part_models(model)}


def get_part_accessor(model: type[Part | Link]) -> str:
    """Return the name of the reverse accessor for this part model on its record."""
    owner: Any = model._meta.get_field(model.owner)
    return str(owner.remote_field.get_accessor_name())
