"""Titles of proposals in the language of whoever reads them: the record, and the one part that changes."""

from collections.abc import Iterable, Iterator
from typing import Any

from records.admin.proposals.differences import load_base_revisions
from records.admin.proposals.rows import MAIN_ROW_FIRST, build_records, get_row_title
from records.choices import WRITTEN_STATES, ProposalOrigin
from records.history.revisions import get_title_from_data
from records.models import Part, Proposal, Revision
from records.models.base import get_part_models
from records.snapshots import get_part_accessor
from records.texts.formats import join_label

#: Their titles are made by code; others were typed, or name addresses.
_DESCRIBED = (ProposalOrigin.FORM, ProposalOrigin.RESTORE, ProposalOrigin.DELETE)
#: A proposal of more records has a title of its own.
_MOST_ROWS = 12
_NAMES = ("label", "heading", "name", "title", "text")


def describe_proposals(proposals: Iterable[Proposal]) -> dict[int, str]:
    """Return the title of each proposal by its key, in the active language.

    The number of queries doesn't depend on that of the proposals.
    """
    proposals = list(proposals)
    described = [each.pk for each in proposals if each.origin in _DESCRIBED and each.size <= _MOST_ROWS]
    rows = Revision.objects.filter(proposal__in=described).exclude(state__in=WRITTEN_STATES)
    main: dict[Any, Revision] = {}
    for row in rows.order_by(*MAIN_ROW_FIRST):
        main.setdefault(row.proposal_id, row)
    bases = load_base_revisions(main.values()) if main else {}
    titles = {each.pk: each.title or str(each.pk) for each in proposals}
    pairs = {
        pk: (row, bases.get((row.record_type, row.object_id, row.base_version))) for pk, row in main.items()
    }
    named = {pk: base if row.data is None and base else row for pk, (row, base) in pairs.items()}
    records = build_records(named.values())
    for pk, (row, base) in pairs.items():
        if title := get_row_title(named[pk], records.get(named[pk].pk)):
            titles[pk] = _add_part(title, row, base)
    return titles


def _add_part(title: str, row: Revision, base: Revision | None) -> str:
    """Add the name of the part of a row, if it changes only one."""
    parts = list(_list_changed_parts(row, base)) if base is not None and row.data is not None else []
    name = get_title_from_data(parts[0], _NAMES) if len(parts) == 1 else ""
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
