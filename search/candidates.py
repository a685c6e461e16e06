"""The records that names may mean, with scores: for programs that match lists of names."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import IntEnum

from search.kind_words import BareName, find_kind_word, list_bare_names, split_kind_word
from search.rank import Candidate, has_terms_in_names, is_named, measure_fit
from search.selectors import SearchResults, find_results
from search.words import build_key

#: Share of the score that remains if words were corrected, or if only some of them were found.
_CORRECTED_SHARE = 0.8
_NEAR_SHARE = 0.5
#: And if the name says that another kind of place is meant.
_OTHER_KIND_SHARE = 0.6
#: The score of another name, and of a title without the word for its kind.
_OTHER_NAME = 95
_PLACES = frozenset({"city", "region"})


class NameLevel(IntEnum):
    """How well a record is named; higher is better."""

    #: Some words of its name.
    PART = 0
    #: Its name but for the word for its kind.
    BARE = 1
    #: Its title or another name.
    WHOLE = 2


@dataclass(frozen=True)
class RatedCandidate:
    """A record that a name may mean, with a score up to 100."""

    candidate: Candidate
    score: int
    level: NameLevel


def find_rated_candidates(name: str, record_types: Collection[str]) -> list[RatedCandidate]:
    """Return the records of these types that a name may mean, best first. Raises `SearchTimeout`.

    Each has all words in its names that were found. "Jiangsu Province" is also looked for as Jiangsu.
    """
    rated = list(_measure_results(name, find_results(name, among=record_types)))
    bare = split_kind_word(name)
    among = bare.word.record_types & set(record_types) if bare else frozenset[str]()
    if bare and among and not any(one.level == NameLevel.WHOLE for one in rated):
        rated += _measure_bare_name(bare, find_results(bare.text, among=among))
    best: dict[int, RatedCandidate] = {}
    for one in sorted(rated, key=lambda one: (-one.level, -one.score)):
        best.setdefault(one.candidate.pk, one)
    return sorted((one for one in best.values() if one.score), key=lambda one: -one.score)


def _measure_results(name: str, results: SearchResults) -> Iterator[RatedCandidate]:
    key, says_kind_only = build_key(name), find_kind_word(name) is not None
    for share, one in _list_with_share(results):
        if is_named(one, results.asked):
            yield RatedCandidate(one, measure_fit(one, results.query), NameLevel.WHOLE)
        elif one.record_type in _PLACES and key in {bare.key for bare in _list_bare_names(one)}:
            yield RatedCandidate(one, _OTHER_NAME, NameLevel.BARE)
        elif not says_kind_only:
            yield RatedCandidate(one, round(share * measure_fit(one, results.query)), NameLevel.PART)


def _measure_bare_name(name: BareName, results: SearchResults) -> Iterator[RatedCandidate]:
    for share, one in _list_with_share(results):
        score = round(share * measure_fit(one, results.query))
        own = _list_bare_names(one)
        if own and name.word not in {bare.word for bare in own}:
            yield RatedCandidate(one, round(_OTHER_KIND_SHARE * score), NameLevel.PART)
        elif is_named(one, results.asked):
            yield RatedCandidate(one, score, NameLevel.BARE)
        elif name.key in {bare.key for bare in own}:
            yield RatedCandidate(one, _OTHER_NAME, NameLevel.BARE)
        else:
            yield RatedCandidate(one, score, NameLevel.PART)


def _list_bare_names(candidate: Candidate) -> list[BareName]:
    """Return the names of a candidate that end with the word for its kind, without it."""
    return list_bare_names([*candidate.title_keys.split("\n"), *candidate.name_keys.split("\n")])


def _list_with_share(results: SearchResults) -> list[tuple[float, Candidate]]:
    """Return the matches by name. Words that every name of a kind has match none."""
    if not results.best:
        return [(_NEAR_SHARE, one) for one in results.near if has_terms_in_names(one, results.query)]
    if results.dropped and find_kind_word(results.query.text):
        return []
    share = _NEAR_SHARE if results.dropped else _CORRECTED_SHARE if results.is_corrected else 1.0
    return [(share, one) for one in results.best if has_terms_in_names(one, results.query)]
