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
        import_module("stats.jobs")
        autodiscover_modules("statistics")
        autodiscover_modules("projections")
        post_migrate.connect(_on_post_migrate, sender=self)


def _on_post_migrate(using: str, apps: Any = global_apps, **_kwargs: Any) -> None:
    """Mark all projections stale after `migrate` and `flush`: a new release may build them differently.

    Those that are built by rows of the log, or change with a release only, are brought up to date at once.
    """
    from records.models import Publication
    from records.projections import Timing, get_refreshed_projections, has_present_columns
    from stats import invalidation, models, refresh

    if not has_present_columns(apps, models.StatisticsVersion, models.StaleMark, models.RefreshState):
        return  # migrated back to an earlier state
    models.StatisticsVersion.objects.using(using).get_or_create(pk=1)
    invalidation.mark_all_stale()
    refresh.rebuild_by_rows()
    names = [
        name
        for name, projection in get_refreshed_projections().items()
        if (projection.timing is Timing.BY_ROWS or projection.record_types == frozenset())
        and has_present_columns(apps, Publication, *projection.tables)
    ]
    refresh.refresh_stale(names, due_only=False)
