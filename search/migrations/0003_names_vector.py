"""On PostgreSQL, a vector of title and other names alone, with an index that knows them without reading rows."""

from typing import Any

from django.db import migrations

_ADD = (
    "ALTER TABLE search_searchentry ADD COLUMN names_vector tsvector GENERATED ALWAYS AS "
    "(to_tsvector('simple', title_words || ' ' || name_words)) STORED",
    # Few rows are written at a time, so none wait in a list that each search would read.
    "CREATE INDEX search_searchentry_names_vector ON search_searchentry USING gin (names_vector) "
    "WITH (fastupdate = off)",
    "ALTER INDEX search_searchentry_vector SET (fastupdate = off)",
)
_REMOVE = (
    "ALTER TABLE search_searchentry DROP COLUMN names_vector",
    "ALTER INDEX search_searchentry_vector RESET (fastupdate)",
)


def add_names_vector(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for statement in _ADD:
            schema_editor.execute(statement)


def remove_names_vector(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for statement in _REMOVE:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_full_text")]

    operations = [migrations.RunPython(add_names_vector, remove_names_vector)]
