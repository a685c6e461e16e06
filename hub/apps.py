from importlib import import_module

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class HubConfig(AppConfig):
    name = "hub"
    verbose_name = _("Site")

    def ready(self) -> None:
        if settings.CELERY_BROKER_URL:
            # Tasks sent by any process must use the configured Celery app.
            import_module("hub.celery")
