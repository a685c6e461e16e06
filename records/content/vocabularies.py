"""Checks of content/vocabularies.yaml."""

import math
from collections.abc import Iterator
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import override

from records.content.parser import ContentIssue
from records.vocabularies import Vocabulary, get_vocabularies

_TEXTS = ("zh_hans", "definition_en", "definition_zh_hans")
_KEYS = {"code", "en", *_TEXTS, "definition_zh_hant"}
#: Keys of the units that UCUM has: all three, or none.
_CONVERSION = ("ucum", "si_factor", "si_unit")
_KEYS_BY_VOCABULARY = {"units": {*_KEYS, "dimension", *_CONVERSION}}


def check_vocabularies(parsed: Any, file: str, issues: list[ContentIssue]) -> None:
    """Check that the codes of the vocabularies exist and have the same English labels in the code.

    Each code needs a Chinese label and definitions.
    """
    if not isinstance(parsed, dict):
        issues.append(ContentIssue(file, "", "", "Write a mapping of vocabularies."))
        return
    known = get_vocabularies()
    for name, rows in parsed.items():
        if name in known:
            issues += _check_rows(rows, known[name], file)
        else:
            message = f"Unknown vocabulary. Known: {', '.join(sorted(known))}."
            issues.append(ContentIssue(file, str(name), "", message))


def _check_rows(rows: Any, vocabulary: Vocabulary, file: str) -> Iterator[ContentIssue]:
    name, choices = vocabulary.name, vocabulary.choices
    codes = set()
    for row in rows if isinstance(rows, list) else []:
        code = row.get("code") if isinstance(row, dict) else None
        if code not in choices.values:
            allowed = ", ".join(choices.values)
            yield ContentIssue(file, name, str(code), f"This code is unknown. Known: {allowed}.")
            continue
        if code in codes:
            yield ContentIssue(file, name, code, "This code is given twice.")
        codes.add(code)
        problems = [*_find_unknown_keys(row, name), *_find_problems(row, choices(code))]
        if name == "units":
            problems += _find_unit_problems(row)
        for key, message in problems:
            yield ContentIssue(file, f"{name}.{code}", key, message)


def _find_unknown_keys(row: dict[str, Any], name: str) -> Iterator[tuple[str, str]]:
    allowed = _KEYS_BY_VOCABULARY.get(name, _KEYS)
    for key in row:
        if key not in allowed:
            yield str(key), f"Unknown key. Allowed: {', '.join(sorted(allowed))}."


def _find_problems(row: dict[str, Any], code: TextChoices) -> Iterator[tuple[str, str]]:
    """Yield pairs of a key and a message."""
    # English labels are in the code, so loading needs no compiled translations.
    with override("en"):
        label = str(code.label)
    if row.get("en") != label:
        yield "en", f"“{row.get('en')}” does not agree with the program's “{label}”."
    for key in _TEXTS:
        if not isinstance(row.get(key), str) or not row[key].strip():
            yield key, "This text is missing."


def _find_unit_problems(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key in ("dimension", "ucum", "si_unit"):
        if not isinstance(row.get(key, ""), str):
            yield key, "Write a text; put a number in quotes."
    if not row.get("dimension"):
        yield "dimension", "This text is missing."
    given = [key for key in _CONVERSION if key in row]
    if given and len(given) < len(_CONVERSION):
        yield given[0], f"Give {', '.join(_CONVERSION)} together, or none of them."
    factor = row.get("si_factor", 1.0)
    if not isinstance(factor, float) or not 0 < factor < math.inf:
        yield "si_factor", "Write a positive number with a decimal point."
