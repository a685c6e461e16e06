"""Signal receivers that track writes to records and refuse those outside of a publication transaction."""

from typing import Any

from django.db import models
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save
from django.dispatch import receiver
from django.utils.translation import gettext as _

from records.models.base import Link, Part, Record
from records.publishing import PublishingError, get_open_changes
from records.validation import Problem


def _get_record(instance: Any) -> Record | None:
    if isinstance(instance, (Part, Link)):
        return instance.record
    return instance if isinstance(instance, Record) else None


def _check_write(record: Record | None, *, edited: bool = True) -> None:
    """Lock a record before a write; raise `PublishingError` outside of a publication transaction."""
    if record is None:
        return
    changes = get_open_changes()
    if changes is None:
        message = _("A record is written inside publishing.publication_transaction() only.")
        raise PublishingError([Problem(record, "", message)])
    if record.pk is not None and not record._state.adding:
        if edited:
            changes.mark_edited(record)
        else:
            changes.lock(record)


@receiver(pre_save)
def _on_pre_save(sender: Any, instance: models.Model, update_fields: Any = None, **_kwargs: Any) -> None:
    changes = get_open_changes()
    renamed = changes is not None and isinstance(instance, Record) and changes.is_renamed(instance)
    is_rename = renamed and set(update_fields or ()) == {"slug"}
    _check_write(_get_record(instance), edited=not is_rename)
    if isinstance(instance, (Part, Link)):
        former_owner = _find_former_owner(instance)
        _check_write(former_owner)
        if former_owner is not None and changes is not None:
            changes.touch(former_owner)
    elif isinstance(instance, Record) and not renamed:
        _check_slug(instance)


def _find_former_owner(instance: Part | Link) -> Record | None:
    """Return the stored owner of a part or link that is being saved with another owner."""
    if instance.pk is None:
        return None
    owner: Any = instance._meta.get_field(instance.owner)
    rows = type(instance)._default_manager.filter(pk=instance.pk)
    former_ids = rows.exclude(**{instance.owner: getattr(instance, owner.attname)}).values(owner.attname)
    return owner.related_model._default_manager.filter(pk__in=former_ids).first()


def _check_slug(record: Record) -> None:
    """Refuse a new slug for a record that has been published: only `Changes.rename()` makes an alias."""
    once_public = type(record)._default_manager.filter(pk=record.pk, published_at__isnull=False)
    if record.pk is not None and once_public.exclude(slug=record.slug).exists():
        message = _("An address that has been public is changed by renaming the record only.")
        raise PublishingError([Problem(record, "slug", message)])


@receiver(post_save)
def _on_post_save(sender: Any, instance: models.Model, created: bool = False, **_kwargs: Any) -> None:
    record, changes = _get_record(instance), get_open_changes()
    if record is None or changes is None:
        return
    if created and isinstance(instance, Record):
        changes.mark_created(record)
    changes.mark_written(record)


@receiver(m2m_changed)
def _on_m2m_changed(sender: Any, instance: models.Model, action: str, **kwargs: Any) -> None:
    if kwargs["reverse"] and issubclass(kwargs["model"], (Record, Part)):
        raise RuntimeError(
            "Write a relation from the record that has the field: event.cities, not city.events."
        )
    if action.startswith("pre_"):
        _check_write(_get_record(instance))
    else:
        _on_post_save(sender, instance)


@receiver(pre_delete)
def _on_pre_delete(sender: Any, instance: models.Model, **_kwargs: Any) -> None:
    _check_write(_get_record(instance))
    changes = get_open_changes()
    if changes is None:
        return
    if isinstance(instance, Record):
        changes.prepare_delete(instance)
    elif isinstance(instance, (Part, Link)):
        changes.mark_written(instance.record)
