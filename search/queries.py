"""What is searched for: the words of a query."""

from dataclasses import dataclass
from functools import cached_property

from search.words import (
    STOP_WORDS,
    build_key,
    find_stem,
    is_han,
    list_pairs_of_runs,
    normalize_text,
    split_pairs,
    split_runs,
)

MAX_QUERY_LENGTH = 100
_MAX_TERMS = 16


@dataclass(frozen=True)
class SearchTerm:
    """A word of a query, found as a whole word, by its stem and, with `is_prefix`, at the start of words."""

    word: str
    is_prefix: bool = True

    @cached_property
    def stem(self) -> str:
        return find_stem(self.word)


@dataclass(frozen=True)
class SearchQuery:
    """A query as it was typed. All its terms must be found."""

    text: str

    @cached_property
    def key(self) -> str:
        """The query in the form of whole names."""
        return build_key(self.text)

    @cached_property
    def runs(self) -> list[str]:
        """The words and Chinese runs, without words that say nothing."""
        runs = split_runs(normalize_text(self.text))
        return [run for run in runs if run not in STOP_WORDS] or runs

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The runs that aren't Chinese."""
        return tuple(run for run in self.runs if not is_han(run))

    @cached_property
    def pairs(self) -> tuple[str, ...]:
        """The pairs of characters of the Chinese runs."""
        return tuple(list_pairs_of_runs(self.runs))

    @cached_property
    def terms(self) -> list[SearchTerm]:
        terms: dict[SearchTerm, None] = {}
        for run in self.runs:
            if not is_han(run):
                terms[SearchTerm(run, is_prefix=len(run) > 1)] = None
            elif len(run) == 1:
                terms[SearchTerm(run)] = None
            else:
                terms |= {SearchTerm(pair, is_prefix=False): None for pair in split_pairs(run)}
        return list(terms)[:_MAX_TERMS]
