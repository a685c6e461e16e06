"""Finding the records and pages for a query."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from search.conditions import filter_matches
from search.index import get_generation
from search.models import SearchEntry
from search.queries import SearchQuery
from search.rank import RANKED_COLUMNS, Candidate, rank_candidates
from search.time_limit import limit_search_time
from search.vocabulary import replace_unknown_words

#: Of more matches, only so many are put in order.
MAX_MATCHES = 2_000
_MAX_NEAR = 5


@dataclass
class SearchResults:
    """The matches of a query, best first, with their numbers by type.

    `query` is the one that was searched for: `asked`, or a correction of it. `near` are records with some of
    the words, if nothing has all.
    """

    asked: SearchQuery
    query: SearchQuery
    matches: list[Candidate] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    near: list[Candidate] = field(default_factory=list)

    @property
    def is_corrected(self) -> bool:
        return self.query is not self.asked

    @property
    def is_capped(self) -> bool:
        """Whether there may be more matches than those that were put in order."""
        return sum(self.counts.values()) >= MAX_MATCHES


def find_results(text: str, record_type: str = "", among: Collection[str] = ()) -> SearchResults:
    """Return the matches of a query, of one type or of all. Raises `SearchTimeout`.

    `among`: as if nothing but these types were indexed.
    """
    asked = SearchQuery(text)
    with limit_search_time():
        entries = SearchEntry.objects.filter(generation=get_generation())
        if among:
            entries = entries.filter(record_type__in=among)
        results = _find_matches(entries, asked, record_type)
        if not results.counts and asked.terms:
            corrected = replace_unknown_words(asked)
            if corrected is not None:
                found = _find_matches(entries, corrected, record_type)
                if found.counts:
                    return SearchResults(asked, corrected, found.matches, found.counts)
            results.near = _find_near(entries, corrected or asked)
        return results


def _find_matches(entries: QuerySet[SearchEntry], query: SearchQuery, record_type: str) -> SearchResults:
    if not query.terms:
        return SearchResults(query, query)
    candidates = _select_candidates(entries, query)
    counts = Counter(candidate.record_type for candidate in candidates)
    if record_type and sum(counts.values()) >= MAX_MATCHES:
        candidates = _select_candidates(entries.filter(record_type=record_type), query)
    chosen = [one for one in candidates if not record_type or one.record_type == record_type]
    return SearchResults(query, query, rank_candidates(chosen, query), counts)


def _select_candidates(entries: QuerySet[SearchEntry], query: SearchQuery) -> list[Candidate]:
    """Return at most `MAX_MATCHES` matches: if there are more, first those whose names match."""
    columns = entries.values_list(*RANKED_COLUMNS)
    rows: list[Any] = list(filter_matches(columns, query.terms).order_by()[:MAX_MATCHES])
    if len(rows) == MAX_MATCHES:
        named: list[Any] = list(filter_matches(columns, query.terms, in_names=True).order_by()[:MAX_MATCHES])
        by_key = {row[0]: row for row in (*named, *rows)}
        rows = list(by_key.values())[:MAX_MATCHES]
    return [Candidate(*row) for row in rows]


def _find_near(entries: QuerySet[SearchEntry], query: SearchQuery) -> list[Candidate]:
    """Return the best records with some of the words: in their names, or else in their texts."""
    columns = entries.values_list(*RANKED_COLUMNS)
    for in_names in (True, False):
        found: Any = filter_matches(columns, query.terms, in_names=in_names, needs_all=False)
        rows = [Candidate(*row) for row in found.order_by()[:MAX_MATCHES]]
        if rows:
            return rank_candidates(rows, query)[:_MAX_NEAR]
    return []


def load_entries(candidates: Sequence[Candidate]) -> list[SearchEntry]:
    """Return the rows of candidates in their order, with all texts."""
    rows = SearchEntry.objects.defer("title_words", "name_words", "lede_words", "body_words")
    by_key = rows.in_bulk([candidate.pk for candidate in candidates])
    return [by_key[candidate.pk] for candidate in candidates if candidate.pk in by_key]
