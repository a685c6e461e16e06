"""Forms of staff accounts."""

from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.choices import EventKind
from accounts.confirmations import list_waiting_roles
from accounts.events import record_event
from accounts.roles import ROLE_DESCRIPTIONS, get_role_label
from records.admin.widgets.relations import RelationsField


class RolesField(RelationsField):
    """Groups to tick, each with what it may do."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        description = ROLE_DESCRIPTIONS.get(obj.name)
        label = get_role_label(obj.name)
        return (
            _("{role}: {description}").format(role=label, description=description) if description else label
        )


class StaffForm(forms.ModelForm):
    """An account without its password, which its owner alone sets. Whoever has a role is staff."""

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email", "groups", "is_active", "is_superuser")
        field_classes = {"username": UsernameField}
        labels = {
            "groups": gettext_lazy("Role"),
            "is_active": gettext_lazy("May sign in"),
            "is_superuser": gettext_lazy("Superuser"),
        }
        help_texts = {
            "groups": "",
            "is_active": gettext_lazy(
                "Without the tick, the person is signed out at once. What the person wrote stays."
            ),
            "is_superuser": gettext_lazy("May do everything, without a role, and changes groups."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["groups"] = [*self.initial.get("groups", ()), *list_waiting_roles(self.instance)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "groups" in cleaned:
            is_superuser = cleaned.get("is_superuser", self.instance.is_superuser)
            if not cleaned["groups"] and not is_superuser:
                self.add_error("groups", _("Choose a role: without one, nobody can sign in."))
            self.instance.is_staff = True
        return cleaned


class StaffLoginForm(AdminAuthenticationForm):
    """The form to sign in, which tells whoever has the right password and no role what is missing."""

    def confirm_login_allowed(self, user: Any) -> None:
        if user.is_active and not user.is_staff:
            record_event(EventKind.REFUSED, user, request=self.request, no_role=True)
            message = _("Your account has no role. Ask an administrator for one.")
            raise ValidationError(message, code="no_role")
        super().confirm_login_allowed(user)
