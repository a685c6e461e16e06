from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    name = "records"
    verbose_name = _("Records and sources")

    def ready(self) -> None:
        # Its receivers watch every write from the start.
        from records import publishing  # noqa: F401

        autodiscover_modules("panels")
