"""Writers of the files of a bundle. Each writes a list chunk by chunk, so that memory is bounded."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, ClassVar, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from api.records.columns import TableColumn
from api.records.renderers import encode_json, format_csv
from bundles.lists import BundledList, ListChunk

#: A row group of Parquet, which is in memory as a whole, has at most so many rows and characters of text, and
#: one chunk more.
_GROUP_ROWS, _GROUP_CHARACTERS = 10_000, 8_000_000


class ListWriter(Protocol):
    """Writes a list. After the last chunk it is closed."""

    def write(self, chunk: ListChunk) -> None: ...

    def close(self) -> None: ...


class _TextWriter:
    """Base of the writers of text files."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("w", encoding="utf-8", newline="")

    def close(self) -> None:
        self.file.close()


class CsvWriter(_TextWriter):
    def __init__(self, path: Path, bundled: BundledList) -> None:
        super().__init__(path)
        self.file.write(format_csv([[column.name for column in bundled.columns]]))

    def write(self, chunk: ListChunk) -> None:
        self.file.write(format_csv(chunk.rows))


class JsonLinesWriter(_TextWriter):
    def __init__(self, path: Path, bundled: BundledList) -> None:
        super().__init__(path)

    def write(self, chunk: ListChunk) -> None:
        self.file.writelines(f"{encode_json(obj)}\n" for obj in chunk.objects)


class GeoJsonWriter(_TextWriter):
    def __init__(self, path: Path, bundled: BundledList) -> None:
        super().__init__(path)
        assert bundled.export.build_feature
        self.build_feature = bundled.export.build_feature
        self.file.write('{"type":"FeatureCollection","features":[')
        self.separator = "\n"

    def write(self, chunk: ListChunk) -> None:
        for pair in zip(chunk.versions, chunk.objects, strict=True):
            self.file.write(self.separator + encode_json(self.build_feature(*pair)))
            self.separator = ",\n"

    def close(self) -> None:
        self.file.write("\n]}\n")
        super().close()


# -- tables with types ------------------------------------------------------------------------------


#: The kinds of columns whose cells are no texts.
_PLAIN_KINDS = ("integer", "number", "boolean")
_PARSERS = {"datetime": datetime.fromisoformat, "date": date.fromisoformat}


def _convert_cell(value: Any, kind: str) -> Any:
    """Return a cell of a column; numbers of another kind raise an error when they are written."""
    if value is None or value == "":
        return None
    if kind in _PLAIN_KINDS or isinstance(value, str):
        return value
    return encode_json(value) if isinstance(value, bool | float) else str(value)


def _convert_columns(columns: Sequence[TableColumn], rows: Iterable[list[Any]]) -> list[list[Any]]:
    """Return the cells of each column."""
    cells = zip(*rows, strict=True)
    return [
        [_convert_cell(value, column.kind) for value in values]
        for column, values in zip(columns, cells, strict=True)
    ]


class ParquetWriter:
    #: Those of columns that aren't texts.
    _types: ClassVar[dict[str, Any]] = {
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "datetime": pa.timestamp("us", tz="UTC"),
        "date": pa.date32(),
    }

    def __init__(self, path: Path, bundled: BundledList) -> None:
        self.columns, self.rows, self.characters = bundled.columns, list[list[Any]](), 0
        types = {column.name: self._types.get(column.kind, pa.string()) for column in self.columns}
        self.schema = pa.schema(list(types.items()))
        self.file = pq.ParquetWriter(path, self.schema, compression="zstd")

    def write(self, chunk: ListChunk) -> None:
        self.rows += chunk.rows
        self.characters += sum(len(cell) for row in chunk.rows for cell in row if isinstance(cell, str))
        if len(self.rows) >= _GROUP_ROWS or self.characters >= _GROUP_CHARACTERS:
            self._write_group()

    def _write_group(self) -> None:
        cells = _convert_columns(self.columns, self.rows)
        for number, column in enumerate(self.columns):
            if parse := _PARSERS.get(column.kind):
                cells[number] = [None if value is None else parse(value) for value in cells[number]]
        arrays = [pa.array(values, field.type) for values, field in zip(cells, self.schema, strict=True)]
        self.file.write_table(pa.Table.from_arrays(arrays, schema=self.schema))
        self.rows, self.characters = [], 0

    def close(self) -> None:
        if self.rows:
            self._write_group()
        self.file.close()


#: The types of the columns of a database that aren't texts. Times and days are texts in their type.
_SQLITE_TYPES = {
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "BOOLEAN",
    "datetime": "DATETIME",
    "date": "DATE",
}


def _describe_column(column: TableColumn, key: str) -> str:
    declared = [f'"{column.name}"', _SQLITE_TYPES.get(column.kind, "TEXT")]
    if column.name == key:
        declared.append("PRIMARY KEY")
    if column.is_reference:
        declared.append(f'REFERENCES "{get_table_name(column.target)}" ("slug")')
    return " ".join(declared)


def get_table_name(list_name: str) -> str:
    return list_name.replace("-", "_")


class SqliteTableWriter:
    """Writes a list as a table of a database."""

    def __init__(self, database: sqlite3.Connection, bundled: BundledList) -> None:
        self.database, self.columns = database, bundled.columns
        self.table = get_table_name(bundled.name)
        columns = ", ".join(_describe_column(column, bundled.export.key) for column in self.columns)
        database.execute(f'CREATE TABLE "{self.table}" ({columns})')

    def write(self, chunk: ListChunk) -> None:
        if chunk.rows:
            places = ", ".join("?" * len(self.columns))
            cells = zip(*_convert_columns(self.columns, chunk.rows), strict=True)
            self.database.executemany(f'INSERT INTO "{self.table}" VALUES ({places})', cells)

    def close(self) -> None:
        self.database.commit()


def open_table_database(path: Path) -> sqlite3.Connection:
    """Create a database. It has no journal: if writing fails, the file is thrown away."""
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode = OFF")
    database.execute("PRAGMA synchronous = OFF")
    return database
