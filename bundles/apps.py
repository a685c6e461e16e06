from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BundlesConfig(AppConfig):
    name = "bundles"
    verbose_name = _("All data in one file")

    def ready(self) -> None:
        # Connects its receiver, and registers what workers without a broker build.
        import_module("bundles.registration")
