"""What has been released: every key, code, parameter and address that the API has ever told, one a line.

`docs/api-released.txt` only grows. What stands there and is told no more has broken somebody's program.
"""

from typing import Any

from django.conf import settings

from api import schema

FILE = settings.BASE_DIR / "docs/api-released.txt"


def told() -> list[str]:
    """Everything that the description names today."""
    whole = schema.whole()
    lines: set[str] = set()
    for path, operations in whole["paths"].items():
        lines.add(path)
        for parameter in operations["get"]["parameters"]:
            name = parameter.get("name") or parameter["$ref"].rpartition("/")[2]
            lines.add(f"{path} ?{name}")
            lines |= {f"{path} ?{name}={code}" for code in _codes(parameter.get("schema", {}))}
    for name, entry in whole["components"]["schemas"].items():
        for key, value in entry.get("properties", {}).items():
            lines.add(f"{name}.{key}")
            lines |= {f"{name}.{key}={code}" for code in _codes(value)}
    return sorted(lines)


def _codes(entry: dict[str, Any]) -> list[str]:
    found = entry.get("enum") or entry.get("items", {}).get("enum") or []
    return [str(code) for code in found if code is not None]


def released() -> list[str]:
    return FILE.read_text(encoding="utf-8").splitlines() if FILE.exists() else []


def vanished() -> list[str]:
    """What was released and is told no more."""
    return sorted(set(released()) - set(told()))


def missing() -> list[str]:
    """What is told and not yet written down."""
    return sorted(set(told()) - set(released()))


def write() -> None:
    """Write down what is new; what was released stays."""
    FILE.write_text("\n".join(sorted({*released(), *told()})) + "\n", encoding="utf-8")
