from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class HubConfig(AppConfig):
    name = "hub"
    verbose_name = _("The hub")

    def ready(self) -> None:
        if settings.CELERY_BROKER_URL:
            # Whoever sends a task sends it to our broker.
            from hub import celery  # noqa: F401
