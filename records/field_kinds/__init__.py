"""One description of each kind of field: how it is loaded, logged, compared and shown.

A class per kind. Loader, log, history and API ask the kind of a field and know none themselves, so a new kind
of field is one class with `@register_kind`.
"""

from records.field_kinds import relations, texts, values
from records.field_kinds.base import (
    FieldKind,
    get_content_kinds,
    get_editable_kinds,
    get_field_kinds,
    get_snapshot_kinds,
    register_kind,
)

__all__ = [
    "FieldKind",
    "get_content_kinds",
    "get_editable_kinds",
    "get_field_kinds",
    "get_snapshot_kinds",
    "register_kind",
    "relations",
    "texts",
    "values",
]
