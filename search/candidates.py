"""The records that names may mean, with scores: for programs that match lists of names."""

from collections.abc import Collection
from dataclasses import dataclass

from search.rank import Candidate, is_named, measure_fit
from search.selectors import SearchResults, find_results

#: Share of the score that remains if words were corrected, or if only some of them were found.
_CORRECTED_SHARE = 0.8
_NEAR_SHARE = 0.5


@dataclass(frozen=True)
class RatedCandidate:
    """A record that a name may mean. `is_match`: it is the only one with exactly this name."""

    candidate: Candidate
    score: int
    is_match: bool


def find_rated_candidates(name: str, record_types: Collection[str], limit: int) -> list[RatedCandidate]:
    """Return the records of these types that a name may mean, best first. Raises `SearchTimeout`."""
    results = find_results(name, among=record_types)
    named = [one for one in results.best if is_named(one, results.asked)]
    rated = [
        RatedCandidate(one, round(share * measure_fit(one, results.query)), len(named) == 1 and one in named)
        for share, one in _list_with_share(results)
    ]
    return sorted((one for one in rated if one.score), key=lambda one: -one.score)[:limit]


def _list_with_share(results: SearchResults) -> list[tuple[float, Candidate]]:
    if not results.best:
        return [(_NEAR_SHARE, one) for one in results.near]
    share = _NEAR_SHARE if results.dropped else _CORRECTED_SHARE if results.is_corrected else 1.0
    return [(share, one) for one in results.best]
