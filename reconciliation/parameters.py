"""The queries of a batch, and what is wrong with them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from api.query_params import QueryParamParser
from records.fields import parse_json

#: Identifier of a type, which is that of its records in the API -> its name.
ENTITY_TYPES = {
    "city": _("City"),
    "region": _("Region"),
    "park": _("Industrial park"),
    "material": _("Material"),
    "partner": _("Organisation"),
}
MAX_QUERIES = 20
_MAX_CANDIDATES = 20
_DEFAULT_CANDIDATES = 5


@dataclass(frozen=True)
class NameQuery:
    """A name, the types of records that it may mean, and how many candidates are wanted."""

    name: str
    record_types: tuple[str, ...]
    limit: int


def parse_name_queries(parser: QueryParamParser) -> dict[str, NameQuery]:
    """Return the queries of the parameter `queries` by their names; errors are added to the parser."""
    try:
        queries = parse_json(parser.parameters.get("queries", ""))
    except (ValueError, RecursionError):
        queries = None
    if not isinstance(queries, dict) or not all(isinstance(one, dict) for one in queries.values()):
        parser.add_error("queries", "Write a JSON object of queries: {“q0”: {“query”: “Changchun”}}.")
        return {}
    if len(queries) > MAX_QUERIES:
        parser.add_error("queries", f"A request has at most {MAX_QUERIES} queries.")
        return {}
    return {key: _parse_query(parser, f"queries.{key[:40]}", query) for key, query in queries.items()}


def parse_entity_types(parser: QueryParamParser, name: str, value: Any) -> tuple[str, ...]:
    """Return the types that a value names, which is one or a list; all of them if it is empty."""
    types = value if isinstance(value, list) else [value] if value else []
    for one in types:
        if one not in list(ENTITY_TYPES):
            parser.add_error(name, f"“{str(one)[:80]}” is not allowed here.", ENTITY_TYPES)
    return tuple(types) or tuple(ENTITY_TYPES)


def _parse_query(parser: QueryParamParser, place: str, query: dict[str, Any]) -> NameQuery:
    name, limit = query.get("query", ""), query.get("limit", _DEFAULT_CANDIDATES)
    if not isinstance(name, str):
        parser.add_error(f"{place}.query", "Write the name as a text.")
        name = ""
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        parser.add_error(f"{place}.limit", "Use a whole number from 1.")
        limit = _DEFAULT_CANDIDATES
    types = parse_entity_types(parser, f"{place}.type", query.get("type"))
    return NameQuery(name.strip(), types, min(limit, _MAX_CANDIDATES))
