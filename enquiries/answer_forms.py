"""Forms of a request at the desk, one for each thing that staff can do with it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enquiries.choices import EnquiryState
from enquiries.forms import CountedTextField

#: Of an answer or a reason, in characters.
ANSWER_LENGTH = 5_000


class StepForm(forms.Form):
    """A step of a request. `state` is what the request is in then."""

    state: EnquiryState
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, prefix=self.state, initial=initial)

    def get_changes(self) -> dict[str, Any]:
        """Return what is written to the request."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class TakeUpForm(StepForm):
    state = EnquiryState.IN_PROGRESS


class AnswerForm(StepForm):
    state = EnquiryState.ANSWERED
    answer = CountedTextField(
        label=_("Answer, for its sender"),
        most=ANSWER_LENGTH,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Plain text. It stands at the address that the sender has."),
        error_messages={"required": _("Write an answer: its sender reads only this")},
    )


class PassOnForm(StepForm):
    state = EnquiryState.PASSED_ON
    passed_on_to = CountedTextField(
        label=_("To which office or person"),
        most=200,
        help_text=_("Its sender reads this. Pass on an address only if the sender asked to be put in touch."),
        error_messages={"required": _("Write to whom it is passed on")},
    )


class CloseForm(StepForm):
    state = EnquiryState.CLOSED
    answer = CountedTextField(
        label=_("Reason, for its sender"),
        most=ANSWER_LENGTH,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Give a reason: its sender reads only this")},
    )


class ProposalForm(forms.Form):
    """What is taken from a request into the form of a record: a value and a source, never the message."""

    value = CountedTextField(label=_("Value"), most=100, required=False)
    source = CountedTextField(label=_("Source"), most=500, required=False)
    relation = forms.ChoiceField(label=_("What to add"), required=False)

    def __init__(self, data: Any, initial: Any, relations: list[tuple[str, Any]]) -> None:
        super().__init__(data, prefix="proposal", initial=initial)
        if relations:
            self.fields["relation"].choices = relations  # type: ignore[attr-defined]
        else:
            del self.fields["relation"]


STEP_FORMS = (TakeUpForm, AnswerForm, PassOnForm, CloseForm)
