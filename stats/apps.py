from importlib import import_module
from typing import Any, ClassVar

from django.apps import AppConfig
from django.apps import apps as global_apps
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class StatsConfig(AppConfig):
    name = "stats"
    verbose_name = _("Statistics")
    role_permissions: ClassVar[dict[str, tuple[str, ...]]] = {
        "Publisher": ("stats.view_refreshstate", "stats.view_refresh", "stats.change_refreshstate"),
        "Administrator": ("stats.view_refreshstate", "stats.view_refresh", "stats.change_refreshstate"),
    }

    def ready(self) -> None:
        # `invalidation` connects the receiver of publications.
        import_module("stats.invalidation")
        autodiscover_modules("statistics")
        post_migrate.connect(_on_post_migrate, sender=self)


def _on_post_migrate(using: str, apps: Any = global_apps, **_kwargs: Any) -> None:
    """Mark all statistics stale after `migrate` and `flush`: a new release may compute them differently."""
    from stats.invalidation import mark_all_stale

    try:
        version = apps.get_model("stats", "StatisticsVersion")
    except LookupError:  # migrated back to a state before this model
        return
    version.objects.using(using).get_or_create(pk=1)
    mark_all_stale()
