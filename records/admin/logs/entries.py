"""Rows of the publication log and revisions in words: what happened, by whom, what changed, with links."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from records.choices import Action, Operation, RevisionKind
from records.diff.lines import FieldDifference
from records.history import MAX_LINES_ON_PAGE, REDACTED_TEXT, compare_publications
from records.history.revisions import (
    compare_revisions,
    describe_decision,
    get_reason,
    get_title_from_data,
    get_writer_name,
)
from records.models import Publication, Revision, get_record_types
from records.permissions import may_perform

#: Differences that a list names; the page of the entry has all that there is room for.
_NAMED = 3

_SENTENCES: dict[str, Any] = {
    Action.PUBLISHED: gettext_lazy("{title} ({type}) was published as version {version}."),
    Action.CHANGED: gettext_lazy("{title} ({type}) was changed; the change is public as version {version}."),
    Action.RENAMED: gettext_lazy("{title} ({type}) was renamed from {former} to {slug}, version {version}."),
    Action.WITHDRAWN: gettext_lazy("{title} ({type}) was withdrawn."),
    Action.DELETED: gettext_lazy("{title} ({type}) was deleted."),
    Action.REDACTED: gettext_lazy("Versions of {title} ({type}) were redacted."),
}
_MOVED: Any = gettext_lazy("{slug} ({type}) has a new address: {new}.")


@dataclass
class LogEntry:
    """A row of a log as it is read."""

    row: Publication | Revision
    sentence: str
    people: str = ""
    reason: str = ""
    is_correction: bool = False
    lines: list[FieldDifference] = field(default_factory=list)
    note: str = ""
    #: Addresses of the public page, the history and the page that undoes it; empty if there is none, or not
    #: for this account.
    page: str = ""
    history: str = ""
    undo: str = ""

    @property
    def named_lines(self) -> list[FieldDifference]:
        return self.lines[:_NAMED]

    @property
    def unnamed_count(self) -> int:
        return len(self.lines) - len(self.named_lines)

    @property
    def shown_lines(self) -> list[FieldDifference]:
        return self.lines[:MAX_LINES_ON_PAGE]

    @property
    def hidden_count(self) -> int:
        return len(self.lines) - len(self.shown_lines)


def describe_publications(rows: Sequence[Publication], user: Any) -> list[LogEntry]:
    """Describe rows of the publication log for a reader, in at most five queries."""
    numbers = [row.number for row in rows]
    revisions = {
        revision.publication: revision
        for revision in Revision.objects.written()
        .filter(publication__in=numbers)
        .select_related("by", "proposal")
        .defer("data")
    }
    changed = Publication.objects.filter(number__in=numbers, action__in=(Action.CHANGED, Action.RENAMED))
    lines = compare_publications(changed)
    newest = _fetch_newest(revisions.values())
    entries = []
    for row in rows:
        revision = revisions.get(row.number)
        entry = LogEntry(row, _write_sentence(row), lines=lines.get(row.number, []))
        if row.is_redacted:
            entry.note = str(REDACTED_TEXT)
        if row.is_current and row.path:
            entry.page = f"/{get_language()}{row.path}"
        _add_revision(entry, revision, newest, user)
        if revision and _is_withdrawal(row) and revision in newest.values():
            entry.undo = _find_undo(revision, user)
        entries.append(entry)
    return entries


def describe_revisions(revisions: Sequence[Revision], user: Any) -> list[LogEntry]:
    """Describe revisions of any records for a reader, in at most six queries."""
    before = _fetch_before(revisions)
    pairs = [(before[row.pk], row) for row in revisions if row.pk in before and row.data is not None]
    compared = {row.pk: lines for (_before, row), lines in zip(pairs, compare_revisions(pairs), strict=True)}
    newest = _fetch_newest(revisions)
    published = Publication.objects.filter(
        number__in=[row.publication for row in revisions if row.publication]
    )
    titles = {row.number: str(row.title) for row in published.defer("data")}
    entries = []
    for row in revisions:
        earlier = before.get(row.pk)
        title = titles.get(row.publication or 0) or _get_title(row, earlier)
        entry = LogEntry(row, _write_revision(row, earlier, title), lines=compared.get(row.pk, []))
        _add_revision(entry, row, newest, user)
        entries.append(entry)
    return entries


def _is_withdrawal(row: Publication) -> bool:
    return row.action == Action.WITHDRAWN and not row.renamed_to


def _find_undo(withdrawal: Revision, user: Any) -> str:
    """Return the address of the page with the button that undoes a withdrawal; empty without one."""
    may_restore = may_perform(user, Operation.RESTORE, withdrawal.model)
    if withdrawal.proposal_id is None or not may_restore:
        return ""
    return reverse("admin:records_proposal_change", args=[withdrawal.proposal_id])


def _write_sentence(row: Publication) -> str:
    template: Any = _MOVED if row.renamed_to else _SENTENCES[row.action]
    return str(template).format(
        title=str(row.title) or row.slug,
        type=row.type_name,
        version=row.version,
        slug=row.slug,
        former=row.former_slug,
        new=row.renamed_to,
    )


def _write_revision(row: Revision, before: Revision | None, title: str) -> str:
    words = {
        "title": title,
        "type": get_record_types()[row.record_type]._meta.verbose_name,
        "version": row.version,
        "before": before.get_status_display() if before else "",
        "after": row.get_status_display(),
    }
    if row.is_deletion:
        return _("{title} ({type}) was deleted.").format(**words)
    if before is None:
        return _("{title} ({type}) was added, version {version} ({after}).").format(**words)
    if before.status != row.status:
        text = _("{title} ({type}), version {version}: {before} → {after}.")
        return text.format(**words)
    return _("{title} ({type}) was changed, version {version} ({after}).").format(**words)


def _get_title(row: Revision, before: Revision | None) -> str:
    """Return the title in a draft, or its slug if the title is made of other records."""
    data = row.data or (before.data if before else None) or {}
    return get_title_from_data(data) or row.slug


def _add_revision(
    entry: LogEntry, revision: Revision | None, newest: dict[tuple[str, int | None], Revision], user: Any
) -> None:
    """Add who wrote it and why, and the address of the history while there is one."""
    if revision is None:
        return
    decision, entry.reason = describe_decision(revision), get_reason(revision)
    by = _("By %(writer)s.") % {"writer": get_writer_name(revision)}
    entry.people = _("%(people)s.") % {"people": decision} if decision else by
    entry.is_correction = revision.kind == RevisionKind.CORRECTION
    pk = revision.object_id
    if pk is not None and newest[revision.record_type, pk].status:  # there is a record
        entry.history = _find_page("history", revision.record_type, pk, user, Operation.VIEW)


def _find_page(page: str, record_type: str, argument: int, user: Any, operation: Operation) -> str:
    """Return the address of a page of the admin of a type; empty if there is none for this account."""
    model = get_record_types()[record_type]
    if model not in admin.site._registry or not may_perform(user, operation, model):
        return ""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=[argument])


def _fetch_newest(revisions: Iterable[Revision]) -> dict[tuple[str, int | None], Revision]:
    """Return the newest revision of each record, without its data, by type and primary key."""
    keys: dict[str, set[int | None]] = {}
    for revision in revisions:
        keys.setdefault(revision.record_type, set()).add(revision.object_id)
    if not keys:
        return {}
    condition = Q()
    for record_type, ids in keys.items():
        condition |= Q(record_type=record_type, object_id__in=ids)
    rows = Revision.objects.filter(condition).newest().defer("data")
    return {(row.record_type, row.object_id): row for row in rows}


def _fetch_before(revisions: Sequence[Revision]) -> dict[int, Revision]:
    """Return the revision before each of these, by the key of the later one."""
    earlier = Revision.objects.written().filter(
        record_type=OuterRef("record_type"), object_id=OuterRef("object_id"), pk__lt=OuterRef("pk")
    )
    keys = dict(
        Revision.objects.filter(pk__in=[row.pk for row in revisions])
        .order_by()
        .annotate(before=Subquery(earlier.order_by("-pk").values("pk")[:1]))
        .values_list("pk", "before")
    )
    rows = Revision.objects.in_bulk([key for key in keys.values() if key is not None])
    return {key: rows[before] for key, before in keys.items() if before in rows}
