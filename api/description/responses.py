"""Responses of the OpenAPI description: headers, problems, examples."""

from http import HTTPStatus

from api.description import response_examples
from api.description.fields import Json
from api.exceptions import CONTENT_TYPE as PROBLEM


def build_ref(name: str, kind: str = "schemas") -> Json:
    return {"$ref": f"#/components/{kind}/{name}"}


HEADERS: Json = {
    "ETag": {
        "description": "Identifies this response. Send it as `If-None-Match` to get 304 while it is current.",
        "schema": {"type": "string"},
    },
    "Content-Language": {"description": "The language of the texts.", "schema": {"type": "string"}},
    "Retry-After": {"description": "Seconds to wait before the next request.", "schema": {"type": "integer"}},
    "RateLimit": {
        "description": "Remaining requests (`r`) in the next `t` seconds. Sent with an API key and with 429.",
        "schema": {"type": "string"},
    },
    "RateLimit-Policy": {
        "description": "Allowed requests (`q`) in a window of `w` seconds.",
        "schema": {"type": "string"},
    },
    "X-Request-ID": {
        "description": "Identifier of the request.",
        "schema": {"type": "string", "format": "uuid"},
    },
    "Location": {"description": "The current URL.", "schema": {"type": "string"}},
    "WWW-Authenticate": {"description": "How to send an API key.", "schema": {"type": "string"}},
}

_ERRORS = {
    400: "Invalid parameters: `errors` lists each of them with the allowed values.",
    401: "Unknown or revoked key. No key is needed to read.",
    404: "Not found.",
    406: "`Accept` has no media type of this URL.",
    410: "The record was withdrawn or deleted; or the site was restored from a backup that is older than the "
    "cursor.",
    415: "The form isn’t `application/x-www-form-urlencoded`.",
    429: "Too many requests. Retry after `Retry-After` seconds.",
    500: "Internal server error.",
    501: "The format isn’t available.",
    503: "The database is unavailable, or too many exports are made. Retry after `Retry-After` seconds.",
}
_EVERYWHERE = (400, 401, 406, 429, 500, 503)


def build_problem_responses() -> Json:
    responses: Json = {}
    for status, words in _ERRORS.items():
        names = ["X-Request-ID"]
        names += ["WWW-Authenticate"] if status == 401 else []
        names += ["Retry-After"] if status == 503 else []
        names += ["Retry-After", "RateLimit", "RateLimit-Policy"] if status == 429 else []
        responses[f"Problem{status}"] = {
            "description": words,
            "headers": {name: build_ref(name, "headers") for name in names},
            "content": {PROBLEM: {"schema": build_ref("Problem"), "example": _build_problem_example(status)}},
        }
    return responses


def _build_problem_example(status: int) -> Json:
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


def build_responses(content: Json, description: str, *errors: int) -> Json:
    """Return the responses of an operation: 200, 304 and its errors."""
    headers = {name: build_ref(name, "headers") for name in ("ETag", "Content-Language")}
    answers: Json = {
        "200": {"description": description, "headers": headers, "content": content},
        "304": {"description": "Your copy is current.", "headers": {"ETag": build_ref("ETag", "headers")}},
    }
    for status in sorted({*_EVERYWHERE, *errors}):
        answers[str(status)] = build_ref(f"Problem{status}", "responses")
    return answers


def build_json_content(schema: Json, example: str = "") -> Json:
    content: Json = {"schema": schema}
    if example:
        content["examples"] = {"answer": build_ref(example, "examples")}
    return {"application/json": content}


def build_examples() -> Json:
    """For each resource an object and a list with this object."""
    examples: Json = {}
    for name, answer in response_examples.load_examples().items():
        if name != "statistics":  # a single one has its citation, too
            examples[name] = {"summary": f"One of {name}", "value": answer}
        examples[f"{name}-list"] = {
            "summary": f"A page of {name}",
            "value": {"next": None, "results": [answer]},
        }
    return examples
