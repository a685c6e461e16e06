"""Files that tests import: written as an editor's spreadsheet or a hostile one would."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from tests.admin_client import admin_url


def write_csv(rows: Iterable[Sequence[Any]], encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


def write_xlsx(rows: Iterable[Sequence[Any]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def add_to_archive(content: bytes, name: str, data: bytes = b"x") -> bytes:
    """A workbook with one more file in it."""
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return file.getvalue()


def replace_in_archive(content: bytes, name: str, before: bytes, after: bytes) -> bytes:
    """A workbook in one of whose files a text is replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry, data.replace(before, after) if entry.filename == name else data)
    return file.getvalue()


def upload(client: Any, model: Any, content: bytes, part: str = "", name: str = "table.csv") -> Any:
    """Send a file to the import of a list, and follow to the page of the batch."""
    file = SimpleUploadedFile(name, content)
    return client.post(admin_url(model, "import"), {"part": part, "file": file}, follow=True)


def upload_rows(client: Any, model: Any, rows: Iterable[Sequence[Any]], part: str = "") -> Any:
    return upload(client, model, write_csv(rows), part)
