"""Forms of second factors: those of django-allauth in our words, with limits, and deaf to forged passkeys."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, EditWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

#: Passkeys of an account.
MOST_PASSKEYS = 10
_LONGEST_NAME = 60
#: What the reading of a forged passkey raises.
_FORGERIES = (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError)


def _build_code_field(help_text: Any = "") -> forms.CharField:
    widget = forms.TextInput(
        attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
    )
    label = pgettext_lazy("sign-in", "Code")
    return forms.CharField(label=label, max_length=20, widget=widget, help_text=help_text)


def _build_name_field() -> forms.CharField:
    return forms.CharField(label=gettext_lazy("Name of the passkey"), max_length=_LONGEST_NAME)


class CodeForm(AuthenticateForm):
    """The code of an app, or a recovery code."""

    code = _build_code_field()


class AppForm(ActivateTOTPForm):
    """The first code of an app."""

    code = _build_code_field()


class PasskeyEntryForm(AuthenticateWebAuthnForm):
    """A passkey by which somebody signs in."""

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()
        except ValidationError:
            raise
        except _FORGERIES as error:
            raise _refuse_passkey() from error


class PasskeyForm(AddWebAuthnForm):
    """A new passkey."""

    name = _build_name_field()
    field_order = ("name", "credential")

    def clean(self) -> dict[str, Any]:
        rows = Authenticator.objects.filter(user_id=self.user.pk, type=Authenticator.Type.WEBAUTHN)
        if rows.count() >= MOST_PASSKEYS:
            words = _("You have {count} passkeys, as many as an account can have. Remove one first.")
            raise ValidationError(words.format(count=MOST_PASSKEYS))
        try:
            return super().clean()
        except ValidationError:
            raise
        except _FORGERIES as error:
            raise _refuse_passkey() from error


class PasskeyNameForm(EditWebAuthnForm):
    """Another name of a passkey."""

    name = _build_name_field()


def _refuse_passkey() -> ValidationError:
    return ValidationError(
        _("The passkey wasn’t used. Try again, or use another way."), code="incorrect_code"
    )
