"""Titles of proposals in the language of whoever reads them: the record, and the one part that changes."""

from collections.abc import Iterable, Iterator
from typing import Any

from records.admin.proposals.differences import get_row_title, load_base_revisions
from records.choices import WRITTEN_STATES, ProposalOrigin
from records.models import Part, Proposal, Revision, Source
from records.models.base import get_part_models
from records.snapshots import get_part_accessor
from records.texts.formats import join_label
from records.texts.translation import get_text_from_columns

#: Their titles are made by code; others were typed, or name addresses.
_DESCRIBED = (ProposalOrigin.FORM, ProposalOrigin.RESTORE, ProposalOrigin.DELETE)
#: A proposal of more records has a title of its own.
_MOST_ROWS = 12
_NAMES = ("label", "heading", "name", "title", "text")


def describe_proposals(proposals: Iterable[Proposal]) -> dict[int, str]:
    """Return the title of each proposal by its key, in the active language; two queries for all."""
    proposals = list(proposals)
    described = [each.pk for each in proposals if each.origin in _DESCRIBED and each.size <= _MOST_ROWS]
    rows = Revision.objects.filter(proposal__in=described).exclude(state__in=WRITTEN_STATES).order_by("pk")
    main: dict[Any, Revision] = {}
    for row in rows:
        known = main.get(row.proposal_id)
        if known is None or (known.model is Source and row.model is not Source):
            main[row.proposal_id] = row
    bases = load_base_revisions(main.values()) if main else {}
    titles = {each.pk: each.title or str(each.pk) for each in proposals}
    for pk, row in main.items():
        base = bases.get((row.record_type, row.object_id, row.base_version))
        titles[pk] = _describe_row(row, base) or titles[pk]
    return titles


def _describe_row(row: Revision, base: Revision | None) -> str:
    title = get_row_title(base if row.data is None and base is not None else row)
    parts = list(_list_changed_parts(row, base)) if base is not None and row.data is not None else []
    name = _get_part_name(parts[0]) if len(parts) == 1 else ""
    return join_label(title, name) if name else title


def _list_changed_parts(row: Revision, base: Revision) -> Iterator[dict[str, Any]]:
    """Yield the parts that a row changes, adds or removes."""
    for part in get_part_models(row.model):
        if issubclass(part, Part):
            name = get_part_accessor(part)
            sides = [{each["key"]: each for each in (side.data or {}).get(name, [])} for side in (base, row)]
            for key in dict.fromkeys((*sides[0], *sides[1])):
                if sides[0].get(key) != sides[1].get(key):
                    yield sides[1].get(key) or sides[0][key]


def _get_part_name(part: dict[str, Any]) -> str:
    for name in _NAMES:
        columns = {column: part.get(f"{name}_{column}") or "" for column in ("en", "zh_hans")}
        if text := str(get_text_from_columns(columns)):
            return text
    return ""
