"""Answers to `fields`: the schemas of pages and objects that have only some of the fields.

They have the field `fields`, so that programs tell them from whole answers, whose fields are all required.
"""

from typing import Any

from api.description.fields import Json

_FIELDS: Json = {
    "type": "array",
    "items": {"type": "string"},
    "description": "The fields that were asked for. Only answers to `fields` have this.",
}


def describe_partial_answers(result: Json, **_kwargs: Any) -> Json:
    """Postprocessing hook: where there is a parameter `fields`, an answer may have only some of them."""
    schemas = result["components"]["schemas"]
    for operation in [one for path in result["paths"].values() for one in path.values()]:
        if any(parameter["name"] == "fields" for parameter in operation.get("parameters", ())):
            content = operation["responses"]["200"]["content"]["application/json"]
            whole, *others = content["schema"].get("anyOf", [content["schema"]])
            name = _add_partial_answer(schemas, _get_name(whole))
            content["schema"] = {"anyOf": [whole, _build_reference(name), *others]}
    return result


def _add_partial_answer(schemas: Json, name: str) -> str:
    """Add the schema of an answer with some of the fields, and return its name."""
    schema, partial_name = schemas[name], f"{name}Fields"
    if "next" not in schema["properties"]:  # a single object
        row = _add_partial(schemas, name)
        more = {"type": "object", "properties": {"fields": _FIELDS}, "required": ["fields"]}
        schemas[f"{row}Answer"] = {
            "description": schemas[row]["description"],
            "allOf": [_build_reference(row), more],
        }
        return f"{row}Answer"
    results = schema["properties"]["results"]
    row = _add_partial(schemas, _get_name(results["items"]))
    schemas[partial_name] = {
        **schema,
        "description": "A page of a list, with some of the fields.",
        "properties": {
            **schema["properties"],
            "fields": _FIELDS,
            "results": {**results, "items": _build_reference(row)},
        },
        "required": [*schema["required"], "fields"],
    }
    return partial_name


def _add_partial(schemas: Json, name: str) -> str:
    """Add the schema of an object with some of its fields, also as a feature, and return its name."""
    partial_name = f"{name}Fields"
    if partial_name not in schemas:
        optional = {key: entry for key, entry in schemas[name].items() if key != "required"}
        about = f"{schemas[name]['description']} With those fields only that were asked for."
        schemas[partial_name] = {**optional, "description": about}
        if f"{name}Feature" in schemas:
            properties = schemas[f"{name}Feature"]["properties"]
            whole, *texts = properties["properties"]["allOf"]
            either = {"anyOf": [whole, _build_reference(partial_name)]}
            properties["properties"] = {**properties["properties"], "allOf": [either, *texts]}
    return partial_name


def _build_reference(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _get_name(schema: Json) -> str:
    return schema["$ref"].rpartition("/")[2]
