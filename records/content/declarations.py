"""Declarations of the content lists of an app, and the parser for their entries."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from records.content.parser import ContentIssue, Location
from records.content.rows import ContentRow
from records.content.schema import read_row
from records.models import Figure, Record
from records.models.base import slug_validator


@dataclass(frozen=True)
class SingleFigure:
    """A figure stored under a key of its own in the content, such as `population`."""

    model: type[Figure]
    key: str
    label: Mapping[str, str]
    measured_property: str


@dataclass(frozen=True)
class ContentList:
    """A list of entries of one record type in one file.

    `at`: the top-level key of the list; if empty, the whole file is the list. `rename`: content key ->
    model field; "plan.from" is a key inside a group. `slug`: computes the slug of entries that have none.
    `joined`: parts kept in a list of their own: (top-level key, key with the slug of the record, name of
    the parts). `derive`: reads the keys listed in `extra` into the row.
    """

    file: str
    model: type[Record]
    at: str = ""
    rename: Mapping[str, str] = field(default_factory=dict)
    slug: Callable[[dict[str, Any]], str] = lambda entry: entry["slug"]
    single: bool = False
    figures: Mapping[str, SingleFigure] = field(default_factory=dict)
    joined: tuple[str, str, str] | None = None
    extra: frozenset[str] = frozenset()
    derive: Callable[[dict[str, Any], ContentRow, Location], None] | None = None


@dataclass
class ContentEntry:
    """A parsed entry. References to other records are not checked yet."""

    file: str
    slug: str
    row: ContentRow
    digest: str
    position: int

    @property
    def model(self) -> type[Record]:
        assert issubclass(self.row.model, Record)
        return self.row.model


def import_content_modules() -> list[Any]:
    """Import the content modules of all apps, lowest layer first."""
    return [
        import_module(f"{config.name}.content_schema")
        for config in reversed(list(apps.get_app_configs()))
        if module_has_submodule(config.module, "content_schema")
    ]


def read_entries(spec: ContentList, parsed: Any, issues: list[ContentIssue]) -> list[ContentEntry]:
    """Read the entries of one list and append all issues to `issues`."""
    entry_list = parsed
    if spec.at:
        if not isinstance(parsed, dict) or spec.at not in parsed:
            issues.append(ContentIssue(spec.file, "", spec.at, "This key is missing."))
            return []
        entry_list = parsed[spec.at]
    raw_entries = [entry_list] if spec.single else entry_list
    if not isinstance(raw_entries, list):
        issues.append(ContentIssue(spec.file, "", spec.at, "Write a list of entries."))
        return []
    entries = []
    for position, raw in enumerate(raw_entries):
        entry = _read_entry(spec, raw, position, parsed, issues)
        if entry is not None:
            entries.append(entry)
    return entries


def _read_entry(
    spec: ContentList, raw: Any, position: int, parsed: Any, issues: list[ContentIssue]
) -> ContentEntry | None:
    number = f"entry {position + 1}"
    if not isinstance(raw, dict):
        issues.append(
            ContentIssue(spec.file, number, "", f"{raw!r} is of the wrong type; write a mapping of keys.")
        )
        return None
    try:
        slug = spec.slug(raw)
        slug_validator(slug)
    except KeyError as error:
        issues.append(ContentIssue(spec.file, number, str(error.args[0]), "This key is missing."))
        return None
    except Exception:
        issues.append(
            ContentIssue(spec.file, number, "slug", "Write lowercase letters, digits and single hyphens.")
        )
        return None
    at = Location(spec.file, slug, issues)
    values = dict(raw)
    if spec.joined:
        key, owner, name = spec.joined
        values[name] = [
            {inner: value for inner, value in part.items() if inner != owner}
            for part in parsed.get(key, [])
            if isinstance(part, dict) and part.get(owner) == slug
        ]
    extra = spec.extra | spec.figures.keys() | {"slug", "id"}
    row = read_row(values, spec.model, at, spec.rename, frozenset(extra))
    assert row is not None
    for name, figure in spec.figures.items():
        if name in values:
            add_figure(row, at.child(name), figure, values[name])
    if spec.derive:
        spec.derive(values, row, at)
    if any(model_field.name == "position" for model_field in spec.model._meta.concrete_fields):
        row.columns["position"] = position
    _check_unique_keys(row, at)
    serialized = json.dumps([values, row.columns.get("position")], sort_keys=True, ensure_ascii=False)
    return ContentEntry(spec.file, slug, row, hashlib.sha256(serialized.encode()).hexdigest(), position)


def add_figure(row: ContentRow, at: Location, figure: SingleFigure, value: Any) -> None:
    """Add a figure whose key and label are given by its declaration."""
    if not isinstance(value, dict):
        at.add_issue("", "Write a figure: value, unit, source_type, sources.")
        return
    given = {"key": figure.key, "label": dict(figure.label), "measured_property": figure.measured_property}
    for name in given:
        if name in value:
            at.add_issue(name, "This figure has its key, label and measured property from its name.")
    part = read_row({**value, **given}, figure.model, at, {})
    if part is not None:
        parts = row.parts.setdefault(figure.model, [])
        part.columns["position"] = len(parts)
        parts.append(part)


def _check_unique_keys(row: ContentRow, at: Location) -> None:
    """Check that part keys are unique in the record: they are used as anchors on its page."""
    seen: set[str] = set()
    for part in (part for parts in row.parts.values() for part in parts if "key" in part.columns):
        key = part.columns["key"]
        if key and key in seen:
            at.add_issue(key, "Two parts of this record have the same key.")
        seen.add(key)
