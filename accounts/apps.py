from importlib import import_module
from typing import ClassVar

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")
    role_permissions: ClassVar[dict[str, tuple[str, ...]]] = {
        "Administrator": (
            *(f"auth.{action}_user" for action in ("view", "add", "change", "delete")),
            "auth.view_group",
            "accounts.view_accountevent",
            *(f"axes.{action}_accessattempt" for action in ("view", "delete")),
        ),
    }

    def ready(self) -> None:
        # Django's "Authentication and Authorization", users and groups under the names that editors know.
        auth = apps.get_app_config("auth")
        auth.verbose_name = _("Accounts and roles")
        for name, singular, plural in (
            ("User", _("account"), _("accounts")),
            ("Group", _("role"), _("roles")),
        ):
            options = auth.get_model(name)._meta
            options.verbose_name, options.verbose_name_plural = singular, plural
        import_module("accounts.personal_data")
