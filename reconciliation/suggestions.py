"""Suggestions for what is being typed, and the few lines beside one of them."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.utils.html import format_html
from django.utils.translation import override

from api.exceptions import SearchUnavailable
from api.records.renderers import Objects
from reconciliation.entities import build_type, describe_entries, find_candidates, find_present_keys
from reconciliation.parameters import ENTITY_TYPES
from reconciliation.properties import PROPERTIES, Property
from records.field_kinds.representation import API_LANGUAGES
from search.models import SearchEntry
from search.queries import MAX_QUERY_LENGTH
from search.selectors import find_results, load_entries
from search.time_limit import SearchTimeout
from search.words import normalize_text

_MAX_SUGGESTIONS = 10


class Suggestion(NamedTuple):
    """A type or property. `label` and `about` are translated when they are read."""

    id: str
    label: Any
    about: Any

    def describe(self) -> dict[str, str]:
        described = {"id": self.id, "name": str(self.label)}
        return {**described, "description": str(self.about)} if self.about else described

    def begins_with(self, prefix: str) -> bool:
        """Return whether the identifier, or a word of its label in a language, begins with a text."""
        texts = [self.id]
        for lang in API_LANGUAGES:
            with override(lang):
                texts.append(str(self.label))
        return any(f" {prefix}" in f" {normalize_text(text)}" for text in texts)


def list_types() -> list[Suggestion]:
    return [Suggestion(code, label, "") for code, label in ENTITY_TYPES.items()]


def list_properties(types: Sequence[str]) -> list[Suggestion]:
    """Return the properties of records of some types."""
    chosen = [one for one in PROPERTIES.values() if not set(types).isdisjoint(one.readers)]
    return [Suggestion(one.id, one.label, _describe_property(one)) for one in chosen]


def _describe_property(one: Property) -> str:
    """Return the types that have a property, and what there is to say of it."""
    types = ", ".join(str(ENTITY_TYPES[code]) for code in one.readers)
    return f"{types}. {one.about}" if one.about else types


def suggest_entities(prefix: str, types: Sequence[str], start: int) -> Objects:
    """Return what was meant by what was typed, best first. Raises `SearchUnavailable`."""
    if not 0 < len(prefix) <= MAX_QUERY_LENGTH:
        return []
    entries = _find_entries(prefix, types, start)
    described = describe_entries(entries)
    return [{**described[one.pk], "notable": [build_type(one.record_type)]} for one in entries]


def _find_entries(prefix: str, types: Sequence[str], start: int) -> list[SearchEntry]:
    if key := find_present_keys([prefix]).get(prefix):
        named = find_candidates([key] if key[0] in types else [])
        return load_entries([*named.values()][start:])
    try:
        matches = find_results(prefix, among=types, is_typing=True, needs_all=True).matches
    except SearchTimeout:
        raise SearchUnavailable from None
    return load_entries(matches[start : start + _MAX_SUGGESTIONS])


def list_suggestions(suggestions: Iterable[Suggestion], prefix: str, start: int) -> list[dict[str, str]]:
    """Return the suggestions that begin with what was typed; all of them if nothing was."""
    normalized = normalize_text(prefix)
    found = [one for one in suggestions if one.begins_with(normalized)]
    return [one.describe() for one in found[start : start + _MAX_SUGGESTIONS]]


def build_flyout(kind: str, identifier: str) -> dict[str, str] | None:
    """Return an entity, type or property in a few lines of HTML; None if there is none."""
    if kind == "entity":
        return _build_entity_flyout(identifier)
    suggestions = list_types() if kind == "type" else list_properties(list(ENTITY_TYPES))
    found = next((one for one in suggestions if one.id == identifier), None)
    return _write_flyout(identifier, str(found.label), str(found.about)) if found else None


def _build_entity_flyout(identifier: str) -> dict[str, str] | None:
    keys = find_present_keys([identifier])
    entries = load_entries([*find_candidates(keys.values()).values()])
    for described in describe_entries(entries).values():
        return _write_flyout(identifier, described["name"], described["description"])
    return None


def _write_flyout(identifier: str, name: str, description: str) -> dict[str, str]:
    more = format_html("<p>{}</p>", description) if description else ""
    return {"id": identifier, "html": str(format_html("<p><strong>{}</strong></p>{}", name, more))}
