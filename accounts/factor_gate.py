"""What answers before a second factor is set up, where one is required."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.second_factors import has_factor, has_used_factor, is_factor_required

_OPEN = {
    "account_login",
    "mfa_authenticate",
    "set_password",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_reauthenticate",
    "logout",
    "set_language",
    "jsi18n",
}


def is_open_without_factor(request: HttpRequest) -> bool:
    """Return whether the page answers: it is one of those that set up a factor, or none is required."""
    user = request.user
    if not user.is_authenticated or has_used_factor(request) or not is_factor_required(user):
        return True
    match = request.resolver_match
    return match is not None and match.url_name in _OPEN and not has_factor(user)


def ask_for_factor(request: HttpRequest) -> HttpResponse:
    """Redirect to setting up a factor; a session from before there was one ends, to begin with it."""
    if not has_factor(request.user):  # type: ignore[arg-type]
        return HttpResponseRedirect(reverse("mfa_index"))
    logout(request)
    messages.info(request, _("Sign in again, with your second factor."))
    return HttpResponseRedirect(reverse("account_login"))
