"""The order of results: whole names, then title over other names over the line below it over other texts.

It is computed in Python, so that it is the same on both databases.
"""

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple

from search.queries import SearchQuery, SearchTerm

#: The columns that the order depends on.
RANKED_COLUMNS = (
    "pk", "record_type", "slug", "weight", "title_keys", "name_keys",
    "title_words", "name_words", "lede_words",
)  # fmt: skip

#: How much it counts that a query is the whole title, beside the weight of a record.
_SHARE_WEIGHT = 5


class MatchLevel(IntEnum):
    """Where a term was found; higher is better."""

    BODY = 0
    LEDE = 1
    NAME_START = 2
    NAME = 3
    TITLE_START = 4
    TITLE = 5


class Match(NamedTuple):
    """A row that contains the terms, without its words."""

    pk: int
    record_type: str
    slug: str
    weight: int
    title_keys: str
    name_keys: str


class Candidate(NamedTuple):
    """A row that contains the terms, as `RANKED_COLUMNS`."""

    pk: int
    record_type: str
    slug: str
    weight: int
    title_keys: str
    name_keys: str
    title_words: str
    name_words: str
    lede_words: str


def sort_matches(named: Iterable[Match], others: Iterable[Match], query: SearchQuery) -> list[Match]:
    """Return matches in an order that needs no words: those with the terms in their names come first."""
    ordered = [
        *sorted(named, key=lambda match: _build_rough_key(match, query)),
        *sorted(others, key=lambda match: _build_rough_key(match, query)),
    ]
    return sorted(ordered, key=lambda match: not match.weight)


def rank_candidates(candidates: Iterable[Candidate], query: SearchQuery) -> list[Candidate]:
    """Return the candidates, best first."""
    return sorted(candidates, key=lambda candidate: _build_sort_key(candidate, query))


def _build_rough_key(match: Match, query: SearchQuery) -> tuple[float | str, ...]:
    """Return the sort key of a candidate, without where the terms stand."""
    return (
        -_rank_whole_name(match, query),
        -(match.weight + _SHARE_WEIGHT * _measure_share(match, query)),
        len(match.title_keys),
        match.record_type,
        match.slug,
    )


def _build_sort_key(candidate: Candidate, query: SearchQuery) -> tuple[float | str, ...]:
    levels = _list_levels(candidate, query)
    share = _measure_share(candidate, query)
    return (
        # Sources, with a weight of 0, come after all other records: their titles have most words.
        not candidate.weight,
        -_rank_whole_name(candidate, query),
        -min(levels, default=MatchLevel.BODY),
        -(candidate.weight + _SHARE_WEIGHT * share + sum(levels) / max(1, len(levels))),
        len(candidate.title_keys),
        candidate.record_type,
        candidate.slug,
    )


def _rank_whole_name(candidate: Candidate | Match, query: SearchQuery) -> int:
    """2 if the query is the title, 1 if it is another name."""
    if not set(query.keys).isdisjoint(candidate.title_keys.split("\n")):
        return 2
    return 0 if set(query.keys).isdisjoint(candidate.name_keys.split("\n")) else 1


def is_named(candidate: Candidate, query: SearchQuery) -> bool:
    """Return whether a query is the title or another name."""
    return _rank_whole_name(candidate, query) > 0


def has_terms_in_names(candidate: Candidate, query: SearchQuery) -> bool:
    """Return whether all terms stand in the title or in other names."""
    return min(_list_levels(candidate, query), default=MatchLevel.BODY) >= MatchLevel.NAME_START


def measure_fit(candidate: Candidate, query: SearchQuery) -> int:
    """Return how well a query names a record: 100 for its title, 95 for another name, else 0 to 90."""
    if whole := _rank_whole_name(candidate, query):
        return 90 + 5 * whole
    levels = _list_levels(candidate, query)
    in_names = sum(level >= MatchLevel.NAME_START for level in levels) / max(1, len(levels))
    found = sum(levels) / (MatchLevel.TITLE * max(1, len(levels)))
    return round(60 * found + 30 * in_names * _measure_share(candidate, query))


def _list_levels(candidate: Candidate, query: SearchQuery) -> list[MatchLevel]:
    fields = [f" {words} " for words in (candidate.title_words, candidate.name_words, candidate.lede_words)]
    return [_find_level(term, fields) for term in query.terms]


def _measure_share(candidate: Candidate | Match, query: SearchQuery) -> float:
    """Return how much of the shortest title a query is as long as, up to 1; 0 if titles lack words of it."""
    if not all(term.stem in candidate.title_keys for term in query.terms):
        return 0.0
    return min(1.0, len(query.keys[0]) / max(1, min(map(len, candidate.title_keys.split("\n")))))


def _find_level(term: SearchTerm, fields: Sequence[str]) -> MatchLevel:
    """Return where a term stands. Each of the fields is its words, with a space before and after each."""
    title, names, lede = fields
    forms = [f" {form} " for form in {term.word, term.stem}]
    start_of_word = f" {term.word}"
    for words, whole, start in (
        (title, MatchLevel.TITLE, MatchLevel.TITLE_START),
        (names, MatchLevel.NAME, MatchLevel.NAME_START),
        (lede, MatchLevel.LEDE, MatchLevel.LEDE),
    ):
        if any(form in words for form in forms):
            return whole
        if term.is_prefix and start_of_word in words:
            return start
    return MatchLevel.BODY
