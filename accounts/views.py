"""Pages where an account sets its password."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth.models import User
from django.contrib.auth.views import (
    INTERNAL_RESET_SESSION_TOKEN,
    PasswordChangeView,
    PasswordResetConfirmView,
)
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from accounts.choices import EventKind
from accounts.events import record_event
from accounts.links import get_link_days
from accounts.sessions import delete_sessions


class AdminPageMixin:
    """A page of the admin that isn't a view of its site."""

    request: HttpRequest
    title: Any

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            "title": self.title,
            **admin.site.each_context(self.request),
            **super().get_context_data(**kwargs),  # type: ignore[misc]
            "days": get_link_days(),
        }


class PasswordChange(AdminPageMixin, PasswordChangeView):
    """The change of one's own password, with its entry in the account log."""

    form_class = AdminPasswordChangeForm
    success_url = reverse_lazy("admin:password_change_done")

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        record_event(EventKind.PASSWORD_SET, form.user, request=self.request)
        response = super().form_valid(form)
        delete_sessions(form.user, keep=self.request.session.session_key)
        return response


class PasswordSetting(AdminPageMixin, PasswordResetConfirmView):
    """The page of a one-time link. Django keeps its token in the session, out of the address."""

    template_name = "admin/set_password.html"
    success_url = reverse_lazy("admin:login")

    def get_user(self, uidb64: str) -> Any:
        user = super().get_user(uidb64)
        return user if user is not None and user.is_active else None

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        # Once means once, also for two who use the link at the same moment.
        account = User.objects.select_for_update().get(pk=form.user.pk)
        if not self.token_generator.check_token(account, self.request.session[INTERNAL_RESET_SESSION_TOKEN]):
            self.validlink = False
            return self.render_to_response(self.get_context_data())
        record_event(EventKind.PASSWORD_SET, form.user, request=self.request, by_link=True)
        response = super().form_valid(form)
        messages.success(self.request, _("The password is set. Sign in with it."))
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = _("Set your password") if self.validlink else _("This link can’t be used")
        return {**super().get_context_data(**kwargs), "title": title}
