"""The manifest and candidates, in the forms of the specification."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from reconciliation.entities import build_type, describe_entries
from reconciliation.extension import build_extension_metadata
from reconciliation.matches import EntityMatch, find_matches
from reconciliation.parameters import ENTITY_TYPES, MAX_QUERIES, NameQuery
from reconciliation.previews import PREVIEW_HEIGHT, PREVIEW_WIDTH
from search.selectors import load_entries


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
            name: {
                "service_url": service,
                "service_path": f"suggest/{name}/{query}",
                "flyout_service_path": f"flyout/{name}/${{id}}/{query}",
            }
            for name in ("entity", "property", "type")
        },
        "extend": build_extension_metadata(service, query),
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
                {**described[one.candidate.pk], **_describe_match(one)}
                for one in found[query]
                if one.candidate.pk in described
            ]
        }
        for key, query in queries.items()
    }


def _describe_match(match: EntityMatch) -> dict[str, Any]:
    return {
        "type": [build_type(match.candidate.record_type)],
        "score": match.score,
        "match": match.is_match,
        "features": [{"id": name, "value": value} for name, value in match.features.items()],
    }
