"""The manifest, candidates and suggestions, in the forms of the specification."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from api.exceptions import SearchUnavailable
from api.records.renderers import Objects
from reconciliation.entities import build_type, describe_entries
from reconciliation.matches import find_matches
from reconciliation.parameters import ENTITY_TYPES, MAX_QUERIES, NameQuery
from reconciliation.previews import PREVIEW_HEIGHT, PREVIEW_WIDTH
from search.queries import MAX_QUERY_LENGTH
from search.selectors import find_results, load_entries
from search.time_limit import SearchTimeout

_MAX_SUGGESTIONS = 10


def build_manifest(origin: str, lang: str) -> dict[str, Any]:
    """Return what the service can do. Pages of records are in the active language, which is `lang`."""
    query = f"?{urlencode({'lang': lang})}"
    service = f"{origin}{reverse('api-reconcile')}"
    preview = reverse("entity_preview", args=["city", "slug"])
    return {
        "versions": ["0.2"],
        "name": "China Hub",
        "identifierSpace": service,
        "schemaSpace": f"{origin}/api/v1/",
        "documentation": f"{origin}/{lang}/developers/",
        "defaultTypes": [build_type(code) for code in ENTITY_TYPES],
        "view": {"url": f"{service}{{{{id}}}}/{query}"},
        "preview": {
            "url": f"{origin}{preview}".replace("city.slug", "{{id}}"),
            "width": PREVIEW_WIDTH,
            "height": PREVIEW_HEIGHT,
        },
        "suggest": {
            "entity": {"service_url": service, "service_path": f"suggest/entity/{query}"},
        },
        "batchSize": MAX_QUERIES,
    }


def match_names(queries: Mapping[str, NameQuery]) -> dict[str, Any]:
    """Return the candidates of each query, in the active language. Raises `SearchUnavailable`."""
    found = find_matches(queries.values())
    entries = load_entries([one.candidate for matches in found.values() for one in matches])
    described = describe_entries(entries)
    return {
        key: {
            "result": [
                {
                    **described[one.candidate.pk],
                    "type": [build_type(one.candidate.record_type)],
                    "score": one.score,
                    "match": one.is_match,
                }
                for one in found[query]
                if one.candidate.pk in described
            ]
        }
        for key, query in queries.items()
    }


def suggest_entities(prefix: str, types: Sequence[str], start: int) -> Objects:
    """Return what was meant by what was typed, best first. Raises `SearchUnavailable`."""
    if not 0 < len(prefix) <= MAX_QUERY_LENGTH:
        return []
    try:
        matches = find_results(prefix, among=types, is_typing=True, needs_all=True).matches
    except SearchTimeout:
        raise SearchUnavailable from None
    entries = load_entries(matches[start : start + _MAX_SUGGESTIONS])
    described = describe_entries(entries)
    return [{**described[one.pk], "notable": [build_type(one.record_type)]} for one in entries]
