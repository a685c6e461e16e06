"""Which record each name of a batch means."""

import time
from collections.abc import Iterable
from dataclasses import dataclass

from api.exceptions import SearchUnavailable
from reconciliation.entities import find_candidates_by_identifier
from reconciliation.parameters import NameQuery
from search.candidates import NameLevel, RatedCandidate, find_rated_candidates
from search.queries import MAX_QUERY_LENGTH
from search.rank import Candidate
from search.time_limit import SearchTimeout

#: Seconds that the searches of one batch may take.
_BATCH_TIME = 3.0


@dataclass(frozen=True)
class EntityMatch:
    """A record that a query may mean. `is_match`: it is meant without doubt."""

    candidate: Candidate
    score: int
    is_match: bool


def find_matches(queries: Iterable[NameQuery]) -> dict[NameQuery, list[EntityMatch]]:
    """Return the candidates of each query, best first. Raises `SearchUnavailable`."""
    end = time.monotonic() + _BATCH_TIME
    by_identifier = find_candidates_by_identifier({query.name for query in queries})
    found: dict[NameQuery, list[EntityMatch]] = {}
    for query in dict.fromkeys(queries):
        rated = _find_rated(query, by_identifier)
        found[query] = _choose_matches(rated)[: query.limit]
        if time.monotonic() > end:
            raise SearchUnavailable
    return found


def _find_rated(query: NameQuery, by_identifier: dict[str, Candidate]) -> list[RatedCandidate]:
    """Return the candidates by name. One that is empty or longer than a search may be has none."""
    if named := by_identifier.get(query.name):
        is_wanted = named.record_type in query.record_types
        return [RatedCandidate(named, 100, NameLevel.WHOLE)] if is_wanted else []
    if not 0 < len(query.name) <= MAX_QUERY_LENGTH:
        return []
    try:
        return find_rated_candidates(query.name, query.record_types)
    except SearchTimeout:
        raise SearchUnavailable from None


def _choose_matches(rated: list[RatedCandidate]) -> list[EntityMatch]:
    """Return the candidates with the one that is meant: the only one that is best named."""
    best = max((one.level for one in rated), default=NameLevel.PART)
    named = [one for one in rated if one.level == best > NameLevel.PART]
    return [EntityMatch(one.candidate, one.score, len(named) == 1 and one in named) for one in rated]
