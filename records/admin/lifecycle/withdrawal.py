"""Withdrawal of records with the records that depend on them."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import groupby
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from records import publishing
from records.admin.actions import RecordActionsAdmin, log_all
from records.admin.problems import link_to_form
from records.admin.proposals.blocks import (
    admin_transaction,
    is_proposed,
    link_to_proposal,
    may_change,
    report_proposal,
)
from records.admin.record_groups import RecordGroup
from records.choices import Operation, Status
from records.models import Record
from records.permissions import Writer, may_perform
from records.publishing.dependents import (
    Dependents,
    calculate_version_digest,
    collect_dependents,
    load_records,
    release_references,
)
from records.snapshots import select_with_related


def may_withdraw(writer: Writer, model: type[Record]) -> bool:
    """Return whether somebody may withdraw records, or propose to."""
    return may_perform(writer, Operation.WITHDRAW, model) or may_perform(writer, Operation.PROPOSE, model)


class WithdrawalForm(forms.Form):
    """Why records are withdrawn."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.TextInput({"class": "vTextField"}),
        error_messages={"required": gettext_lazy("Give a reason: it is kept, and read with the withdrawal.")},
    )


class WithdrawalPlan:
    """Records to withdraw, what has to go with them and what stays without them, as it is now."""

    def __init__(self, targets: Sequence[Any], writer: Writer) -> None:
        self.targets = [record for record in targets if record.is_published]
        self.writer = writer
        found = collect_dependents(self.targets) if self.targets else Dependents()
        self._is_own = found.rows
        self.dependents = load_records(found.rows, select_with_related)
        self.staying = load_records(found.staying, select_with_related)

    @cached_property
    def groups(self) -> list[RecordGroup]:
        """The dependents by type, those that belong to a record first."""
        by_kind: dict[tuple[bool, type[Record]], list[Record]] = defaultdict(list)
        for record in self.dependents:
            by_kind[self._is_own[type(record)][record.pk], type(record)].append(record)
        return [
            RecordGroup(model, rows, may_withdraw(self.writer, model), is_own)
            for (is_own, model), rows in sorted(by_kind.items(), key=lambda item: not item[0][0])
        ]

    @cached_property
    def staying_groups(self) -> list[RecordGroup]:
        grouped = {model: list(rows) for model, rows in groupby(self.staying, type)}
        may = {model: may_change(self.writer, model, Status.PUBLISHED) for model in grouped}
        return [RecordGroup(model, rows, may[model]) for model, rows in grouped.items()]

    @property
    def is_permitted(self) -> bool:
        return all(group.is_permitted for group in (*self.groups, *self.staying_groups))

    @property
    def digest(self) -> str:
        rows = (*self.targets, *self.dependents, *self.staying)
        return calculate_version_digest((record.type_code, record.pk, record.version) for record in rows)

    def describe_obstacle(self, request: HttpRequest) -> str:
        """Return why nothing is withdrawn with what was chosen on the page; empty if it may be."""
        if request.POST.get("seen") != self.digest:
            return _("Nothing was withdrawn: this has changed since you opened the page. Look again.")
        chosen = set(request.POST.getlist("groups"))
        staying = [group.heading for group in self.groups if group.code not in chosen]
        if staying:
            text = _("Nothing was withdrawn. These would stay and point to what is gone: %(groups)s.")
            return text % {"groups": "; ".join(staying)}
        return "" if self.is_permitted else _("Nothing was withdrawn: you may not withdraw all of these.")


