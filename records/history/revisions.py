"""Revisions of records: building them at the end of a publication transaction, listing and comparing them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.choices import ProposalState, RevisionKind, RevisionState, Status
from records.diff.display import join_phrases
from records.diff.lines import FieldDifference
from records.diff.outdated_texts import find_outdated_texts
from records.history import compare_pairs, summarize_differences
from records.models import Proposal, Record, Revision, get_record_types
from records.permissions import SystemWriter, Writer
from records.snapshots import fill_snapshot
from records.texts.formats import is_chinese
from records.texts.translation import get_text_from_columns

#: What stands for commands, where the name of an account would stand.
_COMMANDS: dict[str, Any] = {
    "load_content": gettext_lazy("the content files"),
    "make_sample_data": gettext_lazy("the sample data"),
    "redaction": gettext_lazy("a redaction"),
}


@dataclass(frozen=True)
class RevisionNote:
    """Who changes records, why, and whether the change is a correction.

    `answers`: what the writer answered to questions about a record, by its type code and primary key.
    `proposal`: what is written by the decision of the writer. Its author is named in place of the writer.
    """

    writer: Writer
    reason: str = ""
    kind: RevisionKind = RevisionKind.UPDATE
    proposal: Proposal | None = None
    answers: dict[tuple[str, int], list[dict[str, str]]] = field(default_factory=dict)


def get_newest_revisions(model: type[Record], ids: Iterable[int]) -> dict[int, Revision]:
    """Return the newest revision of each of these records, by primary key."""
    rows = Revision.objects.written().filter(record_type=model.type_code, object_id__in=list(ids))
    return {row.object_id: row for row in rows.newest()}


def is_changed(record: Record, data: dict[str, Any], last: Revision | None) -> bool:
    """Return whether content or status of a record differ from its last revision."""
    if last is None or last.data is None or last.status != record.status:
        return True
    return fill_snapshot(type(record), last.data) != data


def build_revision(
    record: Record, data: dict[str, Any], note: RevisionNote, now: datetime, last: Revision | None = None
) -> Revision:
    """Build the unsaved revision of a changed record from its snapshot. `last`: the revision before it."""
    return Revision(
        record_type=record.type_code,
        object_id=record.pk,
        slug=record.slug,
        version=record.version,
        status=record.status,
        data=data,
        outdated_texts=find_outdated_texts(type(record), last, data),
        state=RevisionState.DRAFT if record.status == Status.DRAFT else RevisionState.ACCEPTED,
        at=now,
        answers=note.answers.get((record.type_code, record.pk), []),
        **describe_writer(note),
    )


def build_last_revision(last: Revision, slug: str, note: RevisionNote, now: datetime) -> Revision:
    """Build the unsaved revision of a record that was deleted. `last`: the revision before it."""
    return Revision(
        record_type=last.record_type,
        object_id=last.object_id,
        slug=slug,
        version=last.version + 1,
        status="",
        data=None,
        state=last.state,
        at=now,
        **describe_writer(note),
    )


def describe_account(writer: Writer) -> tuple[Any, str]:
    """Return the account of a writer, None for a command, and the name that stays without it."""
    if isinstance(writer, SystemWriter):
        return None, str(writer)
    return writer, writer.get_username()


def describe_writer(note: RevisionNote) -> dict[str, Any]:
    """Return the fields of a revision that say who wrote it and why."""
    if note.proposal is not None:
        by, name = note.proposal.by, note.proposal.writer
    else:
        by, name = describe_account(note.writer)
    return {"by": by, "writer": name, "reason": note.reason, "kind": note.kind, "proposal": note.proposal}


def is_by_command(revision: Revision) -> bool:
    return revision.by_id is None and revision.writer in _COMMANDS


def get_writer_name(revision: Revision) -> str:
    """Return who wrote a revision, for people."""
    if is_by_command(revision):
        return str(_COMMANDS[revision.writer])
    return (revision.by.get_full_name() if revision.by else "") or revision.writer


def get_title_from_data(data: dict[str, Any], names: Sequence[str] = ("title", "name")) -> str:
    """Return the title that a snapshot has in one of these fields; empty if it is made of other records."""
    for name in names:
        columns = {column: data.get(f"{name}_{column}") or "" for column in ("en", "zh_hans")}
        if text := str(data.get(name) or get_text_from_columns(columns)):
            return text
    return ""


def describe_people(revision: Revision) -> str:
    """Return who wrote a revision, where it stands alone, and of a proposal who changed and accepted it."""
    name = get_writer_name(revision)
    return describe_decision(revision) or (capfirst(name) if is_by_command(revision) else name)


def describe_decision(revision: Revision) -> str:
    """Return who proposed, changed and accepted what a revision says; empty if one person did all of it."""
    proposal = revision.proposal
    if proposal is None or (proposal.decider == proposal.writer and not proposal.changer):
        return ""
    return describe_authors(proposal, get_writer_name(revision))


def describe_authors(proposal: Proposal, writer: str = "") -> str:
    """Return who proposed a change, changed that and accepted it. `writer`: the name of its author."""
    phrases = [_("proposed by {name}").format(name=writer or proposal.writer)]
    if proposal.changer:
        phrases.append(_("changed by {name}").format(name=proposal.changer))
    if proposal.state == ProposalState.ACCEPTED:
        phrases.append(_("accepted by {name}").format(name=proposal.decider))
    return "，".join(phrases) if is_chinese() else capfirst(", ".join(phrases))


def get_reason(revision: Revision) -> str:
    """Return the reason that a person gave; those of commands are for programmers."""
    return "" if is_by_command(revision) else revision.reason


@dataclass(frozen=True)
class RevisionEntry:
    """A revision and the one before it, with a summary of what changed."""

    revision: Revision
    before: Revision | None
    summary: SafeString | str


def build_entries(revisions: Sequence[Revision], count: int) -> list[RevisionEntry]:
    """Describe the first `count` of consecutive revisions of one record, newest first.

    One more revision is needed for the comparison of the oldest one. Runs at most one query.
    """
    pairs = list(pairwise(revisions))[:count]
    compared = compare_revisions((before, after) for after, before in pairs)
    entries = [
        RevisionEntry(after, before, _summarize(before, after, lines))
        for (after, before), lines in zip(pairs, compared, strict=True)
    ]
    if len(entries) < min(count, len(revisions)):
        first = revisions[-1]
        text = _("Added.") if first.version <= 1 else _("The earliest revision that is kept.")
        entries.append(RevisionEntry(first, None, text))
    return entries


def _summarize(before: Revision, after: Revision, lines: list[FieldDifference]) -> SafeString | str:
    if after.is_deletion:
        return _("Deleted.")
    phrases: list[Any] = []
    if after.status != before.status:
        phrases.append(f"{before.get_status_display()} → {after.get_status_display()}")
    if lines or not phrases:
        phrases.append(summarize_differences(lines))
    return join_phrases(phrases, "; ", "；")


def compare_revisions(pairs: Iterable[tuple[Revision, Revision]]) -> list[list[FieldDifference]]:
    """Return the differences of pairs of revisions, the earlier one first. Runs at most one query."""
    return compare_pairs(
        (get_record_types()[after.record_type], before.data or {}, after.data or {})
        for before, after in pairs
    )
