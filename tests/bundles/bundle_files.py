"""Helpers that read a bundle as its readers do."""

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from django.core.management import call_command
from django.utils import timezone

from bundles import releases

LATEST_PATH = "/data/latest.zip"


def fetch_bundle(client, path=LATEST_PATH) -> zipfile.ZipFile:
    response = client.get(path)
    assert response.status_code == 200, f"{path}: {response.status_code}"
    assert response["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def build_bundle(client) -> zipfile.ZipFile:
    """The latest bundle, built now."""
    call_command("build_bundle", "--force", stdout=io.StringIO())
    return fetch_bundle(client)


def read_lines(bundle, name) -> list[dict[str, Any]]:
    return [json.loads(line) for line in bundle.read(f"jsonl/{name}.jsonl").splitlines()]


def open_parquet(bundle, name) -> Any:
    return pq.read_table(io.BytesIO(bundle.read(f"parquet/{name}.parquet")))


def read_parquet(bundle, name) -> list[dict[str, Any]]:
    """The rows of a table; times and days are texts, as in the API."""
    rows = open_parquet(bundle, name).to_pylist()
    return [{key: _format_time(cell) for key, cell in row.items()} for row in rows]


def _format_time(cell: Any) -> Any:
    return cell.isoformat().replace("+00:00", "Z") if isinstance(cell, date) else cell


def read_table(bundle, name, folder) -> list[dict[str, Any]]:
    """The rows of a table of the database, which is unpacked into a folder."""
    path = Path(bundle.extract("china-hub.sqlite3", folder))
    database = sqlite3.connect(path)
    database.row_factory = sqlite3.Row
    rows = database.execute(f'SELECT * FROM "{name.replace("-", "_")}" ORDER BY rowid').fetchall()
    database.close()
    return [dict(row) for row in rows]


def read_pragma(bundle, folder, name) -> list[Any]:
    database = sqlite3.connect(Path(bundle.extract("china-hub.sqlite3", folder)))
    rows = database.execute(f"PRAGMA {name}").fetchall()
    database.close()
    return rows


def iter_texts(bundle) -> Iterator[tuple[str, str]]:
    """Path and text of each file; of compressed tables, the text of their rows."""
    for path in bundle.namelist():
        content = bundle.read(path)
        if path.endswith(".parquet"):
            yield path, str(read_parquet(bundle, path.removeprefix("parquet/").removesuffix(".parquet")))
        else:
            yield path, content.decode(errors="replace")


def iter_bundles(client) -> Iterator[tuple[str, str]]:
    """Address and text of each file of a bundle of now, and of one as of today."""
    for path, text in iter_texts(build_bundle(client)):
        yield f"{LATEST_PATH}/{path}", text
    release = releases._build(releases.Plan("today", timezone.localdate()))
    for path, text in iter_texts(fetch_bundle(client, f"/data/{release.name}.zip")):
        yield f"/data/{release.name}.zip/{path}", text
