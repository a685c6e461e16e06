"""The manifest, candidates and suggestions, in the forms of the specification."""

import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language

from api.exceptions import SearchUnavailable
from api.records.renderers import Objects
from reconciliation.parameters import ENTITY_TYPES, MAX_QUERIES, NameQuery
from reconciliation.previews import PREVIEW_HEIGHT, PREVIEW_WIDTH
from records.texts.translation import get_text
from search.candidates import RatedCandidate, find_rated_candidates
from search.models import SearchEntry
from search.queries import MAX_QUERY_LENGTH
from search.results import load_place_names
from search.selectors import find_results, load_entries
from search.time_limit import SearchTimeout

#: Seconds that the searches of one batch may take.
_BATCH_TIME = 3.0
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
        "defaultTypes": [_build_type(code) for code in ENTITY_TYPES],
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
    """Return the candidates of each query, in the active language.

    A name that is empty or longer than a search may be has none. Raises `SearchUnavailable`.
    """
    found = _find_all(queries.values())
    entries = load_entries([one.candidate for rated in found.values() for one in rated])
    described = _describe_entries(entries)
    return {
        key: {
            "result": [
                {
                    **described[one.candidate.pk],
                    "type": [_build_type(one.candidate.record_type)],
                    "score": one.score,
                    "match": one.is_match,
                }
                for one in found[query]
                if one.candidate.pk in described
            ]
        }
        for key, query in queries.items()
    }


def _find_all(queries: Iterable[NameQuery]) -> dict[NameQuery, list[RatedCandidate]]:
    end = time.monotonic() + _BATCH_TIME
    found: dict[NameQuery, list[RatedCandidate]] = {}
    for query in queries:
        if query in found:
            continue
        if not 0 < len(query.name) <= MAX_QUERY_LENGTH:
            found[query] = []
            continue
        try:
            found[query] = find_rated_candidates(query.name, query.record_types, query.limit)
        except SearchTimeout:
            raise SearchUnavailable from None
        if time.monotonic() > end:
            raise SearchUnavailable
    return found


def suggest_entities(prefix: str, types: Sequence[str], start: int) -> Objects:
    """Return what was meant by what was typed, best first. Raises `SearchUnavailable`."""
    if not 0 < len(prefix) <= MAX_QUERY_LENGTH:
        return []
    try:
        matches = find_results(prefix, among=types, is_typing=True, needs_all=True).matches
    except SearchTimeout:
        raise SearchUnavailable from None
    entries = load_entries(matches[start : start + _MAX_SUGGESTIONS])
    described = _describe_entries(entries)
    return [{**described[one.pk], "notable": [_build_type(one.record_type)]} for one in entries]


def _build_type(code: str) -> dict[str, str]:
    return {"id": code, "name": str(ENTITY_TYPES[code])}


def _describe_entries(entries: Sequence[SearchEntry]) -> dict[int, dict[str, str]]:
    """Return by primary key the identifier, the name, and as description its other name and where it is."""
    places = load_place_names(entries)
    language = get_language() or "en"
    other = "zh-hans" if language == "en" else "en"
    described = {}
    for entry in entries:
        name, other_name = (str(get_text(entry, "title", lang)) for lang in (language, other))
        where = "" if entry.record_type == "city" else places.get(entry.place, "")
        words = [word for word in (other_name, where or str(entry.lede)) if word and word != name]
        described[entry.pk] = {
            "id": f"{entry.record_type}.{entry.slug}",
            "name": name,
            "description": " · ".join(words),
        }
    return described
