"""Pages where staff see and change their own second factors and sessions."""

from typing import Any

from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import (
    DownloadRecoveryCodesView,
    GenerateRecoveryCodesView,
    ViewRecoveryCodesView,
)
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.choices import EventKind
from accounts.events import record_event
from accounts.factor_forms import AppForm, PasskeyForm, PasskeyNameForm
from accounts.second_factors import (
    count_codes_left,
    has_factor,
    is_factor_required,
    is_last_required_factor,
    mark_factor_used,
)
from accounts.sessions import delete_sessions, list_sessions
from accounts.views import AdminPageMixin


class AccountPage(AdminPageMixin, IndexView):
    """What the account signs in with, and where it is signed in."""

    title = gettext_lazy("Sign-in and sessions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        factors = context["authenticators"]
        codes = factors.get(Authenticator.Type.RECOVERY_CODES)
        return {
            **context,
            "app": factors.get(Authenticator.Type.TOTP),
            "passkeys": factors.get(Authenticator.Type.WEBAUTHN, []),
            "codes": codes,
            "codes_left": count_codes_left(codes.instance) if codes else 0,
            "is_missing": is_factor_required(self.request.user) and not has_factor(self.request.user),  # type: ignore[arg-type]
            "sessions": list_sessions(self.request),
        }


class _ChangeMixin:
    """A change of a factor, with its entry in the account log. It ends the other sessions of the account."""

    kind: EventKind
    factor: Authenticator.Type
    request: HttpRequest

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)  # type: ignore[misc]
        record_event(self.kind, self.request.user, request=self.request, factor=self.factor.value)  # type: ignore[arg-type]
        if self.kind == EventKind.FACTOR_ADDED:
            mark_factor_used(self.request, self.factor.value)
        delete_sessions(self.request.user, keep=self.request.session.session_key)
        return response


class AppActivation(_ChangeMixin, AdminPageMixin, ActivateTOTPView):
    form_class = AppForm
    title = gettext_lazy("Set up an authenticator app")
    kind, factor = EventKind.FACTOR_ADDED, Authenticator.Type.TOTP


class AppRemoval(_ChangeMixin, AdminPageMixin, DeactivateTOTPView):
    title = gettext_lazy("Remove the authenticator app")
    kind, factor = EventKind.FACTOR_REMOVED, Authenticator.Type.TOTP


class PasskeyAddition(_ChangeMixin, AdminPageMixin, AddWebAuthnView):
    form_class = PasskeyForm
    title = gettext_lazy("Add a passkey")
    kind, factor = EventKind.FACTOR_ADDED, Authenticator.Type.WEBAUTHN


class PasskeyRenaming(AdminPageMixin, EditWebAuthnView):
    form_class = PasskeyNameForm
    title = gettext_lazy("Rename a passkey")
    success_url = reverse_lazy("mfa_index")


class PasskeyRemoval(_ChangeMixin, AdminPageMixin, RemoveWebAuthnView):
    title = gettext_lazy("Remove a passkey")
    success_url = reverse_lazy("mfa_index")
    kind, factor = EventKind.FACTOR_REMOVED, Authenticator.Type.WEBAUTHN

    def form_valid(self, form: Any) -> HttpResponse:
        if is_last_required_factor(self.object):
            return self.render_to_response(self.get_context_data(form=form))
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "is_last": is_last_required_factor(self.object)}


class RecoveryCodes(AdminPageMixin, ViewRecoveryCodesView):
    title = gettext_lazy("Recovery codes")


class RecoveryCodesRenewal(_ChangeMixin, AdminPageMixin, GenerateRecoveryCodesView):
    title = gettext_lazy("Make new recovery codes")
    kind, factor = EventKind.FACTOR_ADDED, Authenticator.Type.RECOVERY_CODES


class RecoveryCodesDownload(DownloadRecoveryCodesView):
    """The recovery codes as a text file."""


@require_POST
def delete_own_sessions(request: HttpRequest) -> HttpResponse:
    """End one session, named in the form, or all others; never this one, which signing out ends."""
    name = request.POST.get("session")
    with transaction.atomic():
        count = delete_sessions(request.user, keep=request.session.session_key, name=name)
        if count:
            record_event(EventKind.SESSIONS_ENDED, request.user, request=request, count=count)  # type: ignore[arg-type]
    messages.success(
        request, _("You are signed out there.") if count else _("That session had ended already.")
    )
    return HttpResponseRedirect(reverse("mfa_index"))
