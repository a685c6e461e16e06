"""What a person must confirm in the starting content, as Markdown.

The records say most of it themselves. What they can't say (decisions, doubts) is in
`content/review/questions.yaml`. `load_content` makes items of the desk of both.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from cities.models import City
from initiatives.choices import Naming
from initiatives.models import ZeroWastePilot
from portal.models import Target
from records.choices import Evidence
from records.content.declarations import ContentEntry
from records.content.loader import read_content
from records.content.rows import ContentRow
from records.models import Figure, Source
from records.texts.formats import NOT_NAMED

QUESTIONS_FILE = Path("review", "questions.yaml")

# What a figure with one of these says of a government that a record names.
_PROMISES = {Evidence.TARGET, Evidence.REQUIRED, Evidence.PLANNED}
_ABOUT_GOVERNMENTS = (City, ZeroWastePilot, Target)
_GOVERNMENT_CODES = tuple(model.type_code for model in _ABOUT_GOVERNMENTS)


@dataclass(frozen=True)
class ReportSection:
    """A list of what to confirm, each item on one line."""

    key: str
    title: str
    items: list[str]
    #: The types of the records with whose slugs items begin, if they do.
    record_types: tuple[str, ...] = ()


def build_report(folder: Path) -> str:
    """Return the report. Raises `ContentError` if the content is invalid."""
    sections = list_sections(read_content(folder), read_questions(folder))
    parts = [f"# To confirm\n\n{sum(len(section.items) for section in sections)} items."]
    for section in sections:
        lines = "\n".join(f"- {item}" for item in section.items)
        parts.append(f"## {section.title} ({len(section.items)})\n\n{lines or 'None.'}")
    return "\n\n".join(parts) + "\n"


def read_questions(folder: Path) -> dict[str, Any]:
    """Return the decisions, the doubts, and the phrases that say that a government lacks something."""
    return yaml.safe_load((folder / QUESTIONS_FILE).read_text(encoding="utf-8"))


def list_sections(entries: list[ContentEntry], questions: dict[str, Any]) -> list[ReportSection]:
    sources = [entry for entry in entries if entry.model is Source]
    uses = _count_uses(entries)
    latest = questions["sources_read_again_on"]
    unnamed = [entry for entry in sources if entry.row.columns["publisher"] == NOT_NAMED]
    unlinked = [entry for entry in sources if not entry.row.columns.get("link_ok", True)]
    earlier = [entry for entry in sources if str(entry.row.columns.get("read_on", "")) < latest]
    return [
        ReportSection("decisions", "Decisions of the editors", list(_list_questions(questions["decisions"]))),
        ReportSection("doubts", "Doubts", list(_list_questions(questions["doubts"]))),
        ReportSection(
            "plan_places",
            "Places that only a plan names",
            list(_list_plan_places(entries)),
            ("zero-waste-pilot",),
        ),
        ReportSection(
            "promises",
            "Targets and promises of named governments",
            list(_list_promises(entries)),
            _GOVERNMENT_CODES,
        ),
        ReportSection(
            "lacks",
            "What a named government is said to lack",
            list(_list_lacks(entries, questions["lacks"])),
            _GOVERNMENT_CODES,
        ),
        ReportSection(
            "no_publisher", "Sources that name no publisher", _list_sources(unnamed, uses), ("source",)
        ),
        ReportSection(
            "no_address", "Sources whose address is not shown", _list_sources(unlinked, uses), ("source",)
        ),
        ReportSection(
            "not_read", f"Sources not read again on {latest}", _list_sources(earlier, uses), ("source",)
        ),
        ReportSection(
            "notes",
            "Notes for editors",
            [
                f"{entry.slug}: {entry.row.columns['editor_note']}"
                for entry in sources
                if entry.row.columns.get("editor_note")
            ],
            ("source",),
        ),
    ]


def _list_questions(questions: list[dict[str, str]]) -> Iterator[str]:
    for question in questions:
        yield f"{question['about']}: {question['text']}"


def _list_sources(sources: list[ContentEntry], uses: Counter[str]) -> list[str]:
    """Return a line for each source, those with most uses first."""
    ordered = sorted(sources, key=lambda entry: (-uses[entry.slug], entry.slug))
    return [f"{entry.slug} ({uses[entry.slug]} uses): {entry.row.columns['title']}" for entry in ordered]


def _list_plan_places(entries: list[ContentEntry]) -> Iterator[str]:
    for entry in entries:
        if entry.model is ZeroWastePilot and entry.row.columns.get("naming") == Naming.PLAN:
            yield f"{entry.slug}: {entry.row.columns['summary_en']}"


def _list_promises(entries: list[ContentEntry]) -> Iterator[str]:
    for entry in entries:
        if entry.model is Target and entry.row.columns.get("promised_by_en"):
            yield f"{entry.slug}, {entry.row.columns['promised_by_en']}: {entry.row.columns['statement_en']}"
        if entry.model in _ABOUT_GOVERNMENTS:
            for part in _list_parts(entry.row):
                columns = part.columns
                if issubclass(part.model, Figure) and columns.get("evidence") in _PROMISES:
                    statement = f"{columns['label_en']} {columns['value']} {columns['unit']}"
                    yield f"{entry.slug}--{columns['key']}, {columns['evidence']}: {statement}"


def _list_lacks(entries: list[ContentEntry], phrases: list[str]) -> Iterator[str]:
    for entry in entries:
        if entry.model in _ABOUT_GOVERNMENTS:
            for row in (entry.row, *_list_parts(entry.row)):
                for name, text in row.columns.items():
                    if name.endswith("_en") and any(phrase in str(text) for phrase in phrases):
                        key = row.columns.get("key")
                        yield f"{f'{entry.slug}--{key}' if key else entry.slug}, {name[:-3]}: {text}"


def _list_parts(row: ContentRow) -> list[ContentRow]:
    return [part for parts in row.parts.values() for part in parts]


def _count_uses(entries: list[ContentEntry]) -> Counter[str]:
    """Count in how many lists of sources each source is."""
    return Counter(
        slug
        for entry in entries
        for row in (entry.row, *_list_parts(entry.row))
        for name, slugs in row.lists.items()
        if row.model._meta.get_field(name).related_model is Source
        for slug in slugs
    )
