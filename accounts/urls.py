"""URLs under /admin/, before those of the admin: signing in, passwords, second factors and sessions.

Of django-allauth only what is listed here has an address. Its names are those that its code asks for.
"""

from typing import Any

from django.contrib import admin
from django.urls import URLPattern, path
from django.views.generic import RedirectView

from accounts import factor_views, sign_in_views
from accounts.views import PasswordChange, PasswordSetting


def _build_desk_path(route: str, view: Any, name: str) -> URLPattern:
    """Return the path of a page for whoever is signed in."""
    return path(route, admin.site.admin_view(view), name=name)


urlpatterns = [
    path("login/", sign_in_views.SignIn.as_view(), name="account_login"),
    path("login/factor/", sign_in_views.FactorEntry.as_view(), name="mfa_authenticate"),
    path("password/<uidb64>/<token>/", PasswordSetting.as_view(), name="set_password"),
    _build_desk_path("password_change/", PasswordChange.as_view(), "change_password"),
    _build_desk_path("account/", factor_views.AccountPage.as_view(), "mfa_index"),
    _build_desk_path("account/confirm/", sign_in_views.Reauthentication.as_view(), "account_reauthenticate"),
    _build_desk_path("account/sessions/", factor_views.delete_own_sessions, "end_sessions"),
    _build_desk_path("account/app/", factor_views.AppActivation.as_view(), "mfa_activate_totp"),
    _build_desk_path("account/app/remove/", factor_views.AppRemoval.as_view(), "mfa_deactivate_totp"),
    _build_desk_path(
        "account/passkeys/", RedirectView.as_view(pattern_name="mfa_index"), "mfa_list_webauthn"
    ),
    _build_desk_path("account/passkeys/add/", factor_views.PasskeyAddition.as_view(), "mfa_add_webauthn"),
    _build_desk_path(
        "account/passkeys/<int:pk>/", factor_views.PasskeyRenaming.as_view(), "mfa_edit_webauthn"
    ),
    _build_desk_path(
        "account/passkeys/<int:pk>/remove/", factor_views.PasskeyRemoval.as_view(), "mfa_remove_webauthn"
    ),
    _build_desk_path("account/codes/", factor_views.RecoveryCodes.as_view(), "mfa_view_recovery_codes"),
    _build_desk_path(
        "account/codes/new/", factor_views.RecoveryCodesRenewal.as_view(), "mfa_generate_recovery_codes"
    ),
    _build_desk_path(
        "account/codes/file/", factor_views.RecoveryCodesDownload.as_view(), "mfa_download_recovery_codes"
    ),
]
