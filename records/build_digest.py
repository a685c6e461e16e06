"""A digest of what this installation is made of: pages, and what is derived from records, depend on it."""

import functools
import hashlib
import json
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

from django.conf import settings

from records.vocabularies import VOCABULARIES_FILE

_PROGRAM = (
    "*.py",
    "templates/**/*",
    "locale/**/*.mo",
    "static/build/**/*",
    f"content/{VOCABULARIES_FILE}",
    "search/*.yaml",
)
#: Folders at the top without code of the hub, besides hidden ones. They may have very many files.
_NOT_OURS = {"node_modules", "tests", "var", "staticfiles"}


def compute_digest(*parts: Any) -> str:
    """Return a digest of JSON-serializable values."""
    encoded = json.dumps(parts, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(encoded.encode(errors="surrogatepass")).hexdigest()[:32]


@functools.cache
def compute_build_digest() -> str:
    """Return a digest of the installed code, templates, messages, definitions, assets and packages."""
    digest = hashlib.sha256()
    for path in sorted(_list_program_files()):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(settings.BASE_DIR)}\n{len(content)}\n".encode())
        digest.update(content)
    return compute_digest(digest.hexdigest(), list_installed_packages())


def _list_program_files() -> set[Path]:
    top = settings.BASE_DIR
    folders = [path for path in top.iterdir() if path.is_dir() and not path.name.startswith(".")]
    ours = [folder for folder in folders if folder.name not in _NOT_OURS]
    found = [path for folder in ours for path in folder.rglob("*.py")]
    found += [path for pattern in _PROGRAM for path in top.glob(pattern)]
    return {path for path in found if path.is_file()}


def list_installed_packages() -> list[tuple[str, str]]:
    """Installed packages with their versions, and Python."""
    described = [entry.metadata for entry in metadata.distributions()]
    packages = {(entry["Name"] or "", entry["Version"] or "") for entry in described}
    return [("python", sys.version), *sorted(packages)]
