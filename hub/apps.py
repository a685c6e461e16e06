from importlib import import_module

from django.apps import AppConfig
from django.conf import settings


class HubConfig(AppConfig):
    """The project itself, installed for its receivers of startup and of redactions; it has no models."""

    name = "hub"

    def ready(self) -> None:
        import_module("hub.checks")
        import_module("hub.read_marks")
        import_module("hub.desk_mail")
        if settings.CELERY_BROKER_URL:
            # Tasks sent by any process must use the configured Celery app.
            import_module("hub.celery")
