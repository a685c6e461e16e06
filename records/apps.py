from typing import Any

from django.apps import AppConfig
from django.apps import apps as global_apps
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    name = "records"
    verbose_name = _("Records and sources")

    def ready(self) -> None:
        # Its receivers watch every write from the start.
        from records import publishing  # noqa: F401

        autodiscover_modules("panels")
        post_migrate.connect(_keep_counting, sender=self)


def _keep_counting(using: str, apps: Any = global_apps, **_kwargs: Any) -> None:
    """The one row of the content version is there also after `manage.py flush`."""
    try:
        model = apps.get_model("records", "ContentVersion")
    except LookupError:  # migrated back to where there is none
        return
    model.objects.using(using).get_or_create(pk=1)
