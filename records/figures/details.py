"""Figures with the names of what they refer to: as they are now, or as they were at a content version."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import SimpleNamespace
from typing import Any, Protocol

from records.choices import ENDS
from records.figures.past_figures import build_entries_at, set_same_as_at
from records.models import FigureEntry, Publication, Record, Source, get_record_types
from records.models.figure_index import IDENTIFIER_PATTERN
from records.projections.figure_index import build_figure_entries, iterate_unit_keys
from records.projections.figure_models import (
    PROPERTY_TYPE,
    find_later_key,
    get_figure_models,
    is_named_by_variable,
)
from records.publishing import get_content_version
from records.publishing.past_versions import find_slugs_of_records, find_versions_at
from records.snapshots import fill_snapshot, select_with_related
from records.texts.translation import Text, get_text


class NamedRecord(Protocol):
    """A record, or a version of one in the log."""

    type_code: str
    slug: str

    def title_in(self, language: str) -> Text: ...


class NamedSource(NamedRecord, Protocol):
    @property
    def publisher(self) -> str: ...

    @property
    def language(self) -> str: ...

    @property
    def title_is_descriptive(self) -> bool: ...

    @property
    def copies(self) -> list[dict[str, str]]: ...

    @property
    def read_on(self) -> date | str | None: ...


@dataclass(frozen=True)
class FigureDetails:
    """A figure with the records that it refers to. `variable` is None if a code says what is measured."""

    entry: FigureEntry
    subject: NamedRecord
    variable: NamedRecord | None
    sources: Sequence[NamedSource]

    def label_in(self, language: str) -> Text:
        """Return the label; that of a flow begins with its material, that of a value is its indicator."""
        label = get_text(self.entry, "label", language)
        if self.variable is None or not is_named_by_variable(self.entry):
            return label
        name = self.variable.title_in(language)
        if not label:
            return name
        return Text(f"{name} ({label})" if language == "en" else f"{name}（{label}）", name.lang)


# -- as they are now --------------------------------------------------------------------------------


def load_figure_details(entries: Sequence[FigureEntry]) -> list[FigureDetails]:
    """Return the details of current entries, in their order. One query for each record type among them."""
    slugs: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        slugs[entry.subject_type].add(entry.subject_slug)
        slugs[entry.variable_type].add(entry.variable_slug)
        slugs[Source.type_code].update(entry.sources)
    slugs.pop(PROPERTY_TYPE, None)
    records = {
        (code, record.slug): record
        for code, own in slugs.items()
        for record in select_with_related(get_record_types()[code]).filter(slug__in=own)
    }
    return [
        FigureDetails(
            entry,
            records[entry.subject_type, entry.subject_slug],
            records.get((entry.variable_type, entry.variable_slug)),
            [records[Source.type_code, slug] for slug in entry.sources],
        )
        for entry in entries
    ]


# -- as they were -----------------------------------------------------------------------------------


class FigureAbsence(StrEnum):
    """Why there is no figure at a content version."""

    #: No version of the record has it.
    UNKNOWN = "unknown"
    #: A later version has it, or the content version is still to come.
    NOT_YET = "not_yet"
    #: An earlier version had it: the figure or its record was withdrawn or deleted.
    REMOVED = "removed"
    REDACTED = "redacted"


class FigureUnavailable(LookupError):
    """There is no figure with this identifier at this content version."""

    def __init__(self, identifier: str, number: int, reason: FigureAbsence) -> None:
        super().__init__(f"{identifier} at {number}: {reason}")
        self.reason = reason


class LoggedRecord:
    """A record as a version in the log has it. Without a version, its slug is its title."""

    def __init__(self, type_code: str, slug: str, row: Publication | None) -> None:
        self.type_code = type_code
        self.slug = row.slug if row else slug
        self.row = row

    @property
    def data(self) -> Mapping[str, object]:
        return (self.row and self.row.data) or {}

    @property
    def publisher(self) -> str:
        return str(self.data.get("publisher", ""))

    @property
    def language(self) -> str:
        return str(self.data.get("language", ""))

    @property
    def title_is_descriptive(self) -> bool:
        # A redacted source has no title: its slug stands for it.
        return bool(self.data.get("title_is_descriptive", not self.data))

    @property
    def copies(self) -> Any:
        return self.data.get("copies") or []

    @property
    def read_on(self) -> Any:
        return self.data.get("read_on")

    def title_in(self, language: str) -> Text:
        if self.row is None or self.row.data is None:
            return Text(self.slug, "en")
        model = get_record_types()[self.type_code]
        if model.title_in is not Record.title_in:
            return get_text(self.row, "title", language)
        name = "title" if "title" in model.translated_fields else "name"
        return get_text(SimpleNamespace(**self.data), name, language)


def get_figure_at(identifier: str, number: int) -> FigureDetails:
    """Return a figure as it was at the content version `number`, with the names of that time.

    The entry is built from the publication log and isn't stored. The identifier may contain a former or later
    slug of the record; that of the entry has the slug of the time. At the current content version, the entry
    equals the stored one, so this also finds what a former identifier means today.

    Raises `FigureUnavailable` with the reason.
    """
    record_type, _, rest = identifier.partition(".")
    slug, _, key = rest.partition(".")
    if not re.fullmatch(IDENTIFIER_PATTERN, identifier) or record_type not in get_figure_models():
        raise FigureUnavailable(identifier, number, FigureAbsence.UNKNOWN)
    if number > get_content_version():
        raise FigureUnavailable(identifier, number, FigureAbsence.NOT_YET)
    row = find_versions_at(record_type, [slug], number).get(slug)
    entry = find_entry(row, key, number) if row is not None and row.data is not None else None
    if entry is None:
        raise FigureUnavailable(identifier, number, _find_reason(record_type, slug, key, number, row))
    return _load_details_at(entry, number)


def find_entry(row: Publication, key: str, number: int) -> FigureEntry | None:
    built = list(build_entries_at([row], number))
    if not built:  # without its unit
        raise FigureUnavailable(f"{row.record_type}.{row.slug}", number, FigureAbsence.REDACTED)
    found = _choose_by_key(built[0][1], row.record_type, key)
    set_same_as_at(found, number)
    return found[0] if found else None


def _choose_by_key(entries: Sequence[FigureEntry], record_type: str, key: str) -> list[FigureEntry]:
    """Return the figure with a key, or else that which has the key that took its place."""
    later = find_later_key(record_type, key)
    by_key = {entry.key: entry for entry in entries}
    found = by_key.get(key) or (by_key.get(later.key) if later else None)
    return [found] if found else []


def _load_details_at(entry: FigureEntry, number: int) -> FigureDetails:
    def load(record_type: str, slugs: Collection[str]) -> list[LoggedRecord]:
        versions = find_versions_at(record_type, slugs, number)
        return [LoggedRecord(record_type, slug, versions.get(slug)) for slug in slugs]

    (subject,) = load(entry.subject_type, [entry.subject_slug])
    is_record = entry.variable_type != PROPERTY_TYPE
    variable = load(entry.variable_type, [entry.variable_slug])[0] if is_record else None
    return FigureDetails(entry, subject, variable, load(Source.type_code, entry.sources))


def _find_reason(
    record_type: str, slug: str, key: str, number: int, row: Publication | None
) -> FigureAbsence:
    if row is not None and row.is_redacted and row.action not in ENDS:
        return FigureAbsence.REDACTED
    rows = Publication.objects.versions().filter(
        record_type=record_type, slug__in=find_slugs_of_records(record_type, [slug])[slug]
    )
    numbers = [other.number for other in rows.exclude(data=None) if _has_figure(other, key)]
    if any(other <= number for other in numbers):
        return FigureAbsence.REMOVED
    if numbers:
        return FigureAbsence.NOT_YET
    is_redacted = rows.filter(redacted_by__isnull=False).exists()
    return FigureAbsence.REDACTED if is_redacted else FigureAbsence.UNKNOWN


def _has_figure(row: Publication, key: str) -> bool:
    data = fill_snapshot(get_record_types()[row.record_type], row.data or {})
    units = dict.fromkeys(iterate_unit_keys(row, data), "")
    return bool(_choose_by_key(build_figure_entries(row, data, units), row.record_type, key))
