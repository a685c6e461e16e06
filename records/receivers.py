"""Signal receivers that refuse writes to records past the open publication transaction."""

from typing import Any

from django.apps import apps
from django.db import IntegrityError, models
from django.db.models.signals import m2m_changed, pre_delete, pre_save
from django.dispatch import receiver
from django.utils.translation import gettext as _

from records.models.base import Link, Part, Record
from records.models.source import SourceLink
from records.publishing import PublishingError, get_open_changes
from records.publishing.changes import find_former_owner
from records.publishing.validation import Problem


def _get_record(instance: Any) -> Record | None:
    if isinstance(instance, SourceLink):
        instance = instance.owner
    if isinstance(instance, (Part, Link)):
        return instance.record
    return instance if isinstance(instance, Record) else None


def _check_write(record: Record | None) -> None:
    """Raise `PublishingError` unless the open transaction writes this record."""
    if record is None:
        return
    changes = get_open_changes()
    if changes is None:
        message = _("A record is written inside publishing.publication_transaction() only.")
        raise PublishingError([Problem(record, "", message)])
    if not changes.is_touched(record):
        message = _("Write it by changes.save(), delete() or set_related(), or call changes.touch() before.")
        raise PublishingError([Problem(record, "", message)])


def _on_pre_save(sender: Any, instance: models.Model, **_kwargs: Any) -> None:
    if isinstance(instance, SourceLink):
        _check_owner(instance)
    changes = get_open_changes()
    if changes is None or not changes.is_saving(instance):
        _check_write(_get_record(instance))
        if isinstance(instance, (Part, Link)):
            _check_write(find_former_owner(instance))
    if isinstance(instance, Record):
        _check_slug(instance)


def _check_owner(link: SourceLink) -> None:
    """Do what a foreign key would."""
    owners: Any = link.content_type.model_class()
    if not owners._default_manager.filter(pk=link.object_id).exists():
        raise IntegrityError("A link to a source needs the record or part that cites it.")


def _check_slug(record: Record) -> None:
    """Refuse a new slug for a record that has been published: only `Changes.rename()` makes an alias."""
    once_public = type(record)._default_manager.filter(pk=record.pk, published_at__isnull=False)
    if record.pk is not None and once_public.exclude(slug=record.slug).exists():
        message = _("An address that has been public is changed by renaming the record only.")
        raise PublishingError([Problem(record, "slug", message)])


@receiver(m2m_changed)
def _on_m2m_changed(sender: Any, instance: models.Model, action: str, **kwargs: Any) -> None:
    if kwargs["reverse"] and issubclass(kwargs["model"], (Record, Part)):
        raise RuntimeError(
            "Write a relation from the record that has the field: event.cities, not city.events."
        )
    if action.startswith("pre_"):
        _check_write(_get_record(instance))


def _on_pre_delete(sender: Any, instance: models.Model, origin: Any, **_kwargs: Any) -> None:
    if sender is SourceLink and getattr(origin, "model", type(origin)) is not SourceLink:
        return  # it is deleted with its owner
    _check_write(_get_record(instance))


# With a receiver for all models, Django would load each row of the other tables before it deletes it.
for _model in apps.get_models():
    if issubclass(_model, (Record, Part, Link, SourceLink)):
        pre_save.connect(_on_pre_save, sender=_model)
        pre_delete.connect(_on_pre_delete, sender=_model)
