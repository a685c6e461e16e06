"""What version 0.2 of the Reconciliation Service API asks of requests and answers, as JSON schemas."""

from typing import Any

import jsonschema_rs

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
FULL_TEXT: Schema = {"type": "string", "minLength": 1}
ENTITY_TEMPLATE: Schema = {"type": "string", "pattern": r"\{\{id\}\}"}


def make_object(required: dict[str, Schema], **optional: Schema) -> Schema:
    return {"type": "object", "properties": {**required, **optional}, "required": list(required)}


def make_closed_object(required: dict[str, Schema], **optional: Schema) -> Schema:
    return {**make_object(required, **optional), "additionalProperties": False}


def make_list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def make_map(values: Schema) -> Schema:
    return {"type": "object", "additionalProperties": values}


TYPE = make_object({"id": FULL_TEXT, "name": FULL_TEXT})
PROPERTY = make_object({"id": FULL_TEXT, "name": FULL_TEXT})
SUGGEST_METADATA = make_object(
    {"service_url": TEXT, "service_path": TEXT},
    flyout_service_url=TEXT,
    flyout_service_path={"type": "string", "pattern": r"\$\{id\}"},
)
SETTING = {"name": TEXT, "label": TEXT}
SETTINGS = {
    "oneOf": [
        make_object({**SETTING, "type": {"const": kind}}, default=default, help_text=TEXT)
        for kind, default in (
            ("number", {"type": "number"}),
            ("text", TEXT),
            ("checkbox", {"type": "boolean"}),
        )
    ]
}
MANIFEST = make_object(
    {
        "versions": {**make_list(TEXT), "contains": {"const": "0.2"}},
        "name": FULL_TEXT,
        "identifierSpace": {"type": "string", "format": "uri"},
        "schemaSpace": {"type": "string", "format": "uri"},
    },
    documentation={"type": "string", "format": "uri"},
    defaultTypes={**make_list(TYPE), "uniqueItems": True},
    view=make_object({"url": ENTITY_TEMPLATE}),
    preview=make_object(
        {"url": ENTITY_TEMPLATE, "width": {"type": "integer"}, "height": {"type": "integer"}}
    ),
    suggest={
        "type": "object",
        "properties": dict.fromkeys(("entity", "property", "type"), SUGGEST_METADATA),
        "additionalProperties": False,
    },
    extend=make_object(
        {},
        propose_properties=make_object({"service_url": TEXT, "service_path": TEXT}),
        property_settings=make_list(SETTINGS),
    ),
    batchSize={"type": "integer", "minimum": 1},
)
RESULTS = make_map(
    make_object(
        {
            "result": make_list(
                make_object(
                    {"id": FULL_TEXT, "name": TEXT, "score": {"type": "number"}},
                    description=TEXT,
                    match={"type": "boolean"},
                    type=make_list(TYPE),
                    features=make_list(
                        make_object({"id": FULL_TEXT, "value": {"type": ["number", "boolean"]}})
                    ),
                )
            )
        }
    )
)
ENTITY_SUGGESTIONS = make_object(
    {
        "result": make_list(
            make_object({"id": FULL_TEXT, "name": TEXT}, description=TEXT, notable=make_list(TYPE))
        )
    }
)
SUGGESTIONS = make_object(
    {"result": make_list(make_object({"id": FULL_TEXT, "name": TEXT}, description=TEXT))}
)
FLYOUT = make_object({"id": FULL_TEXT, "html": FULL_TEXT})
PROPOSAL = make_object(
    {"type": FULL_TEXT, "properties": make_list(PROPERTY)}, limit={"type": "integer", "minimum": 1}
)
EXTENSION = make_object(
    {
        "meta": make_list(
            make_object(
                {"id": FULL_TEXT, "name": FULL_TEXT},
                type=TYPE,
                service={"type": "string", "pattern": "^https?://"},
            )
        ),
        "rows": make_map(
            make_map(
                make_list(
                    {
                        "oneOf": [
                            make_closed_object({}),
                            make_closed_object({"id": TEXT, "name": TEXT}, description=TEXT),
                            make_closed_object({"str": TEXT}),
                            make_closed_object({"float": {"type": "number"}}),
                            make_closed_object({"int": {"type": "integer"}}),
                        ]
                    }
                )
            )
        ),
    }
)


def holds(schema: Schema, body: Any) -> None:
    errors = jsonschema_rs.validator_for(schema, validate_formats=True).iter_errors(body)
    assert [f"{error.instance_path}: {error.message[:200]}" for error in errors] == []
