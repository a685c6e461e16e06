"""Labels of codes and slugs, fetched together for everything on a page."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from records.models import Record, get_record_types
from stats.definitions import Code, Dimension


def find_related_paths(model: type[Model], depth: int = 2) -> list[str]:
    """Return the `select_related` paths from the model to records, up to `depth` relations away."""
    paths = []
    for field in model._meta.get_fields():
        target = field.related_model
        if not field.many_to_one or field.auto_created or not isinstance(target, type):
            continue
        if issubclass(target, Record):
            paths.append(field.name)
            if depth > 1:
                paths += [f"{field.name}__{path}" for path in find_related_paths(target, depth - 1)]
    return paths


def get_records_by_slug(type_code: str, slugs: Iterable[Code]) -> dict[Code, Record]:
    """Return published records of one type by slug. One query."""
    wanted = {str(slug) for slug in slugs if slug}
    if not wanted:
        return {}
    rows: QuerySet[Any] = get_record_types()[type_code].objects.published()
    return {
        row.slug: row for row in rows.filter(slug__in=wanted).select_related(*find_related_paths(rows.model))
    }


def get_record_label(record: Record) -> Any:
    """Return the label of a record in a list of its type; that of a district includes its city."""
    return getattr(record, "full_name", None) or record.title


def get_code_labels(dimension: Dimension, codes: Iterable[Code]) -> dict[Code, Any]:
    """Return the label of each code; at most one query."""
    unique_codes = set(codes)
    named = dimension.names(unique_codes) if dimension.names else {}
    return {code: named.get(code) or dimension.get_label(code) or _("Not known") for code in unique_codes}
