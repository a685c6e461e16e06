"""What a row of a proposal is about: the title of its record, also if that is made of other records."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Value, When

from records.history.revisions import get_title_from_data
from records.models import Record, Revision, Source
from records.snapshots import get_foreign_keys

#: The order in which the row comes first that a proposal is about, and not a source that it adds.
MAIN_ROW_FIRST = (Case(When(record_type=Source.type_code, then=Value(1)), default=Value(0)), "pk")


def build_records(revisions: Iterable[Revision]) -> dict[int, Record]:
    """Return an unsaved record by the key of each row, with the records to which it refers.

    Rows whose data have a title need none. One query for each type of records that are referred to; a row
    that refers to what isn't there is left out.
    """
    rows = [row for row in revisions if row.data and not get_title_from_data(row.data)]
    slugs: dict[Any, set[str]] = defaultdict(set)
    for row in rows:
        for key in get_foreign_keys(row.model):
            slugs[key.related_model].add((row.data or {}).get(key.name) or "")
    found = {
        (model, related.slug): related
        for model, wanted in slugs.items()
        for related in model._default_manager.filter(slug__in=wanted)
    }
    built = ((row.pk, _build_record(row, found)) for row in rows)
    return {pk: record for pk, record in built if record is not None}


def _build_record(row: Revision, found: dict[tuple[Any, str], Any]) -> Record | None:
    data = row.data or {}
    values = {field.name: data[field.name] for field in row.model._meta.concrete_fields if field.name in data}
    for key in get_foreign_keys(row.model):
        if slug := values.get(key.name):
            values[key.name] = found.get((key.related_model, slug))
            if values[key.name] is None:
                return None
    return row.model(**values)


def get_row_title(revision: Revision, record: Record | None = None) -> str:
    """Return the title of a row from its own data, else that of a record; empty if there is none."""
    return get_title_from_data(revision.data or {}) or (str(record.title) if record else "")
