"""How lists of the admin find records: by a function that an app above registers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q


@dataclass(frozen=True)
class FoundRecords:
    """What was found of a type beside what stands in its fields as it was typed.

    `spellings`: the words of the query as fields may have them: Simplified, without tones, corrected.
    `correction`: the words that were looked for instead, if nothing has those of the query.
    """

    condition: Q = field(default_factory=lambda: Q(pk__in=()))
    spellings: tuple[str, ...] = ()
    correction: str = ""


_finders: list[Callable[[str, Any], FoundRecords]] = []


def register_finder(finder: Callable[[str, Any], FoundRecords]) -> None:
    """Let the lists find records by a function that takes the query and the model."""
    _finders.append(finder)


def find_records(text: str, model: Any) -> FoundRecords:
    return _finders[-1](text, model) if _finders else FoundRecords()
