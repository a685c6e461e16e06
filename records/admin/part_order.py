"""The order of the parts and links of a record."""

from typing import Any

from django.db.models import Max


def get_next_position(row: Any) -> int:
    """Return the position after the last row of its kind in the same record."""
    owner: Any = row._meta.get_field(row.owner)
    rows = type(row)._default_manager.filter(**{owner.attname: getattr(row, owner.attname)})
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1
