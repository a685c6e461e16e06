"""The OpenAPI description: drf-spectacular walks the addresses, the shapes and filters say the rest."""

from functools import cache
from http import HTTPStatus
from typing import Any

from django.utils.translation import override
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer

from api import answers
from api.asking import FORMATS, LANGS, LAST_ROW_BY_PAGE, MOST_PER_PAGE, PAGE_SIZE
from api.changes import BEGINNING, NOW, TYPES
from api.components import Json, ref, schemas
from api.counted import shape as counted
from api.counted.asking import kinds_of_scope
from api.exports import CONTENT_TYPES
from api.fields import code_words, enum_schema
from api.filters import SlugsFilter, StatedDateBound, UpdatedSince, allowed_values, describe, filterset_class
from api.problems import CONTENT_TYPE as PROBLEM
from api.resources import ApiResource, listed
from api.shapes import Shape
from records.choices import Action
from records.filters import CodesFilter
from stats.choices import Group
from stats.declaring import HUB, registered


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
        "schemas": schemas(),
        "parameters": {name: entry for name, entry in _PARAMETERS.items()},
        "responses": _problems(),
        "headers": _HEADERS,
        "examples": _examples(),
        "securitySchemes": {
            "partnerKey": {
                "type": "http",
                "scheme": "bearer",
                "description": "A partner's key. Nobody needs one to read; with one the limit is higher.",
            }
        },
    }
    result["tags"] = [{"name": entry.name, "description": str(entry.about)} for entry in listed()] + [
        {"name": "changes", "description": "What became public, changed and left, in the order of commits."},
        {"name": "api", "description": "What there is."},
    ]
    return result


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
        return _since(words)
    if name.endswith(("_min", "_max")):
        is_whole = entry.field_class.__name__ == "IntegerField"
        return _query(name, words, {"type": "integer" if is_whole else "number"})
    if name == "q":
        return _query(name, words, {"type": "string", "maxLength": 100})
    return _listed(name, words, {"type": "string"})


def _since(words: str) -> Json:
    either = [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]
    return _query("updated_since", words, {"anyOf": either})


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


def _json(schema: Json, example: str = "") -> Json:
    content: Json = {"schema": schema}
    if example:
        content["examples"] = {"answer": ref(example, "examples")}
    return {"application/json": content}


def _examples() -> Json:
    """Real answers: one object of each resource, and a list that holds just that."""
    found: Json = {}
    for name, answer in answers.given().items():
        found[name] = {"summary": f"One of {name}", "value": answer}
        found[f"{name}-list"] = {"summary": f"A page of {name}", "value": {"next": None, "results": [answer]}}
    return found


def _shared(*names: str) -> list[Json]:
    return [ref(name, "parameters") for name in names]


def _list(view: Any) -> Json:
    resource: ApiResource = view.resource
    shape = resource.shape
    filters = [_filter(name, entry) for name, entry in sorted(filterset_class(resource).base_filters.items())]
    content = _json(ref(f"{shape.name}List"), f"{resource.name}-list")
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
    responses = _responses(_json(ref(shape.name), resource.name), shape.description, 404, 410)
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


def _scope(words: str) -> Json:
    return _listed("scope", words, {"type": "string"}, example=[HUB])


def _earlier() -> Json:
    words = "`1`: each value also with those that stood before. Not with `as_of`."
    return _query("earlier", words, {"type": "string", "enum": ["0", "1"]})


def _statistics(view: Any) -> Json:
    kinds = ", ".join(f"`{kind}`" for kind in kinds_of_scope())
    parameters = [
        _scope(
            f"In which scopes: a kind ({kinds}) for all of that kind, or one of them as `kind.slug` "
            f"(`region.jilin`). Several: separated by commas. Without it `{HUB}`."
        ),
        _listed("statistic", "Only these.", {"type": "string", "enum": list(registered())}),
        _listed("group", f"Only these headings.\n\n{code_words(Group.choices)}", enum_schema(Group.choices)),
        _query("q", "Words, all of which stand in the title.", {"type": "string", "maxLength": 100}),
        _since(
            "Only statistics of which a value has changed on this day or since this moment, in any scope."
        ),
        *_shared("page_size", "cursor", "page", "count"),
        _fields(counted.SHAPE),
        _earlier(),
        *_shared("lang", "as_of"),
        _query(
            "format",
            "`csv` gives a line for each value, `jsonl` one for each statistic; always the whole list.",
            {"type": "string", "enum": ["json", "csv", "jsonl"], "default": "json"},
        ),
    ]
    content = _json(ref(f"{counted.SHAPE.name}List"), f"{counted.NAME}-list")
    content[CONTENT_TYPES["csv"].partition(";")[0]] = {"schema": {"type": "string"}}
    content[CONTENT_TYPES["jsonl"].partition(";")[0]] = {"schema": {"type": "string"}}
    return _operation(
        "list_statistics",
        counted.NAME,
        f"List {counted.NAME}",
        f"{listed()[-1].about} The order is that of their slugs and scopes. With `as_of` the values that "
        "stood at the end of that day; names are today’s.",
        parameters,
        _responses(content, "A page of statistics, or all of them in another format."),
    )


def _statistic(view: Any) -> Json:
    slug = {
        "name": "slug",
        "in": "path",
        "required": True,
        "description": "The statistic's slug.",
        "schema": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
        "example": counted.EXAMPLE,
    }
    parameters = [
        slug,
        _scope(f"In which scope: `kind.slug` (`region.jilin`), of a kind in `scopes`. Without it `{HUB}`."),
        _fields(counted.SHAPE),
        _earlier(),
        *_shared("lang", "as_of"),
    ]
    words = counted.SHAPE.description
    return _operation(
        "read_statistics",
        counted.NAME,
        f"Read one of {counted.NAME}",
        words,
        parameters,
        _responses(_json(ref(counted.SHAPE.name), counted.NAME), words, 404),
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


_OPERATIONS = {
    "statistics": _statistics,
    "statistic": _statistic,
    "list": _list,
    "one": _one,
    "changes": _changes,
    "root": _root,
}
