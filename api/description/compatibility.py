"""Compatibility of the API with its released paths, parameters, fields and codes.

They are listed in `docs/api-released.txt`. Removing an entry from this list is a breaking change.
"""

from typing import Any

from django.conf import settings

from api.description import schema

RELEASED_FILE = settings.BASE_DIR / "docs/api-released.txt"


def list_current_surface() -> list[str]:
    description = schema.build_description()
    lines: set[str] = set()
    for path, operations in description["paths"].items():
        lines.add(path)
        for parameter in operations["get"]["parameters"]:
            name = parameter.get("name") or parameter["$ref"].rpartition("/")[2]
            lines.add(f"{path} ?{name}")
            lines |= {f"{path} ?{name}={code}" for code in _list_codes(parameter.get("schema", {}))}
    for name, entry in description["components"]["schemas"].items():
        for key, value in entry.get("properties", {}).items():
            lines.add(f"{name}.{key}")
            lines |= {f"{name}.{key}={code}" for code in _list_codes(value)}
    return sorted(lines)


def _list_codes(entry: dict[str, Any]) -> list[str]:
    entry = next(iter(entry.get("anyOf", ())), entry)  # a code or null
    codes = entry.get("enum") or entry.get("items", {}).get("enum") or []
    return [str(code) for code in codes if code is not None]


def read_released_surface() -> list[str]:
    return RELEASED_FILE.read_text(encoding="utf-8").splitlines() if RELEASED_FILE.exists() else []


def find_removed() -> list[str]:
    return sorted(set(read_released_surface()) - set(list_current_surface()))


def find_unlisted() -> list[str]:
    return sorted(set(list_current_surface()) - set(read_released_surface()))


def update_released_surface() -> None:
    """Add new entries; released entries are kept."""
    RELEASED_FILE.write_text(
        "\n".join(sorted({*read_released_surface(), *list_current_surface()})) + "\n", encoding="utf-8"
    )
