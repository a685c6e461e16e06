"""What each field of a record, part or link is for: the only place that says it."""

from enum import Enum, auto
from typing import Any

from django.db import models

from records.fields import DraftOptionalField


class FieldRole(Enum):
    """Who writes a field, and where it appears."""

    #: Written by editors and content files; in the log, in the history and in the API.
    CONTENT = auto()
    #: Written by editors and content files for editors; in the admin and in revisions, nowhere public.
    EDITORIAL = auto()
    #: The slug of a record or the key of a part: in the log; its own entry in files and the API.
    IDENTITY = auto()
    #: The place in a list: given by the order of rows.
    ORDER = auto()
    #: The record that a part or link belongs to.
    OWNER = auto()
    #: Written by publication transactions only.
    LIFECYCLE = auto()
    #: Never shown.
    INTERNAL = auto()


#: The roles of the fields that editors and content files write.
EDITABLE_ROLES = frozenset({FieldRole.CONTENT, FieldRole.EDITORIAL})

LIFECYCLE_FIELDS = frozenset({"status", "published_at", "updated_at", "version", "loaded_version"})
_ROLES = {
    "id": FieldRole.INTERNAL,
    "loaded_digest": FieldRole.INTERNAL,
    "slug": FieldRole.IDENTITY,
    "key": FieldRole.IDENTITY,
    "editor_note": FieldRole.EDITORIAL,
    "waste_role": FieldRole.EDITORIAL,
    "position": FieldRole.ORDER,
}


def get_field_role(field: Any) -> FieldRole:
    owner = getattr(field.model, "owner", None)
    if field.name == owner:
        return FieldRole.OWNER
    # The `status` of a part is content.
    if field.name in LIFECYCLE_FIELDS and not owner:
        return FieldRole.LIFECYCLE
    return _ROLES.get(field.name, FieldRole.CONTENT)


def is_required_to_publish(field: Any) -> bool:
    """Return whether only a draft may lack a value of this field: a text, a code, or a `DraftOptionalField`.

    Slug and key identify even a draft. What a translated text requires is said by `TranslatedField`.
    """
    if not isinstance(field, (models.CharField, models.TextField, DraftOptionalField)):
        return False
    return get_field_role(field) in EDITABLE_ROLES and not (field.blank or field.has_default())
