from importlib import import_module
from typing import Any, ClassVar

from django.apps import AppConfig
from django.apps import apps as global_apps
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

#: What was public is public still, and each record shows its revisions: every role reads both logs, and what
#: is asked about the content.
_LOGS = ("records.view_publication", "records.view_revision", "records.view_contentquestion")
#: Who reads a record for the office, and takes that back.
_READING = ("records.add_readmark", "records.delete_readmark", "records.change_contentquestion")
#: Who changes many records at once by tables.
_TABLES = ("records.add_batchdraft",)
_INDEXES = ("records.view_sourceuse", "records.view_figureentry", "records.view_slugalias")


class RecordsConfig(AppConfig):
    name = "records"
    verbose_name = _("Records and sources")
    role_permissions: ClassVar[dict[str, tuple[str, ...]]] = {
        "Reader": _LOGS,
        "Contributor": _LOGS,
        "Editor": (*_LOGS, *_READING, *_TABLES),
        "Publisher": (*_LOGS, *_INDEXES, *_READING, *_TABLES),
        "Administrator": (
            *_LOGS,
            *_INDEXES,
            "records.redact_publication",
            "records.view_redaction",
        ),
    }

    def ready(self) -> None:
        from records.projections import fill_empty_projections
        from records.roles import add_role_permissions

        for name in ("records.projections.source_usage", "records.projections.figure_index"):
            import_module(name)  # projections of this app
        for name in ("texts", "names", "figures", "points", "sources"):
            import_module(f"records.questions.{name}")
        autodiscover_modules(
            "receivers",
            "navigation",
            "lookups",
            "data_links",
            "panels",
            "comparison",
            "projections",
            "redaction_handlers",
            "questions",
            "risks",
        )
        import_module("records.redaction.handlers")  # redaction of this app, after that of the others
        post_migrate.connect(ensure_content_version, sender=self)
        post_migrate.connect(fill_empty_projections, sender=self)
        post_migrate.connect(add_role_permissions)


def ensure_content_version(using: str, apps: Any = global_apps, **_kwargs: Any) -> None:
    """Create the single row of `ContentVersion`, also after `manage.py flush`."""
    try:
        model = apps.get_model("records", "ContentVersion")
    except LookupError:  # migrated back to a state without this model
        return
    model.objects.using(using).get_or_create(pk=1)
