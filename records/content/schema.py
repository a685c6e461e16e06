"""The schema of content entries, derived from the models: keys map to fields, parts and relations."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from records.content.parser import Location
from records.fields import CodeListField, TextListField
from records.models.base import Link, Part, Record, get_part_models
from records.models.constraints import get_condition_columns, is_condition_met
from records.models.source import Source
from records.snapshots import get_part_accessor
from records.translation import OVERRIDES

_LIFECYCLE_FIELDS = {
    "id",
    "slug",
    "status",
    "published_at",
    "updated_at",
    "version",
    "loaded_digest",
    "loaded_version",
    "position",
    "key",
}


@dataclass
class ContentRow:
    """A validated record, part or link. References are slugs."""

    model: type[models.Model]
    columns: dict[str, Any] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    parts: dict[type[models.Model], list["ContentRow"]] = field(default_factory=dict)


ValueReader = Callable[[Any, ContentRow, Location, str], None]


@dataclass(frozen=True)
class ContentKey:
    """The reader for the value of a key, and whether the key is required."""

    read: ValueReader
    required: bool = False


def _make_text_reader(name: str, columns: Mapping[str, models.Field]) -> ValueReader:
    def read(value: Any, row: ContentRow, at: Location, key: str) -> None:
        for column, text in read_texts(value, at, key).items():
            # A text in Traditional Chinese must be as valid as the Simplified one that it replaces.
            _validate_value(columns.get(column, columns["zh_hans"]), text, at, f"{key}.{column}")
            if column in columns:
                row.columns[f"{name}_{column}"] = text
            elif text:
                row.columns.setdefault(OVERRIDES, {})[name] = text

    return read


def read_texts(value: Any, at: Location, key: str, *, keyed: bool = False) -> dict[str, str]:
    """Read a text in both languages. Issues are added at `at`; invalid values are left out."""
    if not isinstance(value, dict):
        at.add_issue(key, "A text is written {en: …, zh_hans: …}, not as a bare string.")
        return {}
    allowed = {"en", "zh_hans", "zh_hant"} | ({"key"} if keyed else set())
    for unknown in sorted(str(name) for name in set(value) - allowed):
        at.add_issue(f"{key}.{unknown}", f"Unknown key. Allowed: {', '.join(sorted(allowed))}.")
    for language in ("en", "zh_hans"):
        if not isinstance(value.get(language), str) or not value[language].strip():
            at.add_issue(f"{key}.{language}", "Half a translation: the text is missing in this language.")
    texts = {name: text for name, text in value.items() if name in allowed and isinstance(text, str)}
    for name, text in texts.items():
        if not _is_whole(text):
            at.add_issue(f"{key}.{name}", f"{text!r} can't be kept.")
    return texts


def _is_whole(value: Any) -> bool:
    """Return whether a number is finite, and a text free of NUL characters."""
    return math.isfinite(value) if isinstance(value, float) else "\x00" not in str(value)


def _validate_value(model_field: models.Field, value: Any, at: Location, key: str) -> None:
    try:
        model_field.run_validators(value)
    except ValidationError as error:
        for message in error.messages:
            at.add_issue(key, message)


def _make_plain_reader(model_field: models.Field) -> ValueReader:
    kinds: list[tuple[type[models.Field], tuple[type, ...], str]] = [
        (models.BooleanField, (bool,), "yes or no (true, false)"),
        (models.IntegerField, (int,), "a whole number"),
        (models.FloatField, (int, float), "a number"),
        (models.DecimalField, (int, float), "a number"),
        (models.CharField, (str,), "a string"),
        (models.TextField, (str,), "a string"),
        (models.DateField, (str,), "a day, as in '2026-11-24'"),
    ]
    types, wanted = next((types, wanted) for kind, types, wanted in kinds if isinstance(model_field, kind))

    def read(value: Any, row: ContentRow, at: Location, key: str) -> None:
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            at.add_issue(key, f"{value!r} is of the wrong type; write {wanted}.")
            return
        if not _is_whole(value):
            at.add_issue(key, f"{value!r} can't be kept.")
            return
        if isinstance(value, str) and not value.strip() and not model_field.blank:
            at.add_issue(key, "This text is empty.")
            return
        if model_field.choices and value not in dict(model_field.flatchoices):
            codes = ", ".join(str(code) for code, _label in model_field.flatchoices)
            at.add_issue(key, f"“{value}” is not allowed here. Allowed: {codes}.")
            return
        if isinstance(model_field, models.DecimalField):
            value = Decimal(str(value))
        _validate_value(model_field, value, at, key)
        row.columns[model_field.name] = value

    return read


def _make_codes_reader(model_field: CodeListField) -> ValueReader:
    def read(value: Any, row: ContentRow, at: Location, key: str) -> None:
        allowed = [code for code, _label in model_field.codes]
        if not isinstance(value, list):
            at.add_issue(key, "Write a list of codes.")
            return
        for code in value:
            if code not in allowed:
                at.add_issue(key, f"“{code}” is not allowed here. Allowed: {', '.join(allowed)}.")
        row.columns[model_field.name] = value

    return read


def _make_text_list_reader(name: str) -> ValueReader:
    def read(value: Any, row: ContentRow, at: Location, key: str) -> None:
        if not isinstance(value, list):
            at.add_issue(key, "Write a list of texts, each {en: …, zh_hans: …}.")
            return
        row.columns[name] = [
            read_texts(item, at, f"{key}[{index}]", keyed=True) for index, item in enumerate(value, start=1)
        ]

    return read


def _make_reference_reader(name: str) -> ValueReader:
    def read(value: Any, row: ContentRow, at: Location, key: str) -> None:
        if isinstance(value, str):
            row.references[name] = value
        else:
            at.add_issue(key, f"{value!r} is of the wrong type; write the slug of the record that is meant.")

    return read


def _make_reference_list_reader(name: str) -> ValueReader:
    def read(value: Any, row: ContentRow, at: Location, key: str) -> None:
        if not isinstance(value, list) or not all(isinstance(slug, str) for slug in value):
            at.add_issue(key, "Write a list of slugs.")
        elif len(set(value)) != len(value):
            at.add_issue(key, "The same slug is given twice.")
        else:
            row.lists[name] = value

    return read


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
    translated = getattr(model, "translated_fields", {})
    columns = {f"{name}_{column}" for name, text in translated.items() for column in text.columns}
    columns.add(OVERRIDES)
    keys: dict[str, ContentKey] = {
        name: ContentKey(_make_text_reader(name, text.columns), required=not text.blank)
        for name, text in translated.items()
    }
    for model_field in model._meta.concrete_fields:
        name = model_field.name
        if name in _LIFECYCLE_FIELDS - {"status"} or (name == "status" and issubclass(model, Record)):
            continue
        if name in columns or name in (getattr(model, "owner", None), *getattr(model, "derived_columns", ())):
            continue
        required = not (model_field.blank or model_field.null or model_field.has_default())
        if isinstance(model_field, models.ForeignKey):
            keys[name] = ContentKey(_make_reference_reader(name), required)
        elif isinstance(model_field, CodeListField):
            keys[name] = ContentKey(_make_codes_reader(model_field))
        elif isinstance(model_field, TextListField):
            keys[name] = ContentKey(_make_text_list_reader(name))
        else:
            keys[name] = ContentKey(_make_plain_reader(model_field), required)
    for relation in model._meta.local_many_to_many:
        needed = relation.name == "sources" and getattr(model, "needs_sources", False)
        keys[relation.name] = ContentKey(_make_reference_list_reader(relation.name), required=needed)
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
    _validate_value(model._meta.get_field("key"), key, at, "key")
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
