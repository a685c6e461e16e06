"""Schemas of the OpenAPI description."""

from typing import Any

from api.description.citations import build_citation_schemas
from api.description.fields import Json
from api.description.responses import build_ref
from api.lists.corrections import CorrectionSerializer
from api.lists.figures import FigureSerializer
from api.lists.search_results import SearchResultSerializer
from api.lists.statistics.serializers import STATISTIC_SCHEMAS, CountedRecordSerializer, StatisticSerializer
from api.lists.vocabularies import UnitSerializer, VocabularySerializer
from api.pagination import KeysetPagination
from api.records.resources import RESOURCES
from records.choices import Action
from records.models.base import get_record_types
from records.translation import COLUMNS


def get_schema_name(serializer: Any) -> str:
    return serializer.__name__.removesuffix("Serializer")


def build_schemas() -> Json:
    """Return the schemas that no serializer describes."""
    lists = _build_list_schemas()
    return {**_build_shared_schemas(), **lists, **STATISTIC_SCHEMAS, **build_citation_schemas()}


def split_nullable_enums(schema: Json) -> Json:
    """Return a schema of an object in which a code that may be null is a code or null.

    Generators of clients then create one class of the codes, named after the title. For an enum that contains
    null, openapi-python-client creates three.
    """
    properties = schema.get("properties", {})
    split = {name: _split_nullable_enum(name, entry) for name, entry in properties.items()}
    return {**schema, "properties": split} if split else schema


def _split_nullable_enum(name: str, entry: Json) -> Json:
    if None not in entry.get("enum", ()):
        return entry
    title = name.title().replace("_", "")
    codes = {"type": "string", "enum": [code for code in entry["enum"] if code is not None], "title": title}
    described = {key: value for key, value in entry.items() if key not in ("type", "enum")}
    return {"anyOf": [codes, {"type": "null"}], **described}


def _build_object(description: str, properties: Json, required: list[str] | None = None) -> Json:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(properties) if required is None else required,
    }


def _build_shared_schemas() -> Json:
    return {
        "Problem": _build_problem_schema(),
        "Reconciliation": {
            "description": "The manifest or, with `queries`, the candidates by the name of the query.",
            "anyOf": [
                build_ref("ReconciliationManifest"),
                {"type": "object", "additionalProperties": build_ref("EntityCandidates")},
            ],
        },
        "Change": _build_change_schema(),
        "ChangeList": _build_object(
            "A page of the log, oldest first.",
            {
                "next": {
                    "type": "string",
                    "format": "uri",
                    "description": "Always present, also at the end: store it, and request it again for "
                    "new changes.",
                },
                "has_more": {"type": "boolean", "description": "Whether `next` already has changes."},
                "results": {"type": "array", "items": build_ref("Change")},
            },
        ),
    }


def build_texts_schema() -> Json:
    """Return the schema of a text in all languages."""
    properties = {tag: {"type": ["string", "null"]} for tag in COLUMNS.values()}
    schema = _build_object("A text in all languages; null for those without a text.", properties)
    return {**schema, "additionalProperties": False}


def _build_problem_schema() -> Json:
    invalid_parameter = _build_object(
        "An invalid parameter.",
        {
            "parameter": {"type": "string"},
            "message": {"type": "string"},
            "allowed": {"type": "array", "items": {"type": "string"}},
        },
    )
    return _build_object(
        "An error (RFC 9457).",
        {
            "type": {
                "type": "string",
                "format": "uri-reference",
                "description": "Documentation of the error.",
            },
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "instance": {
                "type": "string",
                "format": "uri",
                "description": "Identifier of the request, as in `X-Request-ID`.",
            },
            "errors": {"type": "array", "items": invalid_parameter},
        },
    )


