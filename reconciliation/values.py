"""Whether a record has the values of a query: a name in any language, a code, a slug, or an identifier."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from django.utils.translation import override

from reconciliation.entities import EntityKey, build_entity_id, find_candidates
from reconciliation.parameters import PropertyQuery
from reconciliation.properties import PROPERTIES, Country, Property
from records.field_kinds.representation import API_LANGUAGES
from records.models import Record
from records.texts.formats import get_country_name
from search.kind_words import KindWord, find_kind_word, list_bare_names, split_kind_word
from search.rank import Candidate
from search.words import build_key

#: A division of GB/T 2260 with the levels below it, which are all its own: 220100000000.
_LONG_CODE = re.compile(r"(\d{6})0{3}(?:0{3})?")


#: What follows a name after a comma, as in "Suzhou, Jiangsu".
PLACE = "place"
_PLACE_PROPERTIES = ("region", "city", "country")


@dataclass(frozen=True)
class Comparer:
    """Compares values of records with those of queries.

    `names` are those of the records that are values, `present` the identifiers of former ones.
    """

    names: Mapping[EntityKey, frozenset[str]]
    present: Mapping[str, str]

    def has_value(self, record_type: str, row: Any, query: PropertyQuery) -> bool | None:
        """Return whether a record has one of the values; None if it has none at all."""
        own = [value for one in list_compared(query.pid) for value in one.list_values(record_type, row)]
        if not own:
            return None
        return any(self._is_equal(value, text) for value in own for text in query.values)

    def _is_equal(self, value: Any, text: str) -> bool:
        if isinstance(value, Record):
            key = (value.type_code, value.slug)
            is_meant = self.present.get(text, text) == build_entity_id(*key)
            return is_meant or not self.names[key].isdisjoint(_list_keys(text))
        if isinstance(value, Country):
            return build_key(text) in _list_country_keys(value.code)
        if isinstance(value, Enum):
            return build_key(text) in _list_label_keys(value) or find_kind_word(text) in _list_words(value)
        return normalize_code(text) == normalize_code(str(value))


def list_compared(pid: str) -> list[Property]:
    """Return the properties that are compared for one of a query, or for the place after a name."""
    return [PROPERTIES[one] for one in (_PLACE_PROPERTIES if pid == PLACE else (pid,))]


def normalize_code(text: str) -> str:
    """Return a code without spaces, hyphens and the zeros of levels below."""
    code = build_key(text).removeprefix("ewc").upper()
    match = _LONG_CODE.fullmatch(code)
    return match[1] if match else code


def load_comparer(
    rows: Mapping[EntityKey, Any], queries: Iterable[PropertyQuery], present: Mapping[str, str]
) -> Comparer:
    """Read the names of the records that are values of rows. At most one query."""
    properties = {one for query in queries for one in list_compared(query.pid)}
    values = {
        (value.type_code, value.slug): value
        for (record_type, _slug), row in rows.items()
        for one in properties
        for value in one.list_values(record_type, row)
        if isinstance(value, Record)
    }
    entries = find_candidates(values)
    names = {key: frozenset(_list_names(value, entries.get(key))) for key, value in values.items()}
    return Comparer(names, present)


def _list_names(record: Any, entry: Candidate | None) -> Collection[str]:
    """Return all names and codes of a record, also without the words for its kind."""
    titles = [build_key(str(record.title_in(lang))) for lang in ("en", "zh-hans")]
    keys = [build_key(record.slug), *titles]
    if entry:
        keys += [*entry.title_keys.split("\n"), *entry.name_keys.split("\n")]
    return {*keys, *(bare.key for bare in list_bare_names(keys))} - {""}


def _list_keys(text: str) -> set[str]:
    bare = split_kind_word(text)
    return {build_key(text), *([bare.key] if bare else [])}


@cache
def _list_country_keys(code: str) -> frozenset[str]:
    keys = {build_key(code)}
    for lang in API_LANGUAGES:
        with override(lang):
            keys.add(build_key(get_country_name(code)))
    return frozenset(keys)


@cache
def _list_labels(value: Any) -> tuple[str, ...]:
    labels = []
    for lang in API_LANGUAGES:
        with override(lang):
            labels.append(str(value.label))
    return tuple(labels)


def _list_label_keys(value: Any) -> set[str]:
    return {build_key(text) for text in (value.value, *_list_labels(value))}


def _list_words(value: Any) -> set[KindWord]:
    """Return the words for a kind of place that are labels of a code: a prefecture-level city is a city."""
    return {word for label in _list_labels(value) if (word := find_kind_word(label))}
