"""Which record each query of a batch means: by its name, and by properties that decide between names."""

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from api.exceptions import SearchUnavailable
from reconciliation.entities import EntityKey, build_entity_id, find_candidates, find_present_keys
from reconciliation.parameters import NameQuery, PropertyQuery
from reconciliation.properties import find_keys_by_code, load_rows
from reconciliation.values import PLACE, list_compared, load_comparer, normalize_code
from search.candidates import NameLevel, RatedCandidate, find_rated_candidates
from search.queries import MAX_QUERY_LENGTH
from search.rank import Candidate
from search.time_limit import SearchTimeout

#: Seconds that the searches of one batch may take.
_BATCH_TIME = 3.0
#: Share of the score that remains for each property with another value.
_OTHER_VALUE_SHARE = 0.5
#: And for each of which nothing is known.
_UNKNOWN_SHARE = 0.9
#: The property that decides alone.
_CODE = "code"


@dataclass(frozen=True)
class EntityMatch:
    """A record that a query may mean. `is_match`: it is meant without doubt.

    `features`: the score of its name, and whether it has the values of properties that are known of it.
    """

    candidate: Candidate
    score: int
    is_match: bool
    features: Mapping[str, int | bool] = field(default_factory=dict)


@dataclass(frozen=True)
class _Comparison:
    """A candidate with whether it has the values of properties that are known of it."""

    rated: RatedCandidate
    values: Mapping[str, bool]
    #: The number of properties of which nothing is known of it.
    unknown: int

    @property
    def has_code(self) -> bool:
        return self.values.get(_CODE, False)

    @property
    def is_contradicted(self) -> bool:
        return not self.has_code and not all(self.values.values())

    @property
    def score(self) -> int:
        if self.has_code:
            return 100
        others = sum(not has_value for has_value in self.values.values())
        return round(self.rated.score * _OTHER_VALUE_SHARE**others * _UNKNOWN_SHARE**self.unknown)

    @property
    def standing(self) -> tuple[bool, NameLevel, int]:
        """How surely it is meant; higher is better."""
        return self.has_code, self.rated.level, sum(self.values.values())


def find_matches(queries: Collection[NameQuery]) -> dict[NameQuery, list[EntityMatch]]:
    """Return the candidates of each query, best first. Raises `SearchUnavailable`.

    Beside the searches for the names, the number of queries doesn't depend on how many there are.
    """
    end = time.monotonic() + _BATCH_TIME
    asked: dict[NameQuery, NameQuery] = {}
    texts = {text for query in queries for text in (query.name, *_list_values(query))}
    present = find_present_keys(texts)
    by_code = find_keys_by_code(*_list_codes(queries))
    known = find_candidates({*present.values(), *(key for keys in by_code.values() for key in keys)})
    found: dict[NameQuery, list[RatedCandidate]] = {}
    for query in dict.fromkeys(queries):
        if query.name in present:
            asked[query], named = query, _build_named(query, known.get(present[query.name]))
        else:
            asked[query], named = _find_by_name(query)
        found[query] = [*_find_by_code(query, by_code, known), *named]
        if time.monotonic() > end:
            raise SearchUnavailable
    identifiers = {text: build_entity_id(*key) for text, key in present.items()}
    compared = _compare(found, asked, identifiers)
    return {query: _choose_matches(compared[query])[: query.limit] for query in found}


def _list_values(query: NameQuery, pid: str = "") -> list[str]:
    return [text for one in query.properties if pid in ("", one.pid) for text in one.values]


def _list_codes(queries: Iterable[NameQuery]) -> tuple[set[str], list[str]]:
    """Return the codes of all queries, as they are written and as the records have them, and their types."""
    asked = [query for query in queries if _list_values(query, _CODE)]
    codes = {code for query in asked for text in _list_values(query, _CODE) for code in _list_forms(text)}
    return codes, list(dict.fromkeys(code for query in asked for code in query.record_types))


def _list_forms(text: str) -> set[str]:
    code = normalize_code(text)
    pairs = " ".join(code[place : place + 2] for place in range(0, len(code), 2))
    return {text, code, pairs, f"{pairs}*"}


