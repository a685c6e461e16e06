"""Marks of cities in lists, which apps above this one register.

An app marks some of the cities of a page:

    @register_row_marks(ZeroWastePilot, kinds=[MARK])
    def fetch_marks(cities):
        return {pilot.city_id: [MARK] for pilot in ZeroWastePilot.objects.filter(city__in=cities)}
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class RowMark:
    """A mark with its label; `code` says how it is drawn."""

    code: str
    label: Any


Marks = Callable[[Collection[int]], dict[int, list[RowMark]]]

_registered: list[Marks] = []
_models: set[Any] = set()
_kinds: list[RowMark] = []


def register_row_marks(*models: type[Any], kinds: Iterable[RowMark]) -> Callable[[Marks], Marks]:
    """Decorate a function that returns the marks of cities by primary key; it reads records of `models`.

    `kinds`: the marks that it gives, as the key of a list explains them.
    """

    def register(function: Marks) -> Marks:
        _registered.append(function)
        _models.update(models)
        _kinds.extend(kinds)
        return function

    return register


def fetch_row_marks(cities: Collection[int]) -> dict[int, list[RowMark]]:
    """Return the marks of these cities. As many queries as there are functions."""
    marks: dict[int, list[RowMark]] = defaultdict(list)
    for function in _registered:
        for city, given in function(cities).items():
            marks[city] += given
    return marks


def list_marked_models() -> list[Any]:
    return sorted(_models, key=lambda model: str(model._meta.label))


def list_mark_kinds() -> list[RowMark]:
    return list(_kinds)
