"""What a filter set tells pages: facets with their options, what can be dropped, how far values are known."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

#: Facets with more options show those with most rows, of years the newest, and fold the others.
MOST_OPTIONS = 8
_FIRST_OPTIONS = 6


@dataclass(frozen=True)
class Option:
    """An option of a facet with the number of rows that it matches."""

    code: str
    label: Any
    count: int
    selected: bool


@dataclass(frozen=True)
class ValueCoverage:
    """How many rows have a value for a filter or an order in use. `is_filter`: the others are left out."""

    label: Any
    known: int
    total: int
    is_filter: bool

    @property
    def missing(self) -> int:
        return self.total - self.known


@dataclass(frozen=True)
class Facet:
    """A filter with its options. `leading`: codes of options that are in view however few rows they have."""

    name: str
    label: Any
    options: list[Option]
    is_years: bool = False
    leading: Collection[str] = ()

    @property
    def selected(self) -> list[Option]:
        return [option for option in self.options if option.selected]

    def can_narrow(self, total: int) -> bool:
        """Return whether a choice changes a list of `total` rows."""
        return bool(self.selected) or any(0 < option.count < total for option in self.options)

    @property
    def is_long(self) -> bool:
        return len(self.options) > MOST_OPTIONS

    @property
    def first(self) -> list[Option]:
        """The options in view: all, or in a long facet the selected, the leading and those with most rows.

        Of years the newest are in view.
        """
        if not self.is_long:
            return self.options
        ranked = self.options if self.is_years else sorted(self.options, key=lambda option: -option.count)
        in_view = {option.code for option in ranked[:_FIRST_OPTIONS]}.union(self.leading)
        return [
            option for option in self.options if option.selected or (option.count and option.code in in_view)
        ]

    @property
    def others(self) -> list[Option]:
        """The folded options; those without rows are left out."""
        shown = {option.code for option in self.first}
        return [option for option in self.options if option.count and option.code not in shown]


@dataclass(frozen=True)
class Relaxation:
    """A filter that can be dropped, with the number of rows that the list then has."""

    name: str
    label: Any
    values: list[Any]
    count: int
