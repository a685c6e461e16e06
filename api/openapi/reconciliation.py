"""Schemas of the Reconciliation Service API in the OpenAPI description."""

from api.openapi.parameters import Json
from api.openapi.responses import build_ref
from api.reconciliation.parameters import ENTITY_TYPES

_TEXT = {"type": "string"}
_URI = {"type": "string", "format": "uri"}


def build_reconciliation_schemas() -> Json:
    return {
        "EntityType": _build_open_object(
            "A type of records.",
            id={"type": "string", "enum": list(ENTITY_TYPES), "description": "The type in the API."},
            name={**_TEXT, "description": "Its name in words."},
        ),
        "EntityCandidate": _build_open_object(
            "A record that a name may mean.",
            **_build_entity_properties(),
            type=_build_types("The type of the record."),
            score={"type": "number", "minimum": 0, "maximum": 100, "description": "100: it is its title."},
            match={"type": "boolean", "description": "Whether no other record has exactly this name."},
        ),
        "EntityCandidates": {
            "type": "object",
            "description": "The candidates of a query, best first.",
            "properties": {
                "result": {
                    "type": "array",
                    "items": build_ref("EntityCandidate"),
                    "description": "What the name may mean.",
                }
            },
            "required": ["result"],
        },
        "ReconciliationManifest": _build_manifest_schema(),
        "Reconciliation": {
            "description": "The manifest or, with `queries`, the candidates by the name of the query.",
            "anyOf": [
                build_ref("ReconciliationManifest"),
                {"type": "object", "additionalProperties": build_ref("EntityCandidates")},
            ],
        },
        "EntitySuggestion": _build_open_object(
            "A record that was found.",
            **_build_entity_properties(),
            notable=_build_types("The type of the record."),
        ),
        "EntitySuggestions": {
            "type": "object",
            "description": "Suggestions, best first.",
            "properties": {
                "result": {
                    "type": "array",
                    "items": build_ref("EntitySuggestion"),
                    "description": "What was found for it.",
                }
            },
            "required": ["result"],
        },
    }


def _build_manifest_schema() -> Json:
    return _build_open_object(
        "What the service is and can do.",
        versions={"type": "array", "items": _TEXT, "description": "Versions of the specification."},
        name={**_TEXT, "description": "The name of the service."},
        identifierSpace={**_URI, "description": "What identifiers belong to."},
        schemaSpace={**_URI, "description": "What identifiers of types belong to."},
        documentation={**_URI, "description": "The page for developers."},
        defaultTypes=_build_types("All types that names are matched with."),
        view={
            "type": "object",
            "properties": {"url": _TEXT},
            "required": ["url"],
            "description": "The page of a record, by its identifier.",
        },
        preview={
            "type": "object",
            "properties": {"url": _TEXT, "width": {"type": "integer"}, "height": {"type": "integer"}},
            "required": ["url", "width", "height"],
            "description": "A small page about a record, by its identifier, and its size in pixels.",
        },
        suggest={"type": "object", "description": "Where names are suggested."},
        batchSize={"type": "integer", "description": "Most queries in a request."},
    )


def _build_entity_properties() -> Json:
    return {
        "id": {**_TEXT, "description": "Type and slug of the record.", "examples": ["city.changchun"]},
        "name": {**_TEXT, "description": "The title in the language of `lang`."},
        "description": {**_TEXT, "description": "The title in the other script, and where it is."},
    }


def _build_types(description: str) -> Json:
    return {"type": "array", "items": build_ref("EntityType"), "description": description}


def _build_open_object(about: str, /, **properties: Json) -> Json:
    return {
        "type": "object",
        "description": about,
        "properties": properties,
        "required": list(properties),
    }
