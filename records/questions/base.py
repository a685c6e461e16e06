"""What an edit changes, the questions about it, and the functions that ask them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AbstractUser

from records.models import Link, Part, Record
from records.publishing import Changes
from records.snapshots import get_part_accessor
from records.texts.formats import is_chinese


@dataclass(frozen=True, eq=False)
class RowChange:
    """A saved record or part with the fields that an edit changed.

    `before`: the stored values by the name of the field; empty for what hasn't been public. `place`: that of
    the row in problems, as in "key_facts.population."; empty for the record. `prefix`: that of its form, None
    if it is in none.
    """

    row: Any  # a Record or Part of any type, with fields of its own
    place: str
    changed: frozenset[str]
    before: Mapping[str, Any] = field(default_factory=dict)
    prefix: str | None = None

    def has_changed(self, *names: str) -> bool:
        return not self.changed.isdisjoint(names)

    @property
    def is_new(self) -> bool:
        """Whether nothing of it has been public."""
        return not self.before


@dataclass(frozen=True)
class RecordEdit:
    """What one editor changes in a record that is public, or becomes so."""

    record: Record
    rows: list[RowChange]
    user: AbstractUser

    def list_rows_of(self, model: type[Any]) -> list[RowChange]:
        return [change for change in self.rows if isinstance(change.row, model)]


@dataclass(frozen=True)
class Answer:
    """A way out of a question.

    `values`: what the answer writes into fields of the form, by name, after which the question isn't asked
    any more. `action`: what else it does in the publication transaction of the edit.
    """

    code: str
    label: str
    note: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    action: Callable[[Changes], None] | None = None


@dataclass(frozen=True)
class Question:
    """Something odd in a field of a row, and the answers to choose from.

    `value`: what is asked about. An answer holds for it only.
    """

    code: str
    change: RowChange
    field: str
    value: str
    title: str
    answers: tuple[Answer, ...]
    hints: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """As in problems: "key_facts.population.value"."""
        return f"{self.change.place}{self.field}"

    @property
    def name(self) -> str:
        """The name of its radio buttons."""
        return f"answer:{self.code}:{self.place}"


#: Returns questions about an edit. Runs few queries, however many rows the edit or the database have.
QuestionFunction = Callable[[RecordEdit], Iterable[Question]]

_functions: list[QuestionFunction] = []


def register_questions(function: QuestionFunction) -> QuestionFunction:
    """Register a function; a decorator."""
    _functions.append(function)
    return function


def collect_questions(edit: RecordEdit) -> list[Question]:
    return [question for function in _functions for question in function(edit)]


def get_place(row: Record | Part | Link) -> str:
    """Return the place of a row in problems, before the name of a field; a link has no key."""
    if isinstance(row, Record):
        return ""
    name = get_part_accessor(type(row))
    return f"{name}.{row.key}." if isinstance(row, Part) else f"{name}."


def format_all_digits(value: Decimal | int) -> str:
    """Format a number without words for its scale: whoever looks for a digit too many counts digits."""
    number = Decimal(value).normalize() + 0
    return f"{number:f}" if is_chinese() else f"{number:,f}"
