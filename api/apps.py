from importlib import import_module
from typing import ClassVar

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    name = "api"
    verbose_name = _("API")
    role_permissions: ClassVar[dict[str, tuple[str, ...]]] = {
        "Administrator": tuple(f"api.{action}_apikey" for action in ("view", "add", "change")),
    }

    def ready(self) -> None:
        import_module("api.personal_data")
        autodiscover_modules("api_extensions")
