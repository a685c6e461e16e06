"""The OpenAPI description: drf-spectacular walks the addresses, the shapes and filters say the rest."""

from functools import cache
from http import HTTPStatus
from typing import Any

from django.utils.translation import override
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer

from api.asking import FORMATS, LANGS, LAST_ROW_BY_PAGE, MOST_PER_PAGE, PAGE_SIZE
from api.changes import BEGINNING, NOW, TYPES
from api.exports import CONTENT_TYPES
from api.filters import (
    SlugsFilter,
    StatedDateBound,
    UpdatedSince,
    allowed_values,
    describe,
    filterset_class,
)
from api.problems import CONTENT_TYPE as PROBLEM
from api.resources import RESOURCES, ApiResource
from api.shapes import Shape, all_shapes
from records.choices import Action
from records.filters import CodesFilter

Json = dict[str, Any]


class Schema(AutoSchema):
    """What one address answers; each view says which kind of address it is (`described_as`)."""

    def is_excluded(self) -> bool:
        return not hasattr(self.view, "described_as")

    def get_operation(
        self, path: str, path_regex: str, path_prefix: str, method: str, registry: Any
    ) -> Json | None:
        self.path, self.method, self.registry = path, method.upper(), registry
        described_as = getattr(self.view, "described_as", None)
        return _OPERATIONS[described_as](self.view) if described_as else None


@cache
def whole() -> Json:
    """The description of the API, always the same for the same program."""
    with override("en"):
        return SchemaGenerator().get_schema(public=True)


def yaml_text() -> str:
    """The description as it is committed in docs/openapi.yaml."""
    return OpenApiYamlRenderer().render(whole(), renderer_context={}).decode()


@cache
def json_text() -> bytes:
    """The description as every tool reads it."""
    return OpenApiJsonRenderer().render(whole(), renderer_context={})


def complete(result: Json, **_kwargs: Any) -> Json:
    """Add the components, which no view has alone."""
    result["components"] = {
        "schemas": {**_shared_schemas(), **_shape_schemas()},
        "parameters": {name: entry for name, entry in _PARAMETERS.items()},
        "responses": _problems(),
        "headers": _HEADERS,
        "securitySchemes": {
            "partnerKey": {
                "type": "http",
                "scheme": "bearer",
                "description": "A partner's key. Nobody needs one to read; with one the limit is higher.",
            }
        },
    }
    result["tags"] = [{"name": entry.name, "description": str(entry.about)} for entry in RESOURCES] + [
        {"name": "changes", "description": "What became public, changed and left, in the order of commits."},
        {"name": "api", "description": "What there is."},
    ]
    return result


# -- schemas ----------------------------------------------------------------------------------------


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
    nullable = {"type": ["string", "null"]}
    tags = ("en", "zh-Hans", "zh-Hant")
    return {
        "Text": {
            "description": (
                "A text in the language of `lang`; where it was not translated, in the nearest language "
                "there is. "
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
        },
        "Reference": _object(
            "Another record: its type, its slug and where to read it. With `expand`, that record itself.",
            {
                "type": {"type": "string", "enum": list(TYPES)},
                "slug": {"type": "string", "examples": ["changchun"]},
                "url": {"type": "string", "format": "uri"},
            },
        ),
        "Problem": _object(
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
                    "description": "The number of the request, also in `X-Request-ID`. Name it when you "
                    "write to us.",
                },
                "errors": {
                    "type": "array",
                    "items": _object(
                        "One parameter that was not understood.",
                        {
                            "parameter": {"type": "string"},
                            "message": {"type": "string"},
                            "allowed": {"type": "array", "items": {"type": "string"}},
                        },
                    ),
                },
            },
        ),
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
                    "after a rename"
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
            "after": {**record_or_null, "description": "The record whole; null where it left."},
        },
    )


def _shape_schemas() -> Json:
    found: Json = {}
    for shape in all_shapes():
        found[shape.name] = shape.schema()
    for entry in RESOURCES:
        found[f"{entry.shape.name}List"] = _list_schema(entry)
        if entry.place is not None:
            found[f"{entry.shape.name}Features"] = _features_schema(entry)
    return dict(sorted(found.items()))


