"""Content lists of this app: sources and themes."""

from records.content.claims import contradictions, given_twice
from records.content.entries import Entries
from records.models import Source, Theme


def _descriptive(entry, row, at):
    kind = entry.get("title_kind")
    if kind not in (None, "descriptive"):
        at.fault("title_kind", f"“{kind}” is not allowed here. Allowed: descriptive.")
    row.columns["title_is_descriptive"] = kind == "descriptive"


CONTENT_LISTS = [
    Entries(
        "sources.yaml",
        Source,
        slug=lambda entry: entry["id"],
        extra=frozenset({"title_kind"}),
        derive=_descriptive,
    ),
    Entries("coalition.yaml", Theme, at="themes"),
]

CHECKS = [given_twice, contradictions]
