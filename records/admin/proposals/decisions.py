"""The page on which a proposal is read and decided, and what follows from its buttons."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from records import publishing
from records.admin.problems import ProblemRenderer
from records.admin.proposals.blocks import describe_proposing, get_proposal_url, log_accepted
from records.admin.proposals.differences import get_row_queryset
from records.admin.proposals.edited_forms import SHOWN
from records.choices import RevisionKind
from records.models import Proposal
from records.publishing.proposals.bulk import PORTION
from records.publishing.proposals.merge import KEEP_PRESENT, TAKE_PROPOSED
from records.texts.translation import is_legible

#: Names of the radio buttons that resolve a conflict, before its key.
RESOLVE = "resolve:"
#: The third way out of a conflict: writing another value under “Edit, then accept”.
NEITHER = "neither"
_MOST_CHARACTERS = 2_000


class DecisionForm(forms.Form):
    """What somebody who decides a proposal says about it."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Listed as"), choices=RevisionKind, widget=forms.RadioSelect, required=False
    )
    comment = forms.CharField(
        label=gettext_lazy("Comment"),
        required=False,
        max_length=_MOST_CHARACTERS,
        widget=forms.Textarea({"rows": 2}),
        error_messages={
            "max_length": gettext_lazy("At most %(limit_value)d characters; this has %(show_value)d.")
        },
    )
    reason = forms.CharField(
        label=gettext_lazy("Public reason"),
        required=False,
        max_length=500,
        widget=forms.TextInput({"class": "vTextField"}),
        help_text=gettext_lazy("A correction needs it: the page “Corrections” shows it."),
    )
    alone_reason = forms.CharField(
        label=gettext_lazy("Reason for publishing alone"),
        required=False,
        max_length=500,
        widget=forms.TextInput({"class": "vTextField"}),
    )

    def __init__(self, request: HttpRequest, proposal: Proposal) -> None:
        data = request.POST if request.method == "POST" else None
        super().__init__(data, initial={"kind": proposal.kind}, label_suffix="")
        self._proposal = proposal
        self.asks_for_reason = not is_legible(proposal.reason)

    def get_kind(self) -> RevisionKind:
        return RevisionKind(self.cleaned_data.get("kind") or self._proposal.kind)

    def get_resolutions(self) -> dict[str, str]:
        """Return which side of each conflict is taken, by the key of the conflict."""
        return {
            name.removeprefix(RESOLVE): str(value)
            for name, value in self.data.items()
            if name.startswith(RESOLVE) and value in (KEEP_PRESENT, TAKE_PROPOSED)
        }


class Decision:
    """What became of a button of the page. `response` is None if nothing was decided: the page says why."""

    def __init__(self, request: HttpRequest, proposal: Proposal, form: DecisionForm) -> None:
        self.request, self.proposal, self.form = request, proposal, form
        #: The digest of what the page has shown; empty if the form didn't come from it.
        self.shown = request.POST.get(SHOWN, "")
        self.response: HttpResponse | None = None
        self.problems: list[Any] = []

    @property
    def user(self) -> Any:
        return self.request.user

    def take(self) -> None:
        """Do what the pressed button says."""
        actions: Mapping[str, Any] = {
            "_accept": self._accept,
            "_decline": self._decline,
            "_withdraw": self._withdraw,
            "_read": self._mark_read,
            "_dismiss": self._dismiss,
            "_take_out": self._take_out,
            "_undo": self._undo,
        }
        pressed = next((name for name in actions if name in self.request.POST), "")
        if not pressed or not self.form.is_valid():
            return
        try:
            self.response = HttpResponseRedirect(actions[pressed]() or get_proposal_url(self.proposal))
        except publishing.VersionConflict:
            self.problems = [_("This has changed since you opened it. Below is what is there now.")]
        except publishing.DecisionError as error:
            if error.field:
                self.form.add_error(error.field, str(error))
            else:
                self.problems = [str(error)]
        except publishing.ProposalConflict:
            self.problems = [_("Choose one for each question that is open.")]
        except publishing.PublishingError as error:
            self.problems = list(ProblemRenderer(error.problems).render_all(error.problems))

    def _accept(self) -> None:
        data = self.form.cleaned_data
        note = {name: data[name] for name in ("comment", "reason", "alone_reason")}
        note |= {"kind": self.form.get_kind(), "shown": self.shown}
        if self.proposal.size > PORTION:  # the worker writes it, in portions
            publishing.start_acceptance(self.user, self.proposal, **note)
            return
        resolutions = self.form.get_resolutions()
        changes = publishing.accept_proposal(self.user, self.proposal, resolutions=resolutions, **note)
        log_accepted(self.request, changes)

    def _decline(self) -> None:
        comment = self.form.cleaned_data["comment"]
        publishing.decline_proposal(self.user, self.proposal, comment, shown=self.shown)
        messages.success(self.request, _("Declined. The author reads your reason."))

    def _withdraw(self) -> None:
        publishing.withdraw_proposal(self.user, self.proposal)
        messages.success(self.request, _("Taken back. Nothing was changed."))

    def _mark_read(self) -> None:
        publishing.mark_read(self.user, self.proposal)
        messages.success(self.request, _("Noted: a second person has read it."))

    def _dismiss(self) -> None:
        """Take what was declined off the author's list."""
        mine = Proposal.objects.filter(pk=self.proposal.pk, by=self.user)
        if not mine.update(is_dismissed=True):
            raise publishing.DecisionError(_("Only its author does that."))
        messages.success(self.request, _("It is off your list. It stays in the list of all proposals."))

    def _take_out(self) -> None:
        """Decline marked rows of a batch, for a reason; the others wait as before."""
        marked = set(self.request.POST.getlist("rows"))
        keys = get_row_queryset(self.proposal).values_list("pk", flat=True)
        rows = [key for key in keys if str(key) in marked]
        if not rows:
            raise publishing.DecisionError(_("Mark the rows that are to be taken out."))
        comment = self.form.cleaned_data["comment"]
        count = publishing.take_out_rows(self.user, self.proposal, rows, comment, shown=self.shown)
        text = ngettext(
            "%(count)s row is taken out. Its author reads your reason.",
            "%(count)s rows are taken out. Their author reads your reason.",
            count,
        )
        messages.success(self.request, text % {"count": count})

    def _undo(self) -> str:
        """Undo a withdrawal of today; propose what takes another accepted proposal back. Its page follows."""
        undo, changes = publishing.undo_withdrawal(self.user, self.proposal)
        if changes is None:
            messages.success(self.request, describe_proposing(self.user, is_public=False))
        else:
            log_accepted(self.request, changes)
            messages.success(self.request, _("Undone: all is public again as before the withdrawal."))
        return get_proposal_url(undo)
