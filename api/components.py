"""The schemas of the OpenAPI description: what every answer has in common, and one for each shape."""

from typing import Any

from api.changes import TYPES
from api.counted import shape as counted
from api.resources import RESOURCES, ApiResource
from api.shapes import Shape, all_shapes
from records.choices import Action

Json = dict[str, Any]


def schemas() -> Json:
    """Every schema by its name."""
    return {**_shared_schemas(), **_shape_schemas()}


def ref(name: str, kind: str = "schemas") -> Json:
    return {"$ref": f"#/components/{kind}/{name}"}


def _object(description: str, properties: Json, required: list[str] | None = None) -> Json:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(properties) if required is None else required,
    }


def _shared_schemas() -> Json:
    return {
        "Text": _text_schema(),
        "Reference": _object(
            "Another record: its type, its slug and where to read it. With `expand`, that record itself.",
            {
                "type": {"type": "string", "enum": list(TYPES)},
                "slug": {"type": "string", "examples": ["changchun"]},
                "url": {"type": "string", "format": "uri"},
            },
        ),
        "Problem": _problem_schema(),
        "Root": _root_schema(),
        "Change": _change_schema(),
        "ChangeList": _object(
            "A part of the log, oldest first.",
            {
                "next": {
                    "type": "string",
                    "format": "uri",
                    "description": "Always there, also at the end: keep it, and ask it again for what is "
                    "new.",
                },
                "has_more": {"type": "boolean", "description": "Whether `next` has something already."},
                "results": {"type": "array", "items": ref("Change")},
            },
        ),
    }


def _text_schema() -> Json:
    nullable = {"type": ["string", "null"]}
    tags = ("en", "zh-Hans", "zh-Hant")
    return {
        "description": (
            "A text in the language of `lang`; where it was not translated, in the nearest language there is. "
            "With `lang=all` an object with each language, null where there is no text in it."
        ),
        "anyOf": [
            {"type": "string"},
            {
                "type": "object",
                "properties": dict.fromkeys(tags, nullable),
                "required": list(tags),
                "additionalProperties": False,
            },
        ],
        "examples": ["Changchun"],
    }


def _problem_schema() -> Json:
    invalid_parameter = _object(
        "One parameter that was not understood.",
        {
            "parameter": {"type": "string"},
            "message": {"type": "string"},
            "allowed": {"type": "array", "items": {"type": "string"}},
        },
    )
    return _object(
        "What went wrong (RFC 9457).",
        {
            "type": {
                "type": "string",
                "format": "uri-reference",
                "description": "Where the error is explained.",
            },
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "instance": {
                "type": "string",
                "format": "uri",
                "description": "The number of the request, also in `X-Request-ID`. Name it when you write to us.",
            },
            "errors": {"type": "array", "items": invalid_parameter},
        },
    )


def _root_schema() -> Json:
    uri = {"type": "string", "format": "uri"}
    resource = _object(
        "One resource.", {"name": {"type": "string"}, "url": uri, "description": {"type": "string"}}
    )
    links = ("changes", "feed", "schema", "docs", "developers", "license")
    return _object(
        "What there is.",
        {
            "resources": {"type": "array", "items": resource},
            **dict.fromkeys(links, uri),
            "content_version": {
                "type": "integer",
                "description": "The number of the newest change. The same number: nothing has changed.",
            },
        },
    )


def _change_schema() -> Json:
    whole_record = [ref(entry.shape.name) for entry in RESOURCES if not entry.is_part]
    record_or_null = {"anyOf": [*whole_record, {"type": "null"}]}
    return _object(
        "One row of the publication log.",
        {
            "number": {"type": "integer", "description": "Rises in the order of commits."},
            "action": {
                "type": "string",
                "enum": list(Action.values),
                "description": (
                    "- `published`: it is public from now on\n- `changed`: it says something else\n"
                    "- `withdrawn`, `deleted`: take it out of your copy; its address answers 410, or 301 "
                    "after a rename\n"
                    "- `redacted`: what the changes in `redacts` said was removed for legal reasons. Delete "
                    "your copies of it, also in the `before` of the change that followed each"
                ),
            },
            "type": {"type": "string", "enum": list(TYPES)},
            "slug": {"type": "string"},
            "version": {"type": "integer"},
            "at": {"type": "string", "format": "date-time"},
            "title": {"anyOf": [ref("Text"), {"type": "null"}]},
            "url": {"type": "string", "format": "uri"},
            "page": {"type": ["string", "null"], "format": "uri"},
            "changed": {
                "type": "array",
                "items": {"type": "string"},
                "description": "The keys of which something differs, in any language; empty but for "
                "`changed`.",
            },
            "before": {**record_or_null, "description": "The version before, where the action is `changed`."},
            "after": {
                **record_or_null,
                "description": "The record whole as it is from then on; null where it left.",
            },
            "redacted": {
                "type": "array",
                "items": {"type": "string", "enum": ["title", "before", "after"]},
                "description": "The keys that are null because what they said was removed for legal reasons. "
                "`changed` is empty where either side was.",
            },
            "redacts": {
                "type": "array",
                "items": {"type": "integer"},
                "description": "The numbers of the changes that were emptied; with `redacted` only.",
            },
        },
    )


def _shape_schemas() -> Json:
    found: Json = {}
    for shape in (*all_shapes(), counted.SHAPE):
        found[shape.name] = shape.schema()
    found |= counted.SCHEMAS
    found[f"{counted.SHAPE.name}List"] = _list_schema(counted.NAME, counted.SHAPE)
    for entry in RESOURCES:
        found[f"{entry.shape.name}List"] = _list_schema(entry.name, entry.shape)
        if entry.place is not None:
            found[f"{entry.shape.name}Features"] = _features_schema(entry)
    return dict(sorted(found.items()))


def _list_schema(name: str, shape: Shape) -> Json:
    return _object(
        f"A page of {name}.",
        {
            "count": {"type": "integer", "description": "How many there are; with `count=1` only."},
            "next": {
                "type": ["string", "null"],
                "format": "uri",
                "description": "The address of the next page; null on the last one.",
            },
            "results": {"type": "array", "items": ref(shape.name)},
        },
        ["next", "results"],
    )


def _features_schema(resource: ApiResource) -> Json:
    point = _object(
        "Longitude and latitude in WGS 84.",
        {
            "type": {"type": "string", "enum": ["Point"]},
            "coordinates": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
        },
    )
    feature = _object(
        "One of them.",
        {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": {"type": "string"},
            "geometry": {"anyOf": [point, {"type": "null"}]},
            "properties": ref(resource.shape.name),
        },
    )
    where = {"": "their own place", "city": "the city", "park": "the park"}.get(
        resource.place or "", "the city"
    )
    return _object(
        f"All {resource.name} as GeoJSON (RFC 7946). The point is that of {where}; null where none is "
        f"recorded.",
        {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "features": {"type": "array", "items": feature},
        },
    )