class RecordWithdrawalAdmin(RecordActionsAdmin):
    """Admin of records that withdraws them with their dependents, after a page that lists these."""

    actions: Any = (*RecordActionsAdmin.actions, "withdraw_selected")

    def get_urls(self) -> Any:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("<path:object_id>/withdraw/", wrap(self.withdraw_view), name=f"{name}_withdraw"),
            *super().get_urls(),
        ]

    def withdraw_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Withdraw one record."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        if not self.has_view_or_change_permission(request, record) or not may_withdraw(
            request.user, self.model
        ):
            raise PermissionDenied
        response = self._withdraw(request, [record], [])
        return response or HttpResponseRedirect(self.reverse_page("change", record.pk))

    @admin.action(description=gettext_lazy("Withdraw"), permissions=["withdraw"])
    def withdraw_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self._withdraw(request, list(queryset), [("action", "withdraw_selected")])

    def _withdraw(
        self, request: HttpRequest, targets: list[Any], hidden: list[tuple[str, str]]
    ) -> HttpResponse | None:
        """Show what is withdrawn; withdraw it if the page that showed it was sent. None: done or refused."""
        obstacle = ""
        is_sent = request.method == "POST" and "confirm" in request.POST
        form = WithdrawalForm(request.POST if is_sent else None, label_suffix="")
        try:
            if is_sent and form.is_valid():
                with self._open_block(request, targets, form.cleaned_data["reason"]) as changes:
                    changes.lock(*targets)
                    for record in targets:
                        record.refresh_from_db()
                    plan = WithdrawalPlan(targets, request.user)
                    obstacle = plan.describe_obstacle(request)
                    if plan.targets and not obstacle:
                        self._write_withdrawal(request, changes, plan)
                if plan.targets and not obstacle:
                    if is_proposed(request):
                        report_proposal(request)
                    return None
            else:
                plan = WithdrawalPlan(targets, request.user)
        except publishing.PublishingError as error:
            self._report_problems(request, error)
            return None
        if not plan.targets:
            messages.warning(request, _("Nothing was changed: no selected record is in a state for this."))
            return None
        response = self.render_page(
            request,
            "admin/record_withdrawal.html",
            {
                "title": _("Withdraw"),
                "plan": plan,
                "form": form,
                "four_eyes": settings.FOUR_EYES,
                "may_withdraw": may_perform(request.user, Operation.WITHDRAW, self.model),
                "object": targets[0] if not hidden else None,
                "obstacle": obstacle,
                "chosen": request.POST.getlist("groups") if is_sent else None,
                "hidden": hidden,
                "checkbox": ACTION_CHECKBOX_NAME,
                "links": [link_to_form(self.model, record.pk, record) for record in plan.targets],
            },
        )
        response.status_code = 409 if is_sent else 200
        return response

    def _open_block(self, request: HttpRequest, targets: Sequence[Any], reason: str) -> Any:
        if is_proposed(request):
            return admin_transaction(request, reason=reason)
        user: Any = request.user
        title = _("Withdrawal: %(title)s") % {"title": targets[0]}
        return publishing.withdrawal_transaction(user, reason=reason, title=title)

    def _write_withdrawal(
        self, request: HttpRequest, changes: publishing.Changes, plan: WithdrawalPlan
    ) -> None:
        first = plan.targets[0]
        changes.lock(*plan.dependents, *plan.staying)
        changes.withdraw(*plan.targets, *plan.dependents)
        release_references(changes, [*plan.targets, *plan.dependents])
        changes.finalize()
        if is_proposed(request):
            return
        log_all(request, plan.targets, _("Withdrawn: %(count)s.") % {"count": 1})
        log_all(request, plan.dependents, _("Withdrawn with “%(record)s”.") % {"record": first})
        log_all(request, plan.staying, _("Without “%(record)s”, which was withdrawn.") % {"record": first})
        others = len(plan.targets) + len(plan.dependents) - 1
        name = link_to_form(self.model, first.pk, first)
        done = ngettext(
            "Withdrawn: {name} and {count} record.",
            "Withdrawn: {name} and {count} records.",
            others,
        )
        done = done if others else _("Withdrawn: {name}.")
        withdrawal: Any = changes.note.proposal
        undo = link_to_proposal(withdrawal, _("Undo"))
        messages.success(request, format_html("{} {}", format_html(done, name=name, count=others), undo))
