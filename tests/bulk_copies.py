"""Copies of existing rows, written in bulk."""

from typing import Any

from records.fields import SourcesField
from records.models import SourceLink
from records.snapshots import get_many_to_many_fields

# What no two records may have.
_ONLY_ONCE = {
    "admin_code": "",
    "records_shown": "",
    "is_coalition": False,
    "zero_waste_round": 0,
    "counted_by": "",
}


def create_copies(model, rows, **changes) -> list[Any]:
    """New rows like these, written at once and tied to the same records."""
    copies = []
    for number, row in enumerate(rows):
        values = {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields}
        del values[model._meta.pk.attname]
        values |= {name: value for name, value in _ONLY_ONCE.items() if name in values}
        copies.append(model(**{**values, **{name: value(number) for name, value in changes.items()}}))
    copies = model.objects.bulk_create(copies)
    for relation in get_many_to_many_fields(model):
        if isinstance(relation, SourcesField):
            links = [
                link
                for copy, row in zip(copies, rows, strict=True)
                for link in relation.build_links(copy, relation.value_from_object(row))
            ]
            SourceLink.objects.bulk_create(links)
            continue
        through, source = relation.remote_field.through, f"{relation.m2m_field_name()}_id"
        target = f"{relation.m2m_reverse_field_name()}_id"
        tied = {row.pk: list(getattr(row, relation.name).values_list("pk", flat=True)) for row in {*rows}}
        through.objects.bulk_create(
            through(**{source: copy.pk, target: other})
            for copy, row in zip(copies, rows, strict=True)
            for other in tied[row.pk]
        )
    return copies
