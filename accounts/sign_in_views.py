"""Signing in: the password, then the second factor of whoever has one."""

from typing import Any

from allauth.account.utils import perform_login
from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth import logout
from django.contrib.auth.views import LoginView
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy, ngettext

from accounts.attempts import count_wrong_factor, is_locked_out
from accounts.choices import EventKind
from accounts.events import record_event
from accounts.factor_forms import CodeForm, PasskeyEntryForm
from accounts.forms import StaffLoginForm
from accounts.second_factors import count_codes_left, mark_password_typed
from accounts.views import AdminPageMixin

#: The key of the session under which a sign-in that waits for its second factor knows its password.
_HASH = "password_hash"


class SignIn(AdminPageMixin, LoginView):
    """The page for the password, in the place of that of Django's admin."""

    template_name = "admin/login.html"
    authentication_form = StaffLoginForm
    title = gettext_lazy("Log in")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if admin.site.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        user = form.get_user()
        if self.request.user.is_authenticated:
            logout(self.request)
        mark_password_typed(self.request, user)
        self.request.session[_HASH] = user.get_session_auth_hash()
        return perform_login(self.request, user, redirect_url=self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {"app_path": self.request.get_full_path(), "username": self.request.user.get_username()}
        return {**super().get_context_data(**kwargs), **shown}


class FactorEntry(AdminPageMixin, AuthenticateView):
    """The page for the second factor. A session begins only after it."""

    title = gettext_lazy("Second factor")
    form_class = CodeForm
    webauthn_form_class = PasskeyEntryForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self._is_still_allowed() else self._begin_again()

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self._is_still_allowed():
            return self._begin_again()
        if is_locked_out(request, self.stage.login.user):
            return HttpResponse(status=429)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        factor = getattr(form, "authenticator", None)
        response = super().form_valid(form)
        if factor is not None and factor.type == Authenticator.Type.RECOVERY_CODES:
            self._tell_used_code(factor)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        if any(
            error.code == "incorrect_code" for errors in form.errors.as_data().values() for error in errors
        ):
            count_wrong_factor(self.request, self.stage.login.user)
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        types = set(
            Authenticator.objects.filter(user_id=self.stage.login.user.pk).values_list("type", flat=True)
        )
        shown = {
            "account": self.stage.login.user,
            "has_app": Authenticator.Type.TOTP in types,
            "has_passkey": Authenticator.Type.WEBAUTHN in types,
        }
        return {**super().get_context_data(**kwargs), **shown}

    def _is_still_allowed(self) -> bool:
        """Return whether the account may sign in still, with the password that was typed."""
        user = self.stage.login.user
        began_with = self.request.session.get(_HASH, "")
        is_same = constant_time_compare(began_with, user.get_session_auth_hash())
        return user.is_active and user.is_staff and is_same

    def _begin_again(self) -> HttpResponse:
        return self.stage.abort()

    def _tell_used_code(self, factor: Authenticator) -> None:
        factor.refresh_from_db()
        left = count_codes_left(factor)
        record_event(EventKind.RECOVERY_CODE_USED, factor.user, request=self.request, left=left)
        words = ngettext(
            "You used a recovery code; {left} is left. Make new ones under “Sign-in and sessions”.",
            "You used a recovery code; {left} are left. Make new ones under “Sign-in and sessions”.",
            left,
        )
        messages.warning(self.request, words.format(left=left))


class Reauthentication(AdminPageMixin, ReauthenticateView):
    """The page that asks for the password again before a factor is changed."""

    title = gettext_lazy("Type your password again")
