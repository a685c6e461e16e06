"""The list of proposals, and the page of each."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from records.admin.lists import ViewOnlyAdmin
from records.admin.proposals.batches import build_batch
from records.admin.proposals.decisions import Decision, DecisionForm
from records.admin.proposals.edited_forms import SHOWN
from records.admin.proposals.review import build_review, compare_proposals
from records.admin.proposals.rows import MAIN_ROW_FIRST
from records.admin.proposals.titles import describe_proposals
from records.choices import Operation, ProposalState
from records.models import Proposal, Revision, get_record_types
from records.permissions import may_perform
from records.publishing.proposals.decisions import compute_proposal_digest
from records.texts.formats import format_number

#: Proposals with more rows are read in a table.
MOST_ROWS_IN_FULL = 12


class _QuickFilter(admin.SimpleListFilter):
    """A filter above the list, on or off."""

    is_above_list = True
    label: Any = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", self.label)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return self.select(request, queryset) if self.value() else queryset

    def select(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        raise NotImplementedError


class MyProposalFilter(_QuickFilter):
    title = gettext_lazy("by me")
    parameter_name = "mine"
    label = pgettext_lazy("proposals", "Mine")

    def select(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(by=request.user.pk)


class SecondLookFilter(_QuickFilter):
    title = label = gettext_lazy("Second look")
    parameter_name = "second_look"

    def select(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(pk__in=Proposal.objects.unread().order_by().values("pk"))


class ProposedTypeFilter(admin.SimpleListFilter):
    """Proposals with a row of a record type."""

    title = gettext_lazy("record type")
    parameter_name = "type"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        names = {code: capfirst(str(model._meta.verbose_name)) for code, model in get_record_types().items()}
        return sorted(names.items(), key=lambda item: item[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if not self.value():
            return queryset
        rows = Revision.objects.filter(proposal=OuterRef("pk"), record_type=self.value())
        return queryset.filter(Exists(rows))


@admin.register(Proposal)
class ProposalAdmin(ViewOnlyAdmin):
    """Proposals, the newest first. Who may view records reads them; who may publish these decides."""

    list_display = ("named", "shown_state", "type_names", "writer", "at", "rows", "newer")
    list_filter = ("state", "origin", "kind", ProposedTypeFilter, "at", MyProposalFilter, SecondLookFilter)
    search_fields = ("title", "writer", "reason")
    list_per_page = 50
    ordering = ("-pk",)

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("", wrap(self.changelist_view), name="records_proposal_changelist"),
            path("<int:object_id>/", wrap(self.review_view), name="records_proposal_change"),
            path(
                "<int:object_id>/compare/<int:other_id>/",
                wrap(self.compare_view),
                name="records_proposal_compare",
            ),
        ]

    # -- rights -------------------------------------------------------------------------------------

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let whoever may view all types of records of a proposal read it."""
        user: Any = request.user
        types = get_record_types()
        if obj is None:
            return any(may_perform(user, Operation.VIEW, model) for model in types.values())
        codes = obj.revisions.order_by().values_list("record_type", flat=True).distinct()
        return all(may_perform(user, Operation.VIEW, types[code]) for code in codes)

    # -- the list -----------------------------------------------------------------------------------

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        context = {"quick_filters": self._list_quick_filters(request), **(extra_context or {})}
        response: HttpResponse = super().changelist_view(request, context)
        return response

    def _list_quick_filters(self, request: HttpRequest) -> list[dict[str, Any]]:
        proposals = Proposal.objects.order_by()
        filters = [
            (_("All"), "", None),
            (
                pgettext_lazy("proposals", "Waiting"),
                f"state__exact={ProposalState.PROPOSED}",
                proposals.waiting().count(),
            ),
            (
                pgettext_lazy("proposals", "Mine, waiting"),
                f"mine=1&state__exact={ProposalState.PROPOSED}",
                proposals.waiting().filter(by=request.user.pk).count(),
            ),
            (
                pgettext_lazy("proposals", "Mine, declined"),
                f"mine=1&state__exact={ProposalState.DECLINED}",
                proposals.filter(by=request.user.pk, state=ProposalState.DECLINED).count(),
            ),
            (_("Second look"), "second_look=1", proposals.unread().count()),
        ]
        query = request.GET.copy()
        for name in ("p", "o"):
            query.pop(name, None)
        sent = set(query.items())
        return [
            {
                "label": label,
                "count": count,
                "url": f"?{own}" if own else request.path,
                "current": {tuple(pair.split("=")) for pair in own.split("&") if pair} == sent,
            }
            for label, own, count in filters
        ]

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Know of each row on the page its record type, and whether a newer version is there."""
        changelist = super().get_changelist_instance(request)
        proposals = list(changelist.result_list)
        first, titles = _load_first_rows(proposals), describe_proposals(proposals)
        for proposal in proposals:
            proposal.first_row = first.get(proposal.pk)
            proposal.shown_title = titles[proposal.pk]
        changelist.result_list = proposals
        return changelist

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def named(self, proposal: Any) -> str:
        return str(proposal.shown_title)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def shown_state(self, proposal: Any) -> str:
        return format_html(
            '<span class="state" data-s="{}">{}</span>', proposal.state, proposal.get_state_display()
        )

    @admin.display(description=gettext_lazy("record type"))
    def type_names(self, proposal: Any) -> str:
        row = proposal.first_row
        return capfirst(str(row.model._meta.verbose_name)) if row else ""

    @admin.display(description=gettext_lazy("records"), ordering="size")
    def rows(self, proposal: Any) -> str:
        return format_number(proposal.size)

    @admin.display(description=gettext_lazy("over a newer version"))
    def newer(self, proposal: Any) -> str:
        row = proposal.first_row
        if not proposal.is_waiting or row is None or row.present_version in (None, row.base_version):
            return ""
        return _("version %(version)s is there") % {"version": row.present_version}

    # -- one proposal -------------------------------------------------------------------------------

    def review_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Show what a proposal changes, and decide it."""
        proposal = self._get_proposal(request, object_id)
        form = DecisionForm(request, proposal)
        decision = Decision(request, proposal, form)
        if request.method == "POST":
            decision.take()
            if decision.response is not None:
                return decision.response
            proposal.refresh_from_db()
        # Before the rows are read: what changes meanwhile isn't taken for shown. Pages of a batch hand it on.
        handed_on = request.GET.get(SHOWN) if request.method == "GET" else None
        shown = handed_on or compute_proposal_digest(proposal)
        is_batch = proposal.size > MOST_ROWS_IN_FULL
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "proposal": proposal,
            "title": describe_proposals([proposal])[proposal.pk],
            "form": form,
            "decision": decision,
            **build_review(request, proposal, decision, is_batch=is_batch),
            "shown": shown,
            **(build_batch(request, proposal, shown) if is_batch else {}),
        }
        template = "admin/proposals/batch.html" if is_batch else "admin/proposals/review.html"
        status = 409 if request.method == "POST" else 200
        return TemplateResponse(request, template, context, status=status)

    def _get_proposal(self, request: HttpRequest, pk: int) -> Proposal:
        proposal = Proposal.objects.select_related("by").filter(pk=pk).first()
        if proposal is None:
            raise Http404
        if not self.has_view_permission(request, proposal):
            raise PermissionDenied
        return proposal

    def compare_view(self, request: HttpRequest, object_id: int, other_id: int) -> HttpResponse:
        """Show two proposals for the same records side by side, with what is there now."""
        first, second = self._get_proposal(request, object_id), self._get_proposal(request, other_id)
        titles = describe_proposals([first, second])
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Two proposals"),
            "proposal": first,
            "pair": [(each, titles[each.pk]) for each in (first, second)],
            "records": compare_proposals(first, second),
        }
        return TemplateResponse(request, "admin/proposals/compare.html", context)


def _load_first_rows(proposals: Iterable[Proposal]) -> dict[int | None, Any]:
    """Return the main row of each proposal, with the present version of its record, in two queries."""
    ids = [proposal.pk for proposal in proposals]
    first = Revision.objects.filter(proposal=OuterRef("pk")).order_by(*MAIN_ROW_FIRST).values("pk")[:1]
    keys = Proposal.objects.filter(pk__in=ids).order_by().annotate(first=Subquery(first))
    newest = (
        Revision.objects.written()
        .filter(record_type=OuterRef("record_type"), object_id=OuterRef("object_id"))
        .order_by("-pk")
        .values("version")[:1]
    )
    rows = (
        Revision.objects.filter(pk__in=[key for key in keys.values_list("first", flat=True) if key])
        .defer("data")
        .annotate(present_version=Subquery(newest))
    )
    return {row.proposal_id: row for row in rows}
