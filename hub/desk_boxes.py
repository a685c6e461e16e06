"""What waits at the desk: proposals, drafts, what the office hasn't read."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.contrib import admin
from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from hub.admin_records import list_record_admins, load_hits
from records.admin.proposals.rows import MAIN_ROW_FIRST
from records.admin.proposals.titles import describe_proposals
from records.admin.unread import MARK_PERMISSION
from records.choices import Operation, ProposalOrigin, ProposalState, Status
from records.desk.boxes import ROWS_IN_BOX, BoxLink, BoxRow, DeskBox, count_rows, register_box
from records.desk.risks import count_groups, list_risk_groups
from records.models import Proposal, Revision, get_record_types
from records.permissions import may_perform
from records.texts.formats import format_number

# -- proposals --------------------------------------------------------------------------------------


def _may_any(request: HttpRequest, operation: Operation) -> bool:
    return any(may_perform(request.user, operation, model) for model in get_record_types().values())


def _select_to_read(request: HttpRequest) -> QuerySet:
    return Proposal.objects.waiting_for(request.user.pk)


def _select_declined(request: HttpRequest) -> QuerySet:
    return Proposal.objects.filter(by=request.user.pk, state=ProposalState.DECLINED, is_dismissed=False)


def _select_own(request: HttpRequest) -> QuerySet:
    return Proposal.objects.waiting().filter(by=request.user.pk)


def _select_second_look(request: HttpRequest) -> QuerySet:
    return Proposal.objects.unread().exclude(decided_by=request.user.pk)


def _list_proposals(proposals: QuerySet, state: Any, *, is_urgent: bool = False) -> Iterator[BoxRow]:
    """Yield the first proposals, with the type of the record that each is about."""
    first = Revision.objects.filter(proposal=OuterRef("pk")).order_by(*MAIN_ROW_FIRST)
    shown = list(proposals.annotate(first_type=Subquery(first.values("record_type")[:1]))[:ROWS_IN_BOX])
    types, titles = get_record_types(), describe_proposals(shown)
    for proposal in shown:
        model = types.get(proposal.first_type or "")
        words = [capfirst(str(model._meta.verbose_name))] if model else []
        if proposal.origin != ProposalOrigin.FORM:
            words.append(str(proposal.get_origin_display()))
        if proposal.size > 1:
            words.append(
                ngettext("%(count)s record", "%(count)s records", proposal.size)
                % {"count": format_number(proposal.size)}
            )
        moment = localtime(proposal.decided_at or proposal.at)
        words += [proposal.decider or proposal.writer, date_format(moment, "DATE_FORMAT")]
        yield BoxRow(
            title=titles[proposal.pk],
            url=reverse("admin:records_proposal_change", args=[proposal.pk]),
            note=" · ".join(words),
            state=state,
            is_urgent=is_urgent,
            quote=proposal.comment if proposal.state == ProposalState.DECLINED else "",
        )


def _list_links_of_proposals(query: str) -> Any:
    def list_links(request: HttpRequest) -> Iterator[BoxLink]:
        yield BoxLink(_("All of these"), f"{reverse('admin:records_proposal_changelist')}?{query}")

    return list_links


def _list_links_to_read(request: HttpRequest) -> Iterator[BoxLink]:
    """Lead to the first proposal; if there is none, to what the office hasn't read."""
    first = _select_to_read(request).order_by("pk").first()
    if first is None:
        yield BoxLink(_("Read a public record instead"), reverse("admin-read-next"))
    else:
        yield BoxLink(_("Read the first"), reverse("admin:records_proposal_change", args=[first.pk]))
        yield from _list_links_of_proposals("state__exact=proposed")(request)


def _register_proposals(
    key: str,
    order: int,
    operation: Operation,
    select: Callable[[HttpRequest], QuerySet],
    *,
    state: Any,
    sorted_by: Sequence[str] = ("pk",),
    is_urgent: bool = False,
    **shown: Any,
) -> None:
    """Register a box of proposals for whoever may perform an operation. `state`: beside each of its rows."""

    def list_rows(request: HttpRequest) -> Iterator[BoxRow]:
        return _list_proposals(select(request).order_by(*sorted_by), state, is_urgent=is_urgent)

    def count(request: HttpRequest) -> int | None:
        return count_rows(select(request)) if _may_any(request, operation) else None

    register_box(DeskBox(key, order=order, column=1, count=count, list_rows=list_rows, **shown))


