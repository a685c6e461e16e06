"""The form of readers. It counts and refuses on the server alone, and cuts nothing off."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from enquiries.availability import get_consent_text
from enquiries.choices import EnquiryKind
from enquiries.models import MESSAGE_LENGTH, SOURCE_LENGTH
from records.texts.formats import format_number
from records.texts.translation import CONTROL_CHARACTERS, is_legible, strip_direction_controls

_LINE_END = re.compile("\r\n?|[\u2028\u2029\x85]")
#: Controls that aren't valid in XML, and those of eight bits.
_EIGHT_BIT_CONTROLS = re.compile("[\x7f-\x84\x86-\x9f\ufffe\uffff]")


def clean_text(value: str) -> str:
    """Return a text without control characters, directional ones included, and with plain line ends."""
    text = _LINE_END.sub("\n", value)
    text = CONTROL_CHARACTERS.sub("", _EIGHT_BIT_CONTROLS.sub("", text))
    return strip_direction_controls(text).strip()


class CountedTextField(forms.CharField):
    """Plain text of at most `most` characters. The message says by how many it is too long."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        self.most = most
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        # What has no visible character counts as empty.
        text = clean_text(super().to_python(value) or "")
        return text if is_legible(text) else ""

    def validate(self, value: str) -> None:
        super().validate(value)
        over = len(value) - self.most
        if over > 0:
            message = ngettext(
                "%(label)s has %(count)s characters: %(over)s too many",
                "%(label)s has %(count)s characters: %(over)s too many",
                over,
            )
            counts = {
                "label": self.label,
                "count": format_number(len(value), exact=True),
                "over": format_number(over, exact=True),
            }
            raise ValidationError(message % counts, code="too_long")

    def run_validators(self, value: str) -> None:
        """NUL is removed, not refused."""


class EnquiryForm(forms.Form):
    """A request of a reader."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What would you like to tell us?"),
        choices=EnquiryKind.choices,
        error_messages={
            "required": gettext_lazy("Choose what it is"),
            "invalid_choice": gettext_lazy("Choose what it is"),
        },
    )
    message = CountedTextField(
        label=gettext_lazy("Your message"),
        most=MESSAGE_LENGTH,
        widget=forms.Textarea({"class": "input", "rows": 7, "data-most": MESSAGE_LENGTH}),
        error_messages={"required": gettext_lazy("Write a message")},
    )
    source = CountedTextField(
        label=gettext_lazy("Where did you read it?"),
        most=SOURCE_LENGTH,
        required=False,
        widget=forms.TextInput({"class": "input"}),
    )
    contact = CountedTextField(
        label=gettext_lazy("E-mail"),
        most=254,
        required=False,
        widget=forms.EmailInput({"class": "input", "autocomplete": "email"}),
    )
    consent = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, auto_id="%s", initial=initial)
        # A script fills in how many characters were typed.
        count = _("%(count)s of %(most)s") % {"count": "#", "most": format_number(MESSAGE_LENGTH)}
        self.fields["message"].widget.attrs["data-count"] = count
        if not get_consent_text():
            del self.fields["contact"], self.fields["consent"]

    def clean_source(self) -> str:
        return " ".join(self.cleaned_data["source"].split())

    def clean_contact(self) -> str:
        address = self.cleaned_data["contact"]
        try:
            if address:
                validate_email(address)
        except ValidationError:
            message = _("Write an e-mail address as in name@example.org, or leave it out")
            raise ValidationError(message) from None
        return address

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("contact") and not self.cleaned_data["consent"]:
            message = _("To keep your address we need your agreement, or leave the address out")
            self.add_error("consent", message)
        return self.cleaned_data

    def describe_fields(self) -> None:
        """Tie hints and messages to the fields, for screen readers."""
        for name, field in self.fields.items():
            ids = [f"{name}-hint"] if name != "consent" else []
            if name in self.errors:
                ids.append(f"{name}-error")
            field.widget.attrs["aria-describedby"] = " ".join(ids)
