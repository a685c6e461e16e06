"""Compatibility of the API with its released paths, parameters, fields and codes.

They are listed in `docs/api-released.txt`. Removing an entry from this list is a breaking change.
"""

from typing import Any

from django.conf import settings

from api import schema

FILE = settings.BASE_DIR / "docs/api-released.txt"


def told() -> list[str]:
    whole = schema.whole()
    lines: set[str] = set()
    for path, operations in whole["paths"].items():
        lines.add(path)
        for parameter in operations["get"]["parameters"]:
            name = parameter.get("name") or parameter["$ref"].rpartition("/")[2]
            lines.add(f"{path} ?{name}")
            lines |= {f"{path} ?{name}={code}" for code in _list_codes(parameter.get("schema", {}))}
    for name, entry in whole["components"]["schemas"].items():
        for key, value in entry.get("properties", {}).items():
            lines.add(f"{name}.{key}")
            lines |= {f"{name}.{key}={code}" for code in _list_codes(value)}
    return sorted(lines)


def _list_codes(entry: dict[str, Any]) -> list[str]:
    found = entry.get("enum") or entry.get("items", {}).get("enum") or []
    return [str(code) for code in found if code is not None]


def released() -> list[str]:
    return FILE.read_text(encoding="utf-8").splitlines() if FILE.exists() else []


def vanished() -> list[str]:
    return sorted(set(released()) - set(told()))


def missing() -> list[str]:
    return sorted(set(told()) - set(released()))


def write() -> None:
    """Add new entries; released entries are kept."""
    FILE.write_text("\n".join(sorted({*released(), *told()})) + "\n", encoding="utf-8")
