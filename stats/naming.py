"""What the codes and slugs of a statistic are called, asked at once for all that a page shows."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from records.models import Record, record_types
from stats.declaring import Code, Dimension


def related(model: type[Model], depth: int = 2) -> list[str]:
    """The paths to the records that a row of the model names, two steps away at most."""
    paths = []
    for field in model._meta.get_fields():
        target = field.related_model
        if not field.many_to_one or field.auto_created or not isinstance(target, type):
            continue
        if issubclass(target, Record):
            paths.append(field.name)
            if depth > 1:
                paths += [f"{field.name}__{path}" for path in related(target, depth - 1)]
    return paths


def records_of(type_code: str, slugs: Iterable[Code]) -> dict[Code, Record]:
    """The published records of one type by their slugs. One query."""
    wanted = {str(slug) for slug in slugs if slug}
    if not wanted:
        return {}
    rows: QuerySet[Any] = record_types()[type_code].objects.published()
    return {row.slug: row for row in rows.filter(slug__in=wanted).select_related(*related(rows.model))}


def label_of(record: Record) -> Any:
    """What a record is called where others of its type stand beside it: a district with its city."""
    return getattr(record, "full_name", None) or record.title


def names_in(dimension: Dimension, codes: Iterable[Code]) -> dict[Code, Any]:
    """The names of a dimension's codes; at most one query."""
    found = set(codes)
    named = dimension.names(found) if dimension.names else {}
    return {code: named.get(code) or dimension.label_of(code) or _("Not recorded") for code in found}
