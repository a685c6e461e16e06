"""What the page of a proposal shows: its rows, the questions, what may be decided, and what else waits."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from records import publishing
from records.admin.previews import build_preview_url
from records.admin.proposals.blocks import count_other_publishers
from records.admin.proposals.decisions import NEITHER, RESOLVE, Decision
from records.admin.proposals.differences import (
    ReviewedRow,
    build_decided_rows,
    build_rows,
    get_row_queryset,
    render_conflict_value,
)
from records.admin.proposals.occasions import list_occasions
from records.admin.proposals.titles import describe_proposals
from records.choices import Operation, ProposalOrigin, ProposalState, RevisionState, Status
from records.history.revisions import compare_revisions
from records.models import Proposal, Record, Revision, Source
from records.pages.previews import find_previewed_row
from records.permissions import may_perform
from records.publishing.proposals.merge import KEEP_PRESENT, TAKE_PROPOSED, Conflict
from records.publishing.references import collect_referrers

#: Of other proposals for the same records, so many are named.
_MOST_OTHERS = 10
_MOST_LINES = 3
_MOST_PROBLEMS = 50
_MOST_COMPARED = 50


@dataclass(frozen=True)
class ConflictQuestion:
    """A place that was changed in two ways, with the three ways out of it."""

    conflict: Conflict
    name: str
    proposed: Any
    present: Any
    chosen: str
    is_open: bool

    @property
    def choices(self) -> list[tuple[str, str, Any]]:
        version = _("Version %(version)s") % {"version": self.conflict.record.version}
        return [
            (TAKE_PROPOSED, _("The proposal"), self.proposed),
            (KEEP_PRESENT, version, self.present),
            (NEITHER, _("Neither: I write it under “Change it”"), ""),
        ]


@dataclass(frozen=True)
class Outcome:
    """What a decided proposal has become."""

    text: str
    lines: list[Any]
    page_url: str = ""
    #: Of a large one that is being written: how many rows are.
    written: int = 0
    may_undo: bool = False
    #: The accepted proposal that took it back.
    undone_by: Proposal | None = None


def build_review(
    request: HttpRequest, proposal: Proposal, decision: Decision, *, is_batch: bool
) -> dict[str, Any]:
    """Return the context of the page of a proposal."""
    user: Any = request.user
    revisions = [] if is_batch else list(get_row_queryset(proposal).order_by("pk"))
    revisions.sort(key=lambda row: not row.answers)  # what was odd to its author comes first
    rows = build_rows(revisions) if proposal.is_waiting else build_decided_rows(revisions)
    is_mine = proposal.by_id is not None and proposal.by_id == user.pk
    obstacle = publishing.find_obstacle(user, proposal) if proposal.is_waiting else ""
    must_give_reason = not obstacle and proposal.is_waiting and publishing.is_publishing_alone(user, proposal)
    questions = _build_questions(rows, decision) if proposal.is_waiting else []
    main = find_main_row(rows)
    following, others = find_next(user, proposal), _list_others(proposal, revisions)
    titles = describe_proposals([*others, *([following] if following else [])])
    return {
        "rows": rows,
        "questions": questions,
        "open_count": sum(question.is_open for question in questions),
        "is_mine": is_mine,
        "obstacle": obstacle,
        "is_alone": must_give_reason,
        "may_decline": proposal.is_waiting and not is_mine and not publishing.find_refusal(user, proposal),
        "may_take_out": is_batch and proposal.is_waiting and (is_mine or not obstacle),
        "edit_url": build_edit_url(proposal, main) if main and proposal.is_waiting else "",
        "again_url": build_edit_url(proposal, main) if main and _may_repeat(proposal, is_mine) else "",
        "others": [(other, titles[other.pk]) for other in others],
        "other_publishers": count_other_publishers(user),
        "next": following,
        "next_title": titles[following.pk] if following else "",
        "outcome": _describe_outcome(user, proposal) if not proposal.is_waiting else None,
        **_build_preview_urls(proposal),
        "main": main,
        "occasions": list_occasions(request, proposal),
        "effects": [_describe_effect(row) for row in rows[:_MOST_OTHERS]] if proposal.is_waiting else [],
        "may_read_second": proposal.is_alone and not proposal.read_at and proposal.decided_by_id != user.pk,
        "proposal_problems": list(proposal.problems.values())[:_MOST_PROBLEMS],
    }


def _build_preview_urls(proposal: Proposal) -> dict[str, str]:
    if not proposal.is_waiting or find_previewed_row(proposal) is None:
        return {}
    return {
        "preview_url": build_preview_url(proposal, get_language() or "en"),
        "preview_links_url": build_preview_url(proposal, "links"),
    }


def _may_repeat(proposal: Proposal, is_mine: bool) -> bool:
    return is_mine and proposal.state in (ProposalState.DECLINED, ProposalState.WITHDRAWN)


def _build_questions(rows: Sequence[ReviewedRow], decision: Decision) -> list[ConflictQuestion]:
    chosen = decision.form.data
    questions = []
    for conflict in (conflict for row in rows for conflict in row.conflicts):
        name = f"{RESOLVE}{conflict.key}"
        answer = str(chosen.get(name, ""))
        questions.append(
            ConflictQuestion(
                conflict,
                name,
                render_conflict_value(conflict, conflict.proposed),
                render_conflict_value(conflict, conflict.present),
                answer,
                is_open=answer not in (TAKE_PROPOSED, KEEP_PRESENT),
            )
        )
    return questions


def find_main_row(rows: Sequence[ReviewedRow]) -> ReviewedRow | None:
    """Return the row that a proposal is about: the only one, or the one beside sources that it publishes."""
    main = [row for row in rows if row.revision.model is not Source or not row.is_made_public]
    main = main or list(rows[:1])
    return main[0] if len(main) == 1 else None


def build_edit_url(proposal: Proposal, row: ReviewedRow) -> str:
    """Return the address of the form over a proposal: of the one part that it changes, or of the record."""
    if row.is_deletion:
        return ""
    options = row.revision.model._meta
    name = f"admin:{options.app_label}_{options.model_name}"
    pk = row.record.pk if row.record else 0
    parts = {tuple(each.line.place.split(".")[:2]) for each in row.differences}
    url = reverse(f"{name}_change", args=[pk])
    if len(parts) == 1 and len(part := next(iter(parts))) == 2:
        with suppress(NoReverseMatch):  # links have no pages
            url = reverse(f"{name}_part", args=[pk, *part])
    return f"{url}?proposal={proposal.pk}"


def _list_others(proposal: Proposal, revisions: Sequence[Revision]) -> list[Proposal]:
    """Return the other proposals that wait for the same records."""
    conditions = Q()
    for row in revisions:
        if row.object_id is not None:
            conditions |= Q(record_type=row.record_type, object_id=row.object_id)
    if not conditions:
        return []
    keys = Revision.objects.filter(conditions, state=RevisionState.PROPOSED).order_by()
    others = Proposal.objects.waiting().filter(pk__in=keys.values("proposal")).exclude(pk=proposal.pk)
    return list(others[:_MOST_OTHERS])


def find_next(user: Any, proposal: Proposal) -> Proposal | None:
    """Return the proposal that waits longest after this one and isn't the user's own."""
    waiting = Proposal.objects.waiting_for(user.pk).exclude(pk=proposal.pk).order_by("pk")
    return waiting.filter(pk__gt=proposal.pk).first() or waiting.first()


def _describe_outcome(user: Any, proposal: Proposal) -> Outcome:
    if proposal.state != ProposalState.ACCEPTED:
        return Outcome(str(proposal.get_state_display()), [])
    if proposal.is_in_progress:
        count = proposal.revisions.filter(state=RevisionState.APPLIED).count()
        return Outcome(_("Accepted. It is being written."), [], written=count)
    written = list(proposal.revisions.written().order_by("-pk")[: _MOST_LINES + 1])
    if not written:
        return Outcome(_("Accepted. Nothing had to be changed any more."), [])
    if proposal.size == 1:
        text = _("Published as version %(version)s.") % {"version": written[0].version}
    else:
        text = ngettext(
            "%(count)s record published as one.", "%(count)s records published as one.", proposal.size
        ) % {"count": proposal.size}
    if written[0].is_deletion and proposal.size == 1:
        text = _("Deleted.")
    if proposal.origin == ProposalOrigin.WITHDRAWAL:
        text = _("Withdrawn.")
    page = _find_page(written)
    lines = _list_lines(written[0]) if proposal.size == 1 else []
    undo = proposal.undone_by.filter(state=ProposalState.ACCEPTED).first()
    may_undo = not undo and any(may_perform(user, Operation.PROPOSE, row.model) for row in written)
    return Outcome(text, lines, page, may_undo=may_undo, undone_by=undo)


def _find_page(written: Sequence[Revision]) -> str:
    for row in written:
        record = row.model._default_manager.filter(pk=row.object_id, status=Status.PUBLISHED).first()
        if record is not None and (row.model is not Source or len(written) == 1):
            return str(record.get_absolute_url())
    return ""


def _list_lines(row: Revision) -> list[Any]:
    before = (
        Revision.objects.written()
        .filter(record_type=row.record_type, object_id=row.object_id, pk__lt=row.pk)
        .order_by("-pk")
        .first()
    )
    return compare_revisions([(before, row)])[0][:_MOST_LINES] if before and not row.is_deletion else []


def _describe_effect(row: ReviewedRow) -> tuple[str, list[str]]:
    """Say what becomes of the pages of a record."""
    record = row.record
    lines = list(row.effects)
    if record is not None and record.is_published and not row.is_deletion:
        count = _count_referrers(record)
        if row.merged.slug != record.slug and count:
            text = ngettext(
                "%(count)s public record names it and gets a new version.",
                "%(count)s public records name it and get a new version.",
                count,
            )
            lines.append(text % {"count": count})
        elif count and isinstance(record, Source):
            text = ngettext("%(count)s public record cites it.", "%(count)s public records cite it.", count)
            lines.append(text % {"count": count})
        lines.append(_("Its page, its downloads and what is counted of it are brought up to date."))
    return row.title, lines


def _count_referrers(record: Record) -> int:
    return sum(group.count for group in collect_referrers(record, [Status.PUBLISHED], named=0))


# -- two proposals --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ComparedRecord:
    """A record that two proposals change: by place, what is there now and what each of them says."""

    title: str
    #: Label, what is there now, the first proposal, the second one; None: it leaves this as it is.
    lines: list[tuple[Any, Any, Any, Any]]


def compare_proposals(first: Proposal, second: Proposal) -> list[ComparedRecord]:
    """Compare what two proposals say of the records that both change."""
    sides = []
    for proposal in (first, second):
        rows = get_row_queryset(proposal).filter(object_id__isnull=False).order_by("pk")[:_MOST_COMPARED]
        sides.append({(row.record_type, row.object_id): row for row in rows})
    common = [place for place in sides[0] if place in sides[1]]
    compared = [build_rows([side[place] for place in common]) for side in sides]
    return [_compare_rows(*pair) for pair in zip(*compared, strict=True)]


def _compare_rows(first: ReviewedRow, second: ReviewedRow) -> ComparedRecord:
    by_place = [{each.line.place: each.line for each in row.differences} for row in (first, second)]
    lines: list[tuple[Any, Any, Any, Any]] = []
    for place in dict.fromkeys((*by_place[0], *by_place[1])):
        found = [side.get(place) for side in by_place]
        known = next(line for line in found if line)
        said: list[Any] = [line and (line.note or line.after) for line in found]
        lines.append((known.label, known.before, said[0], said[1]))
    lines += [("", "", effect, None) for effect in first.effects]
    lines += [("", "", None, effect) for effect in second.effects]
    return ComparedRecord(first.title, lines)
