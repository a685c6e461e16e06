"""Putting a bundle together: the files of all lists, their description, and the ZIP."""

import hashlib
import zipfile
from contextlib import ExitStack
from pathlib import Path
from shutil import copyfileobj
from typing import Any

from django.utils.timezone import localtime

from bundles.lists import BundledList, open_lists
from bundles.package import (
    CHECKSUM_FILE,
    DATABASE_FILE,
    FORMATS,
    BundledFile,
    Edition,
    describe_bundle,
    describe_citation,
    describe_license,
    describe_package,
    describe_tables,
)
from bundles.writers import (
    CsvWriter,
    GeoJsonWriter,
    JsonLinesWriter,
    ListWriter,
    ParquetWriter,
    SqliteTableWriter,
    open_table_database,
)

_WRITERS: dict[str, Any] = {
    "csv": CsvWriter,
    "jsonl": JsonLinesWriter,
    "geojson": GeoJsonWriter,
    "parquet": ParquetWriter,
}
#: Suffixes of files that are compressed already.
_COMPRESSED = (".parquet",)


def write_bundle(path: Path, edition: Edition, folder: Path) -> None:
    """Write a bundle. `folder` is an empty folder for its files, which stay there."""
    files, lists = [], []
    database = open_table_database(folder / DATABASE_FILE)
    try:
        for bundled in open_lists(edition.day):
            files += _write_list(bundled, folder, database)
            lists.append(bundled)
    finally:
        database.close()
    files.append(_measure_file(folder, DATABASE_FILE))
    texts = {
        "datapackage.json": describe_package(edition, files),
        "README.md": describe_bundle(edition, lists),
        "CITATION.cff": describe_citation(edition),
        "LICENSE.txt": describe_license(),
        "csv/csv-metadata.json": describe_tables(edition, lists),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    described = [*(_measure_file(folder, name) for name in texts), *files]
    lines = [f"{file.checksum}  {file.path}\n" for file in described]
    (folder / CHECKSUM_FILE).write_text("".join(lines), encoding="utf-8")
    _write_archive(path, folder, [*texts, CHECKSUM_FILE, *(file.path for file in files)], edition)


def _write_list(bundled: BundledList, folder: Path, database: Any) -> list[BundledFile]:
    """Write a list in all its formats; its rows are read once."""
    paths = {name: f"{name}/{bundled.name}.{format_.suffix}" for name, format_ in FORMATS.items()}
    if not bundled.has_points:
        del paths["geojson"]
    with ExitStack() as stack:
        writers: list[ListWriter] = [SqliteTableWriter(database, bundled)]
        for name, path in paths.items():
            (folder / name).mkdir(exist_ok=True)
            writers.append(_WRITERS[name](folder / path, bundled))
        for writer in writers:
            stack.callback(writer.close)
        for chunk in bundled.iter_chunks():
            for writer in writers:
                writer.write(chunk)
    return [_measure_file(folder, path, bundled) for path in paths.values()]


def _measure_file(folder: Path, path: str, bundled: BundledList | None = None) -> BundledFile:
    return BundledFile(path, (folder / path).stat().st_size, compute_checksum(folder / path), bundled)


def compute_checksum(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_archive(path: Path, folder: Path, names: list[str], edition: Edition) -> None:
    moment = localtime(edition.made_at).timetuple()[:6]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in names:
            entry = zipfile.ZipInfo(name, moment)
            entry.external_attr = 0o644 << 16
            is_compressed = name.endswith(_COMPRESSED)
            entry.compress_type = zipfile.ZIP_STORED if is_compressed else zipfile.ZIP_DEFLATED
            entry.file_size = (folder / name).stat().st_size
            with (folder / name).open("rb") as source, archive.open(entry, "w") as target:
                copyfileobj(source, target)