def _find_by_code(
    query: NameQuery, by_code: Mapping[str, list[EntityKey]], known: Mapping[EntityKey, Candidate]
) -> list[RatedCandidate]:
    forms = {form for text in _list_values(query, _CODE) for form in _list_forms(text)}
    keys = dict.fromkeys(key for form in sorted(forms) for key in by_code.get(form, ()))
    return [
        RatedCandidate(known[key], 0, NameLevel.PART)
        for key in keys
        if key in known and key[0] in query.record_types
    ]


def _build_named(query: NameQuery, named: Candidate | None) -> list[RatedCandidate]:
    """Return the candidate whose identifier is the name, if there is one of these types."""
    is_wanted = named is not None and named.record_type in query.record_types
    return [RatedCandidate(named, 100, NameLevel.WHOLE)] if named and is_wanted else []


def _find_by_name(query: NameQuery) -> tuple[NameQuery, list[RatedCandidate]]:
    """Return the candidates by name, and the query that found them.

    Where nothing is called so, what follows the first comma is the place: "Suzhou, Jiangsu, China".
    """
    rated = _search(query)
    name, *places = (part.strip() for part in query.name.replace("，", ",").split(","))
    if not any(places) or any(one.level > NameLevel.PART for one in rated):
        return query, rated
    within = (*query.properties, PropertyQuery(PLACE, (places[0],)))
    split = replace(query, name=name, properties=within)
    return split, [*rated, *_search(split)]


def _search(query: NameQuery) -> list[RatedCandidate]:
    """Return the candidates by name. One that is empty or longer than a search may be has none."""
    if not 0 < len(query.name) <= MAX_QUERY_LENGTH:
        return []
    try:
        return find_rated_candidates(query.name, query.record_types)
    except SearchTimeout:
        raise SearchUnavailable from None


def _compare(
    found: Mapping[NameQuery, Sequence[RatedCandidate]],
    asked: Mapping[NameQuery, NameQuery],
    identifiers: Mapping[str, str],
) -> dict[NameQuery, list[_Comparison]]:
    """Compare the values of all candidates with those of their queries, which may be `asked` otherwise."""
    properties = [one for query in asked.values() for one in query.properties]
    keys = {
        (one.candidate.record_type, one.candidate.slug)
        for query, some in found.items()
        if asked[query].properties
        for one in some
    }
    rows = load_rows(keys, [one for query in properties for one in list_compared(query.pid)])
    comparer = load_comparer(rows, properties, identifiers)

    def compare_one(query: NameQuery, rated: RatedCandidate) -> _Comparison:
        key = (rated.candidate.record_type, rated.candidate.slug)
        row: Any = rows.get(key)
        values = {
            one.pid: has_value
            for one in asked[query].properties
            if row is not None and (has_value := comparer.has_value(key[0], row, one)) is not None
        }
        return _Comparison(rated, values, len(asked[query].properties) - len(values))

    return {query: [compare_one(query, one) for one in _merge(some)] for query, some in found.items()}


def _merge(rated: Iterable[RatedCandidate]) -> list[RatedCandidate]:
    """Return each candidate once, as it is named best."""
    best: dict[int, RatedCandidate] = {}
    for one in sorted(rated, key=lambda one: -one.level):
        best.setdefault(one.candidate.pk, one)
    return list(best.values())


def _choose_matches(compared: Sequence[_Comparison]) -> list[EntityMatch]:
    """Return the candidates, best first, with the one that is meant: the only one that stands best.

    One with another value of a property isn't meant, and of those with a code, none that is only named.
    """
    standings = [one.standing for one in compared if not one.is_contradicted]
    best = max(standings, default=(False, NameLevel.PART, 0))
    is_clear = standings.count(best) == 1 and (best[0] or best[1] > NameLevel.PART)
    ordered = sorted(
        compared, key=lambda one: (-one.score, one.is_contradicted, [-int(n) for n in one.standing])
    )
    return [
        EntityMatch(
            one.rated.candidate,
            one.score,
            is_clear and not one.is_contradicted and one.standing == best,
            {"name": one.rated.score, **one.values},
        )
        for one in ordered
    ]
