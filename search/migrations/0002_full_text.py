"""The full-text indexes of the search, which Django has no operations for on both databases."""

from typing import Any

from django.db import migrations

_COLUMNS = {"title_words": "A", "name_words": "B", "lede_words": "C", "body_words": "D"}
_NAMES = ", ".join(_COLUMNS)
_OLD = ", ".join(f"old.{name}" for name in _COLUMNS)
_NEW = ", ".join(f"new.{name}" for name in _COLUMNS)

_VECTOR = " || ".join(
    f"setweight(to_tsvector('simple', {name}), '{weight}')" for name, weight in _COLUMNS.items()
)
POSTGRESQL = (
    f"ALTER TABLE search_searchentry ADD COLUMN vector tsvector GENERATED ALWAYS AS ({_VECTOR}) STORED",
    "CREATE INDEX search_searchentry_vector ON search_searchentry USING gin (vector)",
)
# FTS5 reads the words from the table itself; triggers keep its index in step, also when the table is flushed.
_DELETE = f"INSERT INTO search_words (search_words, rowid, {_NAMES}) VALUES ('delete', old.id, {_OLD});"
_INSERT = f"INSERT INTO search_words (rowid, {_NAMES}) VALUES (new.id, {_NEW});"
SQLITE = (
    f"CREATE VIRTUAL TABLE search_words USING fts5({_NAMES}, content='search_searchentry', "
    "content_rowid='id', tokenize='unicode61 remove_diacritics 0', detail='column')",
    f"CREATE TRIGGER search_words_insert AFTER INSERT ON search_searchentry BEGIN {_INSERT} END",
    f"CREATE TRIGGER search_words_delete AFTER DELETE ON search_searchentry BEGIN {_DELETE} END",
    f"CREATE TRIGGER search_words_update AFTER UPDATE ON search_searchentry BEGIN {_DELETE} {_INSERT} END",
)


def create_full_text_index(apps: Any, schema_editor: Any) -> None:
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def drop_full_text_index(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE search_searchentry DROP COLUMN vector")
        return
    for event in ("insert", "delete", "update"):
        schema_editor.execute(f"DROP TRIGGER search_words_{event}")
    schema_editor.execute("DROP TABLE search_words")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(create_full_text_index, drop_full_text_index)]
