"""The full-text indexes of the search as a migration operation: Django has none for both databases."""

from typing import Any

from django.db.migrations.operations.base import Operation, OperationCategory

_WEIGHTS = {"title_words": "A", "name_words": "B", "lede_words": "C", "body_words": "D"}
_NAMES = ", ".join(_WEIGHTS)
_OLD = ", ".join(f"old.{name}" for name in _WEIGHTS)
_NEW = ", ".join(f"new.{name}" for name in _WEIGHTS)

_VECTOR = " || ".join(
    f"setweight(to_tsvector('simple', {name}), '{weight}')" for name, weight in _WEIGHTS.items()
)
_NAMES_VECTOR = "to_tsvector('simple', title_words || ' ' || name_words)"
# Few rows are written at a time, so none wait in a list that each search would read (`fastupdate`). The index
# of the vector of names knows them without reading rows.
_POSTGRESQL = (
    f"ALTER TABLE search_searchentry ADD COLUMN vector tsvector GENERATED ALWAYS AS ({_VECTOR}) STORED, "
    f"ADD COLUMN names_vector tsvector GENERATED ALWAYS AS ({_NAMES_VECTOR}) STORED",
    "CREATE INDEX search_searchentry_vector ON search_searchentry USING gin (vector) WITH (fastupdate = off)",
    "CREATE INDEX search_searchentry_names_vector ON search_searchentry USING gin (names_vector) "
    "WITH (fastupdate = off)",
)
# FTS5 reads the words from the table itself; triggers keep its index in step, also when the table is flushed.
_DELETE = f"INSERT INTO search_words (search_words, rowid, {_NAMES}) VALUES ('delete', old.id, {_OLD});"
_INSERT = f"INSERT INTO search_words (rowid, {_NAMES}) VALUES (new.id, {_NEW});"
_SQLITE = (
    f"CREATE VIRTUAL TABLE search_words USING fts5({_NAMES}, content='search_searchentry', "
    "content_rowid='id', tokenize='unicode61 remove_diacritics 0', detail='column')",
    f"CREATE TRIGGER search_words_insert AFTER INSERT ON search_searchentry BEGIN {_INSERT} END",
    f"CREATE TRIGGER search_words_delete AFTER DELETE ON search_searchentry BEGIN {_DELETE} END",
    f"CREATE TRIGGER search_words_update AFTER UPDATE ON search_searchentry BEGIN {_DELETE} {_INSERT} END",
)
_POSTGRESQL_REVERSED = ("ALTER TABLE search_searchentry DROP COLUMN names_vector, DROP COLUMN vector",)
_SQLITE_REVERSED = (
    *(f"DROP TRIGGER search_words_{event}" for event in ("insert", "delete", "update")),
    "DROP TABLE search_words",
)


class CreateFullTextIndex(Operation):
    """Adds two vectors (`vector`, `names_vector`) on PostgreSQL, the table `search_words` on SQLite.

    SQLite changes a table by copying it, without its triggers: a later migration that changes `SearchEntry`
    reverses this operation before and repeats it afterwards.
    """

    category = OperationCategory.SQL
    reduces_to_sql = False

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The state of the models doesn't have these columns and tables."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in _POSTGRESQL if schema_editor.connection.vendor == "postgresql" else _SQLITE:
            schema_editor.execute(statement)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        is_postgresql = schema_editor.connection.vendor == "postgresql"
        for statement in _POSTGRESQL_REVERSED if is_postgresql else _SQLITE_REVERSED:
            schema_editor.execute(statement)

    def describe(self) -> str:
        return "Create the full-text index of the search"
