from typing import Any

from django.apps import AppConfig
from django.apps import apps as global_apps
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        autodiscover_modules("search")
        post_migrate.connect(_on_post_migrate, sender=self)


def _on_post_migrate(using: str, apps: Any = global_apps, **_kwargs: Any) -> None:
    """Bring the index up to date after `migrate` and `flush`: a new release may index other texts."""
    from search.index import ensure_index

    try:
        apps.get_model("search", "SearchState")
    except LookupError:  # migrated back to a state before this model
        return
    ensure_index()