def _build_change_schema() -> Json:
    records = [one.serializer_class for one in RESOURCES if not one.is_part]
    whole_record = [build_ref(get_schema_name(serializer)) for serializer in records]
    record_or_null = {"anyOf": [*whole_record, {"type": "null"}]}
    return _build_object(
        "One row of the publication log.",
        {
            "number": {"type": "integer", "description": "Increases in the order of commits."},
            "action": {
                "type": "string",
                "enum": list(Action.values),
                "description": (
                    "- `published`: the record became public\n- `changed`: its content changed\n"
                    "- `renamed`: its slug changed, and maybe its content: replace the record with "
                    "`former_slug` by `after`\n"
                    "- `withdrawn`, `deleted`: remove it from your copy; its URL responds with 410\n"
                    "- `redacted`: the content of the changes in `redacts` was removed for legal reasons. "
                    "Delete your copies of it, including `before` of the change that followed each"
                ),
            },
            "type": {"type": "string", "enum": list(get_record_types())},
            "slug": {"type": "string"},
            "former_slug": {
                "type": ["string", "null"],
                "description": "The slug before, if the action is `renamed`.",
            },
            "version": {"type": "integer"},
            "at": {"type": "string", "format": "date-time"},
            "title": {"anyOf": [build_ref("Text"), {"type": "null"}]},
            "url": {"type": "string", "format": "uri"},
            "page": {"type": ["string", "null"], "format": "uri"},
            "changed": {
                "type": "array",
                "items": {"type": "string"},
                "description": "The fields that differ, in any language; empty unless the action is "
                "`changed` or `renamed`.",
            },
            "before": {
                **record_or_null,
                "description": "The previous version if the action is `changed` or `renamed`.",
            },
            "after": {
                **record_or_null,
                "description": "The whole record after the change; null if it is no longer public.",
            },
            "redacted": {
                "type": "array",
                "items": {"type": "string", "enum": ["title", "before", "after"]},
                "description": "The fields that are null because their content was removed for legal "
                "reasons. `changed` is empty if either version was redacted.",
            },
            "redacts": {
                "type": "array",
                "items": {"type": "integer"},
                "description": "The numbers of the changes whose content was removed; only if the action "
                "is `redacted`.",
            },
        },
    )


def _build_list_schemas() -> Json:
    schemas = {
        "StatisticList": _build_list_schema("statistics", StatisticSerializer),
        "FigureList": _build_list_schema("figures", FigureSerializer),
        "CorrectionList": _build_list_schema("corrections", CorrectionSerializer),
        "SearchResultList": _build_list_schema("results", SearchResultSerializer),
        "UnitList": _build_list_schema("units", UnitSerializer),
        "VocabularyList": _build_list_schema("vocabularies", VocabularySerializer),
        "CountedRecordList": _build_list_schema("counted records", CountedRecordSerializer),
    }
    for resource in RESOURCES:
        name = get_schema_name(resource.serializer_class)
        schemas[f"{name}List"] = _build_list_schema(resource.list_name, resource.serializer_class)
        if resource.point_path is not None:
            schemas[f"{name}Features"] = _build_features_schema(resource)
    return schemas


def _build_list_schema(name: str, serializer: Any) -> Json:
    results = {"type": "array", "items": build_ref(get_schema_name(serializer))}
    schema = KeysetPagination().get_paginated_response_schema(results)
    return {**schema, "description": f"A page of {name}."}


def _build_features_schema(resource: Any) -> Json:
    point = _build_object(
        "Longitude and latitude in WGS 84.",
        {
            "type": {"type": "string", "enum": ["Point"]},
            "coordinates": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
        },
    )
    feature = _build_object(
        "A feature.",
        {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": {"type": "string"},
            "geometry": {"anyOf": [point, {"type": "null"}]},
            "properties": build_ref(get_schema_name(resource.serializer_class)),
        },
    )
    where = {"": "the record itself", "city": "the city", "park": "the park"}.get(
        resource.point_path or "", "the city"
    )
    return _build_object(
        f"All {resource.list_name} as GeoJSON (RFC 7946). The point is that of {where}; null if unknown.",
        {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "features": {"type": "array", "items": feature},
        },
    )
