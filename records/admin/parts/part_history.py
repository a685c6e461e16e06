"""What a figure said before, from the revisions of its record."""

from dataclasses import dataclass
from typing import Any

from records.admin.parts.part_lines import describe_part
from records.models import Part, Record, Revision
from records.snapshots import fill_row, get_part_accessor

#: Revisions of the record that are read; its history has all.
MOST_READ = 25


@dataclass(frozen=True)
class EarlierValue:
    """Value and year of a part, and the revision that wrote them first; empty if it wasn't there."""

    facts: str
    revision: Revision


def list_earlier_values(record: Record, part: Part) -> list[EarlierValue]:
    """Return what a part said in the last revisions of its record, newest first. One query."""
    if not describe_part(part):
        return []
    revisions = Revision.objects.of(record).filter(data__isnull=False).select_related("by")[:MOST_READ]
    values: list[EarlierValue] = []
    for revision in reversed(revisions):
        facts = _describe_in(revision, part)
        if facts != (values[-1].facts if values else ""):
            values.append(EarlierValue(facts, revision))
    return values[::-1]


def _describe_in(revision: Revision, part: Part) -> str:
    rows = (revision.data or {}).get(get_part_accessor(type(part)), [])
    row = next((row for row in rows if row["key"] == part.key), None)
    return describe_part(_build_part(type(part), row)) if row else ""


def _build_part(model: type[Part], row: dict[str, Any]) -> Part:
    """Return an unsaved part with what a snapshot says of it, without its relations."""
    filled = fill_row(model, row)
    fields = [field for field in model._meta.concrete_fields if not field.is_relation]
    return model(
        **{field.name: field.to_python(filled[field.name]) for field in fields if field.name in filled}
    )
