"""What is searched for: the words of a query."""

from dataclasses import dataclass, field
from functools import cached_property

from records.texts.translation import convert_to_simplified
from search.compounds import split_compound
from search.place_names import is_place_name
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
    is_prefix: bool = False

    @cached_property
    def stem(self) -> str:
        # English endings of names mean nothing: the stem of Xianning would be Xian.
        return self.word if is_place_name(self.word) else find_stem(self.word)


@dataclass(frozen=True)
class SearchQuery:
    """A query as it was typed. All its terms must be found.

    `is_typing`: its last word may be the start of one. `names` are known Chinese names, by which compounds
    are split: 浙江无废城市 is 浙江 and 无废城市.
    """

    text: str
    is_typing: bool = False
    names: frozenset[str] = field(default=frozenset(), repr=False, compare=False)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The query in the form of whole names, also without words that say nothing."""
        return tuple(dict.fromkeys((build_key(self.text), "".join(self.runs))))

    @cached_property
    def runs(self) -> list[str]:
        """The words and Chinese runs, without words that say nothing."""
        runs = split_runs(normalize_text(self.text))
        parts = [part for run in runs for part in (split_compound(run, self.names) if is_han(run) else [run])]
        return [part for part in parts if part not in STOP_WORDS] or runs

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The runs that aren't Chinese."""
        return tuple(run for run in self.runs if not is_han(run))

    @cached_property
    def pairs(self) -> tuple[str, ...]:
        """The pairs of characters of the Chinese runs."""
        return tuple(list_pairs_of_runs(self.runs))

    @cached_property
    def prefix(self) -> str:
        """The word that may be the start of one, if there is one."""
        last = self.runs[-1] if self.runs else ""
        return last if self.is_typing and len(last) > 1 and not is_han(last) else ""

    @cached_property
    def terms(self) -> list[SearchTerm]:
        terms: dict[SearchTerm, None] = {}
        for run in self.runs:
            if not is_han(run):
                terms[SearchTerm(run, is_prefix=run == self.prefix)] = None
            elif len(run) == 1:
                terms[SearchTerm(run, is_prefix=True)] = None  # the first one of a pair
            else:
                terms |= {SearchTerm(pair): None for pair in split_pairs(run)}
        return list(terms)[:_MAX_TERMS]

    def replace_runs(self, runs: list[str]) -> "SearchQuery":
        """Return the query with other words."""
        return SearchQuery(" ".join(runs), self.is_typing, self.names)

    def find_as_typed(self, run: str) -> str:
        """Return a word of the query as it was typed."""
        start = convert_to_simplified(self.text).casefold().find(run)
        return self.text[start : start + len(run)] if start >= 0 else run
