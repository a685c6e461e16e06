"""Content lists of this app: sources and themes."""

from typing import Any

from records.content.consistency import find_contradictions, find_duplicates
from records.content.declarations import ContentList
from records.content.parser import Location
from records.content.rows import ContentRow
from records.models import Source, Theme


def _set_title_kind(entry: dict[str, Any], row: ContentRow, at: Location) -> None:
    kind = entry.get("title_kind")
    if kind not in (None, "descriptive"):
        at.add_issue("title_kind", f"“{kind}” is not allowed here. Allowed: descriptive.")
    row.columns["title_is_descriptive"] = kind == "descriptive"


CONTENT_LISTS = [
    ContentList(
        "sources.yaml",
        Source,
        slug=lambda entry: entry["id"],
        extra=frozenset({"title_kind"}),
        derive=_set_title_kind,
    ),
    ContentList("coalition.yaml", Theme, at="themes"),
]

CHECKS = [find_duplicates, find_contradictions]