def _list_schema(resource: ApiResource) -> Json:
    return _object(
        f"A page of {resource.name}.",
        {
            "count": {"type": "integer", "description": "How many there are; with `count=1` only."},
            "next": {
                "type": ["string", "null"],
                "format": "uri",
                "description": "The address of the next page; null on the last one.",
            },
            "results": {"type": "array", "items": ref(resource.shape.name)},
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


# -- parameters -------------------------------------------------------------------------------------


def _query(name: str, description: str, schema: Json, **more: Any) -> Json:
    return {"name": name, "in": "query", "description": description, "schema": schema, **more}


def _listed(name: str, description: str, items: Json, **more: Any) -> Json:
    schema = {"type": "array", "items": items}
    return _query(name, description, schema, style="form", explode=False, **more)


_PARAMETERS: Json = {
    "lang": _query(
        "lang",
        "The language of texts. Without it English, whatever your browser prefers. `all` gives each text "
        "as an "
        "object with all three languages.",
        {"type": "string", "enum": list(LANGS), "default": "en"},
    ),
    "as_of": _query(
        "as_of",
        "As it was public at the end of this day in Shanghai. Goes with `lang`, `fields`, `format`, "
        "`page_size`, "
        "`page`, `cursor` and `count`; lists are then in the order of slugs.",
        {"type": "string", "format": "date"},
    ),
    "format": _query(
        "format",
        "`csv`, `jsonl` and `geojson` give the whole filtered list at once.",
        {"type": "string", "enum": list(FORMATS), "default": "json"},
    ),
    "page_size": _query(
        "page_size",
        f"How many a page has at most; without it {PAGE_SIZE}.",
        {"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE},
    ),
    "cursor": _query(
        "cursor",
        "Where the page before ended, out of its `next`. Good for the same filters and order only.",
        {"type": "string"},
    ),
    "page": _query(
        "page",
        f"A page by its number, for people: up to row {LAST_ROW_BY_PAGE}. Programs follow `next` instead, "
        f"which "
        "neither skips nor repeats a row while editors work.",
        {"type": "integer", "minimum": 1, "maximum": LAST_ROW_BY_PAGE},
    ),
    "count": _query(
        "count",
        "`1`: count the rows that the filters leave.",
        {"type": "string", "enum": ["0", "1"]},
    ),
}


def _fields(shape: Shape) -> Json:
    return _listed(
        "fields",
        "Only these keys, separated by commas.",
        {"type": "string", "enum": [key.name for key in shape.keys]},
    )


def _expand(shape: Shape) -> list[Json]:
    names = [key.name for key in shape.keys if key.kind in ("reference", "references")]
    words = "Put the whole records in the place of these references."
    return [_listed("expand", words, {"type": "string", "enum": names})] if names else []


def _filter(name: str, entry: Any) -> Json:
    words, codes = describe(entry), allowed_values(entry)
    if isinstance(entry, (CodesFilter, SlugsFilter)) or codes:
        return _listed(name, words, {"type": "string", "enum": codes} if codes else {"type": "string"})
    if isinstance(entry, StatedDateBound):
        return _query(name, words, {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"})
    if isinstance(entry, UpdatedSince):
        either = [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]
        return _query(name, words, {"anyOf": either})
    if name.endswith(("_min", "_max")):
        is_whole = entry.field_class.__name__ == "IntegerField"
        return _query(name, words, {"type": "integer" if is_whole else "number"})
    if name == "q":
        return _query(name, words, {"type": "string", "maxLength": 100})
    return _listed(name, words, {"type": "string"})


def _sort(resource: ApiResource) -> Json:
    words = "\n".join(f"- `{sort.name}`: {sort.description}" for sort in resource.sorts.values())
    words = f"Without it `{next(iter(resource.sorts))}`.\n\n{words}"
    return _query("sort", words, {"type": "string", "enum": list(resource.sorts)})


# -- answers ----------------------------------------------------------------------------------------

_HEADERS: Json = {
    "ETag": {
        "description": "Names this answer. Send it as `If-None-Match`: 304 while it is fresh.",
        "schema": {"type": "string"},
    },
    "Content-Language": {"description": "The language of the texts.", "schema": {"type": "string"}},
    "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}},
    "RateLimit": {
        "description": "Requests that remain (`r`) in the next seconds (`t`). With a key, and on 429.",
        "schema": {"type": "string"},
    },
    "RateLimit-Policy": {
        "description": "Requests allowed (`q`) in a window of seconds (`w`).",
        "schema": {"type": "string"},
    },
    "X-Request-ID": {
        "description": "The number of the request.",
        "schema": {"type": "string", "format": "uuid"},
    },
    "Location": {"description": "The present address.", "schema": {"type": "string"}},
    "WWW-Authenticate": {"description": "How to send a key.", "schema": {"type": "string"}},
}

_ERRORS = {
    400: "A parameter or value is unknown: `errors` names it and what is allowed.",
    401: "The key is unknown or was revoked. Without a key everybody may read.",
    404: "There is no such record.",
    405: "Only GET, HEAD and OPTIONS are answered.",
    406: "Your `Accept` excludes JSON. Other formats are asked for with `format`.",
    410: "The record was withdrawn or deleted.",
    429: "Too many requests: wait for `Retry-After` seconds.",
    500: "Something went wrong here.",
}
_EVERYWHERE = (400, 401, 406, 429, 500)


def _problems() -> Json:
    found: Json = {}
    for status, words in _ERRORS.items():
        names = ["X-Request-ID"]
        names += ["WWW-Authenticate"] if status == 401 else []
        names += ["Retry-After", "RateLimit", "RateLimit-Policy"] if status == 429 else []
        found[f"Problem{status}"] = {
            "description": words,
            "headers": {name: ref(name, "headers") for name in names},
            "content": {PROBLEM: {"schema": ref("Problem"), "example": _problem_example(status)}},
        }
    return found


def _problem_example(status: int) -> Json:
    fault = {
        "parameter": "level",
        "message": "“national_park” is not allowed here. Allowed: national, provincial, municipal, "
        "not_recorded.",
        "allowed": ["national", "provincial", "municipal", "not_recorded"],
    }
    return {
        "type": f"/en/developers/#error-{status}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": _ERRORS[status],
        "instance": "urn:uuid:6b0e2a3c-6f0e-4a55-9d0c-2f5f7f3b1d11",
        "errors": [fault] if status == 400 else [],
    }


def _responses(content: Json, words: str, *errors: int) -> Json:
    headers = {name: ref(name, "headers") for name in ("ETag", "Content-Language")}
    answers: Json = {
        "200": {"description": words, "headers": headers, "content": content},
        "304": {"description": "Your copy is fresh.", "headers": {"ETag": ref("ETag", "headers")}},
    }
    for status in sorted({*_EVERYWHERE, *errors}):
        answers[str(status)] = ref(f"Problem{status}", "responses")
    return answers


def _operation(
    name: str, tag: str, summary: str, description: str, parameters: list[Json], responses: Json
) -> Json:
    return {
        "operationId": name,
        "summary": summary,
        "description": description,
        "tags": [tag],
        "parameters": parameters,
        "security": [{}, {"partnerKey": []}],
        "responses": responses,
    }


def _json(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}


def _shared(*names: str) -> list[Json]:
    return [ref(name, "parameters") for name in names]


def _list(view: Any) -> Json:
    resource: ApiResource = view.resource
    shape = resource.shape
    filters = [_filter(name, entry) for name, entry in sorted(filterset_class(resource).base_filters.items())]
    content = _json(ref(f"{shape.name}List"))
    content[CONTENT_TYPES["csv"].partition(";")[0]] = {"schema": {"type": "string"}}
    content[CONTENT_TYPES["jsonl"].partition(";")[0]] = {"schema": {"type": "string"}}
    if resource.place is not None:
        content[CONTENT_TYPES["geojson"]] = {"schema": ref(f"{shape.name}Features")}
    parameters = [
        *filters,
        _sort(resource),
        *_shared("page_size", "cursor", "page", "count"),
        _fields(shape),
        *_expand(shape),
        *_shared("lang", "as_of", "format"),
    ]
    words = f"{resource.about} Filters are those of the page of the same list, and more."
    return _operation(
        f"list_{resource.name.replace('-', '_')}",
        resource.name,
        f"List {resource.name}",
        words,
        parameters,
        _responses(content, f"A page of {resource.name}, or all of them in another format."),
    )


def _one(view: Any) -> Json:
    resource: ApiResource = view.resource
    slug = {
        "name": "slug",
        "in": "path",
        "required": True,
        "description": "The record's slug; for a part `<record>--<key>`.",
        "schema": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
        "example": resource.example,
    }
    shape = resource.shape
    responses = _responses(_json(ref(shape.name)), shape.description, 404, 410)
    responses["301"] = {
        "description": "The record has another slug now.",
        "headers": {"Location": ref("Location", "headers")},
    }
    return _operation(
        f"read_{resource.name.replace('-', '_')}",
        resource.name,
        f"Read one of {resource.name}",
        shape.description,
        [slug, _fields(shape), *_expand(shape), *_shared("lang", "as_of")],
        dict(sorted(responses.items())),
    )


def _changes(view: Any) -> Json:
    begin = _query(
        "from",
        f"Where to begin without a cursor: `{BEGINNING}` of the log (also without it), `{NOW}` (nothing "
        f"yet, only a cursor), "
        f"or a day.",
        {
            "anyOf": [{"type": "string", "enum": [BEGINNING, NOW]}, {"type": "string", "format": "date"}],
        },
    )
    parameters = [
        begin,
        *_shared("cursor", "page_size"),
        _listed("type", "Only records of these types.", {"type": "string", "enum": list(TYPES)}),
        _listed("action", "Only these actions.", {"type": "string", "enum": list(Action.values)}),
        *_shared("lang"),
    ]
    return _operation(
        "list_changes",
        "changes",
        "What has changed since a cursor",
        "To keep a copy: 1. Ask `?from=now` and keep `next`. 2. Read the lists you need whole. 3. Ask "
        "`next` as often "
        "as you like: put each `after` in the place of the record with this type and slug, take out what was "
        "`withdrawn` or `deleted`, and keep the new `next` while `has_more`. Changes are in the order of "
        "commits, so "
        "none is missed. The `unit` of an indicator's values is the indicator's: when `unit` is in the "
        "`changed` of "
        "an indicator, read its values anew (`/api/v1/indicator-values/?indicator=<slug>`).",
        parameters,
        _responses(_json(ref("ChangeList")), "A part of the log."),
    )


def _root(view: Any) -> Json:
    responses = _responses(_json(ref("Root")), "What there is.")
    return _operation("read_root", "api", "What there is", "Every resource with its address.", [], responses)


_OPERATIONS = {"list": _list, "one": _one, "changes": _changes, "root": _root}
