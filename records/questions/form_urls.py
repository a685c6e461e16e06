"""Addresses of fields in forms of the admin."""

from typing import Any

from django.urls import NoReverseMatch, reverse

from records.models import Link, Part, Record
from records.snapshots import get_part_accessor


def build_form_url(record: Record, row: Record | Part | Link, field: str) -> str:
    """Return the address of a field of a record, part or link: on the page of the part, if it has one."""
    prefix = f"admin:{record._meta.app_label}_{record._meta.model_name}"
    change = reverse(f"{prefix}_change", args=[record.pk])
    if row is record or isinstance(row, Record):
        return f"{change}#id_{field}"
    accessor: Any = get_part_accessor(type(row))
    if isinstance(row, Part):
        try:
            return f"{reverse(f'{prefix}_part', args=[record.pk, accessor, row.key])}#id_{accessor}-0-{field}"
        except NoReverseMatch:  # parts without a page of their own
            pass
    return f"{change}#{accessor}-group"
