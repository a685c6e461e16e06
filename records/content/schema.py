"""The schema of content entries, derived from the models: keys map to fields, parts and relations."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models

from records.content.parser import Location
from records.content.rows import ContentRow
from records.field_kinds import get_editable_kinds
from records.field_kinds.base import validate_value
from records.models.base import Link, Part, Record, get_part_models
from records.models.constraints import get_condition_columns, is_condition_met
from records.models.source import Source
from records.snapshots import get_part_accessor

ValueReader = Callable[[Any, ContentRow, Location, str], None]


@dataclass(frozen=True)
class ContentKey:
    """The reader for the value of a key, and whether the key is required."""

    read: ValueReader
    required: bool = False


def _make_parts_reader(model: type[Part | Link], rename: Mapping[str, str]) -> ValueReader:
    # A link without other fields is written as a bare slug.
    bare = None
    if issubclass(model, Link):
        others = [name for name in get_keys(model, ())]
        bare = others[0] if len(others) == 1 else None

    def read(value: Any, row: ContentRow, at: Location, key: str) -> None:
        if not isinstance(value, list):
            at.add_issue(key, "Write a list.")
            return
        rows = row.parts.setdefault(model, [])
        for index, item in enumerate(value, start=1):
            item = {bare: item} if bare and isinstance(item, str) else item
            label = item.get("key", index) if isinstance(item, dict) else index
            part = read_row(item, model, at.child(f"{key}.{label}"), rename)
            if part is not None:
                part.columns["position"] = len(rows)
                rows.append(part)

    return read


def get_keys(model: type[models.Model], rename: tuple[tuple[str, str], ...]) -> dict[str, ContentKey]:
    """Return all keys allowed in an entry. `rename`: pairs of content key and model field."""
    return dict(_build_keys(model, rename))


@cache
def _build_keys(model: type[models.Model], rename: tuple[tuple[str, str], ...]) -> dict[str, ContentKey]:
    derived = getattr(model, "derived_columns", ())
    keys: dict[str, ContentKey] = {
        kind.name: ContentKey(kind.load, kind.is_required)
        for kind in get_editable_kinds(model)
        if kind.name not in derived
    }
    if model is Source:
        del keys["sources"]
    for content_key, name in rename:
        if name in keys:
            keys[content_key] = keys.pop(name)
    if issubclass(model, Record):
        for part_model in get_part_models(model):
            keys[get_part_accessor(part_model)] = ContentKey(_make_parts_reader(part_model, dict(rename)))
    return keys


def read_row(
    value: Any,
    model: type[models.Model],
    at: Location,
    rename: Mapping[str, str],
    extra: frozenset[str] = frozenset(),
) -> ContentRow | None:
    """Read an entry, part or link. Issues are added at `at`; keys in `extra` are ignored."""
    if not isinstance(value, dict):
        at.add_issue("", f"{value!r} is of the wrong type; write a mapping of keys and values.")
        return None
    row = ContentRow(model)
    keys = get_keys(model, tuple(rename.items()))
    if issubclass(model, Part):
        row.columns["key"] = _read_part_key(value, model, at)
    flat = _flatten_groups(value, keys)
    for key in sorted(str(key) for key in set(flat) - set(keys) - {"key", "slug"} - extra):
        allowed = ", ".join(sorted({name.split(".")[0] for name in keys} | extra))
        at.add_issue(key, f"Unknown key. Allowed: {allowed}.")
    wrong: set[str] = set()
    for name, wanted in keys.items():
        count_before = len(at.issues)
        if name in flat:
            wanted.read(flat[name], row, at, name)
        elif wanted.required:
            at.add_issue(name, "This key is missing.")
        if len(at.issues) > count_before:
            wrong.add(rename.get(name, name))
    _check_constraints(row, at, {name: key for key, name in rename.items()}, wrong, value.get("slug"))
    return row


def _check_constraints(
    row: ContentRow, at: Location, keys: Mapping[str, str], wrong: set[str], slug: Any
) -> None:
    """Check the constraints of the model, except those with columns already reported in `wrong`."""
    values = {**get_row_values(row), "id": slug}  # a reference is a slug, too
    for condition, columns, message in _list_conditions(row.model):
        if wrong.isdisjoint(columns) and not is_condition_met(condition, values):
            at.add_issue(keys.get(columns[0], columns[0]), str(message))


@cache
def _list_conditions(model: type[models.Model]) -> list[tuple[models.Q, list[str], Any]]:
    """List the check constraints: condition, columns and error message."""
    return [
        (
            constraint.condition,
            get_condition_columns(constraint.condition),
            constraint.violation_error_message,
        )
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint) and isinstance(constraint.condition, models.Q)
    ]


def get_row_values(row: ContentRow) -> dict[str, Any]:
    """Return the columns of a row with defaults. References are slugs."""
    defaults = {column.name: column.get_default() for column in row.model._meta.concrete_fields}
    return {**defaults, **row.columns, **row.references}


def _read_part_key(value: dict[str, Any], model: type[Part], at: Location) -> str:
    key = value.get("key")
    if not isinstance(key, str):
        at.add_issue("key", "The part needs a key: lowercase letters, digits and hyphens.")
        return ""
    validate_value(model._meta.get_field("key"), key, at, "key")
    return key


def _flatten_groups(value: dict[Any, Any], keys: Mapping[str, ContentKey]) -> dict[str, Any]:
    """Flatten `{plan: {from: …}}` to `{"plan.from": …}` for the known groups."""
    groups = {name.split(".")[0] for name in keys if "." in name}
    flat: dict[str, Any] = {}
    for key, inner in value.items():
        if key in groups and isinstance(inner, dict):
            flat.update({f"{key}.{name}": item for name, item in inner.items()})
        else:
            flat[str(key)] = inner
    return flat
