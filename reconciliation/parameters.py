"""The queries of a batch, and what is wrong with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import lazy

from api.query_params import QueryParamParser
from records.fields import parse_json
from search.queries import MAX_QUERY_LENGTH
from search.results import get_type_label

#: Identifier of a type, which is that of its records in the API -> its name.
ENTITY_TYPES = {
    code: lazy(get_type_label, str)(code) for code in ("city", "region", "park", "material", "partner")
}
MAX_QUERIES = 20
_MAX_CANDIDATES = 20
_DEFAULT_CANDIDATES = 5


_QUERY_KEYS = ("query", "type", "type_strict", "limit", "properties")
_TYPE_STRICT = ("any", "all", "should")
_MAX_PROPERTIES = 10
_MAX_VALUES = 20


@dataclass(frozen=True)
class PropertyQuery:
    """The values of a property, one of which a record should have."""

    pid: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class NameQuery:
    """A name, the types of records that it may mean, properties, and how many candidates are wanted."""

    name: str
    record_types: tuple[str, ...]
    properties: tuple[PropertyQuery, ...]
    limit: int


def parse_object(parser: QueryParamParser, name: str) -> dict[str, Any] | None:
    """Return the JSON object of a parameter; None if it is none."""
    try:
        found = parse_json(parser.parameters.get(name, ""))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def parse_name_queries(parser: QueryParamParser, pids: Sequence[str]) -> dict[str, NameQuery]:
    """Return the queries of the parameter `queries` by their names; errors are added to the parser.

    `pids` are the properties that decide.
    """
    queries = parse_object(parser, "queries")
    if queries is None or not all(isinstance(one, dict) for one in queries.values()):
        parser.add_error("queries", "Write a JSON object of queries: {“q0”: {“query”: “Changchun”}}.")
        return {}
    if len(queries) > MAX_QUERIES:
        parser.add_error("queries", f"A request has at most {MAX_QUERIES} queries.")
        return {}
    return {key: _parse_query(parser, f"queries.{key[:40]}", query, pids) for key, query in queries.items()}


def parse_entity_types(parser: QueryParamParser, name: str, value: Any) -> tuple[str, ...]:
    """Return the types that a value names, which is one or a list; all of them if it is empty."""
    types = value if isinstance(value, list) else [value] if value else []
    for one in types:
        if one not in list(ENTITY_TYPES):
            parser.add_error(name, f"“{str(one)[:80]}” is not allowed here.", ENTITY_TYPES)
    return tuple(types) or tuple(ENTITY_TYPES)


def reject_unknown_keys(
    parser: QueryParamParser, place: str, given: Mapping[str, Any], allowed: Sequence[str]
) -> None:
    for key in given:
        if key not in allowed:
            parser.add_error(f"{place}.{key[:40]}", f"Unknown key “{key[:80]}”.", allowed)


def _parse_query(
    parser: QueryParamParser, place: str, query: dict[str, Any], pids: Sequence[str]
) -> NameQuery:
    reject_unknown_keys(parser, place, query, _QUERY_KEYS)
    name, limit = query.get("query", ""), query.get("limit", _DEFAULT_CANDIDATES)
    if not isinstance(name, str):
        parser.add_error(f"{place}.query", "Write the name as a text.")
        name = ""
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        parser.add_error(f"{place}.limit", "Use a whole number from 1.")
        limit = _DEFAULT_CANDIDATES
    if query.get("type_strict", "any") not in _TYPE_STRICT:
        parser.add_error(f"{place}.type_strict", "This value is not allowed here.", _TYPE_STRICT)
    types = parse_entity_types(parser, f"{place}.type", query.get("type"))
    properties = _parse_properties(parser, f"{place}.properties", query.get("properties", []), pids)
    return NameQuery(name.strip(), types, properties, min(limit, _MAX_CANDIDATES))


def _parse_properties(
    parser: QueryParamParser, place: str, given: Any, pids: Sequence[str]
) -> tuple[PropertyQuery, ...]:
    """Return the properties that have a value. An empty cell of a table says nothing."""
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        parser.add_error(place, "Write a list of properties: [{“pid”: “region”, “v”: “Jilin”}].")
        return ()
    if len(given) > _MAX_PROPERTIES:
        parser.add_error(place, f"A query has at most {_MAX_PROPERTIES} properties.")
        return ()
    found = [_parse_property(parser, f"{place}.{number}", one, pids) for number, one in enumerate(given)]
    return tuple(one for one in found if one.values)


def _parse_property(
    parser: QueryParamParser, place: str, given: dict[str, Any], pids: Sequence[str]
) -> PropertyQuery:
    reject_unknown_keys(parser, place, given, ("pid", "v"))
    pid, value = given.get("pid"), given.get("v")
    if pid not in pids:
        parser.add_error(f"{place}.pid", f"Unknown property “{str(pid)[:80]}”.", pids)
    values = value if isinstance(value, list) else [value]
    texts = [_read_value(one) for one in values]
    if "v" not in given or len(values) > _MAX_VALUES or None in texts:
        message = f"Write a text, a number, an object with “id”, or a list of at most {_MAX_VALUES} of these."
        parser.add_error(f"{place}.v", message)
        return PropertyQuery("", ())
    return PropertyQuery(str(pid), tuple(text for text in texts if text))


def _read_value(value: Any) -> str | None:
    """Return a value as a text, an empty one if there is none; None if it is of another kind."""
    if isinstance(value, dict):
        value = value.get("id", value)
    if value is None:
        return ""
    if not isinstance(value, str | int | float):
        return None
    return str(value).replace("\0", "\ufffd").strip()[:MAX_QUERY_LENGTH]
