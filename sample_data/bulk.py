"""Bulk writing of published records: rows, sources, log and revisions.

It writes what a publication transaction would, built by the same functions, but validates nothing and reads
nothing back. What is derived from the log is built at the end. For sample data only. A test compares the
result with regular publishing.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import orjson
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import Max
from django.utils import timezone

from records import publishing
from records.choices import Action, RevisionKind, Status
from records.history.revisions import RevisionNote, build_revision
from records.models import Publication, Record, Revision, Source, SourceLink
from records.models.base import get_part_models
from records.permissions import SystemWriter
from records.publishing.log import PendingPublication, build_publication
from records.snapshots import get_part_accessor, select_public_data, serialize_rows

#: The author of sample data in the publication log.
SAMPLE_PROGRAM = SystemWriter("make_sample_data")
_NOTE = RevisionNote(SAMPLE_PROGRAM, "", RevisionKind.UPDATE)
#: What the text format of COPY escapes.
_ESCAPED = re.compile(r"[\\\n\r\t]")
_ESCAPES = {"\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t"}


def publish_rows(records: Sequence[Any], source: Source | None, parts: Sequence[Any] = ()) -> None:
    """Write new records of one type with their parts, and publish them as their first version.

    Foreign keys are given as instances; `source` is cited by records and parts that need sources.
    """
    now = timezone.now()
    for record in records:
        record.status, record.version = Status.PUBLISHED, 1
        record.published_at = record.updated_at = now
    _write_live_rows(records, source)
    if parts:
        for part in parts:
            owner = getattr(part, part.owner)
            setattr(part, part.owner, owner)  # its key is known only now
        _write_live_rows(parts, source)
    pending = [_plan_publication(record, data, now) for record, data in _serialize_records(records, parts)]
    first = publishing.take_publication_numbers(len(pending))
    for number, publication in enumerate(pending, start=first):
        publication.set_number(number, now)
    insert_rows([publication.row for publication in pending])
    insert_rows([publication.revision for publication in pending])
    publishing.content_changed.send(sender=publishing.Changes, publications=[pending[-1].row])


def _write_live_rows(rows: Sequence[Any], source: Source | None) -> None:
    model = type(rows[0])
    newest = model._default_manager.aggregate(newest=Max("pk"))["newest"] or 0
    for pk, row in enumerate(rows, start=newest + 1):
        row.pk = pk
    insert_rows(rows)
    if source is not None and getattr(model, "needs_sources", True):
        for relation in ("sources", *getattr(model, "sourced_fields", {}).values()):
            link_source(rows, relation, source)


def link_source(rows: Sequence[Any], relation: str, source: Source) -> None:
    content_type = ContentType.objects.get_for_model(rows[0]).pk
    columns = ("content_type_id", "object_id", "field", "source_id", "position")
    links = ((content_type, row.pk, relation, source.pk, 0) for row in rows)
    write_columns(SourceLink._meta.db_table, columns, links)


def _serialize_records(records: Sequence[Any], parts: Sequence[Any]) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Yield each record with its snapshot, as `build_snapshots` has it, from the rows in memory."""
    model: Any = type(records[0])
    snapshots = serialize_rows(model, records)
    for part_model in get_part_models(model):
        name, own = get_part_accessor(part_model), [part for part in parts if isinstance(part, part_model)]
        for snapshot in snapshots.values():
            snapshot[name] = []
        serialized = serialize_rows(part_model, own) if own else {}
        for part in own:
            snapshots[getattr(part, f"{part_model.owner}_id")][name].append(serialized[part.pk])
    for record in records:
        yield record, snapshots[record.pk]


def _plan_publication(record: Record, data: dict[str, Any], now: datetime) -> PendingPublication:
    public = select_public_data(type(record), data)
    row = build_publication(record, Action.PUBLISHED, public)
    return PendingPublication(row, build_revision(record, data, _NOTE, now))


# -- SQL ------------------------------------------------------------------------------------------


def insert_rows(rows: Sequence[Any]) -> None:
    """Insert instances of one model; without a primary key, the database assigns one."""
    if not rows:
        return
    fields: list[Any] = [
        field for field in rows[0]._meta.concrete_fields if not (field.primary_key and rows[0].pk is None)
    ]
    columns = [field.column for field in fields]
    write_columns(
        rows[0]._meta.db_table,
        columns,
        ([_prepare(field, getattr(row, field.attname)) for field in fields] for row in rows),
    )


def _prepare(field: Any, value: Any) -> Any:
    if isinstance(field, models.JSONField):
        return None if value is None else orjson.dumps(value).decode()
    return field.get_db_prep_save(value, connection)


def write_columns(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows: by COPY on PostgreSQL, by one prepared statement on SQLite."""
    quoted = connection.ops.quote_name
    names = ", ".join(map(quoted, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            text = io.StringIO()
            text.writelines("\t".join(map(_format_copied, row)) + "\n" for row in rows)
            text.seek(0)
            cursor.copy_expert(f"COPY {quoted(table)} ({names}) FROM STDIN", text)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {quoted(table)} ({names}) VALUES ({places})", list(rows))


def _format_copied(value: Any) -> str:
    if value is None:
        return r"\N"
    if isinstance(value, str):
        return _ESCAPED.sub(lambda found: _ESCAPES[found[0]], value)
    return str(value)


@contextmanager
def without_indexes(written: Sequence[type[models.Model]]) -> Iterator[None]:
    """Inside, these tables have no indexes and references on PostgreSQL: building them at once is quicker.

    Primary keys and unique constraints stay. Must run in a transaction, which restores them after an error.
    """
    if connection.vendor != "postgresql":
        yield
        return
    tables = [model._meta.db_table for model in written]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        restore = [*_drop_references(cursor, tables), *_drop_indexes(cursor, tables)]
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        for statement in reversed(restore):
            cursor.execute(statement)


def _drop_references(cursor: Any, tables: Sequence[str]) -> list[str]:
    cursor.execute(
        "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) "
        "FROM pg_constraint WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s)",
        [list(tables)],
    )
    restore = []
    for table, name, definition in cursor.fetchall():
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        restore.append(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
    return restore


def _drop_indexes(cursor: Any, tables: Sequence[str]) -> list[str]:
    cursor.execute(
        "SELECT quote_ident(indexname), indexdef FROM pg_indexes "
        "WHERE schemaname = current_schema() AND tablename = ANY(%s) AND indexname NOT IN "
        "(SELECT conname FROM pg_constraint WHERE contype IN ('p', 'u'))",
        [list(tables)],
    )
    found = cursor.fetchall()
    for name, _definition in found:
        cursor.execute(f"DROP INDEX {name}")
    return [definition for _name, definition in found]


def update_sequences_and_statistics(written: Sequence[type[models.Model]]) -> None:
    """Let the database assign keys after those given here, and learn how much is in the tables."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(written)):
            cursor.execute(statement)
        cursor.execute("ANALYZE")


#: The tables that every publication writes.
HISTORY = (Publication, Revision)