_register_proposals(
    "proposals",
    10,
    Operation.PUBLISH,
    _select_to_read,
    state=pgettext_lazy("proposals", "to read"),
    is_urgent=True,
    title=gettext_lazy("Proposals to read"),
    label=lambda count: ngettext("proposal to read", "proposals to read", count),
    list_links=_list_links_to_read,
    note=gettext_lazy("oldest first"),
    empty=gettext_lazy("Nothing waits."),
    waits=True,
)
_register_proposals(
    "declined",
    20,
    Operation.PROPOSE,
    _select_declined,
    state=ProposalState.DECLINED.label,
    sorted_by=("-decided_at", "-pk"),
    title=gettext_lazy("Came back to you"),
    label=lambda count: _("came back to you"),
    list_links=_list_links_of_proposals("mine=1&state__exact=declined"),
    empty=gettext_lazy("Nothing was declined."),
    waits=True,
)
_register_proposals(
    "own",
    30,
    Operation.PROPOSE,
    _select_own,
    state=ProposalState.PROPOSED.label,
    title=gettext_lazy("Yours, waiting for somebody else"),
    label=lambda count: ngettext("of yours waits", "of yours wait", count),
    list_links=_list_links_of_proposals("mine=1&state__exact=proposed"),
    empty=gettext_lazy("None. What you propose stands here until somebody has decided."),
)
_register_proposals(
    "second_look",
    50,
    Operation.PUBLISH,
    _select_second_look,
    state=gettext_lazy("by one person"),
    is_urgent=True,
    title=gettext_lazy("Second look"),
    label=lambda count: _("for a second look"),
    list_links=_list_links_of_proposals("second_look=1"),
    empty=gettext_lazy(
        "None. What a publisher withdraws or publishes alone stands here until somebody has read it."
    ),
    waits=True,
)


# -- drafts -----------------------------------------------------------------------------------------


def _select_drafts(request: HttpRequest) -> QuerySet:
    """Return type, slug and last change of the drafts that the account has written, of all types."""
    rows = []
    for code, model_admin in list_record_admins(request, admin.site).items():
        own = Revision.objects.written().filter(record_type=code, by_id=request.user.pk).order_by()
        drafts = model_admin.model.objects.filter(status=Status.DRAFT, pk__in=own.values("object_id"))
        rows.append(
            drafts.order_by()
            .annotate(record_type=Value(code, CharField()))
            .values_list("record_type", "slug", "updated_at")
        )
    return rows[0].union(*rows[1:], all=True) if rows else Revision.objects.none()


def _list_drafts(request: HttpRequest) -> Iterator[BoxRow]:
    rows = _select_drafts(request).order_by("-updated_at", "slug")[:ROWS_IN_BOX]
    references = [(code, slug) for code, slug, _changed in rows]
    for hit in load_hits(references, list_record_admins(request, admin.site)):
        changed = hit["record"].updated_at
        day = [date_format(localtime(changed), "DATE_FORMAT")] if changed else []
        yield BoxRow(
            title=hit["title"],
            url=hit["url"],
            note=" · ".join([hit["type_label"], *day]),
            state=Status.DRAFT.label,
        )


register_box(
    DeskBox(
        "drafts",
        order=40,
        column=1,
        title=gettext_lazy("Your drafts"),
        label=lambda count: ngettext("draft of yours", "drafts of yours", count),
        count=lambda request: (
            count_rows(_select_drafts(request)) if _may_any(request, Operation.CHANGE) else None
        ),
        list_rows=_list_drafts,
        empty=gettext_lazy("You have no draft."),
    )
)


# -- what the office hasn't read --------------------------------------------------------------------


def _count_unread(request: HttpRequest) -> int | None:
    groups = list_risk_groups(request.user)
    if not groups:
        return None
    counts: Any = count_groups(groups, only_unread=True)
    request.__dict__["_unread_counts"] = (groups, counts)
    return sum(counts.values())


def _list_unread_groups(request: HttpRequest) -> Iterator[BoxRow]:
    groups, counts = request.__dict__["_unread_counts"]
    for group in groups:
        url = f"{reverse('admin-unread')}?group={group.key}"
        yield BoxRow(title=group.title, url=url, note=group.note, state=format_number(counts[group.key]))


def _list_unread_links(request: HttpRequest) -> Iterable[BoxLink]:
    if not request.user.has_perm(MARK_PERMISSION):
        return []
    return [BoxLink(_("Read the first"), reverse("admin-read-next"))]


register_box(
    DeskBox(
        "unread",
        order=80,
        column=2,
        title=gettext_lazy("Not yet checked by ICLEI staff"),
        label=lambda count: _("not yet read by ICLEI"),
        count=_count_unread,
        list_rows=_list_unread_groups,
        list_links=_list_unread_links,
        note=gettext_lazy("by risk"),
        empty=gettext_lazy("Every public record was read in its present version."),
    )
)
