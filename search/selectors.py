"""Finding the records and pages for a query."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import QuerySet

from search.conditions import exclude_names, filter_matches
from search.models import SearchEntry
from search.queries import SearchQuery
from search.rank import RANKED_COLUMNS, Candidate, Match, rank_candidates, sort_matches
from search.time_limit import limit_search_time
from search.vocabulary import replace_unknown_words

#: Of more matches, only so many are counted and listed.
MAX_MATCHES = 1_000
#: The matches that are put in order by where their words stand. The others follow, by type and title.
_MOST_RANKED = 100
_MAX_NEAR = 5
_MATCH_COLUMNS = ("pk", "record_type", "slug", "weight", "title_keys", "name_keys")


@dataclass
class SearchResults:
    """The matches of a query, best first, with their numbers by type.

    `best` are the first of the matches, with the words by which they were put in order. `query` is the one
    that was searched for: `asked`, or a correction of it. `near` are records with some of the words, if
    nothing has all.
    """

    asked: SearchQuery
    query: SearchQuery
    best: list[Candidate] = field(default_factory=list)
    others: list[Match] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    near: list[Candidate] = field(default_factory=list)

    @property
    def matches(self) -> list[Candidate | Match]:
        return [*self.best, *self.others]

    @property
    def is_corrected(self) -> bool:
        return self.query is not self.asked

    @property
    def is_capped(self) -> bool:
        """Whether there may be more matches than those that are listed."""
        return sum(self.counts.values()) >= MAX_MATCHES


def find_results(
    text: str, record_type: str = "", among: Collection[str] = (), *, has_near: bool = True
) -> SearchResults:
    """Return the matches of a query, of one type or of all. Raises `SearchTimeout`.

    `among`: as if nothing but these types were indexed. Without `has_near`, `near` isn't looked for.
    """
    asked = SearchQuery(text)
    entries = SearchEntry.objects.all()
    if among:
        entries = entries.filter(record_type__in=among)
    with limit_search_time():
        results = _find_matches(entries, asked, record_type)
    if results.counts or not asked.terms:
        return results
    # The words of all titles, which are read once for a version of the index, don't count.
    corrected = replace_unknown_words(asked)
    with limit_search_time():
        if corrected is not None:
            found = _find_matches(entries, corrected, record_type)
            if found.counts:
                return replace(found, asked=asked)
        results.near = _find_near(entries, corrected or asked) if has_near else []
    return results


def _find_matches(entries: QuerySet[SearchEntry], query: SearchQuery, record_type: str) -> SearchResults:
    if not query.terms:
        return SearchResults(query, query)
    matches = _select_matches(entries, query)
    counts = Counter(match.record_type for match in matches)
    if record_type and len(matches) >= MAX_MATCHES:
        matches = _select_matches(entries.filter(record_type=record_type), query)
    chosen = [match for match in matches if not record_type or match.record_type == record_type]
    best = _rank_matches(chosen[:_MOST_RANKED], query)
    return SearchResults(query, query, best, chosen[_MOST_RANKED:], counts)


def _select_matches(entries: QuerySet[SearchEntry], query: SearchQuery) -> list[Match]:
    """Return at most `MAX_MATCHES` matches: if there are more, first those whose names match."""
    columns = entries.values_list(*_MATCH_COLUMNS).order_by()
    named: list[Any] = list(filter_matches(columns, query.terms, in_names=True)[:MAX_MATCHES])
    room = MAX_MATCHES - len(named)
    others: list[Any] = []
    if room:
        others = list(exclude_names(filter_matches(columns, query.terms), query.terms)[:room])
    return sort_matches([Match(*row) for row in named], [Match(*row) for row in others], query)


def _rank_matches(matches: Sequence[Match], query: SearchQuery) -> list[Candidate]:
    rows: Any = SearchEntry.objects.filter(pk__in=[match.pk for match in matches]).order_by()
    if not matches:
        return []
    return rank_candidates([Candidate(*row) for row in rows.values_list(*RANKED_COLUMNS)], query)


def _find_near(entries: QuerySet[SearchEntry], query: SearchQuery) -> list[Candidate]:
    """Return the best records with some of the words: in their names, or else in their texts."""
    columns = entries.values_list(*_MATCH_COLUMNS).order_by()
    for in_names in (True, False):
        rows: Any = filter_matches(columns, query.terms, in_names=in_names, needs_all=False)[:MAX_MATCHES]
        if found := sort_matches([Match(*row) for row in rows], [], query):
            return _rank_matches(found[:_MOST_RANKED], query)[:_MAX_NEAR]
    return []


def load_entries(matches: Sequence[Candidate | Match]) -> list[SearchEntry]:
    """Return the rows of matches in their order, with all texts."""
    rows = SearchEntry.objects.defer("title_words", "name_words", "lede_words", "body_words")
    by_key = rows.in_bulk([match.pk for match in matches])
    return [by_key[match.pk] for match in matches if match.pk in by_key]
