"""Finding the records and pages for a query."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import QuerySet

from search.conditions import exclude_names, filter_matches
from search.models import SearchEntry
from search.place_names import load_uncorrected_names
from search.queries import SearchQuery
from search.rank import RANKED_COLUMNS, Candidate, Match, has_terms_in_names, rank_candidates, sort_matches
from search.time_limit import limit_search_time
from search.vocabulary import load_han_names, replace_unknown_words, suggest_known_words
from search.words import has_compound

#: Of more matches, only so many are counted and listed.
MAX_MATCHES = 1_000
#: The matches that are put in order by where their words stand. The others follow, by type and title.
_MOST_RANKED = 100
_MAX_NEAR = 5
#: Words whose matches are counted to find the rarest ones.
_MOST_COUNTED = 8
_MATCH_COLUMNS = ("pk", "record_type", "slug", "weight", "title_keys", "name_keys")


@dataclass
class SearchResults:
    """The matches of a query, best first, with their numbers by type.

    `best` are the first of the matches, with the words by which they were put in order. `query` is the one
    that was searched for: `asked`, a correction of it, or what is left of it without the `dropped` words, the
    rarest ones. `near` are records with names much like unknown ones, if nothing matches.
    """

    asked: SearchQuery
    query: SearchQuery
    best: list[Candidate] = field(default_factory=list)
    others: list[Match] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    near: list[Candidate] = field(default_factory=list)
    dropped: tuple[str, ...] = ()

    @property
    def matches(self) -> list[Candidate | Match]:
        return [*self.best, *self.others]

    @property
    def is_corrected(self) -> bool:
        return self.query is not self.asked and bool(self.counts) and not self.dropped

    @property
    def is_capped(self) -> bool:
        """Whether there may be more matches than those that are listed."""
        return sum(self.counts.values()) >= MAX_MATCHES


def find_results(
    text: str,
    record_type: str = "",
    among: Collection[str] = (),
    *,
    is_typing: bool = False,
    needs_all: bool = False,
) -> SearchResults:
    """Return the matches of a query, of one type or of all. Raises `SearchTimeout`.

    `among`: as if nothing but these types were indexed. `is_typing`: the last word may be the start of one.
    With `needs_all`, no word is dropped and nothing near is looked for.
    """
    # What is read once for a process or a version of the index doesn't count as time.
    load_uncorrected_names()
    asked = SearchQuery(text, is_typing, load_han_names() if has_compound(text) else frozenset())
    entries = SearchEntry.objects.all()
    if among:
        entries = entries.filter(record_type__in=among)
    with limit_search_time():
        results = _find_matches(entries, asked, record_type)
    if results.counts or not asked.terms:
        return results
    corrected = replace_unknown_words(asked)
    similar = None if needs_all else suggest_known_words(corrected or asked)
    with limit_search_time():
        if corrected and (found := _find_matches(entries, corrected, record_type)).counts:
            return replace(found, asked=asked)
        if similar and (near := _find_matches(entries, similar, "")).counts:
            return replace(results, query=similar, near=_choose_near(near))
        if needs_all:
            return results
        return _drop_rarest_words(entries, corrected or asked, record_type) or results


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


def _choose_near(results: SearchResults) -> list[Candidate]:
    """Return the first matches by name, of several words also by other texts."""
    named = [one for one in results.best if has_terms_in_names(one, results.query)]
    return (named or results.best)[:_MAX_NEAR]


def _drop_rarest_words(
    entries: QuerySet[SearchEntry], asked: SearchQuery, record_type: str
) -> SearchResults | None:
    """Return the matches of the query without its rarest words, at most half of them."""
    runs = list(dict.fromkeys(asked.runs))[:_MOST_COUNTED]
    counts = {run: _count_matches(entries, asked.replace_runs([run])) for run in runs}
    rarest = sorted(runs, key=lambda run: counts[run])
    for number in range(1, len(runs) // 2 + 1):
        dropped = [run for run in runs if run in rarest[:number]]
        kept = asked.replace_runs([run for run in asked.runs if run not in dropped])
        if (found := _find_matches(entries, kept, record_type)).counts:
            return replace(found, asked=asked, dropped=tuple(map(asked.find_as_typed, dropped)))
    return None


def _count_matches(entries: QuerySet[SearchEntry], query: SearchQuery) -> int:
    return filter_matches(entries.order_by(), query.terms)[:MAX_MATCHES].count()


def load_entries(matches: Sequence[Candidate | Match]) -> list[SearchEntry]:
    """Return the rows of matches in their order, with all texts."""
    rows = SearchEntry.objects.defer("title_words", "name_words", "lede_words", "body_words")
    by_key = rows.in_bulk([match.pk for match in matches])
    return [by_key[match.pk] for match in matches if match.pk in by_key]
