"""Why a publication transaction was refused."""

from collections.abc import Iterable

from records.publishing.validation import Problem


class PublishingError(Exception):
    """The transaction was refused. `problems` has all reasons."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("; ".join(str(problem) for problem in self.problems))


class Deadlock(PublishingError):
    """The transaction and another one waited for each other. Nothing was written; it can be tried again."""


class VersionConflict(Exception):
    """The record has a newer version than the one that was edited."""
